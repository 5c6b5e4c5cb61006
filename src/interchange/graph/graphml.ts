import type { ExportOptions, ExportSource } from '../../export/export-lines.js';
import { type GraphEdge, type GraphNode, readGraph } from './read-graph.js';
import { escapeXml } from './xml.js';

/** Gephi takes the label of an edge from the id of its key. Ids and names are name tokens, as the schema of GraphML requires. No key is `for="all"`, which some readers do not know. */
const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="label" for="node" attr.name="label" attr.type="string"/>
  <key id="kind" for="node" attr.name="kind" attr.type="string"/>
  <key id="edgelabel" for="edge" attr.name="label" attr.type="string"/>
  <key id="relation" for="edge" attr.name="relation" attr.type="string"/>
  <key id="status" for="edge" attr.name="status" attr.type="string"/>
  <key id="confidence" for="edge" attr.name="confidence" attr.type="int"/>
  <key id="periods" for="edge" attr.name="periods" attr.type="string"/>
  <graph id="claims" edgedefault="directed">
`;

/** Exports a store as GraphML: a node an entity, an edge a claim; docs/formats.md. Throws STATUSES_REQUIRED. */
export async function* exportGraphml(store: ExportSource, options: ExportOptions): AsyncGenerator<string> {
  const graph = await readGraph(store, options);
  yield HEAD;
  for await (const node of graph.nodes()) yield toNode(node);
  for await (const edge of graph.edges()) yield toEdge(edge);
  yield '  </graph>\n</graphml>\n';
}

const data = (key: string, value: string | number): string =>
  `<data key="${key}">${escapeXml(String(value))}</data>`;

const toNode = ({ id, label, kind }: GraphNode): string =>
  `    <node id="${escapeXml(id)}">${data('label', label)}${data('kind', kind)}</node>\n`;

function toEdge({ id, source, target, relation, status, confidence, directed, spells }: GraphEdge): string {
  const periods = spells.map(({ start, end }) => `${start ?? '..'}/${end ?? '..'}`).join(' ');
  return [
    `    <edge id="${escapeXml(id)}" source="${escapeXml(source)}" target="${escapeXml(target)}"${directed ? '' : ' directed="false"'}>`,
    data('edgelabel', relation),
    data('relation', relation),
    data('status', status),
    confidence === null ? '' : data('confidence', confidence),
    periods === '' ? '' : data('periods', periods),
    '</edge>\n',
  ].join('');
}
