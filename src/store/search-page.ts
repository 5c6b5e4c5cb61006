import { type Asked, PHASES, type Phase, phases, type SearchField, TIERS } from '../domain/search.js';
import { decodeCursor, type Key, requireStatuses, toPage } from './cursor.js';
import type { Page, PageRequest, SearchFilter } from './store.js';

/** A record that answers a search: its id, and how well. */
export interface Ranked {
  readonly tier: number;
  readonly id: string;
}

/** One part of a search that a store has to make, from a place in its order on. */
export interface SearchStep {
  readonly phase: Phase;
  /** Answers of these fields; of entities and articles, or of quotes. */
  readonly fields: readonly SearchField[];
  /** From the tier on; of it, only ids after this one. */
  readonly from: Ranked;
  /** The first tier that is not of this part. */
  readonly before: number;
}

const SEARCH_KEY: Key = [0, ''];

/**
 * The parts of a search that are left after a cursor, best first. A store makes one after another until its page is full, so that a word that
 * stands in half of all quotes costs nothing where names already fill the page. Throws BAD_CURSOR, STATUSES_REQUIRED.
 */
export function searchSteps(
  asked: Asked,
  { statuses, kinds, fields }: SearchFilter,
  after: PageRequest['after'],
): SearchStep[] {
  requireStatuses(statuses);
  const [tier = 0, id = ''] = decodeCursor('search', after, SEARCH_KEY) ?? [];
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
        before: PHASES[phases[index + 1] as Phase] ?? TIERS.length,
      };
    })
    .filter(({ fields, from, before }) => fields.length > 0 && from.tier < before)
    .filter(({ phase }) => kinds === undefined || !phase.startsWith('QUOTED'));
}

/** The page, whose records were looked up by their ids. */
export function searchPage<T>(
  ranked: readonly Ranked[],
  first: number,
  record: (id: string) => T,
): Page<T & { readonly field: SearchField }> {
  const { items, ...page } = toPage('search', ranked, first, ({ tier, id }) => [tier, id]);
  return {
    ...page,
    items: items.map(({ tier, id }) => ({ ...record(id), field: TIERS[tier] as SearchField })),
  };
}
