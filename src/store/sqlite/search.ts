import { searchWords } from '../../domain/search-terms.js';
import { type SearchCandidate, searchPage, searchStart } from '../search-page.js';
import type { Page, PageRequest, SearchFilter, SearchHit } from '../store.js';
import type { Connection } from './database.js';
import { IN, list, toArticle, toEntity } from './rows.js';

/** The full-text index finds what holds all words; the domain ranks it, so that both stores answer in one order. */
export function search(
  db: Connection,
  text: string,
  filter: SearchFilter,
  { first, after }: PageRequest,
): Page<SearchHit> {
  const from = searchStart(after);
  const words = searchWords(text);
  if (words.length === 0) return { items: [], cursors: [], hasNext: false };
  const query = words.map((word, index) => `"${word}"${index === words.length - 1 ? ' *' : ''}`).join(' ');
  const ids = db.all('SELECT id FROM words WHERE words MATCH ?', query).map((row) => row.id as string);
  const articles = filter.kinds === undefined ? articleHits(db, ids) : [];
  return searchPage(words, [...entityHits(db, ids, filter), ...articles], from, first);
}

function entityHits(
  db: Connection,
  ids: readonly string[],
  { kinds }: SearchFilter,
): readonly SearchCandidate[] {
  return db
    .all(`SELECT * FROM entity WHERE id ${IN}`, list(ids))
    .filter((row) => kinds === undefined || kinds.some((kind) => kind === row.kind))
    .map((row) => ({ type: 'entity', entity: toEntity(row) }));
}

function articleHits(db: Connection, ids: readonly string[]): readonly SearchCandidate[] {
  return db
    .all(`SELECT record FROM article WHERE id ${IN}`, list(ids))
    .map((row) => ({ type: 'article', article: toArticle(row) }));
}
