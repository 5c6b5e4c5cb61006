import { nameKey } from '../../../domain/declared-texts.js';
import type { Article, Citation, Claim } from '../../../domain/records.js';
import { STATUS_STEP } from '../../../domain/traversal/edge.js';
import { citationKey, claimKey, newestFirstKey, oldestFirstKey, type SortKey } from '../../read/cursor.js';

/**
 * Encodes a sort key as one string with the same order, so that one index holds the whole order of a list and a page is a range scan.
 * Neo4j and SQLite sort by code point.
 */
export const claimOrderKey = (claim: Claim): string => encodeClaimKey(claimKey(claim));
export const encodeClaimKey = ([strength = 0, confidence = 0, id = '']: SortKey): string =>
  `${strength} ${zeroPad(confidence, 3)} ${id}`;

/** The key of a claim with this strength (see `strengthOf`). */
export const strengthKey = (strength: number, id: string): string =>
  encodeClaimKey([Math.floor(strength / STATUS_STEP), strength % STATUS_STEP, id]);

/** The rank of the status of a claim's node, as an expression. It begins the claim's key. */
export const statusRankOf = (claim: string): string => `toInteger(left(${claim}.orderKey, 1))`;

/** The common prefix of the keys of all claims with this strength and, if given, this confidence key. */
export const claimOrderPrefix = (strength: number, confidence?: number): string =>
  confidence === undefined ? `${strength} ` : `${strength} ${zeroPad(confidence, 3)}`;

/** The length of a claim's key before its id. */
export const CLAIM_KEY_PREFIX_LENGTH = encodeClaimKey([0, 0, '']).length;

export const citationOrderKey = (citation: Citation): string => encodeCitationKey(citationKey(citation));
export const encodeCitationKey = ([order = 0, id = '']: SortKey): string => `${zeroPad(order, 4)} ${id}`;

/** A space sorts before every character of a date, so a shorter date still comes first. */
export const articleOrderKey = ({ publishedAt, id }: Article): string =>
  encodeArticleKey([newestFirstKey(publishedAt), id]);
export const encodeArticleKey = ([date = '', id = '']: SortKey): string => `${date} ${id}`;
/** The same, oldest first. */
export const articleOldestKey = ({ publishedAt, id }: Article): string =>
  encodeArticleKey([oldestFirstKey(publishedAt), id]);

/** The key of an entity or source in the order of names: a tab sorts before every character of a name. */
export const nameOrderKey = (record: { readonly name: string; readonly id: string }): string =>
  encodeNameKey(nameSortKey(record));
export const encodeNameKey = ([name = '', id = '']: SortKey): string => `${name}\t${id}`;
export const nameSortKey = ({ name, id }: { readonly name: string; readonly id: string }): SortKey => [
  nameKey(name),
  id,
];

/** Decodes the key instead of computing it again: encoding the date costs more than reading the whole article. */
export const decodeArticleKey = (orderKey: string, id: string): SortKey => [
  orderKey.slice(0, -id.length - 1),
  id,
];

function zeroPad(part: SortKey[number], width: number): string {
  return String(part).padStart(width, '0');
}
