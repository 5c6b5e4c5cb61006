import { recordTypeOf } from '../../domain/ids.js';
import { PHASES, type Phase, phases, SOUND_TIER, TIERS } from '../../domain/search/search.js';
import { parseSearchQuery, type SearchQuery } from '../../domain/search/search-query.js';
import type { Page, PageRequest, SearchFilter, SearchHit } from '../store.js';
import { badCursor, decodeCursor, requireStatuses, type SortKey, toPage } from './cursor.js';
import type { RankedId, RunRead, SearchStep } from './read-port.js';

const SEARCH_KEY_SHAPE: SortKey = [0, ''];

/** Runs one step after another until the page is full, so that a word in half of all quotes costs nothing if names fill the page. */
export async function search(
  run: RunRead,
  text: string,
  filter: SearchFilter,
  { first, after }: PageRequest,
): Promise<Page<SearchHit>> {
  const query = parseSearchQuery(text);
  const steps = planSearch(query, filter, after);
  return run(async (port) => {
    const joined =
      steps.length === 0 ? undefined : await port.joinedMatches?.(query, filter, steps, first + 1);
    const ranked: RankedId[] = [];
    for (const step of joined?.left ?? steps) {
      const limit = first + 1 - (joined?.ranked.length ?? 0) - ranked.length;
      if (limit <= 0) break;
      ranked.push(...(await port.matches(query, filter, step, limit)));
    }
    const hits = ranked.length === 0 ? [] : await port.hits(ranked.map(({ id }) => id));
    return toSearchPage(
      [...(joined?.ranked ?? []), ...ranked],
      first,
      new Map([...(joined?.hits ?? []), ...hits]),
    );
  });
}

/** Whether a phase searches quotes; the others search entities and articles. */
export const isQuotePhase = (phase: Phase): boolean => phase.startsWith('QUOTED');

/** The steps that are left after a cursor, best matches first. Throws BAD_CURSOR, STATUSES_REQUIRED. */
function planSearch(
  query: SearchQuery,
  { statuses, kinds, fields, match }: SearchFilter,
  after: PageRequest['after'],
): SearchStep[] {
  requireStatuses(statuses);
  const [tier = 0, id = ''] = decodeCursor('search', after, SEARCH_KEY_SHAPE) ?? [];
  if (after !== null && TIERS[Number(tier)] === 'QUOTE' && recordTypeOf(String(id)) !== 'citation')
    throw badCursor(after);
  if (query.words.length === 0) return [];
  return phases
    .map((phase, index) => {
      const firstTier = PHASES[phase];
      return {
        phase,
        fields: (fields ?? TIERS).filter((field) => (field === 'QUOTE') === isQuotePhase(phase)),
        from:
          Number(tier) >= firstTier ? { tier: Number(tier), id: String(id) } : { tier: firstTier, id: '' },
        endTier:
          phase === 'SIMILAR' && match === 'EXACT'
            ? SOUND_TIER
            : (PHASES[phases[index + 1] as Phase] ?? TIERS.length),
      };
    })
    .filter(({ fields, from, endTier }) => fields.length > 0 && from.tier < endTier)
    .filter(({ phase }) => kinds === undefined || !isQuotePhase(phase));
}

/** `ranked` has one id more than `first` if there are more. Records that were removed since they matched are dropped. */
function toSearchPage(
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
