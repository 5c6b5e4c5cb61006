import type { Reads } from '#ascribe/store/store.js';
import { STATUSES } from './filter.js';
import type { Start } from './starts.js';

/** One question to a store, and its answer as it is compared. */
export interface Question {
  readonly name: string;
  readonly port: (store: Reads) => (start: Start) => Promise<unknown>;
}

const filter = { statuses: STATUSES };
export const MOST_CLAIMS = 500;
export const CLAIMS = 20;
export const CITATIONS = 10;

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

/** An entity's claims, their citations, and the articles and sources of those; four calls of the port, as the API makes them. */
const cited: Question = {
  name: 'claims with citations, articles and sources',
  port: (store) => async (start) => {
    const [claims] = await store.claimsOf([start.from], 'BOTH', filter, { first: CLAIMS, after: null });
    const ids = claims?.items.map(({ id }) => id) ?? [];
    const citations = await store.citationsOf(ids, { first: CITATIONS, after: null });
    const all = citations.flatMap(({ items }) => items);
    const articles = byId(await store.articles([...new Set(all.map(({ articleId }) => articleId))]));
    const sources = byId(
      await store.sources([...new Set([...articles.values()].map(({ sourceId }) => sourceId))]),
    );
    return claims?.items.map((claim, at) => ({
      claim,
      citations: citations[at]?.items.map((citation) => {
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
    store.search(start.from.replaceAll('-', ' '), {}, { first: 20, after: null }).then(({ items }) => items),
};

export const QUESTIONS: readonly Question[] = [
  around(2, 100),
  around(3, 100),
  around(2, 1000),
  around(3, 1000),
  between,
  cited,
  search,
];

function byId<T extends { readonly id: string }>(records: readonly (T | null)[]): Map<string, T> {
  return new Map(records.filter((one) => one !== null).map((one) => [one.id, one]));
}
