import type { ErrorCode } from '../domain/errors.js';
import type { DocumentPath } from './document-path.js';
import { showInvisible } from './visible-text.js';

/** A place in the text of a document, in UTF-16 code units from 0. */
export interface AtOffset {
  readonly offset: number;
}

/** A place in the structure of a document. */
export interface AtPath {
  readonly path: DocumentPath;
  /** Whether the diagnostic is about the key or about its value. */
  readonly target: 'key' | 'value';
  /** Where the first of two duplicates is. */
  readonly firstPath?: DocumentPath;
}

/** A place that a person can open in an editor. */
export interface InFile {
  /** The path as the caller gave it; null if the document is not a file. */
  readonly file: string | null;
  /** From 1; null if the diagnostic is about the whole file. */
  readonly line: number | null;
  /** From 1, in UTF-16 code units; null if the diagnostic is about the whole file. */
  readonly column: number | null;
  /** Such as `claims[3].citations[0].modality`; null if the diagnostic is about the whole document. */
  readonly path: string | null;
  /** The id of the article, for a file that has many. */
  readonly articleId?: string;
}

/**
 * A mistake in a document, or a warning about it. Its place becomes more precise: parsers report an offset, checks
 * report a path, and source-map.ts turns both into a file, line and column.
 */
export type Diagnostic<Place extends object = InFile, Code extends string = ErrorCode> = {
  readonly code: Code;
  /** What was found and what was expected. */
  readonly message: string;
} & Place;

/** A mistake in the value at a path. */
export function pathDiagnostic(
  code: ErrorCode,
  path: DocumentPath,
  message: string,
  firstPath?: DocumentPath,
): Diagnostic<AtPath> {
  return { code, message, path, target: 'value', ...(firstPath !== undefined && { firstPath }) };
}

/** A mistake in a file as a whole. */
export function fileDiagnostic(code: ErrorCode, message: string, file: string | null): Diagnostic {
  return { code, message, file, line: null, column: null, path: null };
}

/**
 * `file:line:column: CODE message (path)`, with `article:id` before the path if the file has many articles; `label` replaces the code.
 * Safe to print on a terminal.
 */
export function formatDiagnostic(diagnostic: Diagnostic<InFile, string>, label = diagnostic.code): string {
  const { message, file, line, column, path, articleId } = diagnostic;
  const location = [file, line, column].filter((part) => part !== null).join(':');
  const parts = [articleId === undefined ? null : `article:${articleId}`, path].filter(
    (part) => part !== null,
  );
  return showInvisible(
    `${location === '' ? '' : `${location}: `}${label} ${message}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`,
  );
}

/** `file:line:column: warning CODE message (path)` */
export function formatWarning(warning: Diagnostic<InFile, string>): string {
  return formatDiagnostic(warning, `warning ${warning.code}`);
}
