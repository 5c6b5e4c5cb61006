import type { ErrorCode } from '../domain/errors.js';

/** Keys and positions from the top of a document. */
export type Path = readonly (string | number)[];

/** A mistake, by its path; line and column are looked up only when it is told. */
export interface Finding {
  readonly code: ErrorCode;
  readonly message: string;
  readonly path: Path;
  /** Whether the key or what stands under it is wrong. */
  readonly at: 'key' | 'value';
  /** The other place of two that clash in one document. */
  readonly other?: Path;
}

/** A mistake in the writing itself, before there are paths. */
export interface Fault {
  readonly code: ErrorCode;
  readonly message: string;
  /** In UTF-16 units of the text. */
  readonly offset: number;
}

export function finding(code: ErrorCode, path: Path, message: string, other?: Path): Finding {
  return { code, message, path, at: 'value', ...(other === undefined ? {} : { other }) };
}

/** `claims[3].citations[0].modality` */
export function pathText(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? shown(step) : `${text}.${shown(step)}`;
  }, '');
}

const shown = (key: string): string => (key.length > 60 ? `${key.slice(0, 60)}…` : key);

/** What stands there, short enough for a message. */
export function found(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (value !== null && typeof value === 'object') return 'a map';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…"` : text;
}

/** A document as plain values; undefined where its writing is broken. */
export interface Reading {
  readonly value: unknown;
  readonly faults: readonly Fault[];
}
