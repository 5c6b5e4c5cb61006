import type { ErrorCode } from '../domain/errors.js';

/** Keys and positions from the top of a document. */
export type DocumentPath = readonly (string | number)[];

/** A mistake, by its path; line and column are looked up only when it is told. */
export interface PathDiagnostic {
  readonly code: ErrorCode;
  readonly message: string;
  readonly path: DocumentPath;
  /** Whether the key or what stands under it is wrong. */
  readonly target: 'key' | 'value';
  /** The other place of two that clash in one document. */
  readonly other?: DocumentPath;
}

/** A mistake in the writing itself, before there are paths. */
export interface OffsetDiagnostic {
  readonly code: ErrorCode;
  readonly message: string;
  /** In UTF-16 units of the text. */
  readonly offset: number;
}

export function pathDiagnostic(
  code: ErrorCode,
  path: DocumentPath,
  message: string,
  other?: DocumentPath,
): PathDiagnostic {
  return { code, message, path, target: 'value', ...(other === undefined ? {} : { other }) };
}

/** `claims[3].citations[0].modality` */
export function formatPath(path: DocumentPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? truncateKey(step) : `${text}.${truncateKey(step)}`;
  }, '');
}

const truncateKey = (key: string): string => (key.length > 60 ? `${key.slice(0, 60)}…` : key);

/** What stands there, short enough for a message. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (value !== null && typeof value === 'object') return 'a map';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…"` : text;
}

/** A document as plain values; undefined where its writing is broken. */
export interface ParsedDocument {
  readonly value: unknown;
  readonly syntaxErrors: readonly OffsetDiagnostic[];
}
