import type { Citation } from '#ascribe/domain/records.js';
import type { ClaimFilter, Page } from '#ascribe/store/store.js';
import { grouped, type Row, whole } from './bare.js';
import { type Asked, FIRST, firstPage, type Question } from './question.js';

/** As a list that shows many things shows a few of each. */
const FEW = 10;
const statuses = ['CONFIRMED', 'REPORTED', 'ALLEGED'] as const;
const range = "c.orderKey < '3'";
const SYMMETRIC = "['ALLIED_WITH', 'COORDINATES_WITH']";
const each = 'UNWIND $ids AS id';

const itemsOf = async <T>(pages: Promise<readonly Page<T>[]>) => (await pages).map(({ items }) => items);

/** Claims at entities, and what stands behind claims. */
export function claimQuestions({ store, ask, sample }: Asked): Question[] {
  const { hub, entities, claims, places } = sample;
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
      { ids, key, limit: whole(first + 1) },
    );
    return grouped(rows, ids).map((list) => list.slice(0, first));
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
      { ids, limit: whole(first + 1) },
    );
    return grouped(rows, ids).map((list) => list.slice(0, first));
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
  const few = { first: FEW, after: null };
  return [
    {
      name: 'claimsOf, an entity',
      port: () => itemsOf(store.claimsOf(entities.slice(7, 8), 'BOTH', filter, firstPage)),
      bare: () => both(entities.slice(7, 8), FIRST),
    },
    {
      name: 'claimsOf, a hub',
      port: () => itemsOf(store.claimsOf([hub], 'BOTH', filter, firstPage)),
      bare: () => both([hub], FIRST),
    },
    {
      name: 'claimsOf, a hub, deep',
      port: () => itemsOf(store.claimsOf([hub], 'OUT', filter, { first: FIRST, after: places.atHub.after })),
      bare: () => claimsOf([hub], FIRST, places.atHub.key),
    },
    {
      name: 'claimsOf, a hub, one predicate',
      port: () => itemsOf(store.claimsOf([hub], 'OUT', { statuses, predicates: ['OPPOSES'] }, firstPage)),
      bare: () => claimsOf([hub], FIRST, '', "AND c.predicate = 'OPPOSES'"),
    },
    {
      name: 'claimsOf, 50 entities',
      port: () => itemsOf(store.claimsOf(entities, 'BOTH', filter, few)),
      bare: () => both(entities, FEW),
    },
    {
      name: 'countClaimsOf, an entity',
      port: () => store.countClaimsOf(entities.slice(7, 8), 'BOTH', filter),
      bare: () => countBoth(entities.slice(7, 8)),
    },
    {
      name: 'countClaimsOf, a hub',
      port: () => store.countClaimsOf([hub], 'BOTH', filter),
      bare: () => countBoth([hub]),
    },
    {
      name: 'countClaimsOf, 50 entities',
      port: () => store.countClaimsOf(entities, 'BOTH', filter),
      bare: () => countBoth(entities),
    },
    {
      name: 'citationsOf, 50 claims',
      port: () => itemsOf(store.citationsOf(claims, few)),
      bare: async () => {
        const rows = await ask(
          `${each}
           CALL (id) {
             MATCH (c:Citation) WHERE c.claimId = id AND c.orderKey > ''
             WITH c ORDER BY c.claimId, c.orderKey LIMIT $limit RETURN c.record AS record
           }
           RETURN id, record`,
          { ids: claims, limit: whole(FEW + 1) },
        );
        return grouped(rows, claims).map((list) => list.slice(0, FEW));
      },
    },
    {
      name: 'countCitationsOf, 50 claims',
      port: () => store.countCitationsOf(claims),
      bare: async () => {
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
      bare: async () => evidence(await ask(EVIDENCE, { ids: claims }), claims),
    },
    {
      name: 'historyOf, 50 claims',
      port: () => store.historyOf(claims),
      bare: async () => {
        const rows = await ask(
          `${each} MATCH (c:Change) WHERE c.claimId = id AND c.number >= 0
           RETURN id, c.record AS record ORDER BY c.number`,
          { ids: claims },
        );
        return grouped(rows, claims);
      },
    },
  ];
}

const EVIDENCE = `${each}
  MATCH (:Claim {id: id})<-[:EVIDENCE_FOR]-(c:Citation)-[:FROM]->(a:Article)-[:PUBLISHED_BY]->(s:Source)
  RETURN id, c.record AS record, a.genre AS genre, a.publishedAt AS publishedAt, a.retractedAt IS NULL AS live,
         [a.id] + COLLECT { MATCH path = (a)-[:DERIVED_FROM*]->(o) RETURN o.id ORDER BY length(path) } AS lineage,
         s.id AS sourceId, s.name AS sourceName, s.reliability AS reliability, s.affiliation AS affiliation
  ORDER BY c.id`;

function evidence(rows: readonly Row[], ids: readonly string[]): Row[][] {
  const lists = new Map(ids.map((id) => [id, [] as Row[]]));
  for (const { id, record, ...rest } of rows) {
    lists.get(id as string)?.push({ citation: JSON.parse(record as string) as Citation, ...rest });
  }
  return [...lists.values()];
}
