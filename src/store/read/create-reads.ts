import { annotatorsOf } from '../../domain/article-identity.js';
import { matchKey } from '../../domain/declared-texts.js';
import type { Claim } from '../../domain/records.js';
import { candidateLengths, closestIds, MAX_CANDIDATES } from '../../domain/search/closest-ids.js';
import type {
  ChangeFilter,
  ClaimFilter,
  ClaimOrder,
  EntityFilter,
  ListType,
  ListTypes,
  PageRequest,
  Reads,
} from '../store.js';
import { readAnnotations } from './annotations.js';
import { CLAIM_KEYS, ID_KEY_SHAPE, orderedList, requireStatuses, toPage, toSlice } from './cursor.js';
import { findEntitiesDeclaredAs } from './declared-as.js';
import { createPrefetchReads } from './eager-loading.js';
import type { ReadPort, RunRead } from './read-port.js';
import { showInWindow } from './recheck-filter.js';
import { search } from './search.js';
import { readTimeline } from './timeline.js';
import { createTraversals } from './traversals.js';

/** The reads of a store, each in one transaction of its backend. Arguments are checked before the transaction begins. */
export function createReads(run: RunRead): Reads {
  return {
    ...createListReads(run),
    ...createPrefetchReads(run),
    ...createClaimReads(run),
    ...createDeclarationReads(run),
    ...createTraversals(run),
    annotations: async (statuses, first, after) => {
      requireStatuses(statuses);
      return run((port) => readAnnotations(port, statuses, first, after ?? ''));
    },
    policy: () => run((port) => port.policy()),
    search: (text, filter, page) => search(run, text, filter, page),
    timeline: (filter, page) => readTimeline(run, filter, page),
    closestEntityIds: (id, count) => run((port) => findClosestIds(port, 'entities', id, count)),
    closestArticleIds: (id, count) => run((port) => findClosestIds(port, 'articles', id, count)),
  };
}

async function findClosestIds(
  port: ReadPort,
  list: 'entities' | 'articles',
  id: string,
  count: number,
): Promise<readonly string[]> {
  const { min, max } = candidateLengths(id);
  return closestIds(id, await port.idsOfLength(list, min, max, MAX_CANDIDATES), count);
}

/** The names of all reads, to forward calls by name. */
export const READ_METHODS = Object.keys(
  createReads(() => Promise.reject(new Error('no backend'))),
) as (keyof Reads)[];

function createListReads(run: RunRead): Pick<Reads, 'get' | 'list' | 'count'> {
  return {
    get: (type, ids) => run((port) => port.byIds(type, ids)),
    list: async <T extends ListType>(list: T, filter: ListTypes[T]['filter'], page: PageRequest) => {
      requireListFilter(list, filter);
      const { name, order, shape } = orderedList(list, page.orderBy);
      const slice = { ...toSlice(name, page, shape), orderBy: order };
      return run(async (port) => {
        const found = await port.after(list, filter, slice);
        if (list === 'claims') {
          const claims = found.map(({ record }) => record as Claim);
          const key = CLAIM_KEYS[order as ClaimOrder];
          return toPage(name, showInWindow(filter as ClaimFilter, claims), page.first, key);
        }
        const { items, ...rest } = toPage(name, found, page.first, ({ key }) => key);
        return { ...rest, items: items.map(({ record }) => record) };
      });
    },
    count: async (list, filter) => {
      requireListFilter(list, filter);
      return run((port) => port.count(list, filter));
    },
  };
}

function requireListFilter(list: ListType, filter: ListTypes[ListType]['filter']): void {
  if (list === 'claims' || list === 'changes')
    requireStatuses((filter as ClaimFilter | ChangeFilter).statuses);
  if (list === 'entities') {
    const { having = [], rankedBy } = filter as EntityFilter;
    for (const { filter: claims } of having) requireStatuses(claims.statuses);
    if (rankedBy !== undefined) requireStatuses(rankedBy.statuses);
  }
}

