import type { Citation, Claim, ClaimChange } from '../../domain/records.js';
import { CITATION_KEY, CLAIM_KEY, citationKey, claimKey, decodeCursor, toPage } from '../cursor.js';
import type { Store } from '../store.js';
import { claimCondition, claimEnds, claimList } from './claim-conditions.js';
import { evidenceOf } from './evidence.js';
import { count, inPlaces, recordsInOrder, startOf } from './lists.js';
import { citationOrderOf, claimOrderOf } from './order-keys.js';
import { recordOf } from './query.js';
import type { Read } from './reads.js';

/** For each id that was asked for a row or more, in one trip. */
const EACH = 'UNWIND range(0, size($ids) - 1) AS at WITH at, $ids[at] AS id';

/** Holds for all claims; an index of two properties is used only where both are asked for. */
const IN_INDEX = "c.orderKey > ''";

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
      const { match, cypher, parameters } = claimList(filter);
      const from = startOf(decodeCursor('claims', after, CLAIM_KEY), claimOrderOf);
      const claims = await read((query) =>
        recordsInOrder<Claim>(query, {
          match,
          orderedBy: 'c.orderKey',
          condition: cypher,
          parameters,
          from,
          first,
        }),
      );
      return toPage('claims', claims, first, claimKey);
    },
    countClaims: async (filter) => {
      const { match, cypher, parameters } = claimList(filter);
      return read((query) =>
        count(query, `${match} WHERE ${IN_INDEX} AND ${cypher} RETURN count(c)`, parameters),
      );
    },

    claimsOf: async (ids, direction, filter, { first, after }) => {
      const { cypher, parameters } = claimCondition(filter);
      const from = startOf(decodeCursor('claims', after, CLAIM_KEY), claimOrderOf) ?? '';
      const parts = claimEnds(direction).map(
        (end) =>
          // Ordered by both, though one is fixed: only then is the order the index's, and the walk ends with the page.
          `MATCH (c:Claim) WHERE ${end.cypher} AND c.orderKey > $from AND ${cypher}
           WITH c ORDER BY c.${end.property}, c.orderKey LIMIT $limit
           RETURN c.record AS record, c.orderKey AS orderKey`,
      );
      const rows = await read((query) =>
        query(
          `${EACH} CALL (id) { ${parts.join(' UNION ALL ')} } RETURN at, record, orderKey ORDER BY at, orderKey`,
          { ...parameters, ids, from, limit: first + 1 },
        ),
      );
      return inPlaces(rows, ids.length, (row) => recordOf<Claim>(row)).map((claims) =>
        toPage('claims', claims, first, claimKey),
      );
    },
    countClaimsOf: async (ids, direction, filter) => {
      const { cypher, parameters } = claimCondition(filter);
      const parts = claimEnds(direction).map(
        (end) => `MATCH (c:Claim) WHERE ${end.cypher} AND ${IN_INDEX} AND ${cypher} RETURN count(c) AS part`,
      );
      const rows = await read((query) =>
        query(`${EACH} CALL (id) { ${parts.join(' UNION ALL ')} } RETURN at, sum(part) AS n`, {
          ...parameters,
          ids,
        }),
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
