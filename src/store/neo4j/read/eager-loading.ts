import type { Article, Citation, Claim, Entity, Source } from '../../../domain/records.js';
import type { CitationSlice, JoinedReads, RelatedCitations } from '../../read/read-port.js';
import { openSealed } from '../../sealed-json.js';
import type { Query, Row } from '../connection/cypher.js';
import { encodeCitationKey } from '../schema/order-keys.js';
import { claimPageCypher } from './claim-reads.js';
import { groupByRequest, startKeyOf, UNWIND_IDS } from './list-query.js';

/** Current claims and citations together with related records, each in one statement. */
export function joinedReads(query: Query): JoinedReads {
  return {
    claimsAt: async (entityIds, direction, filter, slice, { owners, endpoints, citations }) => {
      const { cypher, parameters } = claimPageCypher('now', direction, filter, slice);
      const columns = [
        'claims',
        ...(owners ? ['owners'] : []),
        ...(endpoints ? ['entities'] : []),
        ...(citations === null ? [] : citationColumns(citations)),
      ];
      const [row = {}] = await query(
        `${UNWIND_IDS} ${cypher}
         WITH requestIndex, n, orderKey ORDER BY requestIndex, orderKey
         WITH collect([requestIndex, n.record]) AS claims, collect(DISTINCT n) AS distinctClaims
         ${owners ? OWNERS : ''}
         ${endpoints ? ENTITIES_OF_CLAIMS : ''}
         WITH *, [n IN distinctClaims | n.id] AS claimIds
         ${citations === null ? '' : citationsCypher(citations)}
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
        entities: ['owners', 'entities'].flatMap((column) => parseRecords<Entity>(row, column)),
        related: citations === null ? null : parseCitations(row),
      };
    },
    citationsOf: async (claimIds, citations) => {
      const [row = {}] = await query(
        `WITH $claimIds AS claimIds ${citationsCypher(citations)} RETURN ${citationColumns(citations).join(', ')}`,
        { claimIds, ...citationParameters(citations) },
      );
      return parseCitations(row);
    },
  };
}

/** The entities `$ids` themselves. */
const OWNERS =
  'CALL () { MATCH (owner:Entity) WHERE owner.id IN $ids RETURN collect(owner.record) AS owners }';

/** The entities of `distinctClaims`. */
const ENTITIES_OF_CLAIMS = `CALL (distinctClaims) {
    UNWIND distinctClaims AS n MATCH (n)-[:SUBJECT|OBJECT]->(end)
    WITH DISTINCT end RETURN collect(end.record) AS entities
  }`;

/** A page of citations of each of `claimIds`, and the related records of all. */
const citationsCypher = ({ articles, speakers }: CitationSlice): string => `CALL (claimIds) {
    UNWIND claimIds AS claimId
    CALL (claimId) {
      MATCH (e:Citation) WHERE e.claimId = claimId AND e.orderKey > $citationsAfter
      RETURN e ORDER BY e.claimId, e.orderKey LIMIT $citationLimit
    }
    WITH e ORDER BY e.orderKey
    RETURN collect(e.record) AS citations, collect(e) AS cited
  }
  ${articles ? ARTICLES_WITH_SOURCES : ''}
  ${speakers ? SPEAKERS : ''}`;

/** The articles of `cited`, and their sources. */
const ARTICLES_WITH_SOURCES = `CALL (cited) {
    UNWIND cited AS e MATCH (e)-[:FROM]->(a)
    WITH DISTINCT a RETURN collect(a.record) AS articles, collect(DISTINCT a.sourceId) AS sourceIds
  }
  CALL (sourceIds) { MATCH (s:Source) WHERE s.id IN sourceIds RETURN collect(s.record) AS sources }`;

/** The entities that assert `cited`. */
const SPEAKERS = `CALL (cited) {
    UNWIND cited AS e MATCH (e)-[:ASSERTED_BY]->(speaker)
    WITH DISTINCT speaker RETURN collect(speaker.record) AS speakers
  }`;

const citationColumns = ({ articles, speakers }: CitationSlice): string[] => [
  'citations',
  ...(articles ? ['articles', 'sources'] : []),
  ...(speakers ? ['speakers'] : []),
];

const citationParameters = ({ slice }: CitationSlice) => ({
  citationsAfter: startKeyOf(slice, encodeCitationKey) ?? '',
  citationLimit: slice.limit,
});

const parseCitations = (row: Row): RelatedCitations => ({
  citations: parseRecords<Citation>(row, 'citations'),
  articles: parseRecords<Article>(row, 'articles'),
  sources: parseRecords<Source>(row, 'sources'),
  speakers: parseRecords<Entity>(row, 'speakers'),
});

const parseRecords = <T>(row: Row, column: string): T[] =>
  ((row[column] ?? []) as string[]).map((record) => openSealed<T>(record));