function createDeclarationReads(
  run: RunRead,
): Pick<
  Reads,
  | 'declaredTextsOf'
  | 'articlesDeclaring'
  | 'declaredEntitiesOf'
  | 'annotatorsOf'
  | 'entitiesDeclaredAs'
  | 'erasuresOf'
> {
  return {
    declaredEntitiesOf: (articleIds) =>
      run(async (port) => {
        const declarations = await port.declarationsOf(articleIds);
        return articleIds.map((id) => declarations.get(id)?.entities ?? []);
      }),
    entitiesDeclaredAs: (texts) =>
      run(async (port) => {
        const keys = texts.map((text) => matchKey(text) ?? '');
        const ids = await findEntitiesDeclaredAs((requests) => port.nextDeclaredAs(requests), keys);
        const all = [...new Set(ids.flat())];
        const entities = new Map(
          (await port.byIds('entities', all)).map((entity, index) => [all[index], entity]),
        );
        return ids.map((one) =>
          one.map((id) => entities.get(id) ?? null).filter((entity) => entity !== null),
        );
      }),
    erasuresOf: (ids) =>
      run(async (port) => {
        const erasures = await port.erasures(ids);
        return ids.map((id) => erasures.get(id) ?? null);
      }),
    annotatorsOf: (articleIds) =>
      run(async (port) => {
        const citations = await port.citationsIn(articleIds);
        return articleIds.map((id) => annotatorsOf(citations.filter(({ articleId }) => articleId === id)));
      }),
    declaredTextsOf: (entityIds, role) =>
      run(async (port) => {
        const texts = await port.declaredTexts(entityIds, role);
        return entityIds.map((id) => texts.filter(({ entityId }) => entityId === id));
      }),
    articlesDeclaring: async (texts, page) => {
      const { key, limit } = toSlice('declaringArticles', page, ID_KEY_SHAPE);
      return run(async (port) => {
        const lists = await port.declaringArticleIds(texts, String(key?.[0] ?? ''), limit);
        const shown = [...new Set(lists.flatMap((ids) => ids.slice(0, page.first)))];
        const articles = await port.byIds('articles', shown);
        const byId = new Map(articles.map((article, index) => [shown[index], article]));
        return lists.map((ids) => {
          const { items, ...rest } = toPage('declaringArticles', ids, page.first, (id) => [id]);
          return { ...rest, items: items.flatMap((id) => byId.get(id) ?? []) };
        });
      });
    },
  };
}

type ClaimReadName =
  | 'countClaimsOf'
  | 'countCitationsOf'
  | 'evidenceOf'
  | 'historyOf'
  | 'assessmentsOf'
  | 'subjectsWithMultipleClaims'
  | 'countBy';

function createClaimReads(run: RunRead): Pick<Reads, ClaimReadName> {
  return {
    countClaimsOf: async (entityIds, direction, filter) => {
      requireStatuses(filter.statuses);
      return run((port) => port.countClaimsAt(entityIds, direction, filter));
    },
    countCitationsOf: (claimIds) => run((port) => port.countCitationsOf(claimIds)),
    evidenceOf: (claimIds) =>
      run(async (port) => {
        const evidence = await port.evidenceOf(claimIds);
        return claimIds.map((id) => evidence.get(id) ?? []);
      }),
    historyOf: (claimIds) => run((port) => port.historyOf(claimIds)),
    assessmentsOf: (claimIds) => run((port) => port.assessmentsOf(claimIds)),
    subjectsWithMultipleClaims: async (predicate, filter, first, after) => {
      requireStatuses(filter.statuses);
      const slice = { afterId: after ?? '', limit: first };
      return run((port) => port.subjectsWithMultipleClaims(predicate, filter, slice));
    },
    countBy: async (facet, filter, first) => {
      requireStatuses(filter.statuses);
      return run((port) => port.countBy(facet, filter, first));
    },
  };
}
