import type { Article, Citation, Claim } from '../../../domain/records.js';
import { citationKey, claimKey, newestFirstKey, type SortKey } from '../../read/cursor.js';

/**
 * The key of a list as one text that sorts alike, so that one index holds the whole order and a page is a walk along it.
 * All of it is ASCII, which Neo4j sorts as SQLite and JavaScript do.
 */
export const claimOrderKey = (claim: Claim): string => encodeClaimKey(claimKey(claim));
export const encodeClaimKey = ([strength = 0, confidence = 0, id = '']: SortKey): string =>
  `${strength} ${zeroPad(confidence, 3)} ${id}`;

/** Sorts before all claims of this strength, and of this confidence key where one is given; after all that come before those. */
export const claimOrderPrefix = (strength: number, confidence?: number): string =>
  confidence === undefined ? `${strength} ` : `${strength} ${zeroPad(confidence, 3)}`;

export const citationOrderKey = (citation: Citation): string => encodeCitationKey(citationKey(citation));
export const encodeCitationKey = ([order = 0, id = '']: SortKey): string => `${zeroPad(order, 4)} ${id}`;

/** The blank sorts before all that a date is made of, so a shorter date comes first, as it does alone. */
export const articleOrderKey = ({ publishedAt, id }: Article): string =>
  encodeArticleKey([newestFirstKey(publishedAt), id]);
export const encodeArticleKey = ([date = '', id = '']: SortKey): string => `${date} ${id}`;
/** Back from the text: to make the date's part anew costs more than to read the whole article. */
export const decodeArticleKey = (orderKey: string, id: string): SortKey => [
  orderKey.slice(0, -id.length - 1),
  id,
];

function zeroPad(part: SortKey[number], width: number): string {
  return String(part).padStart(width, '0');
}
