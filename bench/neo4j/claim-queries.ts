import type { Citation } from '#ascribe/domain/records.js';
import type { ClaimFilter, Page } from '#ascribe/store/store.js';
import { type BenchContext, type BenchQuery, firstPage, PAGE_SIZE } from './bench-query.js';
import { groupRecords, parseRecord, type Row, toNeo4jInt } from './raw-driver.js';

/** Nested lists are usually shorter. */
const NESTED_PAGE_SIZE = 10;
const statuses = ['CONFIRMED', 'REPORTED', 'ALLEGED'] as const;
const range = "c.orderKey < '3'";
const SYMMETRIC = "['ALLIED_WITH', 'COORDINATES_WITH']";
const each = 'UNWIND $ids AS id';

const pageItems = async <T>(read: Promise<{ readonly pages: readonly Page<T>[] }>) =>
  (await read).pages.map(({ items }) => items);

/** Claims of entities, and the citations, evidence and history of claims. */
export function claimQueries({ store, ask, sample }: BenchContext): BenchQuery[] {
  const { hub, entities, claims, pageStarts } = sample;
  const claimsOf = async (ids: readonly string[], first: number, key = '', where = '') => {
    const rows = await ask(
      `${each}
       CALL (id) {
         CALL (id) {
           MATCH (c:Claim) WHERE c.subjectId = id AND c.orderKey > $key AND ${range} ${where}
           RETURN c, c.orderKey AS orderKey ORDER BY c.subjectId, c.orderKey LIMIT $limit
           UNION ALL
           MATCH (c:Claim) WHERE c.objectId = id AND c.orderKey > $key AND ${range} ${where}
             AND c.subjectId <> id AND c.predicate IN ${SYMMETRIC}
           RETURN c, c.orderKey AS orderKey ORDER BY c.objectId, c.orderKey LIMIT $limit
         }
         WITH c ORDER BY orderKey LIMIT $limit RETURN c.record AS record
       }
       RETURN id, record`,
      { ids, key, limit: toNeo4jInt(first + 1) },
    );
    return groupRecords(rows, ids).map((list) => list.slice(0, first));
  };
  const both = async (ids: readonly string[], first: number) => {
    const rows = await ask(
      `${each}
       CALL (id) {
         CALL (id) {
           MATCH (c:Claim) WHERE c.subjectId = id AND ${range}
           RETURN c, c.orderKey AS orderKey ORDER BY c.subjectId, c.orderKey LIMIT $limit
           UNION ALL
           MATCH (c:Claim) WHERE c.objectId = id AND ${range} AND c.subjectId <> id
           RETURN c, c.orderKey AS orderKey ORDER BY c.objectId, c.orderKey LIMIT $limit
         }
         WITH c ORDER BY orderKey LIMIT $limit RETURN c.record AS record
       }
       RETURN id, record`,
      { ids, limit: toNeo4jInt(first + 1) },
    );
    return groupRecords(rows, ids).map((list) => list.slice(0, first));
  };
  const countBoth = async (ids: readonly string[]) => {
    const rows = await ask(
      `${each}
       RETURN COUNT { MATCH (c:Claim) WHERE c.subjectId = id AND ${range} }
            + COUNT { MATCH (c:Claim) WHERE c.objectId = id AND ${range} AND c.subjectId <> id } AS n`,
      { ids },
    );
    return rows.map(({ n }) => n);
  };
  const filter: ClaimFilter = { statuses };
  const few = { first: NESTED_PAGE_SIZE, after: null };
  return [
    {
      name: 'claimsOf, an entity',
      port: () => pageItems(store.claimsOf(entities.slice(7, 8), 'BOTH', filter, firstPage)),
      baseline: () => both(entities.slice(7, 8), PAGE_SIZE),
    },
    {
      name: 'claimsOf, a hub',
      port: () => pageItems(store.claimsOf([hub], 'BOTH', filter, firstPage)),
      baseline: () => both([hub], PAGE_SIZE),
    },
    {
      name: 'claimsOf, a hub, deep',
      port: () =>
        pageItems(store.claimsOf([hub], 'OUT', filter, { first: PAGE_SIZE, after: pageStarts.atHub.after })),
      baseline: () => claimsOf([hub], PAGE_SIZE, pageStarts.atHub.key),
    },
    {
      name: 'claimsOf, a hub, one predicate',
      port: () => pageItems(store.claimsOf([hub], 'OUT', { statuses, predicates: ['OPPOSES'] }, firstPage)),
      baseline: () => claimsOf([hub], PAGE_SIZE, '', "AND c.predicate = 'OPPOSES'"),
    },
    {
      name: 'claimsOf, 50 entities',
      port: () => pageItems(store.claimsOf(entities, 'BOTH', filter, few)),
      baseline: () => both(entities, NESTED_PAGE_SIZE),
    },
    {
      name: 'countClaimsOf, an entity',
      port: () => store.countClaimsOf(entities.slice(7, 8), 'BOTH', filter),
      baseline: () => countBoth(entities.slice(7, 8)),
    },
    {
      name: 'countClaimsOf, a hub',
      port: () => store.countClaimsOf([hub], 'BOTH', filter),
      baseline: () => countBoth([hub]),
    },
    {
      name: 'countClaimsOf, 50 entities',
      port: () => store.countClaimsOf(entities, 'BOTH', filter),
      baseline: () => countBoth(entities),
    },
    {
      name: 'citationsOf, 50 claims',
      port: () => pageItems(store.citationsOf(claims, few)),
      baseline: async () => {
        const rows = await ask(
          `${each}
           CALL (id) {
             MATCH (c:Citation) WHERE c.claimId = id AND c.orderKey > ''
             WITH c ORDER BY c.claimId, c.orderKey LIMIT $limit RETURN c.record AS record
           }
           RETURN id, record`,
          { ids: claims, limit: toNeo4jInt(NESTED_PAGE_SIZE + 1) },
        );
        return groupRecords(rows, claims).map((list) => list.slice(0, NESTED_PAGE_SIZE));
      },
    },
    {
      name: 'countCitationsOf, 50 claims',
      port: () => store.countCitationsOf(claims),
      baseline: async () => {
        const rows = await ask(
          `${each} MATCH (c:Claim {id: id}) RETURN COUNT { (c)<-[:EVIDENCE_FOR]-() } AS n`,
          { ids: claims },
        );
        return rows.map(({ n }) => n);
      },
    },
    {
      name: 'evidenceOf, 50 claims',
      port: () => store.evidenceOf(claims),
      baseline: async () => groupEvidence(await ask(EVIDENCE_CYPHER, { ids: claims }), claims),
    },
    {
      name: 'historyOf, 50 claims',
      port: () => store.historyOf(claims),
      baseline: async () => {
        const rows = await ask(
          `${each} MATCH (c:Change) WHERE c.claimId = id AND c.number >= 0
           RETURN id, c.record AS record ORDER BY c.number`,
          { ids: claims },
        );
        return groupRecords(rows, claims);
      },
    },
  ];
}

const EVIDENCE_CYPHER = `${each}
  MATCH (:Claim {id: id})<-[:EVIDENCE_FOR]-(c:Citation)-[:FROM]->(a:Article)-[:PUBLISHED_BY]->(s:Source)
  RETURN id, c.record AS record, a.genre AS genre, a.publishedAt AS publishedAt, a.retractedAt IS NULL AS live,
         [a.id] + COLLECT { MATCH path = (a)-[:DERIVED_FROM*]->(o) RETURN o.id ORDER BY length(path) } AS lineage,
         s.id AS sourceId, s.name AS sourceName, s.reliability AS reliability, s.affiliation AS affiliation
  ORDER BY c.id`;

function groupEvidence(rows: readonly Row[], ids: readonly string[]): Row[][] {
  const lists = new Map(ids.map((id) => [id, [] as Row[]]));
  for (const { id, record, ...rest } of rows) {
    lists.get(id as string)?.push({ citation: parseRecord<Citation>(record), ...rest });
  }
  return [...lists.values()];
}
