import { rankHit, type SearchRank, searchWords } from '../../domain/search-terms.js';
import { decodeCursor, type Key, toPage } from '../cursor.js';
import type { Page, PageRequest, SearchFilter, SearchHit } from '../store.js';
import type { Connection, Row } from './database.js';
import { IN, list, toArticle, toEntity } from './rows.js';

const SEARCH_KEY: Key = [0, ''];

/** The full-text index finds what holds all words; the domain ranks it, so that both stores answer in one order. */
export function search(
  db: Connection,
  text: string,
  filter: SearchFilter,
  { first, after }: PageRequest,
): Page<SearchHit> {
  const from = decodeCursor('search', after, SEARCH_KEY);
  const words = searchWords(text);
  if (words.length === 0) return { items: [], cursors: [], hasNext: false };
  const query = words.map((word, index) => `"${word}"${index === words.length - 1 ? ' *' : ''}`).join(' ');
  const ids = db.all('SELECT id FROM words WHERE words MATCH ?', query).map((row) => row.id as string);
  const ranked = [...entityHits(db, ids, filter), ...(filter.kinds === undefined ? articleHits(db, ids) : [])]
    .map(({ hit, searchable }) => ({ hit, rank: rankHit(words, searchable), id: idOf(hit) }))
    .filter((one): one is typeof one & { rank: SearchRank } => one.rank !== null)
    .sort((a, b) => a.rank.tier - b.rank.tier || (a.id < b.id ? -1 : 1));
  const rest = from === null ? ranked : ranked.filter((one) => follows([one.rank.tier, one.id], from));
  const { items, ...page } = toPage('search', rest.slice(0, first + 1), first, (one) => [
    one.rank.tier,
    one.id,
  ]);
  return { ...page, items: items.map(({ hit, rank }) => ({ ...hit, field: rank.field }) as SearchHit) };
}

function entityHits(db: Connection, ids: readonly string[], { kinds }: SearchFilter) {
  return db
    .all(`SELECT * FROM entity WHERE id ${IN}`, list(ids))
    .filter((row) => kinds === undefined || kinds.some((kind) => kind === row.kind))
    .map((row: Row) => {
      const entity = toEntity(row);
      return { hit: { type: 'entity', entity } as const, searchable: entity };
    });
}

function articleHits(db: Connection, ids: readonly string[]) {
  return db.all(`SELECT record FROM article WHERE id ${IN}`, list(ids)).map((row) => {
    const article = toArticle(row);
    return { hit: { type: 'article', article } as const, searchable: { title: article.title } };
  });
}

function idOf(
  hit: { type: 'entity'; entity: { id: string } } | { type: 'article'; article: { id: string } },
): string {
  return hit.type === 'entity' ? hit.entity.id : hit.article.id;
}

function follows([tier, id]: Key, [fromTier, fromId]: Key): boolean {
  return Number(tier) > Number(fromTier) || (tier === fromTier && String(id) > String(fromId));
}
