import type { Article, Entity, Source } from '../../domain/records.js';
import { closest, lengthsNear, MOST_CANDIDATES } from '../closest.js';
import { ARTICLE_KEY, decodeCursor, toPage } from '../cursor.js';
import type { PageRequest, Store } from '../store.js';
import { claimReads } from './claim-reads.js';
import { labelOf } from './labels.js';
import { byIds, count, type List, recordsInOrder, startOf } from './lists.js';
import { articleKeyOf, articleOrderOf } from './order-keys.js';
import { idsOf, type Query } from './query.js';
import { search } from './search.js';
import { restOf } from './stretches.js';

/** Runs work in a transaction that reads; it may be run again. */
export type Read = <T>(work: (query: Query) => Promise<T>) => Promise<T>;

/** The methods of the port that read, one transaction each. */
export function neo4jReads(read: Read): Omit<Store, 'label' | 'write' | 'ping' | 'close'> {
  const pageById = async <T extends { readonly id: string }>(
    name: 'entities' | 'sources',
    list: Pick<List, 'label' | 'among'>,
    { first, after }: PageRequest,
  ) => {
    const from = startOf(decodeCursor(name, after, ['']), ([id]) => String(id));
    const found = await read((query) =>
      recordsInOrder<T>(query, { ...list, orderedBy: 'id', stretches: restOf(from) }, first),
    );
    return toPage(
      name,
      found.map(({ record }) => record),
      first,
      ({ id }) => [id],
    );
  };

  return {
    entities: (ids) => read((query) => byIds(query, 'Entity', ids)),
    claims: (ids) => read((query) => byIds(query, 'Claim', ids)),
    citations: (ids) => read((query) => byIds(query, 'Citation', ids)),
    articles: (ids) => read((query) => byIds(query, 'Article', ids)),
    sources: (ids) => read((query) => byIds(query, 'Source', ids)),

    listEntities: ({ kinds }, page) => {
      const among = kinds && { property: 'kind', values: kinds };
      return pageById<Entity>('entities', { label: 'Entity', among }, page);
    },
    listSources: (page) => pageById<Source>('sources', { label: 'Source' }, page),
    listArticles: async ({ sourceIds }, { first, after }) => {
      const from = startOf(decodeCursor('articles', after, ARTICLE_KEY), articleOrderOf);
      const found = await read((query) =>
        recordsInOrder<Article>(
          query,
          {
            label: 'Article',
            orderedBy: 'orderKey',
            among: sourceIds && { property: 'sourceId', values: sourceIds },
            stretches: restOf(from),
          },
          first,
        ),
      );
      const page = toPage('articles', found, first, ({ record, place }) => articleKeyOf(place, record.id));
      return { ...page, items: page.items.map(({ record }) => record) };
    },
    // These are counted already: the database keeps how many nodes a label has, and how many relationships a node.
    countEntities: ({ kinds }) => {
      const labels = kinds === undefined ? ['Entity'] : [...new Set(kinds)].map(labelOf);
      const counts = labels.map((label) => `COUNT { MATCH (:${label}) }`);
      return read((query) => count(query, `RETURN ${['0', ...counts].join(' + ')}`));
    },
    countArticles: ({ sourceIds }) =>
      read((query) =>
        sourceIds === undefined
          ? count(query, 'MATCH (n:Article) RETURN count(n)')
          : count(
              query,
              'MATCH (s:Source) WHERE s.id IN $sourceIds RETURN sum(COUNT { (s)<-[:PUBLISHED_BY]-() })',
              { sourceIds },
            ),
      ),
    countSources: () => read((query) => count(query, 'MATCH (n:Source) RETURN count(n)')),

    ...claimReads(read),

    search: (text, filter, page) => read((query) => search(query, text, filter, page)),
    closestEntityIds: async (id, wanted) => {
      const candidates = await read((query) =>
        query(
          // A range of the ids, all of them: their index then gives them, and no node is read.
          `MATCH (n:Entity) WHERE n.id > '' AND size(n.id) >= $min AND size(n.id) <= $max
           RETURN n.id AS id ORDER BY id LIMIT $most`,
          { ...lengthsNear(id), most: MOST_CANDIDATES },
        ),
      );
      return closest(id, idsOf(candidates), wanted);
    },
  };
}
