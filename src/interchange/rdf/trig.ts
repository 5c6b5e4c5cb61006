import { DataFactory, type NamedNode, type Quad_Object, Writer } from 'n3';
import type { ExportOptions, ExportSource } from '../../export/export-lines.js';
import { describeExport } from './to-rdf.js';
import { type CompactIri, type Description, expandIri, PREFIXES, type Term } from './vocabulary.js';

/**
 * Exports a store as TriG: each claim is a named graph, whose status is in the default graph; docs/formats.md. Nothing is lost:
 * `readTrigExport` gives the lines of `exportLines`. Throws STATUSES_REQUIRED.
 */
export async function* exportTrig(store: ExportSource, options: ExportOptions): AsyncGenerator<string> {
  let written = '';
  const collect = {
    write: (piece: string, _encoding: string, done?: () => void) => {
      written += piece;
      done?.();
    },
    end: (done?: () => void) => done?.(),
  };
  const takeWritten = (): string => {
    const pieces = written;
    written = '';
    return pieces;
  };
  // The type of the writer knows only the streams of Node.
  const writer = new Writer(collect as unknown as NodeJS.WritableStream, {
    format: 'application/trig',
    prefixes: PREFIXES,
  });
  let started = false;
  for await (const descriptions of describeExport(store, options)) {
    for (const description of descriptions) addDescription(writer, description);
    // What is refused writes nothing.
    started = true;
    yield takeWritten();
  }
  if (started) {
    writer.end();
    yield takeWritten();
  }
}

const TYPE = DataFactory.namedNode(expandIri('rdf:type'));

function addDescription(writer: Writer, { id, graph, types, properties }: Description): void {
  const subject = toNode(id);
  const inGraph = graph === null ? DataFactory.defaultGraph() : toNode(graph);
  for (const type of types) writer.addQuad(DataFactory.quad(subject, TYPE, toNode(type), inGraph));
  for (const [name, terms] of properties)
    for (const term of terms)
      writer.addQuad(DataFactory.quad(subject, toNode(name), toObject(term), inGraph));
}

const toNode = (compact: CompactIri): NamedNode => DataFactory.namedNode(expandIri(compact));

function toObject(term: Term): Quad_Object {
  if ('iri' in term) return toNode(term.iri);
  return DataFactory.literal(term.text, term.datatype === null ? undefined : toNode(term.datatype));
}
