/** Keys and list indexes from the top of a document. */
export type DocumentPath = readonly (string | number)[];

const MAX_SHOWN_LENGTH = 60;

/** The path as text, such as `claims[3].citations[0].modality`. */
export function formatPath(path: DocumentPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? truncate(step) : `${text}.${truncate(step)}`;
  }, '');
}

/** A value as a message shows it: texts and numbers as JSON, at most 60 characters; otherwise `a list` or `a map`. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (value !== null && typeof value === 'object') return 'a map';
  const text = JSON.stringify(value);
  return text.length > MAX_SHOWN_LENGTH ? `${text.slice(0, MAX_SHOWN_LENGTH - 1)}…"` : text;
}

/** A key as a message shows it: at most 60 characters. */
export function truncate(key: string): string {
  return key.length > MAX_SHOWN_LENGTH ? `${key.slice(0, MAX_SHOWN_LENGTH)}…` : key;
}
