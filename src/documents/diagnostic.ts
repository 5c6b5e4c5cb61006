import type { QualityCode } from '../domain/analysis/annotation-quality.js';
import type { ErrorCode } from '../domain/errors.js';
import { escapeControl } from './escape-control.js';

/** One mistake in one document, with its place, for a person to mend. */
export interface Diagnostic<Code extends string = ErrorCode> {
  readonly code: Code;
  /** What was found and what was expected. */
  readonly message: string;
  /** As the caller named it; null for a document that is no file. */
  readonly file: string | null;
  /** From 1; null where the whole file is meant. */
  readonly line: number | null;
  readonly column: number | null;
  /** In the document, such as `claims[3].citations[0].modality`; null where the whole document is meant. */
  readonly path: string | null;
}

/** `file:line:column: CODE message (path)`; `kind` in place of the code where it is no mistake. */
export function formatDiagnostic(diagnostic: Diagnostic<string>, kind: string = diagnostic.code): string {
  const { message, file, line, column, path } = diagnostic;
  const place = [file, line, column].filter((part) => part !== null).join(':');
  return escapeControl(
    `${place === '' ? '' : `${place}: `}${kind} ${message}${path === null ? '' : ` (${path})`}`,
  );
}

/** A problem of a file as a whole. */
export function fileDiagnostic(code: ErrorCode, message: string, file: string | null): Diagnostic {
  return { code, message, file, line: null, column: null, path: null };
}

/** What looks doubtful in a document without being a mistake. */
export type WarningDiagnostic = Diagnostic<QualityCode>;

/** `file:line:column: warning CODE message (path)` */
export const formatWarning = (warning: WarningDiagnostic): string =>
  formatDiagnostic(warning, `warning ${warning.code}`);
