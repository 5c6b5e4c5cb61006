/** Milliseconds from 1970, both included; null is an open or unknown end. */
export interface Bounds {
  readonly earliest: number | null;
  readonly latest: number | null;
}

/**
 * A date or interval in the Extended Date/Time Format (ISO 8601-2:2019, Library of Congress levels 0 to 2). The bounds are the first and
 * the last millisecond that it may mean, on the clock of the place: an offset does not move them to another day.
 */
export interface EdtfDate extends Bounds {
  /** Canonical form, uncertainty included: `2031~`. Two dates with one meaning have one canonical form. */
  readonly text: string;
  /** The part of its bounds that is not left open by an end that is unknown (`2031/`), or by a choice (`[..2031]`). */
  readonly known: Bounds;
  /** The offset of its times from UTC: `Z` or `+02:00`. Null if it has no time, or a time without offset. */
  readonly offset: string | null;
}

/** One date: alone, an end of an interval, or a member of a set. Times are in milliseconds from 1970, on the clock of the place. */
export interface SingleDate {
  /** Canonical EDTF. */
  readonly text: string;
  readonly earliest: number;
  readonly latest: number;
  /** Only digits: neither qualifiers nor unspecified digits, and no time of day. */
  readonly isPlain: boolean;
  /** `Z`, `+02:00`, or null if the time was given without; undefined if no time was given. */
  readonly offset?: string | null;
}
