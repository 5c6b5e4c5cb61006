import type { Article, Citation, Claim } from '../../../domain/records.js';
import { citationKey, claimKey, type Key, newestFirst } from '../../read/cursor.js';

/**
 * The key of a list as one text that sorts alike, so that one index holds the whole order and a page is a walk along it.
 * All of it is ASCII, which Neo4j sorts as SQLite and JavaScript do.
 */
export const claimOrder = (claim: Claim): string => claimOrderOf(claimKey(claim));
export const claimOrderOf = ([strength = 0, confidence = 0, id = '']: Key): string =>
  `${strength} ${padded(confidence, 3)} ${id}`;

/** Sorts before all claims of this strength, and of this confidence key where one is given; after all that come before those. */
export const claimOrderFrom = (strength: number, confidence?: number): string =>
  confidence === undefined ? `${strength} ` : `${strength} ${padded(confidence, 3)}`;

export const citationOrder = (citation: Citation): string => citationOrderOf(citationKey(citation));
export const citationOrderOf = ([order = 0, id = '']: Key): string => `${padded(order, 4)} ${id}`;

/** The blank sorts before all that a date is made of, so a shorter date comes first, as it does alone. */
export const articleOrder = ({ publishedAt, id }: Article): string =>
  articleOrderOf([newestFirst(publishedAt), id]);
export const articleOrderOf = ([date = '', id = '']: Key): string => `${date} ${id}`;
/** Back from the text: to make the date's part anew costs more than to read the whole article. */
export const articleKeyOf = (order: string, id: string): Key => [order.slice(0, -id.length - 1), id];

function padded(part: Key[number], width: number): string {
  return String(part).padStart(width, '0');
}
