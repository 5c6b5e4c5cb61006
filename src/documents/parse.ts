import type { Path, Reading } from './finding.js';
import { readJson } from './json.js';
import { placesInYaml, readYaml } from './yaml.js';

export type Format = 'YAML' | 'JSON';

/** From 1; columns count UTF-16 units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export function read(text: string, format: Format): Reading {
  if (text.trim() === '')
    return {
      value: undefined,
      faults: [{ code: 'INVALID_DOCUMENT', message: 'the document is empty', offset: 0 }],
    };
  return format === 'JSON' ? readJson(text) : readYaml(text);
}

/** Reads the document once more, for its places: only one that has a mistake pays for them. */
export function placesIn(text: string, format: Format): (path: Path, at: 'key' | 'value') => Position {
  const offsetOf = format === 'JSON' ? placesInJson(text) : placesInYaml(text);
  const positionOf = positionsIn(text);
  return (path, at) => positionOf(offsetOf(path, at));
}

export function positionsIn(text: string): (offset: number) => Position {
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

function placesInJson(text: string): (path: Path, at: 'key' | 'value') => number {
  const places = new Map<string, { key: number; value: number }>();
  readJson(text, (path, key, value) => {
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
