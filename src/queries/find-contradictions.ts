import {
  type Contradiction,
  type ContradictionKind,
  contradictionKinds,
  contradictionOfContested,
  detectContradictions,
  predicatesOfKind,
} from '../domain/analysis/contradictions.js';
import { AscribeError } from '../domain/errors.js';
import { type Predicate, predicates, withNarrower } from '../domain/ontology.js';
import type { Claim } from '../domain/records.js';
import { decodeCursor, type SortKey, toPage } from '../store/read/cursor.js';
import { readAllPages } from '../store/read/read-all-pages.js';
import type { ClaimFilter, Page, PageRequest, Reads } from '../store/store.js';

export interface ContradictionQuery {
  /** The claims that may contradict each other. `entityIds` is about the subject alone of claims that exclude each other. */
  readonly filter: ClaimFilter;
  readonly kinds: readonly ContradictionKind[];
}

/** A contradiction and its sort key: kind, then the cursor of a contested claim, or subject and predicate. */
interface KeyedContradiction {
  readonly contradiction: Contradiction;
  readonly key: readonly [kind: ContradictionKind, cursorOrSubject: string, predicate: string];
}

/** Contested claims read at a time. */
const CONTESTED_PAGE_SIZE = 50;
/** Subjects of each predicate read at a time. Starts small and doubles, so that a search with few hits needs fewer reads. */
const SUBJECT_PAGE_SIZE = { initial: 50, max: 800 };
/** Claims of one subject read at a time. */
const CLAIM_PAGE_SIZE = 100;

/** A page of contradictions. Skips candidates that do not contradict each other, so that pages are full. */
export async function listContradictions(
  store: Reads,
  query: ContradictionQuery,
  { first, after }: PageRequest,
): Promise<Page<Contradiction>> {
  const found: KeyedContradiction[] = [];
  for await (const contradiction of iterateContradictions(store, query, decodeAfter(after, query))) {
    found.push(contradiction);
    if (found.length > first) break;
  }
  const { items, ...page } = toPage('contradictions', found, first, ({ key }) => key);
  return { ...page, items: items.map(({ contradiction }) => contradiction) };
}

/** The store counts contested claims; the other kinds are searched and counted one by one. */
export async function countContradictions(store: Reads, query: ContradictionQuery): Promise<number> {
  const { kinds } = query;
  const contested = contestedFilter(query);
  const claims =
    kinds.includes('SUPPORTED_AND_DENIED') && contested !== null ? await store.count('claims', contested) : 0;
  const others = { ...query, kinds: kinds.filter((kind) => kind !== 'SUPPORTED_AND_DENIED') };
  let count = claims;
  for await (const _ of iterateContradictions(store, others, null)) count++;
  return count;
}

function decodeAfter(after: string | null, { kinds }: ContradictionQuery): KeyedContradiction['key'] | null {
  const key = decodeCursor('contradictions', after, ['', '', '']) as SortKey | null;
  if (key !== null && !(kinds as readonly unknown[]).includes(key[0]))
    throw new AscribeError(
      'BAD_CURSOR',
      `after is a cursor of the kind ${key[0]}; expected a cursor of ${kinds.join(' or ')}`,
    );
  return key as KeyedContradiction['key'] | null;
}

async function* iterateContradictions(
  store: Reads,
  query: ContradictionQuery,
  after: KeyedContradiction['key'] | null,
): AsyncGenerator<KeyedContradiction> {
  const from = after === null ? 0 : contradictionKinds.indexOf(after[0]);
  for (const kind of contradictionKinds.slice(from)) {
    if (!query.kinds.includes(kind)) continue;
    const start = kind === after?.[0] ? after : null;
    yield* kind === 'SUPPORTED_AND_DENIED'
      ? iterateContestedClaims(store, query, start)
      : iterateExclusions(store, query, kind, start);
  }
}

/** Null if the filter excludes contested claims. */
function contestedFilter({ filter }: ContradictionQuery): ClaimFilter | null {
  return filter.contested === false ? null : { ...filter, contested: true };
}

/** The filter of claims that exclude each other. */
function exclusionFilter({ filter: { entityIds, ...filter } }: ContradictionQuery): ClaimFilter {
  if (entityIds === undefined) return filter;
  const { subjectIds } = filter;
  return { ...filter, subjectIds: entityIds.filter((id) => subjectIds?.includes(id) !== false) };
}

