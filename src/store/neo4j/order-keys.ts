import type { Article, Citation, Claim } from '../../domain/records.js';
import { citationKey, claimKey, type Key, newestFirst } from '../cursor.js';

/**
 * The key of a list as one text that sorts alike, so that one index holds the whole order and a page is a walk along it.
 * All of it is ASCII, which Neo4j sorts as SQLite and JavaScript do.
 */
export const claimOrder = (claim: Claim): string => claimOrderOf(claimKey(claim));
export const claimOrderOf = ([strength = 0, confidence = 0, id = '']: Key): string =>
  `${strength} ${padded(confidence, 3)} ${id}`;

export const citationOrder = (citation: Citation): string => citationOrderOf(citationKey(citation));
export const citationOrderOf = ([order = 0, id = '']: Key): string => `${padded(order, 4)} ${id}`;

/** The blank sorts before all that a date is made of, so a shorter date comes first, as it does alone. */
export const articleOrder = ({ publishedAt, id }: Article): string =>
  articleOrderOf([newestFirst(publishedAt), id]);
export const articleOrderOf = ([date = '', id = '']: Key): string => `${date} ${id}`;

function padded(part: Key[number], width: number): string {
  return String(part).padStart(width, '0');
}
