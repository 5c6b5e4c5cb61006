import type { ClaimStatus } from '../../domain/records.js';
import type { ExportOptions, ExportSource } from '../../export/export-lines.js';
import { type GraphEdge, type GraphNode, readGraph } from './read-graph.js';
import { escapeXml } from './xml.js';

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
  <meta><creator>ascribe</creator></meta>
  <graph mode="dynamic" timerepresentation="interval" timeformat="date" defaultedgetype="directed">
    <attributes class="node" mode="static">
      <attribute id="kind" title="kind" type="string"/>
    </attributes>
    <attributes class="edge" mode="static">
      <attribute id="relation" title="relation" type="string"/>
      <attribute id="status" title="status" type="string"/>
      <attribute id="confidence" title="confidence" type="integer"/>
    </attributes>
    <nodes>
`;

/** How Gephi draws a claim: only what is confirmed or reported is a solid line. */
const STYLES: Readonly<Record<ClaimStatus, { readonly shape: string; readonly color: string }>> = {
  CONFIRMED: { shape: 'solid', color: 'r="27" g="94" b="32"' },
  REPORTED: { shape: 'solid', color: 'r="25" g="118" b="210"' },
  ALLEGED: { shape: 'dashed', color: 'r="230" g="120" b="0"' },
  DISPUTED: { shape: 'dashed', color: 'r="142" g="36" b="170"' },
  DENIED: { shape: 'dotted', color: 'r="183" g="28" b="28"' },
  RETRACTED: { shape: 'dotted', color: 'r="140" g="140" b="140"' },
};

/** Exports a store as GEXF 1.3 for Gephi: a node an entity, an edge a claim, its periods as spells; docs/formats.md. Throws STATUSES_REQUIRED. */
export async function* exportGexf(store: ExportSource, options: ExportOptions): AsyncGenerator<string> {
  const graph = await readGraph(store, options);
  yield HEAD;
  for await (const node of graph.nodes()) yield toNode(node);
  yield '    </nodes>\n    <edges>\n';
  for await (const edge of graph.edges()) yield toEdge(edge);
  yield '    </edges>\n  </graph>\n</gexf>\n';
}

const attribute = (name: string, value: string | number): string =>
  `<attvalue for="${name}" value="${escapeXml(String(value))}"/>`;

const toNode = ({ id, label, kind }: GraphNode): string =>
  `      <node id="${escapeXml(id)}" label="${escapeXml(label)}"><attvalues>${attribute('kind', kind)}</attvalues></node>\n`;

function toEdge({ id, source, target, relation, status, confidence, directed, spells }: GraphEdge): string {
  const { shape, color } = STYLES[status];
  const day = (name: string, value: string | null): string => (value === null ? '' : ` ${name}="${value}"`);
  const periods = spells.map(({ start, end }) => `<spell${day('start', start)}${day('end', end)}/>`).join('');
  return [
    `      <edge id="${escapeXml(id)}" source="${escapeXml(source)}" target="${escapeXml(target)}" type="${directed ? 'directed' : 'undirected'}" kind="${escapeXml(relation)}" label="${escapeXml(relation)}">`,
    `<attvalues>${attribute('relation', relation)}${attribute('status', status)}${confidence === null ? '' : attribute('confidence', confidence)}</attvalues>`,
    periods === '' ? '' : `<spells>${periods}</spells>`,
    `<viz:color ${color}/><viz:shape value="${shape}"/>`,
    '</edge>\n',
  ].join('');
}
