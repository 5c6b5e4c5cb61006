import { closeSync, openSync, readSync } from 'node:fs';
import { type Diagnostic, fileDiagnostic } from './diagnostic.js';
import { DOCUMENT_LIMITS } from './document-limits.js';
import { createSourceMap, type DocumentFormat, type LineColumn } from './parse.js';
import { type DocumentPath, formatPath, type PathDiagnostic } from './path-diagnostic.js';
import { decodeUtf8 } from './utf8.js';

/** Where a document stands: a file, or a line of one. */
export interface SourceLocation {
  readonly file: string;
  readonly format: DocumentFormat;
  /** In bytes of the file. */
  readonly offset: number;
  readonly length: number;
  /** Of its beginning, from 1. */
  readonly line: number;
}

type LocatePath = (path: DocumentPath, at: PathDiagnostic['target']) => LineColumn;

/** Looks positions up by reading the document again. The last document is remembered: its mistakes come in a row. */
export function createPositionFinder(): (
  place: SourceLocation,
  path: DocumentPath,
  at: PathDiagnostic['target'],
) => LineColumn {
  let last: { readonly place: SourceLocation; readonly locate: LocatePath } | null = null;
  return (place, path, at) => {
    if (last?.place.file !== place.file || last.place.offset !== place.offset)
      last = { place, locate: createPathLocator(place) };
    return last.locate(path, at);
  };
}

/** A file that is gone or is another one by now still has its beginning. */
function createPathLocator(place: SourceLocation): LocatePath {
  try {
    const locate = createSourceMap(rereadSource(place), place.format);
    return (path, at) => {
      const { line, column } = locate(path, at);
      return { line: place.line + line - 1, column };
    };
  } catch {
    return () => ({ line: place.line, column: 1 });
  }
}

function rereadSource({ file, offset, length }: SourceLocation): string {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(length);
    return decodeUtf8(bytes.subarray(0, readSync(descriptor, bytes, 0, length, offset)), file);
  } finally {
    closeSync(descriptor);
  }
}

/** Findings as problems, in the order of the document; the first thousand, and how many more there are. */
export function locateDiagnostics(
  findings: readonly PathDiagnostic[],
  file: string | null,
  locate: LocatePath,
): Diagnostic[] {
  const problems = findings
    .slice(0, DOCUMENT_LIMITS.diagnosticsPerDocument)
    .map(({ code, message, path, target, other }) => {
      const { line, column } = locate(path, target);
      const first = other && locate(other, 'value');
      const where =
        first === undefined
          ? ''
          : `; the first is ${formatPath(other ?? [])} at ${first.line}:${first.column}`;
      return {
        code,
        message: message + where,
        file,
        line,
        column,
        path: path.length === 0 ? null : formatPath(path),
      };
    })
    .sort((a, b) => a.line - b.line || a.column - b.column);
  const more = findings.length - problems.length;
  return more === 0
    ? problems
    : [...problems, fileDiagnostic('LIMIT_EXCEEDED', `and ${more} more mistakes in this document`, file)];
}
