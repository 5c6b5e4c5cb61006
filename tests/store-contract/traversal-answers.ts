import { type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import type { Path, Reads } from '#ascribe/store/store.js';
import { naive } from './naive-traversals.js';
import { type Asked, nodeOf } from './random-graphs.js';

const brief = ({ entityIds, claims }: Path) => ({ entityIds, claims: claims.map(({ id }) => id) });

/** All three traversals of a question, as a store answers them. */
export async function traversalAnswers(store: Reads, graph: string, asked: Asked) {
  const { direction, filter, depth, mostEntities, mostClaims } = asked;
  const entityId = nodeOf(graph, asked.from);
  const around = await store.neighborhood({ entityId, depth, mostEntities, mostClaims }, direction, filter);
  const { paths, truncated } = await store.paths(requestOf(graph, asked), direction, filter);
  return {
    neighborhood: {
      entities: around.entities.map(({ entity, distance }) => [entity.id, distance]),
      claims: around.claims.map(({ id }) => id),
      truncated: around.truncated,
    },
    paths: { paths: paths.map(brief), truncated },
    chains: (await store.chainsFrom(entityId, depth, direction, filter)).map(brief),
    statuses: [...around.claims, ...paths.flatMap(({ claims }) => claims)].map(({ status }) => status),
  };
}

/** The same by trying everything, over what the store lists for the filter. */
export async function naiveAnswers(store: Reads, graph: string, asked: Asked) {
  const { direction, filter, depth, mostEntities, mostClaims } = asked;
  const { items } = await store.listClaims(filter, { first: 10_000, after: null });
  const traversals = naive(
    items.filter(({ subjectId }) => subjectId.startsWith(`${graph}-`)),
    direction,
  );
  const entityId = nodeOf(graph, asked.from);
  return {
    neighborhood: traversals.neighborhood(entityId, depth, mostEntities, mostClaims),
    paths: traversals.paths(requestOf(graph, asked)),
    chains: traversals.chainsFrom(entityId, depth),
  };
}

function requestOf(graph: string, { from, to, maxLength, limit, avoid, through }: Asked) {
  const nodes = (numbers: readonly number[]) => numbers.map((n) => nodeOf(graph, n));
  return {
    fromId: nodeOf(graph, from),
    toId: nodeOf(graph, to),
    maxLength,
    limit,
    avoid: nodes(avoid),
    through: nodes(through),
  };
}

export const ALL = Object.keys(STATUSES) as ClaimStatus[];
