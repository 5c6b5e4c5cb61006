import type { Reads } from '#ascribe/store/store.js';
import { STATUSES } from './filter.js';
import type { Start, Starts } from './starts.js';

/** One question to a store, and its answer as it is compared. */
export interface Question {
  readonly name: string;
  /** From where it is asked; from each kind of start where absent. */
  readonly from?: readonly (keyof Starts)[];
  readonly port: (store: Reads) => (start: Start) => Promise<unknown>;
}

const filter = { statuses: STATUSES };
export const MOST_CLAIMS = 500;
export const CLAIMS = 20;
export const CITATIONS = 10;
export const FACETS = 20;
export const HITS = 20;

const around = (depth: number, mostEntities: number): Question => ({
  name: `neighborhood, depth ${depth}, limit ${mostEntities}`,
  port: (store) => (start) =>
    store.neighborhood(
      { entityId: start.from, depth, mostEntities, mostClaims: MOST_CLAIMS },
      'BOTH',
      filter,
    ),
});

const between: Question = {
  name: 'paths of up to 6, limit 10',
  port: (store) => (start) =>
    store.paths(
      { fromId: start.from, toId: start.to, maxLength: 6, limit: 10, avoid: [], through: [] },
      'BOTH',
      filter,
    ),
};

/** An entity's claims, their citations, and the articles and sources of those, as the API asks for them. */
const cited: Question = {
  name: 'claims with citations, articles and sources',
  port: (store) => async (start) => {
    const along = { ends: false, citations: { first: CITATIONS, after: null } };
    const { pages, citations } = await store.claimsInFullOf(
      [start.from],
      'BOTH',
      filter,
      { first: CLAIMS, after: null },
      along,
    );
    const articles = byId(citations?.articles ?? []);
    const sources = byId(citations?.sources ?? []);
    return pages[0]?.items.map((claim, at) => ({
      claim,
      citations: citations?.pages[at]?.items.map((citation) => {
        const article = articles.get(citation.articleId);
        return { citation, article, source: sources.get(article?.sourceId ?? '') };
      }),
    }));
  },
};

/** All the words of a name: one entity has them. */
const search: Question = {
  name: 'search for a name',
  port: (store) => (start) =>
    store
      .search(start.from.replaceAll('-', ' '), { statuses: filter.statuses }, { first: HITS, after: null })
      .then(({ items }) => items),
};

/** Of the claims of which the entity is the subject. */
const facet = (by: 'PREDICATE' | 'SOURCE'): Question => ({
  name: `facets by ${by.toLowerCase()}`,
  port: (store) => (start) => store.countBy(by, { ...filter, subjectIds: [start.from] }, FACETS),
});

const facetOfAll: Question = {
  name: 'facets by predicate, of all claims',
  from: ['ordinary'],
  port: (store) => () => store.countBy('PREDICATE', filter, FACETS),
};

export const QUESTIONS: readonly Question[] = [
  around(2, 100),
  around(3, 100),
  around(2, 1000),
  around(3, 1000),
  between,
  cited,
  search,
  facet('PREDICATE'),
  facet('SOURCE'),
  facetOfAll,
];

function byId<T extends { readonly id: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((one) => [one.id, one]));
}
