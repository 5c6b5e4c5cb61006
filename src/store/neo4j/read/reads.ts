import type { Article, Entity, Source } from '../../../domain/records.js';
import { candidateLengths, closestIds, MAX_CANDIDATES } from '../../../domain/search/closest-ids.js';
import { ARTICLE_KEY_SHAPE, decodeCursor, toPage } from '../../read/cursor.js';
import { sequentialEagerReads } from '../../read/eager-loading.js';
import type { Scope } from '../../read/scope.js';
import type { ArticleFilter, EntityFilter, PageRequest, Reads } from '../../store.js';
import { idsOf, type RunRead, unionAll, where } from '../connection/cypher.js';
import { versionsOf } from '../schema/as-of.js';
import { labelOf } from '../schema/labels.js';
import { decodeArticleKey, encodeArticleKey } from '../schema/order-keys.js';
import { readAnnotations } from './annotations.js';
import { changeReads } from './change-reads.js';
import { claimReads } from './claim-reads.js';
import { eagerReads } from './eager-loading.js';
import { countBy } from './facets.js';
import { rangeAfter } from './key-ranges.js';
import { countList, type ListQuery, readByIds, readInOrder, runCount, startKeyOf } from './lists.js';
import { search } from './search.js';
import { readTimeline } from './timeline.js';
import { neo4jTraversals } from './traversals.js';

/**
 * The methods of the port that read, one transaction each. Of `then`, each statement has the parameter `$asOf`. Once the signal is aborted,
 * nothing is computed any more of what was read.
 */
export function neo4jReads(read: RunRead, scope: Scope, signal?: AbortSignal): Reads {
  const pageById = async <T extends { readonly id: string }>(
    name: 'entities' | 'sources',
    list: Pick<ListQuery, 'record' | 'among'>,
    { first, after }: PageRequest,
  ) => {
    const from = startKeyOf(decodeCursor(name, after, ['']), ([id]) => String(id));
    const found = await read((query) =>
      readInOrder<T>(query, { ...list, scope, orderedBy: 'id', keyRanges: rangeAfter(from) }, first),
    );
    return toPage(
      name,
      found.map(({ record }) => record),
      first,
      ({ id }) => [id],
    );
  };

  const entities = ({ kinds }: EntityFilter) => ({
    scope,
    record: 'Entity' as const,
    among: kinds && { property: 'kind', values: kinds },
  });
  const articles = ({ sourceIds }: ArticleFilter, from: string | null): ListQuery => ({
    scope,
    record: 'Article',
    orderedBy: 'orderKey',
    among: sourceIds && { property: 'sourceId', values: sourceIds },
    keyRanges: rangeAfter(from),
  });

  const single: Pick<Reads, 'entities' | 'articles' | 'sources'> = {
    entities: (ids) => read((query) => readByIds(query, scope, 'Entity', ids)),
    articles: (ids) => read((query) => readByIds(query, scope, 'Article', ids)),
    sources: (ids) => read((query) => readByIds(query, scope, 'Source', ids)),
  };
  const claims = claimReads(read, scope);

  return {
    ...single,
    claims: (ids) => read((query) => readByIds(query, scope, 'Claim', ids)),
    citations: (ids) => read((query) => readByIds(query, scope, 'Citation', ids)),

    listEntities: (filter, page) => pageById<Entity>('entities', entities(filter), page),
    listSources: (page) => pageById<Source>('sources', { record: 'Source' }, page),
    listArticles: async (filter, { first, after }) => {
      const from = startKeyOf(decodeCursor('articles', after, ARTICLE_KEY_SHAPE), encodeArticleKey);
      const found = await read((query) => readInOrder<Article>(query, articles(filter, from), first));
      const page = toPage('articles', found, first, ({ record, orderKey }) =>
        decodeArticleKey(orderKey, record.id),
      );
      return { ...page, items: page.items.map(({ record }) => record) };
    },
    ...(scope === 'now' ? currentCounts(read) : countsAsOf(read, entities, articles)),

    ...claims,
    ...(scope === 'now' ? eagerReads(read) : sequentialEagerReads({ ...single, ...claims })),
    ...changeReads(read, scope),
    ...neo4jTraversals(read, scope, signal),

    annotations: (statuses, first, after) =>
      read((query) => readAnnotations(query, scope, statuses, first, after)),

    search: (text, filter, page) => read((query) => search(query, scope, text, filter, page)),
    countBy: (facet, filter, first) => read((query) => countBy(query, scope, facet, filter, first)),
    timeline: (filter, page) => read((query) => readTimeline(query, scope, filter, page)),
    closestEntityIds: async (id, wanted) => {
      const inOrder = 'ORDER BY id LIMIT $most';
      const parts = versionsOf(scope).map(
        ({ label, validAt }) =>
          // A range of the ids, all of them: their index then gives them, and no node is read.
          `MATCH (n:${label('Entity')})
           ${where("n.id > ''", 'size(n.id) >= $min', 'size(n.id) <= $max', validAt('n'))}
           RETURN n.id AS id ${inOrder}`,
      );
      const candidates = await read((query) =>
        query(unionAll(parts, `RETURN DISTINCT id ${inOrder}`), {
          ...candidateLengths(id),
          most: MAX_CANDIDATES,
        }),
      );
      return closestIds(id, idsOf(candidates), wanted);
    },
  };
}

type Counts = Pick<Reads, 'countEntities' | 'countArticles' | 'countSources'>;

/** These are counted already: the database keeps how many nodes a label has, and how many relationships a node. */
function currentCounts(read: RunRead): Counts {
  return {
    countEntities: ({ kinds }) => {
      const labels = kinds === undefined ? ['Entity'] : [...new Set(kinds)].map(labelOf);
      const counts = labels.map((label) => `COUNT { MATCH (:${label}) }`);
      return read((query) => runCount(query, `RETURN ${['0', ...counts].join(' + ')}`));
    },
    countArticles: ({ sourceIds }) =>
      read((query) =>
        sourceIds === undefined
          ? runCount(query, 'MATCH (n:Article) RETURN count(n)')
          : runCount(
              query,
              'MATCH (s:Source) WHERE s.id IN $sourceIds RETURN sum(COUNT { (s)<-[:PUBLISHED_BY]-() })',
              { sourceIds },
            ),
      ),
    countSources: () => read((query) => runCount(query, 'MATCH (n:Source) RETURN count(n)')),
  };
}

/** Copies of what was are counted one by one. */
function countsAsOf(
  read: RunRead,
  entities: (filter: EntityFilter) => Pick<ListQuery, 'scope' | 'record' | 'among'>,
  articles: (filter: ArticleFilter, from: null) => ListQuery,
): Counts {
  const byId = { orderedBy: 'id', keyRanges: rangeAfter(null) } as const;
  return {
    countEntities: (filter) => read((query) => countList(query, { ...entities(filter), ...byId })),
    countArticles: (filter) => read((query) => countList(query, articles(filter, null))),
    countSources: () => read((query) => countList(query, { scope: 'asOf', record: 'Source', ...byId })),
  };
}
