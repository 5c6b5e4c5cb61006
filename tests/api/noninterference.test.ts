import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnnotatedArticle, ClaimStatus } from '#ascribe/domain/records.js';
import type { ClaimFilter, Store } from '#ascribe/store/store.js';
import { rounds } from '../rounds.js';
import { openInProcessStore } from '../sqlite/in-process-store.js';
import { article, type ClaimSpec, entity } from '../store-contract/article-builder.js';
import {
  CITATIONS_BY_STATUS,
  type Graph,
  nodeId,
  randomGraph,
  randomValidity,
  toArticles,
} from '../store-contract/random-graphs.js';
import { ALL_STATUSES } from '../store-contract/run-traversals.js';
import { builtSchema, createTestGraphql, UNLIMITED } from './service.js';
import {
  collectStatuses,
  statusQueryBuilder,
  TIME_SCOPES,
  TIME_VARIABLES,
  type TimeScope,
} from './status-queries.js';

const RUNS = rounds(60);
const GRAPH = 'g';
const node = (n: number) => nodeId(GRAPH, n);
const REQUIRED = {
  compareSources: `aId: "source:${GRAPH}-0", bId: "source:${GRAPH}-1"`,
  compareArticles: `aId: "article:${GRAPH}-0", bId: "article:${GRAPH}-1"`,
  neighborhood: `entityId: "${node(0)}", depth: 3`,
  paths: `fromId: "${node(0)}", toId: "${node(1)}", maxLength: 6, limit: 100`,
  search: 'text: "words"',
  sponsors: 'depth: 3',
  proxies: 'depth: 3',
};

/** Asks every field for claims with the statuses `$s`; in a window, every field that takes one. */
function buildQuery(time: TimeScope = { window: false, asOf: false }): string {
  const asking = statusQueryBuilder(
    builtSchema(),
    REQUIRED,
    { anyIds: `["${node(0)}", "${node(1)}", "blast"]` },
    time,
  );
  const list = (name: string, fields: string) =>
    `${name}(first: 100${time.asOf ? ', asOf: $asOf' : ''}) { nodes { id ${fields} } }`;
  return `query ($s: [ClaimStatus!]!, ${TIME_VARIABLES}) {
    used: claims(statuses: $s, where: { during: $during, includeUndated: $includeUndated }, first: 1, asOf: $asOf) { totalCount }
    ${asking('Query')}
    ${list('entities', `... on State { ${asking('State')} } ... on Attack { ${asking('Attack')} }`)}
    ${list('articles', asking('Article'))}
    ${list('sources', asking('Source'))}
  }`;
}
const QUERY = buildQuery();

const THINGS = [
  ['blast', 'ATTACK'],
  ['raid', 'ATTACK'],
  ['summit', 'EVENT'],
  ['canal', 'CORRIDOR'],
  ['treaty', 'AGREEMENT'],
] as const;
const count = (min: number | null, best?: number) => ({
  value: { type: 'COUNT', min, max: null, ...(best !== undefined && { best }) } as const,
});
/** Claims that typed lists have conditions for. */
const PROPOSITIONS: readonly ClaimSpec[] = [
  ...['blast', 'raid'].flatMap((subjectId, n): ClaimSpec[] => [
    { subjectId: node(n), predicate: 'PERPETRATED', objectId: subjectId },
    { subjectId: node(n + 1), predicate: 'CLAIMED_RESPONSIBILITY_FOR', objectId: subjectId },
    { subjectId, predicate: 'TARGETED', objectId: node(n) },
    { subjectId, predicate: 'OCCURRED_IN', objectId: node(n) },
    { subjectId, predicate: 'ATTACK_TYPE', value: { type: 'ATTACK_TYPE', term: 'BOMBING' } },
    { subjectId, predicate: 'WEAPON', value: { type: 'WEAPON', term: n === 0 ? 'PROJECTILE' : 'DRONE' } },
    { subjectId, predicate: 'OUTCOME', value: { type: 'OUTCOME', term: 'FOILED' } },
    { subjectId, predicate: 'KILLED', ...count(7) },
    { subjectId, predicate: 'KILLED', ...count(5, 11) },
    { subjectId, predicate: 'INJURED', ...count(20 - n) },
    { subjectId, predicate: 'DATED', value: { type: 'DATE', edtf: n === 0 ? '2020' : '2031-04' } },
  ]),
  { subjectId: node(0), predicate: 'PARTICIPATED_IN', objectId: 'summit' },
  { subjectId: 'summit', predicate: 'OCCURRED_IN', objectId: node(1) },
  { subjectId: 'canal', predicate: 'CONNECTS', objectId: node(0) },
  { subjectId: 'canal', predicate: 'PASSES_THROUGH', objectId: node(1) },
  { subjectId: node(0), predicate: 'BACKS', objectId: 'canal' },
  { subjectId: node(1), predicate: 'OPPOSES', objectId: 'canal' },
  { subjectId: node(0), predicate: 'THREATENED', objectId: 'canal' },
  { subjectId: node(1), predicate: 'PARTY_TO', objectId: 'treaty' },
  { subjectId: 'treaty', predicate: 'RESTRICTS', objectId: node(0) },
];

