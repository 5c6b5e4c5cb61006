import { symmetricAmong } from '../../../domain/ontology.js';
import type { Citation, Claim } from '../../../domain/records.js';
import { CITATION_KEY, CLAIM_KEY, citationKey, claimKey, decodeCursor, toPage } from '../../read/cursor.js';
import { requireStillIn } from '../../read/recheck-filter.js';
import type { ClaimFilter, Direction, Page, Reads } from '../../store.js';
import type { Read } from '../connection/cypher.js';
import { idsOf, type Parameters, recordOf, where } from '../connection/cypher.js';
import { type Moment, placedOnce, versionsOf } from '../schema/as-of.js';
import { citationOrderOf, claimOrderOf } from '../schema/order-keys.js';
import { claimCondition, claimEnds, standingCondition } from './claim-filter.js';
import { countClaims, listClaims } from './claim-lists.js';
import { evidenceOf } from './evidence.js';
import { claimStretches } from './key-ranges.js';
import { EACH, inPlaces, inStretch, startOf } from './lists.js';

/** Holds for all citations; an index of two properties is used only where both are asked for. */
const IN_INDEX = "n.orderKey > ''";

type ClaimReads = Pick<
  Reads,
  | 'listClaims'
  | 'countClaims'
  | 'claimsOf'
  | 'countClaimsOf'
  | 'citationsOf'
  | 'countCitationsOf'
  | 'evidenceOf'
  | 'subjectsOfSeveral'
>;

/** A statement reads a record a moment after what it was found by; what has become of it since is not for whoever asked. */
export function pageOfClaims(filter: ClaimFilter, claims: readonly Claim[], first: number): Page<Claim> {
  requireStillIn(filter, claims);
  return toPage('claims', claims, first, claimKey);
}

/** What the port reads of claims and of what stands behind them. */
export function claimReads(read: Read, moment: Moment): ClaimReads {
  const versions = versionsOf(moment);
  return {
    listClaims: async (filter, { first, after }) => {
      const from = startOf(decodeCursor('claims', after, CLAIM_KEY), claimOrderOf);
      const found = await read((query) => listClaims(query, moment, filter, from, first));
      return pageOfClaims(
        filter,
        found.map(({ record }) => record),
        first,
      );
    },
    countClaims: async (filter) => read((query) => countClaims(query, moment, filter)),

    claimsOf: async (ids, direction, filter, { first, after }) => {
      const from = startOf(decodeCursor('claims', after, CLAIM_KEY), claimOrderOf);
      const { cypher, parameters } = pagesOfClaims(direction, filter, moment, from);
      const rows = await read((query) =>
        query(`${EACH} ${cypher} RETURN at, n.record AS record ORDER BY at, place`, {
          ...parameters,
          ids,
          limit: first + 1,
        }),
      );
      return inPlaces(rows, ids.length, (row) => recordOf<Claim>(row)).map((claims) =>
        pageOfClaims(filter, claims, first),
      );
    },
    countClaimsOf: async (ids, direction, filter) => {
      const { parts, parameters } = standingAt(direction, filter, moment, null);
      const rows = await read((query) =>
        query(
          `${EACH} UNWIND $stretches AS stretch
           RETURN at, sum(${parts.map(({ match }) => `COUNT { ${match} }`).join(' + ')}) AS n`,
          { ...parameters, ids },
        ),
      );
      return inPlaces(rows, ids.length, (row) => row.n as number).map(([n = 0]) => n);
    },

    citationsOf: async (ids, { first, after }) => {
      const from = startOf(decodeCursor('citations', after, CITATION_KEY), citationOrderOf) ?? '';
      const parts = versions.map(
        ({ label, stood }) =>
          `MATCH (n:${label('Citation')}) ${where('n.claimId = id', 'n.orderKey > $from', stood('n'))}
           WITH n ORDER BY n.claimId, n.orderKey LIMIT $limit
           RETURN n.record AS record, n.orderKey AS orderKey`,
      );
      const rows = await read((query) =>
        query(`${EACH} CALL (id) { ${parts.join(' UNION ')} } RETURN at, record ORDER BY at, orderKey`, {
          ids,
          from,
          limit: first + 1,
        }),
      );
      return inPlaces(rows, ids.length, (row) => recordOf<Citation>(row)).map((citations) =>
        toPage('citations', citations, first, citationKey),
      );
    },
    countCitationsOf: async (ids) => {
      const parts = versions.map(
        ({ label, stood }) =>
          `MATCH (n:${label('Citation')}) ${where('n.claimId = id', IN_INDEX, stood('n'))} RETURN n.id AS citationId`,
      );
      const counted =
        moment === 'now'
          ? 'OPTIONAL MATCH (c:Claim {id: id}) RETURN at, COUNT { (c)<-[:EVIDENCE_FOR]-() } AS n'
          : `CALL (id) { ${parts.join(' UNION ')} } RETURN at, count(citationId) AS n`;
      const rows = await read((query) => query(`${EACH} ${counted}`, { ids }));
      return inPlaces(rows, ids.length, (row) => row.n as number).map(([n = 0]) => n);
    },
    evidenceOf: async (ids) => {
      const found = await read((query) => evidenceOf(query, ids, moment));
      return ids.map((id) => found.get(id) ?? []);
    },
    subjectsOfSeveral: async (predicate, filter, first, after) => {
      const standing = standingCondition(filter);
      const { cypher, parameters } = claimCondition(filter, moment);
      const parts = versions.map(
        ({ label, stood }) =>
          `MATCH (n:${label('Claim')})
           ${where('n.predicate = $predicate', 'n.subjectId > $after', standing.cypher, cypher, stood('n'))}
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
export function pagesOfClaims(
  direction: Direction,
  filter: ClaimFilter,
  moment: Moment,
  from: string | null,
): { readonly cypher: string; readonly parameters: Parameters } {
  const { parts, parameters } = standingAt(direction, filter, moment, from);
  // Ordered by both, though one is fixed: only then is the order the index's, and the walk ends with the page.
  const walks = parts.map(
    ({ match, property }) =>
      `${match} RETURN n, n.orderKey AS place ORDER BY n.${property}, n.orderKey LIMIT $limit`,
  );
  const cypher = `CALL (id) {
      UNWIND $stretches AS stretch
      CALL (id, stretch) { ${walks.join(' UNION ALL ')} }
      ${placedOnce(moment)} ORDER BY place LIMIT $limit
      RETURN n, place
    }`;
  return { cypher, parameters };
}

/** What matches claims at the entity `id` in a `stretch` of their order; no claim is matched twice. */
function standingAt(direction: Direction, filter: ClaimFilter, moment: Moment, from: string | null) {
  const { cypher, parameters } = claimCondition(filter, moment);
  return {
    parts: claimEnds(direction, filter).flatMap((end) =>
      versionsOf(moment).map(({ label, stood }) => ({
        property: end.property,
        match: `MATCH (n:${label('Claim')}) ${where(end.cypher, inStretch('orderKey'), cypher, stood('n'))}`,
      })),
    ),
    parameters: {
      ...parameters,
      symmetric: symmetricAmong(filter.predicates),
      stretches: claimStretches(filter, from),
    },
  };
}
