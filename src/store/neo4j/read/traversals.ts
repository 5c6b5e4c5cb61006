import type { Claim, ClaimStatus } from '../../../domain/records.js';
import { type Link, standingKey, turned } from '../../../domain/traversal/link.js';
import type { Pause } from '../../../domain/traversal/pause.js';
import { AGAINST, type TraversalReads, traversals } from '../../read/traversals.js';
import type { Reads, TraversalFilter } from '../../store.js';
import type { Read } from '../connection/cypher.js';
import { idsOf, type Query, recordOf, united, where } from '../connection/cypher.js';
import { pauseUntil } from '../connection/yield.js';
import { type Moment, versionsOf } from '../schema/as-of.js';
import { statusOfType } from '../schema/labels.js';
import { claimCondition, standingCondition } from './claim-filter.js';
import { type Arms, armsOf } from './expansions.js';
import { byIds } from './lists.js';
import { neighborhoodNow } from './neighborhood.js';

/** As in every store, but for the neighbourhood of now, which is one statement: `neighbors` and `claimsAmong` serve earlier moments alone. */
export function neo4jTraversals(
  read: Read,
  moment: Moment,
  signal: AbortSignal | undefined,
): Pick<Reads, 'neighborhood' | 'paths' | 'chainsFrom'> {
  const shared = traversals((work) =>
    read((query) => work(traversalReads(query, moment, pauseUntil(signal)))),
  );
  if (moment === 'then') return shared;
  return {
    ...shared,
    neighborhood: (request, direction, filter) =>
      read((query) => neighborhoodNow(query, request, direction, filter)),
  };
}

function traversalReads(query: Query, moment: Moment, pause: Pause): TraversalReads {
  const links = async (
    { arms, parameters }: Arms,
    ids: readonly string[],
    most: number,
    others: readonly string[] = [],
  ): Promise<Link[]> => {
    if (arms.length === 0) return [];
    const parts = arms.map(
      ({ match, claimId, far, type, status, confidence }) =>
        `${match} RETURN [${claimId}, ${far}, ${type}, ${status}, ${confidence}] AS link`,
    );
    // Together, as the driver takes far longer for a row than for a member of a list; in pieces, as it reads a row in one go.
    const rows = await query(
      `UNWIND $ids AS id CALL (id) { ${parts.join(moment === 'now' ? ' UNION ALL ' : ' UNION ')} }
       WITH id, link LIMIT $most WITH id, collect(link) AS links
       UNWIND range(0, size(links) - 1, $piece) AS start RETURN id, links[start..start + $piece] AS links`,
      { ...parameters, ids, others, most: most + 1, piece: MOST_IN_ROW },
    );
    return rows.flatMap((row) => (row.links as Row[]).map((link) => toLink(row.id as string, link)));
  };
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
    links: (direction, filter) => (ids, most) => links(armsOf(direction, filter, moment), ids, most),
    linksBetween: (direction, filter) => (from, to, most) => {
      // From the fewer entities on.
      if (from.length <= to.length) return links(armsOf(direction, filter, moment, true), from, most, to);
      return links(armsOf(AGAINST[direction], filter, moment, true), to, most, from).then((found) =>
        found.map(turned),
      );
    },
    claimsAmong: (ids, filter, most) => claimsAmongThen(query, ids, filter, most),
    claims: (ids) => byIds(query, moment, 'Claim', ids),
    entities: (ids) => byIds(query, moment, 'Entity', ids),
    pause,
  };
}

/** The most links that come as one row. */
const MOST_IN_ROW = 1000;

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
  const rows = await query(united(parts, `RETURN DISTINCT record, place ${inOrder}`), {
    ...parameters,
    ...standing.parameters,
    ids,
    most,
  });
  return rows.map((row) => recordOf<Claim>(row));
}
