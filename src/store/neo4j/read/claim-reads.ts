import { symmetricPredicates } from '../../../domain/ontology.js';
import type { Citation, Claim } from '../../../domain/records.js';
import {
  CITATION_KEY_SHAPE,
  CLAIM_KEY_SHAPE,
  citationKey,
  claimKey,
  decodeCursor,
  toPage,
} from '../../read/cursor.js';
import { requireUnchanged } from '../../read/recheck-filter.js';
import type { Scope } from '../../read/scope.js';
import type { ClaimFilter, Direction, Page, Reads } from '../../store.js';
import type { RunRead } from '../connection/cypher.js';
import { type CypherParameters, idsOf, parseRecord, where } from '../connection/cypher.js';
import { dropDuplicates, versionsOf } from '../schema/as-of.js';
import { encodeCitationKey, encodeClaimKey } from '../schema/order-keys.js';
import { claimCondition, claimEnds, statusCondition } from './claim-filter.js';
import { countClaims, listClaims } from './claim-lists.js';
import { readEvidence } from './evidence.js';
import { claimKeyRanges } from './key-ranges.js';
import { groupByRequest, inKeyRange, startKeyOf, UNWIND_IDS } from './lists.js';

/** Holds for all citations; an index of two properties is used only where both are asked for. */
const USE_ORDER_INDEX = "n.orderKey > ''";

type ClaimReads = Pick<
  Reads,
  | 'listClaims'
  | 'countClaims'
  | 'claimsOf'
  | 'countClaimsOf'
  | 'citationsOf'
  | 'countCitationsOf'
  | 'evidenceOf'
  | 'subjectsWithMultipleClaims'
>;

/** A statement reads a record a moment after what it was found by; what has become of it since is not for whoever asked. */
export function toClaimPage(filter: ClaimFilter, claims: readonly Claim[], first: number): Page<Claim> {
  requireUnchanged(filter, claims);
  return toPage('claims', claims, first, claimKey);
}

