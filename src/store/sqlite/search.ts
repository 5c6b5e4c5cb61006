import { searchWords } from '../../domain/search-terms.js';
import { type SearchCandidate, searchPage, searchStart } from '../search-page.js';
import type { Page, PageRequest, SearchFilter, SearchHit } from '../store.js';
import type { Connection } from './database.js';
import type { Moment } from './moments.js';
import { IN, list, toArticle, toEntity } from './rows.js';

/** The full-text index finds what holds all words; the domain ranks it, so that both stores answer in one order. */
export function search(
  db: Connection,
  text: string,
  filter: SearchFilter,
  { first, after }: PageRequest,
  moment: Moment,
): Page<SearchHit> {
  const from = searchStart(after);
  const words = searchWords(text);
  if (words.length === 0) return { items: [], cursors: [], hasNext: false };
  const query = words.map((word, index) => `"${word}"${index === words.length - 1 ? ' *' : ''}`).join(' ');
  const ids = db
    .all(`SELECT id FROM words WHERE words MATCH ?${moment && ALSO_CHANGED}`, query)
    .map((row) => row.id as string);
  const articles = filter.kinds === undefined ? articleHits(db, ids, moment) : [];
  return searchPage(words, [...entityHits(db, ids, filter, moment), ...articles], from, first);
}

/** What is another one now than it was then may have had the words then; all else has them now too. */
const ALSO_CHANGED = ` UNION SELECT id FROM entity_past WHERE replaced_at > (SELECT at FROM temp.moment)
  UNION SELECT id FROM article_past WHERE replaced_at > (SELECT at FROM temp.moment)`;

function entityHits(
  db: Connection,
  ids: readonly string[],
  { kinds }: SearchFilter,
  moment: Moment,
): readonly SearchCandidate[] {
  return db
    .all(`SELECT * FROM entity${moment} WHERE id ${IN}`, list(ids))
    .filter((row) => kinds === undefined || kinds.some((kind) => kind === row.kind))
    .map((row) => ({ type: 'entity', entity: toEntity(row) }));
}

function articleHits(db: Connection, ids: readonly string[], moment: Moment): readonly SearchCandidate[] {
  return db
    .all(`SELECT record FROM article${moment} WHERE id ${IN}`, list(ids))
    .map((row) => ({ type: 'article', article: toArticle(row) }));
}
