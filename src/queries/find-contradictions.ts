import {
  type Contradiction,
  type ContradictionKind,
  contradictionKinds,
  contradictionOfContested,
  detectContradictions,
  predicatesOfKind,
} from '../domain/analysis/contradictions.js';
import { AscribeError } from '../domain/errors.js';
import { type Predicate, predicates } from '../domain/ontology.js';
import type { Claim, ClaimStatus } from '../domain/records.js';
import { decodeCursor, type SortKey, toPage } from '../store/read/cursor.js';
import type { ClaimFilter, Page, PageRequest, Reads } from '../store/store.js';

export interface ContradictionQuery {
  readonly statuses: readonly ClaimStatus[];
  readonly kinds: readonly ContradictionKind[];
  /** At either end of a contested claim; the subject of claims that exclude each other. */
  readonly entityId?: string;
}

/** A contradiction and its place: of a contested claim the claim's cursor, else subject and predicate. */
interface KeyedContradiction {
  readonly contradiction: Contradiction;
  readonly key: readonly [kind: ContradictionKind, place: string, predicate: string];
}

/** How many contested claims are read at a time. */
const CONTESTED_PAGE_SIZE = 50;
/** How many subjects of each predicate are looked through at first, and at most, at a time: a search that finds little takes longer strides. */
const SUBJECT_PAGE_SIZE = { initial: 50, max: 800 };
/** How many claims of one subject are read at a time. */
const CLAIM_PAGE_SIZE = 100;

/** A page of contradictions. What only looks like one is passed over during the search, so that pages are full. */
export async function listContradictions(
  store: Reads,
  query: ContradictionQuery,
  { first, after }: PageRequest,
): Promise<Page<Contradiction>> {
  const found: KeyedContradiction[] = [];
  for await (const one of iterateContradictions(store, query, decodeAfter(after, query))) {
    found.push(one);
    if (found.length > first) break;
  }
  const { items, ...page } = toPage('contradictions', found, first, ({ key }) => key);
  return { ...page, items: items.map(({ contradiction }) => contradiction) };
}

/** Goes through all but the contested claims, which the store counts. */
export async function countContradictions(store: Reads, query: ContradictionQuery): Promise<number> {
  const { kinds, entityId } = query;
  const filter = contestedFilter(query);
  const claims = !kinds.includes('SUPPORTED_AND_DENIED')
    ? 0
    : entityId === undefined
      ? await store.count('claims', filter)
      : ((await store.countClaimsOf([entityId], 'BOTH', filter))[0] ?? 0);
  const others = { ...query, kinds: kinds.filter((kind) => kind !== 'SUPPORTED_AND_DENIED') };
  let count = claims;
  for await (const _ of iterateContradictions(store, others, null)) count++;
  return count;
}

