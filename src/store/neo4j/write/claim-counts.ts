import { STATUS_STEP } from '../../../domain/traversal/edge.js';
import { OWN_DATES } from '../../read/claim-counts.js';
import { eventPredicates } from '../../read/event-dates.js';
import { EVENT_KINDS } from '../../read/timeline.js';
import { type ClaimCount, type CountPort, countKey } from '../../write/claim-counter.js';
import { idsOf, matchByIndex, type Query, type Row } from '../connection/cypher.js';
import { claimIdsAfter } from './load-records.js';

/** The counts of the nodes `ClaimCount` inside a transaction. */
export function neo4jCountPort(query: Query): CountPort {
  const claimIds = async (cypher: string, rows: readonly unknown[]): Promise<string[]> =>
    idsOf(await query(`UNWIND $rows AS row ${cypher}`, { rows }));
  return {
    countsOf: (ids) => countsOf(query, ids),
    addCounts: (differences) => addCounts(query, differences),
    claimIdsOfCitations: (ids) =>
      claimIds(`${matchByIndex('c', 'Citation', { id: 'row' })} RETURN DISTINCT c.claimId AS id`, ids),
    claimIdsOfCorrected: (entities) =>
      claimIds(
        `${matchByIndex('e', 'Entity', { id: 'row.id' })} WITH e, row WHERE e.kind <> row.kind ${CLAIMS_ABOUT}`,
        entities.map(({ id, kind }) => ({ id, kind })),
      ),
    claimIdsOfDated: (claims) =>
      claimIds(
        `OPTIONAL ${matchByIndex('d', 'Claim', { id: 'row.id' })}
         WITH row, d WHERE coalesce(d.predicate, 'DATED') = 'DATED' AND coalesce(d.statusRank <> row.statusRank, true)
         WITH DISTINCT coalesce(d.subjectId, row.subjectId) AS subjectId
         ${matchByIndex('e', 'Entity', { id: 'subjectId' })} ${CLAIMS_ABOUT}`,
        claims,
      ),
  };
}

const CLAIMS_ABOUT = 'MATCH (e)<-[:SUBJECT|OBJECT]-(n:Claim) RETURN DISTINCT n.id AS id';

/** Claims for one statement: the server keeps their rows in memory until it has summed them. */
const CLAIMS_PER_COUNT = 5_000;

async function countsOf(query: Query, claimIds: readonly string[]): Promise<ClaimCount[]> {
  const parameters = { eventKinds: EVENT_KINDS, eventPredicates: eventPredicates() };
  const counts: Promise<Row[]>[] = [];
  for (let start = 0; start < claimIds.length; start += CLAIMS_PER_COUNT)
    counts.push(query(COUNTS, { ...parameters, ids: claimIds.slice(start, start + CLAIMS_PER_COUNT) }));
  return (await Promise.all(counts)).flat() as unknown as ClaimCount[];
}

const ENDS = 'MATCH (n)-[:SUBJECT|OBJECT]->(e:Entity)';
const COUNTS = `UNWIND $ids AS id ${matchByIndex('n', 'Claim', { id: 'id' })}
  CALL (n) {
    RETURN 'STATUS' AS facet, '' AS value, n.statusRank AS statusRank, ${OWN_DATES} AS dating
    UNION ALL RETURN 'PREDICATE' AS facet, n.predicate AS value, n.statusRank AS statusRank, ${OWN_DATES} AS dating
    UNION ALL ${ENDS}
    RETURN DISTINCT 'KIND' AS facet, e.kind AS value, n.statusRank AS statusRank, ${OWN_DATES} AS dating
    UNION ALL ${ENDS} WHERE e.kind = 'STATE'
    RETURN DISTINCT 'COUNTRY' AS facet, e.id AS value, n.statusRank AS statusRank, ${OWN_DATES} AS dating
    UNION ALL MATCH (n)<-[:EVIDENCE_FOR]-(:Citation)-[:FROM]->(a:Article) WHERE a.live
    RETURN DISTINCT 'SOURCE' AS facet, a.sourceId AS value, n.statusRank AS statusRank, ${OWN_DATES} AS dating
    UNION ALL WITH n WHERE n.dated UNWIND range(0, size(n.years) - 1) AS i
    RETURN 'YEAR' AS facet, toString(n.years[i]) AS value, n.yearStrengths[i] / ${STATUS_STEP} AS statusRank, ${OWN_DATES} AS dating
    UNION ALL WITH n WHERE NOT n.dated AND n.predicate = 'DATED' UNWIND n.dateYears AS year
    RETURN 'YEAR' AS facet, toString(year) AS value, n.statusRank AS statusRank, ${OWN_DATES} AS dating
    UNION ALL WITH n WHERE NOT n.dated AND n.predicate <> 'DATED' AND n.predicate IN $eventPredicates
    ${ENDS} WHERE e.kind IN $eventKinds
    MATCH (d:Claim {predicate: 'DATED', subjectId: e.id})
    UNWIND d.dateYears AS year
    WITH n, year, collect(DISTINCT d.statusRank) AS ranks
    RETURN 'YEAR' AS facet, toString(year) AS value, n.statusRank AS statusRank,
      reduce(sum = 0, rank IN ranks | sum + toInteger(2 ^ rank)) AS dating
  }
  RETURN facet, value, statusRank, dating, count(*) AS n`;

/** The node of a count. */
export const countNode = (count: ClaimCount): Row => ({ id: countKey(count), ...count });

async function addCounts(query: Query, differences: readonly ClaimCount[]): Promise<void> {
  const rows = differences.map((difference) => ({
    node: countNode({ ...difference, n: 0 }),
    difference: difference.n,
  }));
  await query(
    `UNWIND $rows AS row
     MERGE (k:ClaimCount {id: row.node.id}) ON CREATE SET k = row.node
     SET k.n = k.n + row.difference
     WITH k WHERE k.n = 0 DELETE k`,
    { rows },
  );
}

const CLAIMS_PER_PAGE = 20_000;

/** Counts all claims again, by the key of each count. No writer may change them meanwhile. */
export async function recount(query: Query): Promise<Map<string, ClaimCount>> {
  const sums = new Map<string, ClaimCount>();
  for (let after = ''; ; ) {
    const ids = await claimIdsAfter(query, after, CLAIMS_PER_PAGE);
    for (const count of await countsOf(query, ids)) {
      const key = countKey(count);
      sums.set(key, { ...count, n: count.n + (sums.get(key)?.n ?? 0) });
    }
    if (ids.length < CLAIMS_PER_PAGE) return sums;
    after = ids.at(-1) as string;
  }
}

/** Replaces all counts by those of the claims. */
export async function rebuildCounts(query: Query): Promise<void> {
  await query('MATCH (k:ClaimCount) DELETE k');
  await addCounts(query, [...(await recount(query)).values()]);
}
