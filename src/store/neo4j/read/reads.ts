import type { Article, Entity, Source } from '../../../domain/records.js';
import { closest, lengthsNear, MOST_CANDIDATES } from '../../../domain/search/closest-ids.js';
import { ARTICLE_KEY, decodeCursor, toPage } from '../../read/cursor.js';
import { readInFull } from '../../read/eager-loading.js';
import type { ArticleFilter, EntityFilter, PageRequest, Reads } from '../../store.js';
import { idsOf, type Read, united, where } from '../connection/cypher.js';
import { type Moment, versionsOf } from '../schema/as-of.js';
import { labelOf } from '../schema/labels.js';
import { articleKeyOf, articleOrderOf } from '../schema/order-keys.js';
import { annotations } from './annotations.js';
import { logReads } from './change-reads.js';
import { claimReads } from './claim-reads.js';
import { inFullReads } from './eager-loading.js';
import { countBy } from './facets.js';
import { restOf } from './key-ranges.js';
import { byIds, count, countIn, type List, recordsInOrder, startOf } from './lists.js';
import { search } from './search.js';
import { timeline } from './timeline.js';
import { neo4jTraversals } from './traversals.js';

/**
 * The methods of the port that read, one transaction each. Of `then`, each statement has the parameter `$moment`. Once the signal is aborted,
 * nothing is computed any more of what was read.
 */
export function neo4jReads(read: Read, moment: Moment, signal?: AbortSignal): Reads {
  const pageById = async <T extends { readonly id: string }>(
    name: 'entities' | 'sources',
    list: Pick<List, 'record' | 'among'>,
    { first, after }: PageRequest,
  ) => {
    const from = startOf(decodeCursor(name, after, ['']), ([id]) => String(id));
    const found = await read((query) =>
      recordsInOrder<T>(query, { ...list, moment, orderedBy: 'id', stretches: restOf(from) }, first),
    );
    return toPage(
      name,
      found.map(({ record }) => record),
      first,
      ({ id }) => [id],
    );
  };

  const entities = ({ kinds }: EntityFilter) => ({
    moment,
    record: 'Entity' as const,
    among: kinds && { property: 'kind', values: kinds },
  });
  const articles = ({ sourceIds }: ArticleFilter, from: string | null): List => ({
    moment,
    record: 'Article',
    orderedBy: 'orderKey',
    among: sourceIds && { property: 'sourceId', values: sourceIds },
    stretches: restOf(from),
  });

  const single: Pick<Reads, 'entities' | 'articles' | 'sources'> = {
    entities: (ids) => read((query) => byIds(query, moment, 'Entity', ids)),
    articles: (ids) => read((query) => byIds(query, moment, 'Article', ids)),
    sources: (ids) => read((query) => byIds(query, moment, 'Source', ids)),
  };
  const claims = claimReads(read, moment);

  return {
    ...single,
    claims: (ids) => read((query) => byIds(query, moment, 'Claim', ids)),
    citations: (ids) => read((query) => byIds(query, moment, 'Citation', ids)),

    listEntities: (filter, page) => pageById<Entity>('entities', entities(filter), page),
    listSources: (page) => pageById<Source>('sources', { record: 'Source' }, page),
    listArticles: async (filter, { first, after }) => {
      const from = startOf(decodeCursor('articles', after, ARTICLE_KEY), articleOrderOf);
      const found = await read((query) => recordsInOrder<Article>(query, articles(filter, from), first));
      const page = toPage('articles', found, first, ({ record, place }) => articleKeyOf(place, record.id));
      return { ...page, items: page.items.map(({ record }) => record) };
    },
    ...(moment === 'now' ? countsNow(read) : countsThen(read, entities, articles)),

    ...claims,
    ...(moment === 'now' ? inFullReads(read) : readInFull({ ...single, ...claims })),
    ...logReads(read, moment),
    ...neo4jTraversals(read, moment, signal),

    annotations: (statuses, first, after) =>
      read((query) => annotations(query, moment, statuses, first, after)),

    search: (text, filter, page) => read((query) => search(query, moment, text, filter, page)),
    countBy: (facet, filter, first) => read((query) => countBy(query, moment, facet, filter, first)),
    timeline: (filter, page) => read((query) => timeline(query, moment, filter, page)),
    closestEntityIds: async (id, wanted) => {
      const inOrder = 'ORDER BY id LIMIT $most';
      const parts = versionsOf(moment).map(
        ({ label, stood }) =>
          // A range of the ids, all of them: their index then gives them, and no node is read.
          `MATCH (n:${label('Entity')})
           ${where("n.id > ''", 'size(n.id) >= $min', 'size(n.id) <= $max', stood('n'))}
           RETURN n.id AS id ${inOrder}`,
      );
      const candidates = await read((query) =>
        query(united(parts, `RETURN DISTINCT id ${inOrder}`), { ...lengthsNear(id), most: MOST_CANDIDATES }),
      );
      return closest(id, idsOf(candidates), wanted);
    },
  };
}

type Counts = Pick<Reads, 'countEntities' | 'countArticles' | 'countSources'>;

/** These are counted already: the database keeps how many nodes a label has, and how many relationships a node. */
function countsNow(read: Read): Counts {
  return {
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
  };
}

/** Copies of what was are counted one by one. */
function countsThen(
  read: Read,
  entities: (filter: EntityFilter) => Pick<List, 'moment' | 'record' | 'among'>,
  articles: (filter: ArticleFilter, from: null) => List,
): Counts {
  const byId = { orderedBy: 'id', stretches: restOf(null) } as const;
  return {
    countEntities: (filter) => read((query) => countIn(query, { ...entities(filter), ...byId })),
    countArticles: (filter) => read((query) => countIn(query, articles(filter, null))),
    countSources: () => read((query) => countIn(query, { moment: 'then', record: 'Source', ...byId })),
  };
}
