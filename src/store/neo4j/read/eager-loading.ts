import type { Article, Citation, Claim, Entity, Source } from '../../../domain/records.js';
import { CITATION_KEY_SHAPE, CLAIM_KEY_SHAPE, citationKey, decodeCursor, toPage } from '../../read/cursor.js';
import { claimIdsOf, toCitationsWithRelated, toClaimsWithRelated } from '../../read/eager-loading.js';
import type { PageRequest, Reads } from '../../store.js';
import type { Row, RunRead } from '../connection/cypher.js';
import { encodeCitationKey, encodeClaimKey } from '../schema/order-keys.js';
import { claimPageCypher, toClaimPage } from './claim-reads.js';
import { groupByRequest, startKeyOf, UNWIND_IDS } from './lists.js';

/** Claims and citations as they stand now, with what they refer to, by one statement. */
export function eagerReads(read: RunRead): Pick<Reads, 'claimsWithRelated' | 'citationsWithRelated'> {
  return {
    claimsWithRelated: async (ids, direction, filter, { first, after }, { endpoints, citations }) => {
      const from = startKeyOf(decodeCursor('claims', after, CLAIM_KEY_SHAPE), encodeClaimKey);
      const { cypher, parameters } = claimPageCypher(direction, filter, 'now', from);
      const [row = {}] = await read((query) =>
        query(
          `${UNWIND_IDS} ${cypher}
           WITH at, n, place ORDER BY at, place
           WITH collect([at, n.record]) AS claims, collect(DISTINCT n) AS among
           ${endpoints ? ENTITIES_OF_CLAIMS : ''}
           WITH *, [n IN among | n.id] AS claimIds
           ${citations === null ? '' : CITATIONS_WITH_SOURCES}
           RETURN ${['claims', ...(endpoints ? ['entities'] : []), ...(citations === null ? [] : CITATION_COLUMNS)].join(', ')}`,
          {
            ...parameters,
            ids,
            limit: first + 1,
            ...(citations !== null && citationPageParameters(citations)),
          },
        ),
      );
      const rows = (row.claims as [number, string][]).map(([at, record]) => ({ at, record }));
      const pages = groupByRequest(
        rows,
        ids.length,
        ({ record }) => JSON.parse(record as string) as Claim,
      ).map((claims) => toClaimPage(filter, claims, first));
      return toClaimsWithRelated(
        pages,
        endpoints ? parseRecords<Entity>(row, 'entities') : [],
        citations === null ? null : parseCitationsWithRelated(row, claimIdsOf(pages), citations),
      );
    },
    citationsWithRelated: async (claimIds, page) => {
      const [row = {}] = await read((query) =>
        query(`WITH $claimIds AS claimIds ${CITATIONS_WITH_SOURCES} RETURN ${CITATION_COLUMNS.join(', ')}`, {
          claimIds: [...new Set(claimIds)],
          ...citationPageParameters(page),
        }),
      );
      return parseCitationsWithRelated(row, claimIds, page);
    },
  };
}

/** The entities of the claims `among`. */
const ENTITIES_OF_CLAIMS = `CALL (among) {
    UNWIND among AS n MATCH (n)-[:SUBJECT|OBJECT]->(end)
    WITH DISTINCT end RETURN collect(end.record) AS entities
  }`;

/** A page of citations of each of `claimIds`, the articles of all, and their sources. */
const CITATIONS_WITH_SOURCES = `CALL (claimIds) {
    UNWIND claimIds AS claimId
    CALL (claimId) {
      MATCH (e:Citation) WHERE e.claimId = claimId AND e.orderKey > $citedFrom
      RETURN e ORDER BY e.claimId, e.orderKey LIMIT $citedLimit
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

const citationPageParameters = ({ first, after }: PageRequest) => ({
  citedFrom: startKeyOf(decodeCursor('citations', after, CITATION_KEY_SHAPE), encodeCitationKey) ?? '',
  citedLimit: first + 1,
});

function parseCitationsWithRelated(row: Row, claimIds: readonly string[], { first }: PageRequest) {
  const citations = new Map<string, Citation[]>(claimIds.map((id) => [id, []]));
  for (const citation of parseRecords<Citation>(row, 'citations'))
    citations.get(citation.claimId)?.push(citation);
  const pages = claimIds.map((id) => toPage('citations', citations.get(id) ?? [], first, citationKey));
  return toCitationsWithRelated(
    pages,
    parseRecords<Article>(row, 'articles'),
    parseRecords<Source>(row, 'sources'),
  );
}

const parseRecords = <T>(row: Row, column: string): T[] =>
  (row[column] as string[]).map((record) => JSON.parse(record) as T);