/** A random graph, and claims about attacks and other things. */
interface RichGraph extends Graph {
  readonly about: readonly {
    readonly what: ClaimSpec;
    readonly status: ClaimStatus;
    readonly held: typeof randomValidity extends fc.Arbitrary<infer T> ? T : never;
  }[];
}
const randomRichGraph: fc.Arbitrary<RichGraph> = fc
  .tuple(
    randomGraph,
    fc.uniqueArray(
      fc.record({
        what: fc.constantFrom(...PROPOSITIONS),
        status: fc.oneof(
          fc.constantFrom(...ALL_STATUSES),
          fc.constantFrom('REPORTED' as const, 'ALLEGED' as const),
        ),
        held: randomValidity,
      }),
      { minLength: 10, maxLength: 16, selector: ({ what }) => PROPOSITIONS.indexOf(what) },
    ),
  )
  .map(([graph, about]) => ({ ...graph, about }));

describe('any query on any graph with any statuses', () => {
  it('gives the result of a graph without claims of other statuses: none is shown, counted or followed', async () => {
    const seen = new Set<string>();
    let bridged = 0;
    let typed = 0;
    await fc.assert(
      fc.asyncProperty(
        randomRichGraph,
        fc.subarray(ALL_STATUSES, { minLength: 1, maxLength: ALL_STATUSES.length - 1 }),
        async (graph, statuses) => {
          const whole = await answered(articlesIn(graph), statuses);
          const shown = collectStatuses(whole);
          for (const status of shown) seen.add(status);
          expect(shown.filter((status) => !(statuses as string[]).includes(status))).toEqual([]);
          const isAsked = ({ status }: { status: ClaimStatus }) => statuses.includes(status);
          const kept = { ...graph, edges: graph.edges.filter(isAsked), about: graph.about.filter(isAsked) };
          expect(whole).toEqual(await answered(articlesIn(kept), statuses));
          bridged += whole.Query_paths.paths.length;
          typed += whole.Query_attacks_1.totalCount;
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect([...seen].sort()).toEqual([...ALL_STATUSES].sort());
    expect(bridged).toBeGreaterThan(RUNS / 8);
    expect(typed).toBeGreaterThan(RUNS / 30);
  });
});

describe('any query on any graph in any window, and as of an earlier time', () => {
  const windows = fc.constantFrom(
    { during: '2020', includeUndated: false },
    { during: '2031', includeUndated: false },
    { during: '2019/2031', includeUndated: false },
    { during: '2020', includeUndated: true },
  );

  it('gives the result of a graph without claims that have other statuses then', async () => {
    const seen = new Set<string>();
    let shownInWindows = 0;
    await fc.assert(
      fc.asyncProperty(
        randomRichGraph,
        randomRichGraph,
        fc.subarray(ALL_STATUSES, { minLength: 1, maxLength: ALL_STATUSES.length - 1 }),
        fc.constantFrom(...TIME_SCOPES),
        windows,
        async (graph, later, statuses, scope, window) => {
          const asked = { scope, window, later: scope.asOf ? articlesIn(later) : null };
          const whole = await answered(articlesIn(graph), statuses, asked);
          const shown = collectStatuses(whole);
          for (const status of shown) seen.add(status);
          if (scope.window) shownInWindows += shown.length;
          expect(shown.filter((status) => !(statuses as string[]).includes(status))).toEqual([]);
          const ids = await claimsThen(articlesIn(graph), statuses, scope.window ? window : {});
          // A timeline finds a DATED claim by its value, also outside of the claim's own dates.
          const datedIds = await claimsThen(articlesIn(graph), statuses, { predicates: ['DATED'] });
          const kept = articlesIn(graph).map((one) => ({
            ...one,
            claims: one.claims.filter(({ id }) => ids.has(id) || datedIds.has(id)),
          }));
          expect(whole).toEqual(await answered(kept, statuses, asked));
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(seen.size).toBeGreaterThan(4);
    expect(shownInWindows).toBeGreaterThan(100);
  });
});

/** The ids of the claims that meet the filter with one of these statuses. */
async function claimsThen(
  articles: readonly AnnotatedArticle[],
  statuses: readonly ClaimStatus[],
  filter: Omit<ClaimFilter, 'statuses'>,
): Promise<ReadonlySet<string>> {
  const store = await openInProcessStore();
  await store.write((writer) => writer.put(articles));
  const { items } = await store.list('claims', { ...filter, statuses }, { first: 1000, after: null });
  await store.close();
  return new Set(items.map(({ id }) => id));
}

/** Both articles of a graph, also one without claims, and those about its attacks and other things. */
function articlesIn(graph: RichGraph): AnnotatedArticle[] {
  const about = [false, true].map((retracted) =>
    article(`things-${retracted ? 'retracted' : 'live'}`, {
      entities: [
        ...THINGS.map(([id, kind]) => entity(id, kind)),
        ...Array.from({ length: 8 }, (_, n) => entity(node(n))),
      ],
      article: { retractedAt: retracted ? '2031-05-01T00:00:00Z' : null },
      says: graph.about
        .filter(({ status }) => (status === 'RETRACTED') === retracted)
        .map(({ what, status, held }) => ({
          ...what,
          citations: CITATIONS_BY_STATUS[status].map((one, n) => ({ quote: `words ${n}`, ...held, ...one })),
        })),
    }),
  );
  return [...toArticles(GRAPH, { ...graph, size: 8 }), ...about];
}

interface Answered {
  readonly Query_paths: { readonly paths: readonly unknown[] };
  readonly Query_attacks_1: { readonly totalCount: number };
}

/** When to ask, and the articles that replace those of then. */
interface AskedTime {
  readonly scope: TimeScope;
  readonly window: Pick<ClaimFilter, 'during' | 'includeUndated'>;
  readonly later: readonly AnnotatedArticle[] | null;
}

/** The response of a service on a store with these articles. */
async function answered(
  articles: readonly AnnotatedArticle[],
  statuses: readonly ClaimStatus[],
  time?: AskedTime,
): Promise<Answered> {
  const store: Store = await openInProcessStore();
  try {
    await store.write((writer) => writer.put(articles));
    const asOf = (await store.writePosition()).lastWriteAt;
    const { later = null } = time ?? {};
    if (later !== null) await store.write((writer) => writer.put(later));
    const variables = {
      s: statuses,
      ...(time?.scope.window && time.window),
      ...(time?.scope.asOf && { asOf }),
    };
    const log = (error: unknown) => {
      throw error;
    };
    const query = time === undefined ? QUERY : buildQuery(time.scope);
    const response = await createTestGraphql(store, { limits: UNLIMITED, log }).fetch(
      'http://localhost/graphql',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      },
    );
    // The scoped ids of two stores differ in the time of the write only.
    const text = (await response.text()).replaceAll(asOf, 'THEN');
    // A year counts claims by their status in that year: `claims` during that year is compared instead.
    const withoutYears = (key: string, value: unknown) => (key === 'years' ? undefined : value);
    const { data, errors } = JSON.parse(text, withoutYears) as { data: unknown; errors?: unknown };
    expect(errors).toBeUndefined();
    return data as Answered;
  } finally {
    await store.close();
  }
}
