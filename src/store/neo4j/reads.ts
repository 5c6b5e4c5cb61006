import type { Article, Entity, Source } from '../../domain/records.js';
import { closest, lengthsNear, MOST_CANDIDATES } from '../closest.js';
import { ARTICLE_KEY, decodeCursor, newestFirst, toPage } from '../cursor.js';
import type { ArticleFilter, EntityFilter, PageRequest, Reads } from '../store.js';
import { claimReads } from './claim-reads.js';
import { byIds, count, recordsInOrder, type Selection, selection, startOf } from './lists.js';
import { logReads } from './log-reads.js';
import { type Moment, versionsOf } from './moments.js';
import { articleOrderOf } from './order-keys.js';
import { idsOf, type Query, united, where } from './query.js';
import { search } from './search.js';

/** Runs work in a transaction that reads; it may be run again. */
export type Read = <T>(work: (query: Query) => Promise<T>) => Promise<T>;

/** The methods of the port that read, one transaction each. Of `then`, each statement has the parameter `$moment`. */
export function neo4jReads(read: Read, moment: Moment): Reads {
  const pageById = async <T extends { readonly id: string }>(
    name: 'entities' | 'sources',
    list: Selection,
    { first, after }: PageRequest,
  ) => {
    const from = startOf(decodeCursor(name, after, ['']), ([id]) => String(id));
    const items = await read((query) => recordsInOrder<T>(query, list, 'id', from, first));
    return toPage(name, items, first, ({ id }) => [id]);
  };
  const entities = ({ kinds }: EntityFilter) =>
    kinds === undefined
      ? selection(moment, 'Entity')
      : selection(moment, 'Entity', 'n.kind IN $kinds', { kinds });
  const articles = ({ sourceIds }: ArticleFilter) =>
    sourceIds === undefined
      ? selection(moment, 'Article')
      : selection(moment, 'Article', 'n.sourceId IN $sourceIds', { sourceIds });
  /** An index of two properties is used only where both are asked for. */
  const inIndex = (list: Selection, property: 'id' | 'orderKey'): Selection =>
    list.condition === '' ? list : { ...list, condition: `${list.condition} AND n.${property} > ''` };

  return {
    entities: (ids) => read((query) => byIds(query, moment, 'Entity', ids)),
    claims: (ids) => read((query) => byIds(query, moment, 'Claim', ids)),
    citations: (ids) => read((query) => byIds(query, moment, 'Citation', ids)),
    articles: (ids) => read((query) => byIds(query, moment, 'Article', ids)),
    sources: (ids) => read((query) => byIds(query, moment, 'Source', ids)),

    listEntities: (filter, page) => pageById<Entity>('entities', entities(filter), page),
    listSources: (page) => pageById<Source>('sources', selection(moment, 'Source'), page),
    listArticles: async (filter, { first, after }) => {
      const from = startOf(decodeCursor('articles', after, ARTICLE_KEY), articleOrderOf);
      const items = await read((query) =>
        recordsInOrder<Article>(query, articles(filter), 'orderKey', from, first),
      );
      return toPage('articles', items, first, ({ publishedAt, id }) => [newestFirst(publishedAt), id]);
    },
    countEntities: (filter) => read((query) => count(query, inIndex(entities(filter), 'id'))),
    countArticles: (filter) => read((query) => count(query, inIndex(articles(filter), 'orderKey'))),
    countSources: () => read((query) => count(query, selection(moment, 'Source'))),

    ...claimReads(read, moment),
    ...logReads(read, moment),

    search: (text, filter, page) => read((query) => search(query, moment, text, filter, page)),
    closestEntityIds: async (id, wanted) => {
      const inOrder = 'ORDER BY id LIMIT $most';
      const parts = versionsOf(moment).map(
        ({ label, stood }) =>
          `MATCH (n:${label('Entity')}) ${where('size(n.id) >= $min', 'size(n.id) <= $max', stood('n'))}
           RETURN n.id AS id ${inOrder}`,
      );
      const candidates = await read((query) =>
        query(united(parts, `RETURN id ${inOrder}`), { ...lengthsNear(id), most: MOST_CANDIDATES }),
      );
      return closest(id, idsOf(candidates), wanted);
    },
  };
}