function decodeAfter(after: string | null, { kinds }: ContradictionQuery): KeyedContradiction['key'] | null {
  const key = decodeCursor('contradictions', after, ['', '', '']) as SortKey | null;
  if (key !== null && !(kinds as readonly unknown[]).includes(key[0]))
    throw new AscribeError('BAD_CURSOR', `the cursor is of a ${key[0]}; expected one of ${kinds.join(', ')}`);
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

function contestedFilter({ statuses }: ContradictionQuery): ClaimFilter {
  return { statuses, contested: true };
}

async function* iterateContestedClaims(
  store: Reads,
  query: ContradictionQuery,
  after: KeyedContradiction['key'] | null,
): AsyncGenerator<KeyedContradiction> {
  const { entityId } = query;
  const filter = contestedFilter(query);
  const read = async (page: PageRequest) =>
    entityId === undefined
      ? store.list('claims', filter, page)
      : (await store.claimsOf([entityId], 'BOTH', filter, page)).pages[0];
  for (let from = after?.[1] ?? null, more = true; more; ) {
    const page: Page<Claim> | undefined = await read({ first: CONTESTED_PAGE_SIZE, after: from });
    for (const [at, claim] of page?.items.entries() ?? [])
      yield {
        contradiction: contradictionOfContested(claim),
        key: ['SUPPORTED_AND_DENIED', page?.cursors[at] ?? '', ''],
      };
    from = page?.cursors.at(-1) ?? null;
    more = page?.hasNext ?? false;
  }
}

/** By subject, then in the order of the ontology. */
async function* iterateExclusions(
  store: Reads,
  { statuses, entityId }: ContradictionQuery,
  kind: Exclude<ContradictionKind, 'SUPPORTED_AND_DENIED'>,
  after: KeyedContradiction['key'] | null,
): AsyncGenerator<KeyedContradiction> {
  const asked = predicatesOfKind(kind);
  const filter: ClaimFilter = { statuses, ...(entityId !== undefined && { subjectIds: [entityId] }) };
  if (after !== null) {
    // A page may end within the contradictions of one subject.
    const passed = predicates.indexOf(after[2] as Predicate);
    for (const found of await readContradictionsOf(store, kind, statuses, asked, [after[1]]))
      if (predicates.indexOf(found.contradiction.predicate) > passed) yield found;
  }
  let from = after?.[1] ?? null;
  for (let stride = SUBJECT_PAGE_SIZE.initial; ; stride = Math.min(2 * stride, SUBJECT_PAGE_SIZE.max)) {
    const { subjects, next } = await listSubjects(store, asked, filter, stride, from);
    yield* await readContradictionsOf(store, kind, statuses, asked, subjects);
    if (next === null) return;
    from = next;
  }
}

/** Subjects with several claims by any of the predicates. Where a list of one predicate was cut, none after its end is sure to be the next. */
async function listSubjects(
  store: Reads,
  asked: readonly Predicate[],
  filter: ClaimFilter,
  pageSize: number,
  after: string | null,
): Promise<{ subjects: readonly string[]; next: string | null }> {
  const lists = await Promise.all(
    asked.map((predicate) => store.subjectsWithMultipleClaims(predicate, filter, pageSize, after)),
  );
  const cut = lists.filter((list) => list.length === pageSize).map((list) => list.at(-1) as string);
  const next = cut.sort()[0] ?? null;
  const subjects = [...new Set(lists.flat())].sort().filter((id) => next === null || id <= next);
  return { subjects, next };
}

async function readContradictionsOf(
  store: Reads,
  kind: ContradictionKind,
  statuses: readonly ClaimStatus[],
  asked: readonly Predicate[],
  subjects: readonly string[],
): Promise<KeyedContradiction[]> {
  if (subjects.length === 0) return [];
  const [entities, claims] = await Promise.all([
    store.get('entities', subjects),
    readAllClaims(store, subjects, { statuses, predicates: asked }),
  ]);
  return subjects.flatMap((id, at) => {
    const subject = entities[at];
    if (subject == null) return [];
    return detectContradictions(claims[at] ?? [], subject.kind).map(
      (contradiction): KeyedContradiction => ({ contradiction, key: [kind, id, contradiction.predicate] }),
    );
  });
}

/** For each subject all its claims in the filter. */
async function readAllClaims(
  store: Reads,
  subjects: readonly string[],
  filter: ClaimFilter,
): Promise<readonly (readonly Claim[])[]> {
  const { pages } = await store.claimsOf(subjects, 'OUT', filter, { first: CLAIM_PAGE_SIZE, after: null });
  return Promise.all(
    pages.map(async (page, at) => {
      const claims = [...page.items];
      for (let last: Page<Claim> | undefined = page; last?.hasNext; ) {
        const after: string | null = last.cursors.at(-1) ?? null;
        const next = await store.claimsOf([subjects[at] as string], 'OUT', filter, {
          first: CLAIM_PAGE_SIZE,
          after,
        });
        last = next.pages[0];
        claims.push(...(last?.items ?? []));
      }
      return claims;
    }),
  );
}
