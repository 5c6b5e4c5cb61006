import type { Claim, ClaimStatus } from '../../domain/records.js';
import { standingKey } from '../../domain/traversal/link.js';
import type { Reads, TraversalFilter } from '../store.js';
import { type TraversalReads, traversals } from '../traversals.js';
import { armsOf } from './arms.js';
import { claimCondition, standingCondition } from './claim-conditions.js';
import { statusOfType } from './labels.js';
import { byIds } from './lists.js';
import { type Moment, versionsOf } from './moments.js';
import { neighborhoodNow } from './neighborhood.js';
import { idsOf, type Query, recordOf, united, where } from './query.js';
import type { Read } from './reads.js';

export function neo4jTraversals(
  read: Read,
  moment: Moment,
): Pick<Reads, 'neighborhood' | 'paths' | 'chainsFrom'> {
  const shared = traversals((work) => read((query) => work(traversalReads(query, moment))));
  if (moment === 'then') return shared;
  return {
    ...shared,
    neighborhood: (request, direction, filter) =>
      read((query) => neighborhoodNow(query, request, direction, filter)),
  };
}

function traversalReads(query: Query, moment: Moment): TraversalReads {
  return {
    neighbors: (direction, filter) => async (ids, most) => {
      const { arms, parameters } = armsOf(direction, filter, moment);
      if (arms.length === 0) return [];
      const parts = arms.map(({ match, far }) => `${match} RETURN ${far} AS far`);
      const rows = await query(
        `UNWIND $ids AS id CALL (id) { ${parts.join(' UNION ')} } RETURN DISTINCT far AS id ORDER BY id LIMIT $most`,
        { ...parameters, ids, most },
      );
      return idsOf(rows);
    },
    links: (direction, filter) => async (ids, most) => {
      const { arms, parameters } = armsOf(direction, filter, moment);
      if (arms.length === 0) return [];
      const parts = arms.map(
        ({ match, claimId, far, type, status, confidence }) =>
          `${match} RETURN [${claimId}, ${far}, ${type}, ${status}, ${confidence}] AS link`,
      );
      // Together, as the driver takes far longer for a row than for a member of a list.
      const rows = await query(
        `UNWIND $ids AS id CALL (id) { ${parts.join(' UNION ALL ')} }
         WITH id, link LIMIT $most RETURN id, collect(link) AS links`,
        { ...parameters, ids, most: most + 1 },
      );
      return rows.flatMap(({ id, links }) => (links as Row[]).map((link) => toLink(id as string, link)));
    },
    claimsAmong: (ids, filter, most) => claimsAmongThen(query, ids, filter, most),
    claims: (ids) => byIds(query, moment, 'Claim', ids),
    entities: (ids) => byIds(query, moment, 'Entity', ids),
  };
}

type Row = readonly [
  claimId: string,
  far: string,
  type: string | null,
  status: ClaimStatus | null,
  confidence: number | null,
];

function toLink(from: string, [claimId, to, type, status, confidence]: Row) {
  return { claimId, from, to, standing: standingKey(status ?? statusOfType(type as string), confidence) };
}

async function claimsAmongThen(
  query: Query,
  ids: readonly string[],
  filter: TraversalFilter,
  most: number,
): Promise<Claim[]> {
  const standing = standingCondition(filter);
  const { cypher, parameters } = claimCondition(filter, 'then');
  const inOrder = 'ORDER BY place LIMIT $most';
  const parts = versionsOf('then').map(
    ({ label, stood }) =>
      `MATCH (n:${label('Claim')})
       ${where('n.subjectId IN $ids', "n.orderKey > ''", 'n.objectId IN $ids', standing.cypher, cypher, stood('n'))}
       RETURN n.record AS record, n.orderKey AS place ${inOrder}`,
  );
  const rows = await query(united(parts, `RETURN record, place ${inOrder}`), {
    ...parameters,
    ...standing.parameters,
    ids,
    most,
  });
  return rows.map((row) => recordOf<Claim>(row));
}
