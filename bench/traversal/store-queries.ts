import type { Reads } from '#ascribe/store/store.js';
import { STATUSES } from './filter.js';
import type { Start, Starts } from './starts.js';

/** One question to a store. Its result is compared between stores. */
export interface StoreQuery {
  readonly name: string;
  /** The kinds of start to measure. Default: all. */
  readonly from?: readonly (keyof Starts)[];
  readonly prepare: (store: Reads) => (start: Start) => Promise<unknown>;
}

const filter = { statuses: STATUSES };
export const MAX_CLAIMS = 500;
export const CLAIMS = 20;
export const CITATIONS = 10;
export const FACETS = 20;
export const HITS = 20;

const neighborhoodQuery = (depth: number, maxEntities: number): StoreQuery => ({
  name: `neighborhood, depth ${depth}, limit ${maxEntities}`,
  prepare: (store) => (start) =>
    store.neighborhood({ entityId: start.from, depth, maxEntities, maxClaims: MAX_CLAIMS }, 'BOTH', filter),
});

const pathsQuery: StoreQuery = {
  name: 'paths of up to 6, limit 10',
  prepare: (store) => (start) =>
    store.paths(
      { fromId: start.from, toId: start.to, maxLength: 6, limit: 10, avoid: [], through: [] },
      'BOTH',
      filter,
    ),
};

/** An entity's claims with their citations, articles and sources, read as the API does. */
const citedClaimsQuery: StoreQuery = {
  name: 'claims with citations, articles and sources',
  prepare: (store) => async (start) => {
    const prefetch = {
      endpoints: false,
      citations: { page: { first: CITATIONS, after: null }, articles: true, speakers: false },
    };
    const { pages, citations } = await store.claimsOf(
      [start.from],
      'BOTH',
      filter,
      { first: CLAIMS, after: null },
      prefetch,
    );
    const articles = indexById(citations?.articles ?? []);
    const sources = indexById(citations?.sources ?? []);
    return pages[0]?.items.map((claim, at) => ({
      claim,
      citations: citations?.pages[at]?.items.map((citation) => {
        const article = articles.get(citation.articleId);
        return { citation, article, source: sources.get(article?.sourceId ?? '') };
      }),
    }));
  },
};

/** All words of the name of one entity. */
const searchQuery: StoreQuery = {
  name: 'search for a name',
  prepare: (store) => (start) =>
    store
      .search(start.from.replaceAll('-', ' '), { statuses: filter.statuses }, { first: HITS, after: null })
      .then(({ items }) => items),
};

/** Counts the claims with the entity as subject. */
const facetQuery = (by: 'PREDICATE' | 'SOURCE'): StoreQuery => ({
  name: `facets by ${by.toLowerCase()}`,
  prepare: (store) => (start) => store.countBy(by, { ...filter, subjectIds: [start.from] }, FACETS),
});

const facetOfAllQuery: StoreQuery = {
  name: 'facets by predicate, of all claims',
  from: ['ordinary'],
  prepare: (store) => () => store.countBy('PREDICATE', filter, FACETS),
};

export const STORE_QUERIES: readonly StoreQuery[] = [
  neighborhoodQuery(2, 100),
  neighborhoodQuery(3, 100),
  neighborhoodQuery(2, 1000),
  neighborhoodQuery(3, 1000),
  pathsQuery,
  citedClaimsQuery,
  searchQuery,
  facetQuery('PREDICATE'),
  facetQuery('SOURCE'),
  facetOfAllQuery,
];

function indexById<T extends { readonly id: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((one) => [one.id, one]));
}