async function* iterateContestedClaims(
  store: Reads,
  query: ContradictionQuery,
  after: KeyedContradiction['key'] | null,
): AsyncGenerator<KeyedContradiction> {
  const filter = contestedFilter(query);
  if (filter === null) return;
  const read = (page: PageRequest) => store.list('claims', filter, page);
  for await (const { items, cursors } of readAllPages(read, CONTESTED_PAGE_SIZE, after?.[1]))
    for (const [index, claim] of items.entries())
      yield {
        contradiction: contradictionOfContested(claim),
        key: ['SUPPORTED_AND_DENIED', cursors[index] ?? '', ''],
      };
}

/** By subject, then by predicate in the order of the ontology. */
async function* iterateExclusions(
  store: Reads,
  query: ContradictionQuery,
  kind: Exclude<ContradictionKind, 'SUPPORTED_AND_DENIED'>,
  after: KeyedContradiction['key'] | null,
): AsyncGenerator<KeyedContradiction> {
  const filter = exclusionFilter(query);
  const requested = filter.predicates && withNarrower(filter.predicates);
  const candidates = predicatesOfKind(kind).filter((name) => requested?.includes(name) !== false);
  if (after !== null) {
    // A page may end within the contradictions of one subject.
    const passed = predicates.indexOf(after[2] as Predicate);
    for (const found of await readContradictionsOf(store, kind, filter, candidates, [after[1]]))
      if (predicates.indexOf(found.contradiction.predicate) > passed) yield found;
  }
  let from = after?.[1] ?? null;
  for (let pageSize = SUBJECT_PAGE_SIZE.initial; ; pageSize = Math.min(2 * pageSize, SUBJECT_PAGE_SIZE.max)) {
    const { subjects, next } = await listSubjects(store, candidates, filter, pageSize, from);
    yield* await readContradictionsOf(store, kind, filter, candidates, subjects);
    if (next === null) return;
    from = next;
  }
}

/**
 * Subjects with several claims of one of the predicates, in the order of ids. Each predicate has a list of at most `pageSize` subjects, and a
 * full list may continue after its last id. The result ends at the smallest of these last ids, which is `next`; null if no list was full.
 */
async function listSubjects(
  store: Reads,
  candidates: readonly Predicate[],
  filter: ClaimFilter,
  pageSize: number,
  after: string | null,
): Promise<{ subjects: readonly string[]; next: string | null }> {
  const lists = await Promise.all(
    candidates.map((predicate) => store.subjectsWithMultipleClaims(predicate, filter, pageSize, after)),
  );
  const fullListEnds = lists.filter((list) => list.length === pageSize).map((list) => list.at(-1) as string);
  const next = fullListEnds.sort()[0] ?? null;
  const subjects = [...new Set(lists.flat())].sort().filter((id) => next === null || id <= next);
  return { subjects, next };
}

async function readContradictionsOf(
  store: Reads,
  kind: ContradictionKind,
  filter: ClaimFilter,
  candidates: readonly Predicate[],
  subjects: readonly string[],
): Promise<KeyedContradiction[]> {
  if (subjects.length === 0) return [];
  const [entities, claims] = await Promise.all([
    store.get('entities', subjects),
    readAllClaims(store, subjects, { ...filter, predicates: candidates }),
  ]);
  return subjects.flatMap((id, index) => {
    const subject = entities[index];
    if (subject == null) return [];
    return detectContradictions(claims[index] ?? [], subject.kind).map(
      (contradiction): KeyedContradiction => ({ contradiction, key: [kind, id, contradiction.predicate] }),
    );
  });
}

/** For each subject, all its claims that match the filter. */
async function readAllClaims(
  store: Reads,
  subjects: readonly string[],
  filter: ClaimFilter,
): Promise<readonly (readonly Claim[])[]> {
  const { pages } = await store.claimsOf(subjects, 'OUT', filter, { first: CLAIM_PAGE_SIZE, after: null });
  return Promise.all(
    pages.map(async ({ items, cursors, hasNext }, index) => {
      const claims = [...items];
      if (!hasNext) return claims;
      const read = (page: PageRequest) => readClaimsOf(store, subjects[index] as string, filter, page);
      for await (const page of readAllPages(read, CLAIM_PAGE_SIZE, cursors.at(-1)))
        claims.push(...page.items);
      return claims;
    }),
  );
}

async function readClaimsOf(
  store: Reads,
  entityId: string,
  filter: ClaimFilter,
  page: PageRequest,
): Promise<Page<Claim>> {
  const { pages } = await store.claimsOf([entityId], 'OUT', filter, page);
  return pages[0] ?? { items: [], cursors: [], hasNext: false };
}
