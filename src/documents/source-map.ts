import { closeSync, openSync, readSync } from 'node:fs';
import type { AtOffset, AtPath, Diagnostic } from './diagnostic.js';
import { fileDiagnostic } from './diagnostic.js';
import { DOCUMENT_LIMITS } from './document-limits.js';
import { type DocumentPath, formatPath } from './document-path.js';
import {
  createLineIndex,
  createSourceMap,
  type DocumentFormat,
  type LineColumn,
  type SourceMap,
} from './parse.js';
import { decodeUtf8 } from './utf8.js';

/** The part of a file that holds one document: all of it, or one line of JSON Lines. */
export interface SourceLocation {
  readonly file: string;
  readonly format: DocumentFormat;
  /** In bytes from the start of the file. */
  readonly offset: number;
  /** In bytes. */
  readonly length: number;
  /** The line of the file on which the document begins, from 1. */
  readonly line: number;
}

/** Like `createSourceMap`, with the line numbers of the file that holds the document. */
export function createFileSourceMap(text: string, { format, line: firstLine }: SourceLocation): SourceMap {
  const locate = createSourceMap(text, format);
  return (path, target) => {
    const { line, column } = locate(path, target);
    return { line: firstLine + line - 1, column };
  };
}

/** Finds line and column by reading the document from its file again. Caches the last document. */
export function createPositionFinder(): (
  location: SourceLocation,
  path: DocumentPath,
  target: AtPath['target'],
) => LineColumn {
  let last: { readonly location: SourceLocation; readonly locate: SourceMap } | null = null;
  return (location, path, target) => {
    if (last?.location.file !== location.file || last.location.offset !== location.offset)
      last = { location, locate: rereadSourceMap(location) };
    return last.locate(path, target);
  };
}

/** If the file was changed or removed meanwhile, everything is located at the beginning of the document. */
function rereadSourceMap(location: SourceLocation): SourceMap {
  try {
    return createFileSourceMap(rereadSource(location), location);
  } catch {
    return () => ({ line: location.line, column: 1 });
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

/** Turns offsets into lines and columns. `firstLine` is the line of the file on which the text begins. */
export function locateSyntaxErrors(
  syntaxErrors: readonly Diagnostic<AtOffset>[],
  file: string | null,
  text: string,
  firstLine = 1,
): Diagnostic[] {
  const positionOf = createLineIndex(text);
  return syntaxErrors.map(({ code, message, offset }) => {
    const { line, column } = positionOf(offset);
    return { code, message, file, line: firstLine + line - 1, column, path: null };
  });
}

/** Turns paths into lines and columns. Returns the first 1,000, sorted by position, then a count of the others. */
export function locateDiagnostics(
  diagnostics: readonly Diagnostic<AtPath>[],
  file: string | null,
  locate: SourceMap,
): Diagnostic[] {
  const located = diagnostics
    .slice(0, DOCUMENT_LIMITS.diagnosticsPerDocument)
    .map(({ code, message, path, target, firstPath }) => ({
      code,
      message: message + (firstPath === undefined ? '' : describeFirst(firstPath, locate)),
      file,
      ...locate(path, target),
      path: path.length === 0 ? null : formatPath(path),
    }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
  const more = diagnostics.length - located.length;
  return more === 0
    ? located
    : [...located, fileDiagnostic('LIMIT_EXCEEDED', `and ${more} more mistakes in this document`, file)];
}

function describeFirst(path: DocumentPath, locate: SourceMap): string {
  const { line, column } = locate(path, 'value');
  return `; the first is ${formatPath(path)} at ${line}:${column}`;
}
