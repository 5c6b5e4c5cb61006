import { type Predicate, symmetricPredicates } from '../../../domain/ontology.js';
import type { Citation, Claim } from '../../../domain/records.js';
import type { Slice } from '../../read/cursor.js';
import type { Scope } from '../../read/scope.js';
import type { ClaimFilter, Direction } from '../../store.js';
import { type CypherParameters, idsOf, parseRecord, type Query, where } from '../connection/cypher.js';
import { dropDuplicates, versionsOf } from '../schema/as-of.js';
import { encodeCitationKey, encodeClaimKey } from '../schema/order-keys.js';
import { claimEnds } from './claim-filter.js';
import { firstOfWalk } from './claim-lists.js';
import { type ClaimWalks, claimWalks } from './claim-walks.js';
import { selectClaims } from './claim-window.js';
import { groupByRequest, startKeyOf, UNWIND_IDS } from './list-query.js';

/** Holds for all citations; an index of two properties is used only if the statement names both. */
const USE_ORDER_INDEX = "n.orderKey > ''";

/** For each entity its claims after a key. */
export async function readClaimsAt(
  query: Query,
  scope: Scope,
  entityIds: readonly string[],
  direction: Direction,
  filter: ClaimFilter,
  slice: Slice,
): Promise<Claim[][]> {
  const { cypher, parameters } = claimPageCypher(scope, direction, filter, slice);
  const rows = await query(
    `${UNWIND_IDS} ${cypher} RETURN requestIndex, n.record AS record ORDER BY requestIndex, orderKey`,
    { ...parameters, ids: entityIds, limit: slice.limit },
  );
  return groupByRequest(rows, entityIds.length, (row) => parseRecord<Claim>(row));
}

export async function countClaimsAt(
  query: Query,
  scope: Scope,
  entityIds: readonly string[],
  direction: Direction,
  filter: ClaimFilter,
): Promise<number[]> {
  const { walks, parameters } = walksAtEntity(scope, direction, filter, null);
  const rows = await query(
    `${UNWIND_IDS} UNWIND $keyRanges AS keyRange RETURN requestIndex, sum(${walks.map(({ match }) => `COUNT { ${match} RETURN n }`).join(' + ')}) AS n`,
    { ...parameters, ids: entityIds },
  );
  return groupByRequest(rows, entityIds.length, (row) => row.n as number).map(([n = 0]) => n);
}

/** For each claim its citations after a key. */
export async function readCitationsOf(
  query: Query,
  scope: Scope,
  claimIds: readonly string[],
  slice: Slice,
): Promise<Citation[][]> {
  const parts = versionsOf(scope).map(
    ({ label, validAt }) =>
      `MATCH (n:${label('Citation')}) ${where('n.claimId = id', 'n.orderKey > $from', validAt('n'))}
       WITH n ORDER BY n.claimId, n.orderKey LIMIT $limit
       RETURN n.record AS record, n.orderKey AS orderKey`,
  );
  const rows = await query(
    `${UNWIND_IDS} CALL (id) { ${parts.join(' UNION ')} }
     RETURN requestIndex, record ORDER BY requestIndex, orderKey`,
    { ids: claimIds, from: startKeyOf(slice, encodeCitationKey) ?? '', limit: slice.limit },
  );
  return groupByRequest(rows, claimIds.length, (row) => parseRecord<Citation>(row));
}

export async function countCitationsOf(
  query: Query,
  scope: Scope,
  claimIds: readonly string[],
): Promise<number[]> {
  const parts = versionsOf(scope).map(
    ({ label, validAt }) =>
      `MATCH (n:${label('Citation')}) ${where('n.claimId = id', USE_ORDER_INDEX, validAt('n'))} RETURN n.id AS citationId`,
  );
  const counts =
    scope === 'now'
      ? 'OPTIONAL MATCH (c:Claim {id: id}) RETURN requestIndex, COUNT { (c)<-[:EVIDENCE_FOR]-() } AS n'
      : `CALL (id) { ${parts.join(' UNION ')} } RETURN requestIndex, count(citationId) AS n`;
  const rows = await query(`${UNWIND_IDS} ${counts}`, { ids: claimIds });
  return groupByRequest(rows, claimIds.length, (row) => row.n as number).map(([n = 0]) => n);
}

export async function readSubjectsWithMultipleClaims(
  query: Query,
  scope: Scope,
  predicate: Predicate,
  filter: ClaimFilter,
  { afterId, limit }: { readonly afterId: string; readonly limit: number },
): Promise<string[]> {
  const selections = versionsOf(scope).map(({ label, validAt }) =>
    selectClaims(
      scope,
      filter,
      `MATCH (n:${label('Claim')})`,
      'n.predicate = $predicate',
      'n.subjectId > $after',
      validAt('n'),
    ),
  );
  const parts = selections.map(({ cypher }) => `${cypher} RETURN n.subjectId AS id, n.id AS claimId`);
  const rows = await query(
    `CALL () { ${parts.join(' UNION ')} }
     WITH id, count(claimId) AS claims WHERE claims > 1 RETURN id ORDER BY id LIMIT $limit`,
    { ...selections[0]?.parameters, predicate, after: afterId, limit },
  );
  return idsOf(rows);
}

/** For the entity `id` its page of `$limit` claims `n`, each with its `orderKey`. */
export function claimPageCypher(
  scope: Scope,
  direction: Direction,
  filter: ClaimFilter,
  slice: Slice,
): { readonly cypher: string; readonly parameters: CypherParameters } {
  const { walks, parameters } = walksAtEntity(scope, direction, filter, startKeyOf(slice, encodeClaimKey));
  const cypher = `CALL (id) {
      UNWIND $keyRanges AS keyRange
      CALL (id, keyRange) { ${walks.map(firstOfWalk).join(' UNION ALL ')} }
      ${dropDuplicates(scope)} ORDER BY orderKey LIMIT $limit
      RETURN n, orderKey
    }`;
  return { cypher, parameters };
}

/** Walks along the claims at the entity `id`, for each `keyRange`; no claim is in two of them. */
function walksAtEntity(
  scope: Scope,
  direction: Direction,
  filter: ClaimFilter,
  startKey: string | null,
): ClaimWalks {
  const ends = claimEnds(direction, filter).map((end) => claimWalks(scope, filter, startKey, end));
  const [{ parameters }] = ends as [ClaimWalks];
  return {
    walks: ends.flatMap(({ walks }) => walks),
    parameters: { ...parameters, symmetric: symmetricPredicates(filter.predicates) },
  };
}
