import type { Driver } from 'neo4j-driver';
import { routing } from 'neo4j-driver';
import { relationshipType } from '#ascribe/store/neo4j/labels.js';
import { type Ask, type Row, records, whole } from '../neo4j/bare.js';
import { BETWEEN_ENTITIES, STATUSES } from './filter.js';
import { CITATIONS, CLAIMS, MOST_CLAIMS } from './questions.js';
import type { Start } from './starts.js';

/** One statement as the driver's manual puts it first, which waits for the server once less than a transaction function does. */
export function asked(driver: Driver): Ask {
  return async (cypher, parameters = {}) => {
    const { records } = await driver.executeQuery(cypher, parameters, { routing: routing.READ });
    return records.map((record) => record.toObject());
  };
}

const TYPES = STATUSES.flatMap((status) =>
  BETWEEN_ENTITIES.map((name) => relationshipType(status, name)),
).join('|');

/**
 * The best Cypher that we could write by hand, each question one statement; its types are in the text, so that it is planned once. Of paths
 * there is none: all of a length in one pattern pass through hubs, which takes seconds, and a search from both ends is the port's own.
 */
export function handWritten(ask: Ask): Readonly<Record<string, (start: Start) => Promise<unknown>>> {
  return {
    ...Object.fromEntries(
      [2, 3].flatMap((depth) =>
        [100, 1000].map((limit) => [
          `neighborhood, depth ${depth}, limit ${limit}`,
          around(ask, depth, limit),
        ]),
      ),
    ),
    'claims with citations, articles and sources': cited(ask),
  };
}

function around(ask: Ask, depth: number, limit: number) {
  const rings = Array.from({ length: depth }, (_, at) => at + 1).map(
    (ring) => `
      CALL (reached) {
        UNWIND reached AS one RETURN one.n AS n, one.d AS d
        UNION ALL
        UNWIND [one IN reached WHERE one.d = ${ring - 1} AND size(reached) <= $limit] AS one
        WITH one.n AS near MATCH (near)-[:${TYPES}]-(n) RETURN DISTINCT n, ${ring} AS d
      }
      WITH n, min(d) AS d ORDER BY d, n.id LIMIT $limit + 1
      WITH collect({n: n, d: d}) AS reached`,
  );
  const cypher = `
    MATCH (start:Entity {id: $id})
    WITH [{n: start, d: 0}] AS reached ${rings.join('')}
    WITH reached[..$limit] AS kept, size(reached) > $limit AS truncated
    CALL (kept) {
      WITH [one IN kept | one.n] AS among
      UNWIND among AS near MATCH (near)-[r:${TYPES}]->(far) WHERE far IN among
      MATCH (c:Claim {id: r.claimId})
      WITH c ORDER BY c.orderKey LIMIT $most + 1
      RETURN collect(c.record) AS claims
    }
    RETURN [one IN kept | one.n.record] AS entities, [one IN kept | one.d] AS distances, truncated, claims`;
  return async ({ from }: Start) => {
    const [row] = await ask(cypher, { id: from, limit: whole(limit), most: whole(MOST_CLAIMS) });
    if (row === undefined) return { entities: [], claims: [], truncated: false };
    const claims = parsed(row.claims);
    return {
      entities: parsed(row.entities).map((entity, at) => ({
        entity,
        distance: (row.distances as number[])[at],
      })),
      claims: claims.slice(0, MOST_CLAIMS),
      truncated: row.truncated || claims.length > MOST_CLAIMS,
    };
  };
}

function cited(ask: Ask) {
  const range = "c.orderKey < '3'";
  const cypher = `
    CALL () {
      MATCH (c:Claim) WHERE c.subjectId = $id AND ${range}
      RETURN c, c.orderKey AS place ORDER BY c.subjectId, c.orderKey LIMIT $claims
      UNION ALL
      MATCH (c:Claim) WHERE c.objectId = $id AND ${range} AND c.subjectId <> $id
      RETURN c, c.orderKey AS place ORDER BY c.objectId, c.orderKey LIMIT $claims
    }
    WITH c, place ORDER BY place LIMIT $claims
    CALL (c) {
      MATCH (e:Citation) WHERE e.claimId = c.id AND e.orderKey > ''
      WITH e ORDER BY e.claimId, e.orderKey LIMIT $citations
      MATCH (e)-[:FROM]->(a:Article)-[:PUBLISHED_BY]->(s:Source)
      WITH e, a, s ORDER BY e.orderKey
      RETURN collect([e.record, a.record, s.record]) AS cited
    }
    RETURN c.record AS record, cited ORDER BY place`;
  return async ({ from }: Start) => {
    const rows = await ask(cypher, { id: from, claims: whole(CLAIMS), citations: whole(CITATIONS) });
    const claims = records(rows);
    return rows.map((row: Row, at) => ({
      claim: claims[at],
      citations: (row.cited as string[][]).map((one) => {
        const [citation, article, source] = parsed(one);
        return { citation, article, source };
      }),
    }));
  };
}

const parsed = (texts: unknown): unknown[] => (texts as string[]).map((text) => JSON.parse(text));
