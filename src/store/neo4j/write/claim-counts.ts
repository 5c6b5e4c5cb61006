import { claimYears } from '../../../domain/claim-dates.js';
import type { Facet } from '../../../domain/facets.js';
import { statusRank } from '../../../domain/order.js';
import type { Claim } from '../../../domain/records.js';
import { STATUS_STEP } from '../../../domain/traversal/edge.js';
import { OWN_DATES } from '../../read/claim-counts.js';
import { eventPredicates } from '../../read/event-dates.js';
import { EVENT_KINDS } from '../../read/timeline.js';
import { type ClaimCount, type CountPort, countKey, createCountSums } from '../../write/claim-counter.js';
import { idsOf, matchByIndex, type Query, type Row } from '../connection/cypher.js';
import { statusRankOf } from '../schema/order-keys.js';
import type { AddedCitations } from './added-citations.js';
import { claimIdsAfter } from './load-records.js';
import type { ClaimWithSources, TouchedClaims } from './touched-claims.js';

/**
 * The counts of the nodes `ClaimCount` inside a transaction. What it read and derived is counted from memory: reading it back would take the
 * server a tenth of the time of an import.
 */
export function neo4jCountPort(
  query: Query,
  claims: Pick<TouchedClaims, 'withSources'>,
  { storedAmong }: Pick<AddedCitations, 'storedAmong'>,
): CountPort {
  const claimIds = async (cypher: string, rows: readonly unknown[]): Promise<string[]> =>
    idsOf(await query(`UNWIND $rows AS row ${cypher}`, { rows }));
  return {
    countsOf: async (ids) => {
      const known: ClaimWithSources[] = [];
      const others: string[] = [];
      for (const id of ids) {
        const one = claims.withSources(id);
        if (one === null) others.push(id);
        else known.push(one);
      }
      const counted = await Promise.all([countsOf(query, storedAmong(others)), countsOfKnown(query, known)]);
      return counted.flat();
    },
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
         WITH row, d WHERE coalesce(d.predicate, 'DATED') = 'DATED' AND coalesce(${statusRankOf('d')} <> row.statusRank, true)
         WITH DISTINCT coalesce(d.subjectId, row.subjectId) AS subjectId
         ${matchByIndex('e', 'Entity', { id: 'subjectId' })} ${CLAIMS_ABOUT}`,
        claims,
      ),
  };
}

const CLAIMS_ABOUT = 'MATCH (e)<-[:SUBJECT|OBJECT]-(n:Claim) RETURN DISTINCT n.id AS id';

/** What a claim counts for, as one row: the server plans a statement that counts each facet twice as long. */
interface CountedClaim {
  readonly predicate: string;
  readonly statusRank: number;
  /** The id of a state, or null, and the kind, of each entity that it is about. */
  readonly ends: readonly (readonly [stateId: string | null, kind: string])[];
  /** Sources of its live citations. */
  readonly sourceIds: readonly string[];
  /** Its own years, and its status rank in each. */
  readonly years: readonly (readonly [year: number, statusRank: number])[];
  /** The years of dates of the attack or event that it is about, and the status rank of each date. Only of a claim without dates. */
  readonly eventYears: readonly (readonly [years: readonly number[], statusRank: number])[];
}

const COUNTED_CLAIMS = `UNWIND $ids AS id ${matchByIndex('n', 'Claim', { id: 'id' })}
  RETURN n.predicate AS predicate, ${statusRankOf('n')} AS statusRank,
    COLLECT { MATCH (n)-[:SUBJECT|OBJECT]->(e:Entity)
      RETURN DISTINCT [CASE e.kind WHEN 'STATE' THEN e.id END, e.kind] } AS ends,
    COLLECT { MATCH (n)<-[:EVIDENCE_FOR]-(:Citation)-[:FROM]->(a:Article) WHERE a.live RETURN DISTINCT a.sourceId } AS sourceIds,
    CASE WHEN n.dated THEN [i IN range(0, size(n.years) - 1) | [n.years[i], n.yearStrengths[i] / ${STATUS_STEP}]]
      ELSE [year IN coalesce(n.dateYears, []) | [year, ${statusRankOf('n')}]] END AS years,
    COLLECT { MATCH (n)-[:SUBJECT|OBJECT]->(e:Entity)
      WHERE NOT n.dated AND n.predicate <> 'DATED' AND n.predicate IN $eventPredicates AND e.kind IN $eventKinds
      MATCH (d:Claim {predicate: 'DATED', subjectId: e.id}) RETURN [d.dateYears, ${statusRankOf('d')}] } AS eventYears`;

/** Claims for one statement: the server sends their rows as they are read, but the driver keeps them. */
const CLAIMS_PER_COUNT = 5_000;

async function countsOf(query: Query, claimIds: readonly string[]): Promise<ClaimCount[]> {
  const parameters = { eventKinds: EVENT_KINDS, eventPredicates: eventPredicates() };
  const reading: Promise<Row[]>[] = [];
  for (let start = 0; start < claimIds.length; start += CLAIMS_PER_COUNT) {
    const ids = claimIds.slice(start, start + CLAIMS_PER_COUNT);
    reading.push(query(COUNTED_CLAIMS, { ...parameters, ids }));
  }
  const sums = createCountSums();
  for (const rows of await Promise.all(reading))
    for (const row of rows) sums.add(countsOfClaim(row as unknown as CountedClaim), 1);
  return sums.counts();
}

interface EndOfClaim {
  readonly kind: string;
  readonly dates: CountedClaim['eventYears'];
}

async function countsOfKnown(query: Query, known: readonly ClaimWithSources[]): Promise<ClaimCount[]> {
  if (known.length === 0) return [];
  const ids = new Set(known.flatMap(({ claim }) => endsOf(claim)));
  const rows = await query(
    `UNWIND $ids AS id ${matchByIndex('e', 'Entity', { id: 'id' })}
     RETURN id, e.kind AS kind, COLLECT { WITH e WHERE e.kind IN $eventKinds
       MATCH (d:Claim {predicate: 'DATED', subjectId: e.id}) RETURN [d.dateYears, ${statusRankOf('d')}] } AS dates`,
    { ids: [...ids], eventKinds: EVENT_KINDS },
  );
  const entities = new Map(rows.map((row) => [row.id as string, row as unknown as EndOfClaim]));
  const sums = createCountSums();
  for (const one of known) sums.add(countsOfClaim(toCountedClaim(one, entities)), 1);
  return sums.counts();
}

/** The entities that a claim is about, each once. */
const endsOf = ({ subjectId, objectId }: Claim): string[] => [
  subjectId,
  ...(objectId === null || objectId === subjectId ? [] : [objectId]),
];

function toCountedClaim(
  { claim, sourceIds }: ClaimWithSources,
  entities: ReadonlyMap<string, EndOfClaim>,
): CountedClaim {
  const ends = endsOf(claim).flatMap((id) => {
    const end = entities.get(id);
    return end === undefined ? [] : { id, ...end };
  });
  const { predicate, status, periods } = claim;
  const isOfEvent = periods.length === 0 && predicate !== 'DATED' && eventPredicates().includes(predicate);
  return {
    predicate,
    statusRank: statusRank(status),
    ends: ends.map(({ id, kind }) => [kind === 'STATE' ? id : null, kind]),
    sourceIds,
    years: claimYears(claim).map((one) => [one.year, statusRank(one.status)]),
    eventYears: isOfEvent ? ends.flatMap(({ dates }) => dates) : [],
  };
}

function countsOfClaim(claim: CountedClaim): ClaimCount[] {
  const { predicate, ends, sourceIds, years, eventYears } = claim;
  const one = (
    facet: Facet,
    value: string,
    statusRank = claim.statusRank,
    dating = OWN_DATES,
  ): ClaimCount => ({ facet, value, statusRank, dating, n: 1 });
  const states = ends.flatMap(([stateId]) => stateId ?? []);
  const dating = new Map<number, number>();
  for (const [dated, rank] of eventYears)
    for (const year of dated) dating.set(year, (dating.get(year) ?? 0) | (1 << rank));
  return [
    one('STATUS', ''),
    one('PREDICATE', predicate),
    ...[...new Set(ends.map(([, kind]) => kind))].map((kind) => one('KIND', kind)),
    ...states.map((id) => one('COUNTRY', id)),
    ...sourceIds.map((id) => one('SOURCE', id)),
    ...years.map(([year, rank]) => one('YEAR', String(year), rank)),
    ...[...dating].map(([year, ranks]) => one('YEAR', String(year), claim.statusRank, ranks)),
  ];
}

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

/** Counts all claims again. No writer may change them meanwhile. */
export async function recount(query: Query): Promise<ClaimCount[]> {
  const sums = createCountSums();
  for (let after = ''; ; ) {
    const ids = await claimIdsAfter(query, after, CLAIMS_PER_PAGE);
    sums.add(await countsOf(query, ids), 1);
    if (ids.length < CLAIMS_PER_PAGE) return sums.counts();
    after = ids.at(-1) as string;
  }
}

/** Replaces all counts by those of the claims. */
export async function rebuildCounts(query: Query): Promise<void> {
  await query('MATCH (k:ClaimCount) DELETE k');
  await addCounts(query, await recount(query));
}
