import { parseJson } from './json.js';
import type { DocumentPath, ParsedDocument } from './path-diagnostic.js';
import { createYamlSourceMap, parseYaml } from './yaml.js';

export type DocumentFormat = 'YAML' | 'JSON';

/** From 1; columns count UTF-16 units, as editors do. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

export function parseDocument(text: string, format: DocumentFormat): ParsedDocument {
  if (text.trim() === '')
    return {
      value: undefined,
      syntaxErrors: [{ code: 'INVALID_DOCUMENT', message: 'the document is empty', offset: 0 }],
    };
  return format === 'JSON' ? parseJson(text) : parseYaml(text);
}

/** Reads the document once more, for its places: only one that has a mistake pays for them. */
export function createSourceMap(
  text: string,
  format: DocumentFormat,
): (path: DocumentPath, at: 'key' | 'value') => LineColumn {
  const offsetOf = format === 'JSON' ? createJsonSourceMap(text) : createYamlSourceMap(text);
  const positionOf = createLineIndex(text);
  return (path, at) => positionOf(offsetOf(path, at));
}

export function createLineIndex(text: string): (offset: number) => LineColumn {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

function createJsonSourceMap(text: string): (path: DocumentPath, at: 'key' | 'value') => number {
  const places = new Map<string, { key: number; value: number }>();
  parseJson(text, (path, key, value) => {
    const name = JSON.stringify(path);
    if (!places.has(name)) places.set(name, { key, value });
  });
  return (path, at) => {
    for (let length = path.length; length >= 0; length--) {
      const place = places.get(JSON.stringify(path.slice(0, length)));
      if (place !== undefined) return at === 'key' && length === path.length ? place.key : place.value;
    }
    return 0;
  };
}
