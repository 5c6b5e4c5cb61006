import type { Article, Citation, Claim, Entity, Source } from '../../../domain/records.js';
import type { Slice } from '../../read/cursor.js';
import type { JoinedReads, RelatedCitations } from '../../read/read-port.js';
import { openSealed } from '../../sealed-json.js';
import type { Query, Row } from '../connection/cypher.js';
import { encodeCitationKey } from '../schema/order-keys.js';
import { claimPageCypher } from './claim-reads.js';
import { groupByRequest, startKeyOf, UNWIND_IDS } from './list-query.js';

/** Current claims and citations together with related records, each in one statement. */
export function joinedReads(query: Query): JoinedReads {
  return {
    claimsAt: async (entityIds, direction, filter, slice, { endpoints, citations }) => {
      const { cypher, parameters } = claimPageCypher('now', direction, filter, slice);
      const columns = [
        'claims',
        ...(endpoints ? ['entities'] : []),
        ...(citations === null ? [] : CITATION_COLUMNS),
      ];
      const [row = {}] = await query(
        `${UNWIND_IDS} ${cypher}
         WITH requestIndex, n, orderKey ORDER BY requestIndex, orderKey
         WITH collect([requestIndex, n.record]) AS claims, collect(DISTINCT n) AS distinctClaims
         ${endpoints ? ENTITIES_OF_CLAIMS : ''}
         WITH *, [n IN distinctClaims | n.id] AS claimIds
         ${citations === null ? '' : CITATIONS_WITH_SOURCES}
         RETURN ${columns.join(', ')}`,
        {
          ...parameters,
          ids: entityIds,
          limit: slice.limit,
          ...(citations !== null && citationParameters(citations)),
        },
      );
      const rows = (row.claims as [number, string][]).map(([requestIndex, record]) => ({
        requestIndex,
        record,
      }));
      return {
        claims: groupByRequest(rows, entityIds.length, ({ record }) => openSealed<Claim>(record)),
        entities: endpoints ? parseRecords<Entity>(row, 'entities') : [],
        related: citations === null ? null : parseCitations(row),
      };
    },
    citationsOf: async (claimIds, slice) => {
      const [row = {}] = await query(
        `WITH $claimIds AS claimIds ${CITATIONS_WITH_SOURCES} RETURN ${CITATION_COLUMNS.join(', ')}`,
        { claimIds, ...citationParameters(slice) },
      );
      return parseCitations(row);
    },
  };
}

/** The entities of `distinctClaims`. */
const ENTITIES_OF_CLAIMS = `CALL (distinctClaims) {
    UNWIND distinctClaims AS n MATCH (n)-[:SUBJECT|OBJECT]->(end)
    WITH DISTINCT end RETURN collect(end.record) AS entities
  }`;

/** A page of citations of each of `claimIds`, the articles of all, and their sources. */
const CITATIONS_WITH_SOURCES = `CALL (claimIds) {
    UNWIND claimIds AS claimId
    CALL (claimId) {
      MATCH (e:Citation) WHERE e.claimId = claimId AND e.orderKey > $citationsAfter
      RETURN e ORDER BY e.claimId, e.orderKey LIMIT $citationLimit
    }
    WITH e ORDER BY e.orderKey
    RETURN collect(e.record) AS citations, collect(e) AS cited
  }
  CALL (cited) {
    UNWIND cited AS e MATCH (e)-[:FROM]->(a)
    WITH DISTINCT a RETURN collect(a.record) AS articles, collect(DISTINCT a.sourceId) AS sourceIds
  }
  CALL (sourceIds) { MATCH (s:Source) WHERE s.id IN sourceIds RETURN collect(s.record) AS sources }`;

const CITATION_COLUMNS = ['citations', 'articles', 'sources'];

const citationParameters = (slice: Slice) => ({
  citationsAfter: startKeyOf(slice, encodeCitationKey) ?? '',
  citationLimit: slice.limit,
});

const parseCitations = (row: Row): RelatedCitations => ({
  citations: parseRecords<Citation>(row, 'citations'),
  articles: parseRecords<Article>(row, 'articles'),
  sources: parseRecords<Source>(row, 'sources'),
});

const parseRecords = <T>(row: Row, column: string): T[] =>
  (row[column] as string[]).map((record) => openSealed<T>(record));
