import type { EdtfDate } from '../../domain/dates/edtf-date.js';
import { parseEdtf } from '../../domain/edtf.js';
import { AscribeError } from '../../domain/errors.js';
import { type RecordType, recordTypeOf } from '../../domain/ids.js';
import { refOf } from './scoped-id.js';

/** Most ids that one argument takes. */
const MAX_IDS = 100;
/** Characters of a client's text that a message repeats. */
const MAX_QUOTED_LENGTH = 140;

const ID_FORMATS: Record<RecordType, string> = {
  entity: 'a slug such as isis-k',
  claim: 'claim: and 32 hexadecimal digits (0-9, a-f)',
  citation: 'citation: and 32 hexadecimal digits (0-9, a-f)',
  article: 'article: and a slug',
  source: 'source: and a slug',
};

/** The value of an argument if it is within its bounds, both included; throws BAD_INPUT. */
export function requireInRange(
  argument: string,
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  if (value >= min && value <= max) return value;
  throw new AscribeError('BAD_INPUT', `${argument} is ${value}; expected ${min} to ${max}`);
}

/** The EDTF date of an argument. Throws BAD_INPUT with the name of the argument. */
export function parseDate(argument: string, text: string, parse = parseEdtf): EdtfDate {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof AscribeError)) throw error;
    throw new AscribeError(error.code, `${argument}: ${error.message}`);
  }
}

/** Sorted, without duplicates; undefined if omitted. Throws BAD_INPUT for an empty list, which would match nothing and is likely a mistake. */
export function parseNonEmptyList<T extends string>(
  argument: string,
  values: readonly T[] | null | undefined,
): readonly T[] | undefined {
  if (values == null) return undefined;
  if (values.length > 0) return [...new Set(values)].sort();
  throw new AscribeError('BAD_INPUT', `${argument} is empty; omit it to match all`);
}

/** The refs of ids of one record type, as `parseNonEmptyList`; throws BAD_INPUT for an id of another type and for too many ids. */
export function parseIds(
  argument: string,
  type: RecordType,
  ids: readonly string[] | null | undefined,
): readonly string[] | undefined {
  requireIdCount(argument, ids ?? []);
  return parseNonEmptyList(
    argument,
    ids?.map((id) => parseId(argument, type, id)),
  );
}

/** The ref of an id of this record type, whatever its scope; throws BAD_INPUT. */
export function parseId(argument: string, type: RecordType, id: string): string {
  const ref = refOf(id);
  if (recordTypeOf(ref) === type) return ref;
  throw new AscribeError('BAD_INPUT', `${argument}: ${wrongTypeMessage(type, id)}`);
}

/**
 * A ref, for mutations: they change the record as it is now, and a scoped id names what was seen at another time or in a window. Throws
 * BAD_INPUT for it, and for an id of another type.
 */
export function parseRef(argument: string, type: RecordType, id: string): string {
  const ref = parseId(argument, type, id);
  if (ref === id) return ref;
  throw new AscribeError(
    'BAD_INPUT',
    `${argument}: ${quote(id)} was read as of an earlier time or in a window; a mutation changes the record as it is now: expected its ref, ${ref}`,
  );
}

export function requireIdCount(argument: string, ids: readonly string[]): void {
  if (ids.length <= MAX_IDS) return;
  throw new AscribeError('BAD_INPUT', `${argument} has ${ids.length} ids; expected at most ${MAX_IDS}`);
}

export function wrongTypeMessage(type: RecordType, id: string): string {
  const article = /^[aeiou]/.test(type) ? 'an' : 'a';
  return `${quote(id)} is not the id of ${article} ${type}; expected ${ID_FORMATS[type]}${scopeHint(id)}`;
}

export function unknownTypeMessage(id: string): string {
  return `${quote(id)} is not an id; expected ${Object.values(ID_FORMATS).join('; or ')}${scopeHint(id)}`;
}

function scopeHint(id: string): string {
  return id.includes('@')
    ? ', alone or with a scope: @asOf= and a past timestamp; of a claim also during= and an EDTF date'
    : '';
}

/** A client's text for a message: in quotation marks, escaped and cut. */
export function quote(text: string): string {
  return JSON.stringify(text.length > MAX_QUOTED_LENGTH ? `${text.slice(0, MAX_QUOTED_LENGTH)}…` : text);
}
