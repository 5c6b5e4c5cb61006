import type { AtPath } from './diagnostic.js';
import type { DocumentPath } from './document-path.js';
import { parseJson } from './json.js';
import type { ParsedDocument } from './parsed-document.js';
import { createYamlSourceMap, parseYaml } from './yaml.js';

export type DocumentFormat = 'YAML' | 'JSON';

/** Both from 1; columns count UTF-16 code units, as editors do. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** Finds the line and column of a key or value; for a path that does not exist, those of its nearest ancestor. */
export type SourceMap = (path: DocumentPath, target: AtPath['target']) => LineColumn;

/** `isTextKey`: whether the value of a key, or what its list or map holds, is free text, which a comment of YAML could cut. */
export function parseDocument(
  text: string,
  format: DocumentFormat,
  isTextKey?: (key: string) => boolean,
): ParsedDocument {
  if (text.trim() === '')
    return {
      value: undefined,
      syntaxErrors: [{ code: 'INVALID_DOCUMENT', message: 'the document is empty', offset: 0 }],
    };
  return format === 'JSON' ? parseJson(text) : parseYaml(text, isTextKey);
}

/** Parses the document again to find where its values are. Only documents with mistakes pay for this. */
export function createSourceMap(text: string, format: DocumentFormat): SourceMap {
  const offsetOf = format === 'JSON' ? createJsonSourceMap(text) : createYamlSourceMap(text);
  const positionOf = createLineIndex(text);
  return (path, target) => positionOf(offsetOf(path, target));
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

function createJsonSourceMap(text: string): (path: DocumentPath, target: AtPath['target']) => number {
  const offsets = new Map<string, { key: number; value: number }>();
  parseJson(text, (path, key, value) => {
    const id = JSON.stringify(path);
    // The first of two duplicate keys is the one that is kept.
    if (!offsets.has(id)) offsets.set(id, { key, value });
  });
  return (path, target) => {
    for (let length = path.length; length >= 0; length--) {
      const found = offsets.get(JSON.stringify(path.slice(0, length)));
      if (found !== undefined) return target === 'key' && length === path.length ? found.key : found.value;
    }
    return 0;
  };
}
