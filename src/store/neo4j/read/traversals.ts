import type { Claim, ClaimStatus } from '../../../domain/records.js';
import { claimCost, type Edge, reverseEdge } from '../../../domain/traversal/edge.js';
import type { Pause } from '../../../domain/traversal/pause.js';
import type { Scope } from '../../read/scope.js';
import { createTraversals, REVERSED, type TraversalReads } from '../../read/traversals.js';
import type { Reads, TraversalFilter } from '../../store.js';
import type { RunRead } from '../connection/cypher.js';
import { idsOf, parseRecord, type Query, unionAll, where } from '../connection/cypher.js';
import { createPause } from '../connection/yield.js';
import { versionsOf } from '../schema/as-of.js';
import { statusOfType } from '../schema/labels.js';
import { claimCondition, statusCondition } from './claim-filter.js';
import { type Expansions, expansionsOf } from './expansions.js';
import { readByIds } from './lists.js';
import { readCurrentNeighborhood } from './neighborhood.js';

/** As in every store, but for the neighbourhood of now, which is one statement: `neighbors` and `claimsAmong` serve earlier moments alone. */
export function neo4jTraversals(
  read: RunRead,
  scope: Scope,
  signal: AbortSignal | undefined,
): Pick<Reads, 'neighborhood' | 'paths' | 'chainsFrom'> {
  const shared = createTraversals((work) =>
    read((query) => work(traversalReads(query, scope, createPause(signal)))),
  );
  if (scope === 'asOf') return shared;
  return {
    ...shared,
    neighborhood: (request, direction, filter) =>
      read((query) => readCurrentNeighborhood(query, request, direction, filter)),
  };
}

function traversalReads(query: Query, scope: Scope, pause: Pause): TraversalReads {
  const links = async (
    { expansions, parameters }: Expansions,
    ids: readonly string[],
    most: number,
    others: readonly string[] = [],
  ): Promise<Edge[]> => {
    if (expansions.length === 0) return [];
    const parts = expansions.map(
      ({ match, claimId, far, type, status, confidence }) =>
        `${match} RETURN [${claimId}, ${far}, ${type}, ${status}, ${confidence}] AS link`,
    );
    // Together, as the driver takes far longer for a row than for a member of a list; in pieces, as it reads a row in one go.
    const rows = await query(
      `UNWIND $ids AS id CALL (id) { ${parts.join(scope === 'now' ? ' UNION ALL ' : ' UNION ')} }
       WITH id, link LIMIT $most WITH id, collect(link) AS links
       UNWIND range(0, size(links) - 1, $piece) AS start RETURN id, links[start..start + $piece] AS links`,
      { ...parameters, ids, others, most: most + 1, piece: MAX_EDGES_PER_ROW },
    );
    return rows.flatMap((row) => (row.links as EdgeRow[]).map((link) => toEdge(row.id as string, link)));
  };
  return {
    neighbors: (direction, filter) => async (ids, most) => {
      const { expansions, parameters } = expansionsOf(direction, filter, scope);
      if (expansions.length === 0) return [];
      const parts = expansions.map(({ match, far }) => `${match} RETURN ${far} AS far`);
      const rows = await query(
        `UNWIND $ids AS id CALL (id) { ${parts.join(' UNION ')} } RETURN DISTINCT far AS id ORDER BY id LIMIT $most`,
        { ...parameters, ids, most },
      );
      return idsOf(rows);
    },
    edges: (direction, filter) => (ids, most) => links(expansionsOf(direction, filter, scope), ids, most),
    edgesBetween: (direction, filter) => (from, to, most) => {
      // From the fewer entities on.
      if (from.length <= to.length)
        return links(expansionsOf(direction, filter, scope, true), from, most, to);
      return links(expansionsOf(REVERSED[direction], filter, scope, true), to, most, from).then((found) =>
        found.map(reverseEdge),
      );
    },
    claimsAmong: (ids, filter, most) => claimsAmongAsOf(query, ids, filter, most),
    claims: (ids) => readByIds(query, scope, 'Claim', ids),
    entities: (ids) => readByIds(query, scope, 'Entity', ids),
    pause,
  };
}

/** The most links that come as one row. */
const MAX_EDGES_PER_ROW = 1000;

type EdgeRow = readonly [
  claimId: string,
  far: string,
  type: string | null,
  status: ClaimStatus | null,
  confidence: number | null,
];

function toEdge(from: string, [claimId, to, type, status, confidence]: EdgeRow) {
  return { claimId, from, to, cost: claimCost(status ?? statusOfType(type as string), confidence) };
}

async function claimsAmongAsOf(
  query: Query,
  ids: readonly string[],
  filter: TraversalFilter,
  most: number,
): Promise<Claim[]> {
  const standing = statusCondition(filter);
  const { cypher, parameters } = claimCondition(filter, 'asOf');
  const inOrder = 'ORDER BY place LIMIT $most';
  const parts = versionsOf('asOf').map(
    ({ label, validAt }) =>
      `MATCH (n:${label('Claim')})
       ${where('n.subjectId IN $ids', "n.orderKey > ''", 'n.objectId IN $ids', standing.cypher, cypher, validAt('n'))}
       RETURN n.record AS record, n.orderKey AS place ${inOrder}`,
  );
  const rows = await query(unionAll(parts, `RETURN DISTINCT record, place ${inOrder}`), {
    ...parameters,
    ...standing.parameters,
    ids,
    most,
  });
  return rows.map((row) => parseRecord<Claim>(row));
}
