import type { Citation, Claim } from '../../domain/records.js';
import { CITATION_KEY, CLAIM_KEY, citationKey, claimKey, decodeCursor, toPage } from '../cursor.js';
import type { Reads } from '../store.js';
import { claimCondition, claimEnds, claimList } from './claim-conditions.js';
import { evidenceOf } from './evidence.js';
import { count, EACH, inPlaces, recordsInOrder, startOf } from './lists.js';
import { type Moment, versionsOf } from './moments.js';
import { citationOrderOf, claimOrderOf } from './order-keys.js';
import { idsOf, recordOf, where } from './query.js';
import type { Read } from './reads.js';

/** Holds for all claims and citations; an index of two properties is used only where both are asked for. */
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

/** What the port reads of claims and of what stands behind them. */
export function claimReads(read: Read, moment: Moment): ClaimReads {
  const versions = versionsOf(moment);
  return {
    listClaims: async (filter, { first, after }) => {
      const list = claimList(filter, moment);
      const from = startOf(decodeCursor('claims', after, CLAIM_KEY), claimOrderOf);
      const claims = await read((query) => recordsInOrder<Claim>(query, list, 'orderKey', from, first));
      return toPage('claims', claims, first, claimKey);
    },
    countClaims: async (filter) => {
      const list = claimList(filter, moment);
      return read((query) => count(query, { ...list, condition: `${IN_INDEX} AND ${list.condition}` }));
    },

    claimsOf: async (ids, direction, filter, { first, after }) => {
      const { cypher, parameters } = claimCondition(filter, moment);
      const from = startOf(decodeCursor('claims', after, CLAIM_KEY), claimOrderOf) ?? '';
      const parts = claimEnds(direction).flatMap((end) =>
        versions.map(
          ({ label, stood }) =>
            // Ordered by both, though one is fixed: only then is the order the index's, and the walk ends with the page.
            `MATCH (n:${label('Claim')}) ${where(end.cypher, 'n.orderKey > $from', cypher, stood('n'))}
             WITH n ORDER BY n.${end.property}, n.orderKey LIMIT $limit
             RETURN n.record AS record, n.orderKey AS orderKey`,
        ),
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
      const { cypher, parameters } = claimCondition(filter, moment);
      const parts = claimEnds(direction).flatMap((end) =>
        versions.map(
          ({ label, stood }) =>
            `MATCH (n:${label('Claim')}) ${where(end.cypher, IN_INDEX, cypher, stood('n'))} RETURN count(n) AS part`,
        ),
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
      const parts = versions.map(
        ({ label, stood }) =>
          `MATCH (n:${label('Citation')}) ${where('n.claimId = id', 'n.orderKey > $from', stood('n'))}
           WITH n ORDER BY n.claimId, n.orderKey LIMIT $limit
           RETURN n.record AS record, n.orderKey AS orderKey`,
      );
      const rows = await read((query) =>
        query(`${EACH} CALL (id) { ${parts.join(' UNION ALL ')} } RETURN at, record ORDER BY at, orderKey`, {
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
          `MATCH (n:${label('Citation')}) ${where('n.claimId = id', IN_INDEX, stood('n'))} RETURN count(n) AS part`,
      );
      const counted =
        moment === 'now'
          ? 'OPTIONAL MATCH (c:Claim {id: id}) RETURN at, COUNT { (c)<-[:EVIDENCE_FOR]-() } AS n'
          : `CALL (id) { ${parts.join(' UNION ALL ')} } RETURN at, sum(part) AS n`;
      const rows = await read((query) => query(`${EACH} ${counted}`, { ids }));
      return inPlaces(rows, ids.length, (row) => row.n as number).map(([n = 0]) => n);
    },
    evidenceOf: async (ids) => {
      const found = await read((query) => evidenceOf(query, ids, moment));
      return ids.map((id) => found.get(id) ?? []);
    },
    subjectsOfSeveral: async (predicate, filter, first, after) => {
      const { match, condition = '', parameters } = claimList(filter, moment);
      const parts = versions.map(
        (version) =>
          `${match(version)} ${where('n.predicate = $predicate', 'n.subjectId > $after', condition, version.stood('n'))}
           WITH n.subjectId AS id, count(n) AS part RETURN id, part`,
      );
      const rows = await read((query) =>
        query(
          `CALL () { ${parts.join(' UNION ALL ')} }
           WITH id, sum(part) AS claims WHERE claims > 1 RETURN id ORDER BY id LIMIT $limit`,
          { ...parameters, predicate, after: after ?? '', limit: first },
        ),
      );
      return idsOf(rows);
    },
  };
}
