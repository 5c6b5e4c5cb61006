import type { Article, Citation, Claim, Entity, Source } from '../../../domain/records.js';
import { CITATION_KEY, CLAIM_KEY, citationKey, decodeCursor, toPage } from '../../read/cursor.js';
import { citationsInFull, claimIdsOf, claimsInFull } from '../../read/eager-loading.js';
import type { PageRequest, Reads } from '../../store.js';
import type { Read, Row } from '../connection/cypher.js';
import { citationOrderOf, claimOrderOf } from '../schema/order-keys.js';
import { pageOfClaims, pagesOfClaims } from './claim-reads.js';
import { EACH, inPlaces, startOf } from './lists.js';

/** Claims and citations as they stand now, with what they refer to, by one statement. */
export function inFullReads(read: Read): Pick<Reads, 'claimsInFullOf' | 'citationsInFullOf'> {
  return {
    claimsInFullOf: async (ids, direction, filter, { first, after }, { ends, citations }) => {
      const from = startOf(decodeCursor('claims', after, CLAIM_KEY), claimOrderOf);
      const { cypher, parameters } = pagesOfClaims(direction, filter, 'now', from);
      const [row = {}] = await read((query) =>
        query(
          `${EACH} ${cypher}
           WITH at, n, place ORDER BY at, place
           WITH collect([at, n.record]) AS claims, collect(DISTINCT n) AS among
           ${ends ? ENDS : ''}
           WITH *, [n IN among | n.id] AS claimIds
           ${citations === null ? '' : CITED}
           RETURN ${['claims', ...(ends ? ['entities'] : []), ...(citations === null ? [] : CITED_COLUMNS)].join(', ')}`,
          { ...parameters, ids, limit: first + 1, ...(citations !== null && citedFrom(citations)) },
        ),
      );
      const rows = (row.claims as [number, string][]).map(([at, record]) => ({ at, record }));
      const pages = inPlaces(rows, ids.length, ({ record }) => JSON.parse(record as string) as Claim).map(
        (claims) => pageOfClaims(filter, claims, first),
      );
      return claimsInFull(
        pages,
        ends ? recordsIn<Entity>(row, 'entities') : [],
        citations === null ? null : citedIn(row, claimIdsOf(pages), citations),
      );
    },
    citationsInFullOf: async (claimIds, page) => {
      const [row = {}] = await read((query) =>
        query(`WITH $claimIds AS claimIds ${CITED} RETURN ${CITED_COLUMNS.join(', ')}`, {
          claimIds: [...new Set(claimIds)],
          ...citedFrom(page),
        }),
      );
      return citedIn(row, claimIds, page);
    },
  };
}

/** The entities of the claims `among`. */
const ENDS = `CALL (among) {
    UNWIND among AS n MATCH (n)-[:SUBJECT|OBJECT]->(end)
    WITH DISTINCT end RETURN collect(end.record) AS entities
  }`;

/** A page of citations of each of `claimIds`, the articles of all, and their sources. */
const CITED = `CALL (claimIds) {
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

const CITED_COLUMNS = ['citations', 'articles', 'sources'];

const citedFrom = ({ first, after }: PageRequest) => ({
  citedFrom: startOf(decodeCursor('citations', after, CITATION_KEY), citationOrderOf) ?? '',
  citedLimit: first + 1,
});

function citedIn(row: Row, claimIds: readonly string[], { first }: PageRequest) {
  const citations = new Map<string, Citation[]>(claimIds.map((id) => [id, []]));
  for (const citation of recordsIn<Citation>(row, 'citations'))
    citations.get(citation.claimId)?.push(citation);
  const pages = claimIds.map((id) => toPage('citations', citations.get(id) ?? [], first, citationKey));
  return citationsInFull(pages, recordsIn<Article>(row, 'articles'), recordsIn<Source>(row, 'sources'));
}

const recordsIn = <T>(row: Row, column: string): T[] =>
  (row[column] as string[]).map((record) => JSON.parse(record) as T);
