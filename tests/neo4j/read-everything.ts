import { facets } from '#ascribe/domain/facets.js';
import type { ClaimStatus } from '#ascribe/domain/records.js';
import { STATUSES } from '#ascribe/domain/records.js';
import type { ClaimFilter, Page, PageRequest, Reads } from '#ascribe/store/store.js';

const ALL = Object.keys(STATUSES) as ClaimStatus[];

/** The answers of every read of the port, page by page. `since` is a timestamp; `filter` applies to claims. */
export async function readEverything(store: Reads, filter: ClaimFilter, since: string): Promise<unknown> {
  const claims = await pages((page) => store.list('claims', { statuses: ALL }, page));
  const claimIds = claims.flatMap(({ items }) => items.map(({ id }) => id));
  const entities = await pages((page) => store.list('entities', {}, page));
  const entityIds = entities.flatMap(({ items }) => items.map(({ id }) => id));
  const { statuses } = filter;
  const first: PageRequest = { first: 2, after: null };
  const searches = [
    'arland',
    'front',
    'front ri',
    'Ф',
    'republic arl',
    '7',
    'no such',
    'erlend',
    'frunt',
    'reky',
    'a',
  ];
  const ofArticles = { statuses, articleIds: ['article:one', 'article:two'] };
  const changes = [
    { statuses },
    { statuses: ALL, from: statuses, statusChanged: true },
    { statuses: ALL, entityIds: ['river-front', 'nobody'], since },
    { statuses: ALL, until: since },
  ];
  return withoutTimestamps({
    claims,
    entities,
    filtered: await pages((page) => store.list('claims', filter, page)),
    narrowed: await pages((page) =>
      store.list('claims', { statuses, predicates: ['SPONSORS'], minConfidence: 1 }, page),
    ),
    ofArticles: await pages((page) => store.list('claims', ofArticles, page)),
    ofEnds: await pages((page) =>
      store.list('claims', { statuses, subjectIds: ['arland', 'borland'], objectIds: ['river-front'] }, page),
    ),
    articles: await pages((page) => store.list('articles', {}, page)),
    ofSources: await pages((page) => store.list('articles', { sourceIds: ['source:wire'] }, page)),
    sources: await pages((page) => store.list('sources', {}, page)),
    groups: await pages((page) => store.list('entities', { kinds: ['ARMED_GROUP'] }, page)),
    counts: await Promise.all([
      store.count('claims', filter),
      store.count('claims', ofArticles),
      store.count('entities', {}),
      store.count('entities', { kinds: ['STATE'] }),
      store.count('articles', {}),
      store.count('articles', { sourceIds: ['source:wire', 'source:none'] }),
      store.count('sources', {}),
      ...changes.map((filter) => store.count('changes', filter)),
    ]),
    atEntities: await Promise.all(
      (['OUT', 'IN', 'BOTH'] as const).map(async (direction) => [
        await store.claimsOf([...entityIds, 'none'], direction, { statuses }, first),
        await store.countClaimsOf([...entityIds, 'none'], direction, { statuses }),
      ]),
    ),
    filteredAtEntities: [
      await store.claimsOf([...entityIds, 'none'], 'BOTH', filter, first),
      await store.countClaimsOf(entityIds, 'BOTH', filter),
    ],
    several: await Promise.all(
      (['KILLED', 'FUNDS'] as const).flatMap((predicate) => [
        store.subjectsWithMultipleClaims(predicate, { statuses }, 10, null),
        store.subjectsWithMultipleClaims(predicate, { statuses: ALL }, 1, 'arland'),
      ]),
    ),
    citations: await store.citationsOf(claimIds, first),
    citationCounts: await store.countCitationsOf(claimIds),
    evidence: await store.evidenceOf(claimIds),
    history: await store.historyOf(claimIds),
    changes: await Promise.all(changes.map((filter) => pages((page) => store.list('changes', filter, page)))),
    assessments: await store.assessmentsOf(claimIds),
    policy: await store.policy(),
    found: await Promise.all(searches.map((text) => pages((page) => store.search(text, { statuses }, page)))),
    groupsFound: await store.search('front', { statuses, kinds: ['ARMED_GROUP'] }, first),
    facets: await Promise.all(
      facets.flatMap((facet) => [
        store.countBy(facet, filter, 50),
        store.countBy(facet, { statuses: ALL }, 2),
        store.countBy(facet, ofArticles, 50),
      ]),
    ),
    timelines: await Promise.all(
      [
        {},
        { entityIds },
        { entityIds: ['arland', 'nobody'], during: '2020', includeUndated: true },
        { minConfidence: 20, during: '2031' },
      ].map((more) => pages((page) => store.timeline({ statuses, ...more }, page))),
    ),
    quotesFound: await Promise.all(
      ['a', 'b', 'd', 'fahrt nach erland'].map((text) =>
        pages((page) => store.search(text, { statuses, fields: ['QUOTE', 'TITLE'] }, page)),
      ),
    ),
    traversed: await readTraversals(store, filter),
    closest: await store.closestEntityIds('rivre-front', 3),
    byId: [
      await store.get('claims', [...claimIds, 'claim:none']),
      await store.get('entities', [...entityIds, 'none']),
      await store.get('articles', ['article:one', 'article:two', 'article:none']),
      await store.get('sources', ['source:wire', 'source:none']),
    ],
  });
}

/** Traversals by the conditions of a filter that they take. */
async function readTraversals(
  store: Reads,
  { statuses, during, includeUndated, minConfidence }: ClaimFilter,
): Promise<unknown> {
  const filter = {
    statuses,
    ...(during && { during, includeUndated }),
    ...(minConfidence && { minConfidence }),
  };
  const around = { entityId: 'arland', depth: 2, maxEntities: 3, maxClaims: 4 };
  return [
    await store.neighborhood(around, 'BOTH', filter as ClaimFilter),
    await store.neighborhood(
      { ...around, entityId: 'river-front', maxEntities: 10 },
      'OUT',
      filter as ClaimFilter,
    ),
    await store.paths(
      { fromId: 'arland', toId: 'river-front', maxLength: 4, limit: 5, avoid: [], through: [] },
      'BOTH',
      filter as ClaimFilter,
    ),
    await store.chainsFrom('arland', 2, 'BOTH', filter as ClaimFilter),
  ];
}

async function pages<T>(list: (page: PageRequest) => Promise<Page<T>>): Promise<Page<T>[]> {
  const found: Page<T>[] = [];
  for (let after: string | null = null; found.at(-1)?.hasNext ?? true; ) {
    found.push(await list({ first: 3, after }));
    after = found.at(-1)?.cursors.at(-1) ?? null;
  }
  return found;
}

/** Replaces timestamps of writes, and ids that contain them, with a constant. Nulls stay. */
export function withoutTimestamps(answer: unknown): unknown {
  return JSON.parse(
    JSON.stringify(answer ?? null, (key, value) => {
      const isTimestamp =
        TIMESTAMP_KEYS.has(key) || (typeof value === 'string' && value.startsWith('assessment:'));
      return isTimestamp && value !== null ? 'some' : value;
    }),
  );
}

const TIMESTAMP_KEYS = new Set(['at', 'since', 'firstKnownAt', 'retractedAt', 'endedAt']);
