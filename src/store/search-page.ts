import { rankHit, type SearchRank } from '../domain/search-terms.js';
import { decodeCursor, type Key, toPage } from './cursor.js';
import type { Page, PageRequest, SearchHit } from './store.js';

/** A record that an index found to hold the words, not yet ranked. */
export type SearchCandidate =
  | Omit<Extract<SearchHit, { type: 'entity' }>, 'field'>
  | Omit<Extract<SearchHit, { type: 'article' }>, 'field'>;

const SEARCH_KEY: Key = [0, ''];

/** Where a page of a search begins; throws BAD_CURSOR. */
export const searchStart = (after: string | null): Key | null => decodeCursor('search', after, SEARCH_KEY);

/** Ranks what a store's own index found, and cuts the page: one order in every store, whatever its index makes of a text. */
export function searchPage(
  words: readonly string[],
  candidates: readonly SearchCandidate[],
  from: Key | null,
  first: PageRequest['first'],
): Page<SearchHit> {
  const ranked = candidates
    .map((hit) => ({ hit, rank: rankHit(words, searchable(hit)), id: idOf(hit) }))
    .filter((one): one is typeof one & { rank: SearchRank } => one.rank !== null)
    .sort((a, b) => a.rank.tier - b.rank.tier || (a.id < b.id ? -1 : 1));
  const rest = from === null ? ranked : ranked.filter((one) => follows([one.rank.tier, one.id], from));
  const { items, ...page } = toPage('search', rest.slice(0, first + 1), first, (one) => [
    one.rank.tier,
    one.id,
  ]);
  return { ...page, items: items.map(({ hit, rank }) => ({ ...hit, field: rank.field })) };
}

function searchable(hit: SearchCandidate) {
  return hit.type === 'entity' ? hit.entity : { title: hit.article.title };
}

function idOf(hit: SearchCandidate): string {
  return hit.type === 'entity' ? hit.entity.id : hit.article.id;
}

function follows([tier, id]: Key, [fromTier, fromId]: Key): boolean {
  return Number(tier) > Number(fromTier) || (tier === fromTier && String(id) > String(fromId));
}
