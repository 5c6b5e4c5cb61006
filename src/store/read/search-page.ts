import {
  PHASES,
  type Phase,
  phases,
  type SearchField,
  type SearchQuery,
  TIERS,
} from '../../domain/search/search.js';
import type { Page, PageRequest, SearchFilter, SearchHit } from '../store.js';
import { decodeCursor, requireStatuses, type SortKey, toPage } from './cursor.js';

/** A record that answers a search: its id, and how well. */
export interface RankedId {
  readonly tier: number;
  readonly id: string;
}

/** One part of a search that a store has to make, from a place in its order on. */
export interface SearchStep {
  readonly phase: Phase;
  /** Answers of these fields; of entities and articles, or of quotes. */
  readonly fields: readonly SearchField[];
  /** From the tier on; of it, only ids after this one. */
  readonly from: RankedId;
  /** The first tier that is not of this part. */
  readonly endTier: number;
}

const SEARCH_KEY_SHAPE: SortKey = [0, ''];

/**
 * The parts of a search that are left after a cursor, best first. A store makes one after another until its page is full, so that a word that
 * stands in half of all quotes costs nothing where names already fill the page. Throws BAD_CURSOR, STATUSES_REQUIRED.
 */
export function planSearch(
  asked: SearchQuery,
  { statuses, kinds, fields }: SearchFilter,
  after: PageRequest['after'],
): SearchStep[] {
  requireStatuses(statuses);
  const [tier = 0, id = ''] = decodeCursor('search', after, SEARCH_KEY_SHAPE) ?? [];
  if (asked.words.length === 0) return [];
  return phases
    .map((phase, index) => {
      const ofQuotes = phase.startsWith('QUOTED');
      const begins = PHASES[phase];
      const from = Number(tier) >= begins ? { tier: Number(tier), id: String(id) } : { tier: begins, id: '' };
      return {
        phase,
        fields: (fields ?? TIERS).filter((field) => (field === 'QUOTE') === ofQuotes),
        from,
        endTier: PHASES[phases[index + 1] as Phase] ?? TIERS.length,
      };
    })
    .filter(({ fields, from, endTier }) => fields.length > 0 && from.tier < endTier)
    .filter(({ phase }) => kinds === undefined || !phase.startsWith('QUOTED'));
}

/**
 * The page of what was found, one more than `first` where there is more, with hits by their ids but for the field. What went since it was
 * found is left out.
 */
export function searchPage(
  ranked: readonly RankedId[],
  first: number,
  records: ReadonlyMap<string, object>,
): Page<SearchHit> {
  const hits = ranked.flatMap(({ tier, id }) => {
    const record = records.get(id);
    return record === undefined ? [] : [{ tier, id, record }];
  });
  const { items, cursors } = toPage('search', hits, first, ({ tier, id }) => [tier, id]);
  return {
    items: items.map(({ tier, record }) => ({ ...record, field: TIERS[tier] }) as SearchHit),
    cursors,
    hasNext: ranked.length > first,
  };
}
