import type { Article, Entity, Source } from '../../domain/records.js';
import { closest, lengthsNear, MOST_CANDIDATES } from '../closest.js';
import { ARTICLE_KEY, decodeCursor, newestFirst, toPage } from '../cursor.js';
import type { Store } from '../store.js';
import { claimReads } from './claim-reads.js';
import { byIds, count, recordsInOrder, startOf } from './lists.js';
import { articleOrderOf } from './order-keys.js';
import { idsOf, type Query } from './query.js';
import { search } from './search.js';

/** Runs work in a transaction that reads; it may be run again. */
export type Read = <T>(work: (query: Query) => Promise<T>) => Promise<T>;

/** The methods of the port that read, one transaction each. */
export function neo4jReads(read: Read): Omit<Store, 'label' | 'write' | 'ping' | 'close'> {
  const pageById = async <T extends { readonly id: string }>(
    name: 'entities' | 'sources',
    list: { readonly match: string; readonly condition?: string; readonly parameters?: object },
    { first, after }: Parameters<Store['listSources']>[0],
  ) => {
    const from = startOf(decodeCursor(name, after, ['']), ([id]) => String(id));
    const items = await read((query) =>
      recordsInOrder<T>(query, {
        match: list.match,
        orderedBy: 'n.id',
        condition: list.condition ?? '',
        parameters: { ...list.parameters },
        from,
        first,
      }),
    );
    return toPage(name, items, first, ({ id }) => [id]);
  };

  return {
    entities: (ids) => read((query) => byIds(query, 'Entity', ids)),
    claims: (ids) => read((query) => byIds(query, 'Claim', ids)),
    citations: (ids) => read((query) => byIds(query, 'Citation', ids)),
    articles: (ids) => read((query) => byIds(query, 'Article', ids)),
    sources: (ids) => read((query) => byIds(query, 'Source', ids)),

    listEntities: ({ kinds }, page) =>
      pageById<Entity>(
        'entities',
        kinds === undefined
          ? { match: 'MATCH (n:Entity)' }
          : { match: 'MATCH (n:Entity)', condition: 'n.kind IN $kinds', parameters: { kinds } },
        page,
      ),
    listSources: (page) => pageById<Source>('sources', { match: 'MATCH (n:Source)' }, page),
    listArticles: async ({ sourceIds }, { first, after }) => {
      const from = startOf(decodeCursor('articles', after, ARTICLE_KEY), articleOrderOf);
      const articles = await read((query) =>
        recordsInOrder<Article>(query, {
          match: 'MATCH (n:Article)',
          orderedBy: 'n.orderKey',
          condition: sourceIds === undefined ? '' : 'n.sourceId IN $sourceIds',
          parameters: { sourceIds: sourceIds ?? [] },
          from,
          first,
        }),
      );
      return toPage('articles', articles, first, ({ publishedAt, id }) => [newestFirst(publishedAt), id]);
    },
    countEntities: ({ kinds }) =>
      read((query) =>
        kinds === undefined
          ? count(query, 'MATCH (n:Entity) RETURN count(n)')
          : count(query, "MATCH (n:Entity) WHERE n.kind IN $kinds AND n.id > '' RETURN count(n)", { kinds }),
      ),
    countArticles: ({ sourceIds }) =>
      read((query) =>
        sourceIds === undefined
          ? count(query, 'MATCH (n:Article) RETURN count(n)')
          : count(
              query,
              "MATCH (n:Article) WHERE n.sourceId IN $sourceIds AND n.orderKey > '' RETURN count(n)",
              { sourceIds },
            ),
      ),
    countSources: () => read((query) => count(query, 'MATCH (n:Source) RETURN count(n)')),

    ...claimReads(read),

    search: (text, filter, page) => read((query) => search(query, text, filter, page)),
    closestEntityIds: async (id, wanted) => {
      const candidates = await read((query) =>
        query(
          `MATCH (n:Entity) WHERE size(n.id) >= $min AND size(n.id) <= $max
           RETURN n.id AS id ORDER BY id LIMIT $most`,
          { ...lengthsNear(id), most: MOST_CANDIDATES },
        ),
      );
      return closest(id, idsOf(candidates), wanted);
    },
  };
}
