import type { Citation, Claim, ClaimChange } from '../../domain/records.js';
import { CITATION_KEY, CLAIM_KEY, citationKey, claimKey, decodeCursor, toPage } from '../cursor.js';
import type { ClaimFilter, Direction, Store } from '../store.js';
import { claimCondition, claimEnds } from './claim-conditions.js';
import { countClaims, listClaims } from './claim-lists.js';
import { evidenceOf } from './evidence.js';
import { inPlaces, inStretch, startOf } from './lists.js';
import { citationOrderOf, claimOrderOf } from './order-keys.js';
import { recordOf } from './query.js';
import type { Read } from './reads.js';
import { claimStretches } from './stretches.js';

/** For each id that was asked for a row or more, in one trip. */
const EACH = 'UNWIND range(0, size($ids) - 1) AS at WITH at, $ids[at] AS id';

type ClaimReads = Pick<
  Store,
  | 'listClaims'
  | 'countClaims'
  | 'claimsOf'
  | 'countClaimsOf'
  | 'citationsOf'
  | 'countCitationsOf'
  | 'evidenceOf'
  | 'historyOf'
>;

/** What the port reads of claims and of what stands behind them. */
export function claimReads(read: Read): ClaimReads {
  return {
    listClaims: async (filter, { first, after }) => {
      const from = startOf(decodeCursor('claims', after, CLAIM_KEY), claimOrderOf);
      const found = await read((query) => listClaims(query, filter, from, first));
      return toPage(
        'claims',
        found.map(({ record }) => record),
        first,
        claimKey,
      );
    },
    countClaims: async (filter) => read((query) => countClaims(query, filter)),

    claimsOf: async (ids, direction, filter, { first, after }) => {
      const from = startOf(decodeCursor('claims', after, CLAIM_KEY), claimOrderOf);
      const { parts, parameters } = standingAt(direction, filter, from);
      const rows = await read((query) =>
        query(
          `${EACH}
           CALL (id) {
             UNWIND $stretches AS stretch
             CALL (id, stretch) { ${parts
               .map(
                 ({ match, property }) =>
                   // Ordered by both, though one is fixed: only then is the order the index's, and the walk ends with the page.
                   `${match} RETURN n, n.orderKey AS place ORDER BY n.${property}, n.orderKey LIMIT $limit`,
               )
               .join(' UNION ALL ')} }
             WITH n, place ORDER BY place LIMIT $limit
             RETURN n.record AS record, place
           }
           RETURN at, record, place ORDER BY at, place`,
          { ...parameters, ids, limit: first + 1 },
        ),
      );
      return inPlaces(rows, ids.length, (row) => recordOf<Claim>(row)).map((claims) =>
        toPage('claims', claims, first, claimKey),
      );
    },
    countClaimsOf: async (ids, direction, filter) => {
      const { parts, parameters } = standingAt(direction, filter, null);
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
      const rows = await read((query) =>
        query(
          `${EACH} CALL (id) {
             MATCH (c:Citation) WHERE c.claimId = id AND c.orderKey > $from
             WITH c ORDER BY c.claimId, c.orderKey LIMIT $limit
             RETURN c.record AS record, c.orderKey AS orderKey
           } RETURN at, record ORDER BY at, orderKey`,
          { ids, from, limit: first + 1 },
        ),
      );
      return inPlaces(rows, ids.length, (row) => recordOf<Citation>(row)).map((citations) =>
        toPage('citations', citations, first, citationKey),
      );
    },
    countCitationsOf: async (ids) => {
      const rows = await read((query) =>
        query(`${EACH} OPTIONAL MATCH (c:Claim {id: id}) RETURN at, COUNT { (c)<-[:EVIDENCE_FOR]-() } AS n`, {
          ids,
        }),
      );
      return inPlaces(rows, ids.length, (row) => row.n as number).map(([n = 0]) => n);
    },
    evidenceOf: async (ids) => {
      const found = await read((query) => evidenceOf(query, ids));
      return ids.map((id) => found.get(id) ?? []);
    },
    historyOf: async (ids) => {
      const rows = await read((query) =>
        query(
          `${EACH} MATCH (c:Change) WHERE c.claimId = id AND c.number >= 0
           RETURN at, c.record AS record, c.number AS number ORDER BY at, number`,
          { ids },
        ),
      );
      return inPlaces(rows, ids.length, (row) => recordOf<ClaimChange>(row));
    },
  };
}

/** What matches claims at the entity `id` in a `stretch` of their order; no claim is matched twice. */
function standingAt(direction: Direction, filter: ClaimFilter, from: string | null) {
  const { cypher, parameters } = claimCondition(filter);
  const rest = cypher === '' ? '' : ` AND ${cypher}`;
  return {
    parts: claimEnds(direction).map((end) => ({
      property: end.property,
      match: `MATCH (n:Claim) WHERE ${end.cypher} AND ${inStretch('orderKey')}${rest}`,
    })),
    parameters: { ...parameters, stretches: claimStretches(filter, from) },
  };
}
