import type { ExportOptions, ExportSource } from '../../export/export-lines.js';
import { describeExport } from './to-rdf.js';
import { type Description, PREFIXES, type Term } from './vocabulary.js';

/** Exports a store as JSON-LD 1.1 with the same content as TriG; docs/formats.md. `readJsonldExport` reads it back. Throws STATUSES_REQUIRED. */
export async function* exportJsonld(store: ExportSource, options: ExportOptions): AsyncGenerator<string> {
  let done = 0;
  for await (const descriptions of describeExport(store, options)) {
    const head = done === 0 ? `{"@context":${JSON.stringify(PREFIXES)},"@graph":[` : '';
    yield head +
      descriptions
        .map((description) => `${done++ === 0 ? '' : ','}\n${JSON.stringify(toNode(description))}`)
        .join('');
  }
  yield '\n]}\n';
}

function toNode({ id, graph, types, properties }: Description): object {
  const node = {
    '@id': id,
    ...(types.length > 0 && { '@type': types }),
    ...Object.fromEntries(properties.map(([name, terms]) => [name, terms.map(toValue)])),
  };
  return graph === null ? node : { '@id': graph, '@graph': [node] };
}

function toValue(term: Term): unknown {
  if ('iri' in term) return { '@id': term.iri };
  return term.datatype === null ? term.text : { '@value': term.text, '@type': term.datatype };
}
