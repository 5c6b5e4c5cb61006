import { hideCredentials, showInvisible } from './visible-text.js';

/** Keys and list indexes from the top of a document. */
export type DocumentPath = readonly (string | number)[];

const MAX_SHOWN_LENGTH = 60;
/** More of a long text need not be looked at to show its beginning. */
const MAX_READ_LENGTH = 1_000;

/** The path as text, such as `claims[3].citations[0].modality`. */
export function formatPath(path: DocumentPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? truncate(step) : `${text}.${truncate(step)}`;
  }, '');
}

/**
 * A value as a message shows it: texts and numbers as JSON, at most 60 characters, with invisible characters made visible; otherwise
 * `a list` or `a map`.
 */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (value !== null && typeof value === 'object') return 'a map';
  const shown = typeof value === 'string' ? hideCredentials(value.slice(0, MAX_READ_LENGTH)) : value;
  const text = JSON.stringify(shown);
  return showInvisible(text.length > MAX_SHOWN_LENGTH ? `${cutText(text, MAX_SHOWN_LENGTH - 1)}…"` : text);
}

/** A key as a message shows it: at most 60 characters. */
export function truncate(key: string): string {
  return showInvisible(key.length > MAX_SHOWN_LENGTH ? `${cutText(key, MAX_SHOWN_LENGTH)}…` : key);
}

/** The first `length` code units of a text, or one less, so that no character is cut in two. */
export function cutText(text: string, length: number): string {
  const cut = text.slice(0, length);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}
