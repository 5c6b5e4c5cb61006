import { parseEdtf } from '../../domain/edtf.js';
import { AscribeError } from '../../domain/errors.js';
import { recordTypeOf } from '../../domain/ids.js';
import type { ClaimWindow } from '../../domain/records.js';
import { parseTimestamp } from '../../domain/timestamp.js';

/*
 * A normalized cache of a client merges everything that has one id, so an id must always have the same content. A record read under `asOf` or
 * `during` gets an id that says so: `iran@asOf=2031-04-13T08:00:00.000Z`, `claim:…@during=2009;includeUndated`.
 */

/** What the content of a record depends on, besides the record. */
interface IdScope {
  /** RFC 3339 in UTC with milliseconds. Null: now. */
  readonly asOf: string | null;
  /** Only claims have one. Null: all time. */
  readonly window: ClaimWindow | null;
}

export interface ScopedId {
  /** The id of the record itself, the same in every scope. */
  readonly ref: string;
  readonly scope: IdScope;
}

/** More than the longest scoped id: 136 characters of the ref, 24 of the timestamp, 100 of the window, and the words between. */
const MAX_LENGTH = 400;

const SCOPED_ID = /^([^@]+)@(?=.)(?:asOf=([^;]+)(?:;(?=during=)|$))?(?:during=([^;]+)(;includeUndated)?)?$/;

/** The id of a record in a scope; the ref alone if it was read now and over all time. Equal scopes give equal ids. */
export function formatScopedId(ref: string, { asOf, window }: IdScope): string {
  const parts = [
    ...(asOf === null ? [] : [`asOf=${asOf}`]),
    ...(window === null ? [] : [`during=${window.during}`]),
    ...(window?.includeUndated ? ['includeUndated'] : []),
  ];
  return parts.length === 0 ? ref : `${ref}@${parts.join(';')}`;
}

/** Splits an id into ref and scope. Null if the text is not the id of a record in any scope. */
export function parseScopedId(id: string): ScopedId | null {
  if (id.length > MAX_LENGTH) return null;
  const [, ref = id, asOf, during, includeUndated] = SCOPED_ID.exec(id) ?? [];
  const type = recordTypeOf(ref);
  if (type === null || (during !== undefined && type !== 'claim')) return null;
  try {
    return {
      ref,
      scope: {
        asOf: asOf === undefined ? null : parseTimestamp('asOf', asOf),
        window:
          during === undefined
            ? null
            : { during: parseEdtf(during).text, includeUndated: includeUndated !== undefined },
      },
    };
  } catch (error) {
    if (error instanceof AscribeError) return null;
    throw error;
  }
}

/** The ref of an id; any other text as it is. */
export function refOf(id: string): string {
  return parseScopedId(id)?.ref ?? id;
}
