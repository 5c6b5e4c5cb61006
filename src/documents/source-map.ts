import { closeSync, openSync, readSync } from 'node:fs';
import { type Problem, problemOf } from './diagnostic.js';
import { type Finding, type Path, pathText } from './finding.js';
import { LIMITS } from './limits.js';
import { type Format, type Position, placesIn } from './parse.js';
import { decode } from './utf8.js';

/** Where a document stands: a file, or a line of one. */
export interface Place {
  readonly file: string;
  readonly format: Format;
  /** In bytes of the file. */
  readonly offset: number;
  readonly length: number;
  /** Of its beginning, from 1. */
  readonly line: number;
}

type Locate = (path: Path, at: Finding['at']) => Position;

/** Looks positions up by reading the document again. The last document is remembered: its mistakes come in a row. */
export function positionFinder(): (place: Place, path: Path, at: Finding['at']) => Position {
  let last: { readonly place: Place; readonly locate: Locate } | null = null;
  return (place, path, at) => {
    if (last?.place.file !== place.file || last.place.offset !== place.offset)
      last = { place, locate: locateIn(place) };
    return last.locate(path, at);
  };
}

/** A file that is gone or is another one by now still has its beginning. */
function locateIn(place: Place): Locate {
  try {
    const locate = placesIn(readAgain(place), place.format);
    return (path, at) => {
      const { line, column } = locate(path, at);
      return { line: place.line + line - 1, column };
    };
  } catch {
    return () => ({ line: place.line, column: 1 });
  }
}

function readAgain({ file, offset, length }: Place): string {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(length);
    return decode(bytes.subarray(0, readSync(descriptor, bytes, 0, length, offset)), file);
  } finally {
    closeSync(descriptor);
  }
}

/** Findings as problems, in the order of the document; the first thousand, and how many more there are. */
export function problemsOf(findings: readonly Finding[], file: string | null, locate: Locate): Problem[] {
  const problems = findings
    .slice(0, LIMITS.findings)
    .map(({ code, message, path, at, other }) => {
      const { line, column } = locate(path, at);
      const first = other && locate(other, 'value');
      const where =
        first === undefined ? '' : `; the first is ${pathText(other ?? [])} at ${first.line}:${first.column}`;
      return {
        code,
        message: message + where,
        file,
        line,
        column,
        path: path.length === 0 ? null : pathText(path),
      };
    })
    .sort((a, b) => a.line - b.line || a.column - b.column);
  const more = findings.length - problems.length;
  return more === 0
    ? problems
    : [...problems, problemOf('LIMIT_EXCEEDED', `and ${more} more mistakes in this document`, file)];
}
