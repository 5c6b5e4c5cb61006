import type { Driver } from 'neo4j-driver';
import { routing } from 'neo4j-driver';
import { PHASES, SOUND_TIER, TIERS } from '#ascribe/domain/search/search.js';
import { parseSearchQuery } from '#ascribe/domain/search/search-query.js';
import { relationshipType } from '#ascribe/store/neo4j/schema/labels.js';
import { parseRecord, parseRecords, type Row, type RunCypher, toNeo4jInt } from '../neo4j/raw-driver.js';
import { RELATION_PREDICATES, STATUSES } from './filter.js';
import type { Start } from './starts.js';
import { CITATIONS, CLAIMS, FACETS, HITS, MAX_CLAIMS } from './store-queries.js';

/** Runs one statement with `executeQuery`, which takes one round trip less than a transaction function. */
export function executeQuery(driver: Driver): RunCypher {
  return async (cypher, parameters = {}) => {
    const { records } = await driver.executeQuery(cypher, parameters, { routing: routing.READ });
    return records.map((record) => record.toObject());
  };
}

const TYPES = STATUSES.flatMap((status) =>
  RELATION_PREDICATES.map((name) => relationshipType(status, name)),
).join('|');

/**
 * The fastest hand-written Cypher we found, one statement per question. Relationship types are literals, so that a statement is
 * planned once. There is none for paths: a pattern of fixed length runs through hubs and takes seconds.
 */
export function handwrittenCypher(
  ask: RunCypher,
): Readonly<Record<string, (start: Start) => Promise<unknown>>> {
  return {
    ...Object.fromEntries(
      [2, 3].flatMap((depth) =>
        [100, 1000].map((limit) => [
          `neighborhood, depth ${depth}, limit ${limit}`,
          neighborhoodQuery(ask, depth, limit),
        ]),
      ),
    ),
    'claims with citations, articles and sources': citedClaimsQuery(ask),
    'search for a name': searchQuery(ask),
    'facets by predicate': facetQuery(ask, `${OF_SUBJECT} RETURN c.predicate AS value, count(*) AS count`),
    'facets by source': facetQuery(
      ask,
      `${OF_SUBJECT} MATCH (c)<-[:EVIDENCE_FOR]-()-[:FROM]->(a) WHERE a.live
       RETURN a.sourceId AS value, count(DISTINCT c) AS count`,
    ),
    'facets by predicate, of all claims': facetQuery(
      ask,
      `MATCH (c:Claim) WHERE ${STATUS_CONDITION} RETURN c.predicate AS value, count(*) AS count`,
    ),
  };
}

function neighborhoodQuery(ask: RunCypher, depth: number, limit: number) {
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
    const [row] = await ask(cypher, { id: from, limit: toNeo4jInt(limit), most: toNeo4jInt(MAX_CLAIMS) });
    if (row === undefined) return { entities: [], claims: [], truncated: false };
    const claims = parseAll(row.claims);
    return {
      entities: parseAll(row.entities).map((entity, at) => ({
        entity,
        distance: (row.distances as number[])[at],
      })),
      claims: claims.slice(0, MAX_CLAIMS),
      truncated: row.truncated || claims.length > MAX_CLAIMS,
    };
  };
}

/** Selects CONFIRMED, REPORTED and ALLEGED: the order key starts with the rank of the status. */
const STATUS_CONDITION = "c.orderKey < '3'";
const OF_SUBJECT = `MATCH (c:Claim) WHERE c.subjectId = $id AND ${STATUS_CONDITION}`;

function facetQuery(ask: RunCypher, cypher: string) {
  return async ({ from }: Start) => {
    const rows = await ask(`${cypher} ORDER BY count DESC, value LIMIT $first`, {
      id: from,
      first: toNeo4jInt(FACETS),
    });
    return rows.map(({ value, count }) => ({ value, count }));
  };
}

/** Finds all words of a name, as written or by sound, in entities and articles, then in quotes, as the store does. */
function searchQuery(ask: RunCypher) {
  const cypher = `
    CALL () {
      CALL db.index.fulltext.queryNodes('ascribe_texts', $lucene) YIELD node AS t
      WITH t WHERE t.replacedAt IS NULL
      RETURN t.recordId AS id, min(CASE
        WHEN t.normalized = $words THEN CASE WHEN t.field < 2 THEN t.field ELSE 3 + t.field END
        WHEN t.field = 0 AND t.normalized STARTS WITH $beginning THEN 2
        WHEN t.normalized CONTAINS $beginning THEN 3 + t.field
        ELSE ${SOUND_TIER + 2} + t.field END) AS tier
      UNION ALL
      CALL db.index.fulltext.queryNodes('ascribe_quotes', $lucene) YIELD node AS n
      WITH n WHERE n:Citation
        AND EXISTS { (n)-[:EVIDENCE_FOR]->(c) WHERE ${STATUS_CONDITION} } AND EXISTS { (n)-[:FROM]->(a) WHERE a.live }
      RETURN n.id AS id, ${PHASES.QUOTED_EXACT} AS tier
    }
    WITH id, tier ORDER BY tier, id LIMIT $limit
    MATCH (n:Entity|Article|Citation {id: id})
    RETURN n.record AS record, CASE WHEN n:Entity THEN 'entity' WHEN n:Article THEN 'article' ELSE 'citation' END AS type, tier ORDER BY tier, id`;
  return async ({ from }: Start) => {
    const asked = parseSearchQuery(from.replaceAll('-', ' '));
    const rows = await ask(cypher, {
      lucene: asked.words
        .map(
          ({ word, sounds }) =>
            `+(${[word, ...sounds.flat()].map(({ token, isPrefix }) => token + (isPrefix ? '*' : '')).join(' ')})`,
        )
        .join(' '),
      words: asked.phrase,
      beginning: asked.prefix,
      limit: toNeo4jInt(HITS),
    });
    return rows.map(({ record, type, tier }) => ({
      type,
      [type as string]: parseRecord(record),
      field: TIERS[tier as number],
    }));
  };
}

function citedClaimsQuery(ask: RunCypher) {
  const cypher = `
    CALL () {
      MATCH (c:Claim) WHERE c.subjectId = $id AND ${STATUS_CONDITION}
      RETURN c, c.orderKey AS place ORDER BY c.subjectId, c.orderKey LIMIT $claims
      UNION ALL
      MATCH (c:Claim) WHERE c.objectId = $id AND ${STATUS_CONDITION} AND c.subjectId <> $id
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
    const rows = await ask(cypher, {
      id: from,
      claims: toNeo4jInt(CLAIMS),
      citations: toNeo4jInt(CITATIONS),
    });
    const claims = parseRecords(rows);
    return rows.map((row: Row, at) => ({
      claim: claims[at],
      citations: (row.cited as string[][]).map((one) => {
        const [citation, article, source] = parseAll(one);
        return { citation, article, source };
      }),
    }));
  };
}

const parseAll = (texts: unknown): unknown[] => (texts as string[]).map(parseRecord);