/** What the port reads of claims and of what stands behind them. */
export function claimReads(read: RunRead, scope: Scope): ClaimReads {
  const versions = versionsOf(scope);
  return {
    listClaims: async (filter, { first, after }) => {
      const from = startKeyOf(decodeCursor('claims', after, CLAIM_KEY_SHAPE), encodeClaimKey);
      const found = await read((query) => listClaims(query, scope, filter, from, first));
      return toClaimPage(
        filter,
        found.map(({ record }) => record),
        first,
      );
    },
    countClaims: async (filter) => read((query) => countClaims(query, scope, filter)),

    claimsOf: async (ids, direction, filter, { first, after }) => {
      const from = startKeyOf(decodeCursor('claims', after, CLAIM_KEY_SHAPE), encodeClaimKey);
      const { cypher, parameters } = claimPageCypher(direction, filter, scope, from);
      const rows = await read((query) =>
        query(`${UNWIND_IDS} ${cypher} RETURN at, n.record AS record ORDER BY at, place`, {
          ...parameters,
          ids,
          limit: first + 1,
        }),
      );
      return groupByRequest(rows, ids.length, (row) => parseRecord<Claim>(row)).map((claims) =>
        toClaimPage(filter, claims, first),
      );
    },
    countClaimsOf: async (ids, direction, filter) => {
      const { parts, parameters } = claimsAtEntity(direction, filter, scope, null);
      const rows = await read((query) =>
        query(
          `${UNWIND_IDS} UNWIND $stretches AS stretch
           RETURN at, sum(${parts.map(({ match }) => `COUNT { ${match} }`).join(' + ')}) AS n`,
          { ...parameters, ids },
        ),
      );
      return groupByRequest(rows, ids.length, (row) => row.n as number).map(([n = 0]) => n);
    },

    citationsOf: async (ids, { first, after }) => {
      const from = startKeyOf(decodeCursor('citations', after, CITATION_KEY_SHAPE), encodeCitationKey) ?? '';
      const parts = versions.map(
        ({ label, validAt }) =>
          `MATCH (n:${label('Citation')}) ${where('n.claimId = id', 'n.orderKey > $from', validAt('n'))}
           WITH n ORDER BY n.claimId, n.orderKey LIMIT $limit
           RETURN n.record AS record, n.orderKey AS orderKey`,
      );
      const rows = await read((query) =>
        query(
          `${UNWIND_IDS} CALL (id) { ${parts.join(' UNION ')} } RETURN at, record ORDER BY at, orderKey`,
          {
            ids,
            from,
            limit: first + 1,
          },
        ),
      );
      return groupByRequest(rows, ids.length, (row) => parseRecord<Citation>(row)).map((citations) =>
        toPage('citations', citations, first, citationKey),
      );
    },
    countCitationsOf: async (ids) => {
      const parts = versions.map(
        ({ label, validAt }) =>
          `MATCH (n:${label('Citation')}) ${where('n.claimId = id', USE_ORDER_INDEX, validAt('n'))} RETURN n.id AS citationId`,
      );
      const counted =
        scope === 'now'
          ? 'OPTIONAL MATCH (c:Claim {id: id}) RETURN at, COUNT { (c)<-[:EVIDENCE_FOR]-() } AS n'
          : `CALL (id) { ${parts.join(' UNION ')} } RETURN at, count(citationId) AS n`;
      const rows = await read((query) => query(`${UNWIND_IDS} ${counted}`, { ids }));
      return groupByRequest(rows, ids.length, (row) => row.n as number).map(([n = 0]) => n);
    },
    evidenceOf: async (ids) => {
      const found = await read((query) => readEvidence(query, ids, scope));
      return ids.map((id) => found.get(id) ?? []);
    },
    subjectsWithMultipleClaims: async (predicate, filter, first, after) => {
      const standing = statusCondition(filter);
      const { cypher, parameters } = claimCondition(filter, scope);
      const parts = versions.map(
        ({ label, validAt }) =>
          `MATCH (n:${label('Claim')})
           ${where('n.predicate = $predicate', 'n.subjectId > $after', standing.cypher, cypher, validAt('n'))}
           RETURN n.subjectId AS id, n.id AS claimId`,
      );
      const rows = await read((query) =>
        query(
          `CALL () { ${parts.join(' UNION ')} }
           WITH id, count(claimId) AS claims WHERE claims > 1 RETURN id ORDER BY id LIMIT $limit`,
          { ...parameters, ...standing.parameters, predicate, after: after ?? '', limit: first },
        ),
      );
      return idsOf(rows);
    },
  };
}

/** For the entity `id` its page of `$limit` claims, as `n` with its `place` in their order. */
export function claimPageCypher(
  direction: Direction,
  filter: ClaimFilter,
  scope: Scope,
  startKey: string | null,
): { readonly cypher: string; readonly parameters: CypherParameters } {
  const { parts, parameters } = claimsAtEntity(direction, filter, scope, startKey);
  // Ordered by both, though one is fixed: only then is the order the index's, and the walk ends with the page.
  const walks = parts.map(
    ({ match, property }) =>
      `${match} RETURN n, n.orderKey AS place ORDER BY n.${property}, n.orderKey LIMIT $limit`,
  );
  const cypher = `CALL (id) {
      UNWIND $stretches AS stretch
      CALL (id, stretch) { ${walks.join(' UNION ALL ')} }
      ${dropDuplicates(scope)} ORDER BY place LIMIT $limit
      RETURN n, place
    }`;
  return { cypher, parameters };
}

/** What matches claims at the entity `id` in a `stretch` of their order; no claim is matched twice. */
function claimsAtEntity(direction: Direction, filter: ClaimFilter, scope: Scope, startKey: string | null) {
  const { cypher, parameters } = claimCondition(filter, scope);
  return {
    parts: claimEnds(direction, filter).flatMap((end) =>
      versionsOf(scope).map(({ label, validAt }) => ({
        property: end.property,
        match: `MATCH (n:${label('Claim')}) ${where(end.cypher, inKeyRange('orderKey'), cypher, validAt('n'))}`,
      })),
    ),
    parameters: {
      ...parameters,
      symmetric: symmetricPredicates(filter.predicates),
      stretches: claimKeyRanges(filter, startKey),
    },
  };
}
