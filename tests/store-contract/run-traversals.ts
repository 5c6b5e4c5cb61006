import { type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import type { ClaimPath, Reads } from '#ascribe/store/store.js';
import { naiveTraversals } from './naive-traversals.js';
import { articleIdsOf, nodeId, type TraversalQuery } from './random-graphs.js';

const brief = ({ entityIds, claims }: ClaimPath) => ({ entityIds, claims: claims.map(({ id }) => id) });

/** Runs all three traversals of a query on a store. */
export async function runTraversals(store: Reads, graph: string, query: TraversalQuery) {
  const { direction, filter, depth, maxEntities, maxClaims } = query;
  const entityId = nodeId(graph, query.from);
  const neighborhood = await store.neighborhood(
    { entityId, depth, maxEntities, maxClaims },
    direction,
    filter,
  );
  const { paths, truncated } = await store.paths(toPathRequest(graph, query), direction, filter);
  return {
    neighborhood: {
      entities: neighborhood.entities.map(({ entity, distance }) => [entity.id, distance]),
      claims: neighborhood.claims.map(({ id }) => id),
      truncated: neighborhood.truncated,
    },
    paths: { paths: paths.map(brief), truncated },
    chains: (await store.chainsFrom(entityId, depth, direction, filter)).map(brief),
    statuses: [...neighborhood.claims, ...paths.flatMap(({ claims }) => claims)].map(({ status }) => status),
  };
}

/** Computes the same by exhaustive search, over the claims of the graph that the store lists for the filter. */
export async function runNaiveTraversals(store: Reads, graph: string, query: TraversalQuery) {
  const { direction, filter, depth, maxEntities, maxClaims } = query;
  const articleIds = articleIdsOf(graph);
  const { items } = await store.list('claims', { ...filter, articleIds }, { first: 10_000, after: null });
  const traversals = naiveTraversals(items, direction);
  const entityId = nodeId(graph, query.from);
  return {
    neighborhood: traversals.neighborhood(entityId, depth, maxEntities, maxClaims),
    paths: traversals.paths(toPathRequest(graph, query)),
    chains: traversals.chainsFrom(entityId, depth),
  };
}

function toPathRequest(graph: string, { from, to, maxLength, limit, avoid, through }: TraversalQuery) {
  const nodes = (numbers: readonly number[]) => numbers.map((n) => nodeId(graph, n));
  return {
    fromId: nodeId(graph, from),
    toId: nodeId(graph, to),
    maxLength,
    limit,
    avoid: nodes(avoid),
    through: nodes(through),
  };
}

export const ALL_STATUSES = Object.keys(STATUSES) as ClaimStatus[];
