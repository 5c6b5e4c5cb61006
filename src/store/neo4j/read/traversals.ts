import type { Claim } from '../../../domain/records.js';
import { claimCost, type Edge, reverseEdge } from '../../../domain/traversal/edge.js';
import type { Scope } from '../../read/scope.js';
import { REVERSED } from '../../read/traversals.js';
import type { Direction, TraversalFilter } from '../../store.js';
import { idsOf, parseRecord, type Query } from '../connection/cypher.js';
import { anyVersionOf } from '../schema/as-of.js';
import { statusOfType } from '../schema/labels.js';
import { selectClaims } from './claim-window.js';
import { type Expansions, expansionsOf } from './expansions.js';

/** Ids of entities one claim away, each once, in order. */
export async function readNeighbors(
  query: Query,
  scope: Scope,
  ids: readonly string[],
  direction: Direction,
  filter: TraversalFilter,
  limit: number,
): Promise<string[]> {
  const { expansions, parameters } = expansionsOf(scope, direction, filter);
  if (expansions.length === 0) return [];
  const parts = expansions.map(({ match, far }) => `${match} RETURN ${far} AS far`);
  const rows = await query(
    `UNWIND $ids AS id CALL (id) { ${parts.join(' UNION ')} } RETURN DISTINCT far AS id ORDER BY id LIMIT $limit`,
    { ...parameters, ids, limit },
  );
  return idsOf(rows);
}

/** Claims that lead away from these entities; one more than `limit` if there are more. */
export async function readEdges(
  query: Query,
  scope: Scope,
  ids: readonly string[],
  direction: Direction,
  filter: TraversalFilter,
  limit: number,
): Promise<Edge[]> {
  return edgesOf(query, scope, expansionsOf(scope, direction, filter), ids, limit);
}

/** Claims that lead from one of the first entities to one of the second, read from the side with fewer entities. */
export async function readEdgesBetween(
  query: Query,
  scope: Scope,
  from: readonly string[],
  to: readonly string[],
  direction: Direction,
  filter: TraversalFilter,
  limit: number,
): Promise<Edge[]> {
  if (from.length <= to.length)
    return edgesOf(query, scope, expansionsOf(scope, direction, filter, true), from, limit, to);
  const expansions = expansionsOf(scope, REVERSED[direction], filter, true);
  return (await edgesOf(query, scope, expansions, to, limit, from)).map(reverseEdge);
}

async function edgesOf(
  query: Query,
  scope: Scope,
  { expansions, parameters }: Expansions,
  ids: readonly string[],
  limit: number,
  others: readonly string[] = [],
): Promise<Edge[]> {
  if (expansions.length === 0) return [];
  const parts = expansions.map(
    ({ match, claimId, far, strength, type, confidence }) =>
      `${match} RETURN [${claimId}, ${far}, ${strength}, ${type}, ${confidence}] AS edge`,
  );
  // In lists, as the driver reads a row far slower than a member of a list; in chunks, as it reads a row without a pause.
  const rows = await query(
    `UNWIND $ids AS id CALL (id) { ${parts.join(scope === 'now' ? ' UNION ALL ' : ' UNION ')} }
     WITH id, edge LIMIT $limit WITH id, collect(edge) AS edges
     UNWIND range(0, size(edges) - 1, $chunkSize) AS start RETURN id, edges[start..start + $chunkSize] AS edges`,
    { ...parameters, ids, others, limit: limit + 1, chunkSize: MAX_EDGES_PER_ROW },
  );
  return rows.flatMap((row) =>
    (row.edges as EdgeRow[]).filter(isWhole).map((edge) => toEdge(row.id as string, edge)),
  );
}

const MAX_EDGES_PER_ROW = 1000;

type EdgeRow = readonly [
  claimId: string | null,
  far: string | null,
  strength: number | null,
  type: string | null,
  confidence: number | null,
];

type WholeEdgeRow = readonly [string, string, ...([number, null] | [null, string]), number | null];

/** A relationship that another transaction deletes while it is read loses its type and properties. */
function isWhole(row: EdgeRow): row is WholeEdgeRow {
  const [claimId, far, strength, type] = row;
  return claimId !== null && far !== null && (strength !== null || type !== null);
}

function toEdge(from: string, [claimId, to, strength, type, confidence]: WholeEdgeRow): Edge {
  return { claimId, from, to, cost: strength ?? claimCost(statusOfType(type as string), confidence) };
}

/** Claims with both ends among these entities, in the order of claims. */
export async function readClaimsAmong(
  query: Query,
  scope: Scope,
  ids: readonly string[],
  filter: TraversalFilter,
  limit: number,
): Promise<Claim[]> {
  const inOrder = 'ORDER BY orderKey LIMIT $limit';
  const { label, validAt } = anyVersionOf(scope);
  const { cypher, orderKey, parameters } = selectClaims(
    scope,
    filter,
    `MATCH (n:${label('Claim')})`,
    'n.subjectId IN $ids',
    "n.orderKey > ''",
    'n.objectId IN $ids',
    validAt('n'),
  );
  const rows = await query(
    `${cypher} RETURN DISTINCT n.record AS record, ${orderKey} AS orderKey ${inOrder}`,
    { ...parameters, ids, limit },
  );
  return rows.map((row) => parseRecord<Claim>(row));
}
