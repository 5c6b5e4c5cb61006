import type { EntityDeclarations, SourceDeclarations } from '../../../domain/declarations.js';
import type { Article, Citation, Claim } from '../../../domain/records.js';
import { openSealed } from '../../sealed-json.js';
import type { StoredArticle } from '../../write/write-port.js';
import { idsOf, matchByIndex, parseRecord, type Query, type Row } from '../connection/cypher.js';
import { BAND_INDEX } from '../schema/schema.js';

export async function loadArticles(
  query: Query,
  ids: readonly string[],
): Promise<Map<string, StoredArticle>> {
  const rows = await query(
    `MATCH (a:Article) WHERE a.id IN $ids
     RETURN a.id AS id, a.record AS record, a.digest AS digest, a.declarations AS declarations`,
    { ids },
  );
  return mapById(rows, (row) => ({
    article: parseRecord(row),
    digest: row.digest as string,
    declared: openSealed(row.declarations, row.id as string),
  }));
}

export const loadSourceDeclarations = (
  query: Query,
  ids: readonly string[],
): Promise<Map<string, SourceDeclarations>> => loadDeclarations(query, 'Source', ids);

export const loadEntityDeclarations = (
  query: Query,
  ids: readonly string[],
): Promise<Map<string, EntityDeclarations>> => loadDeclarations(query, 'Entity', ids);

async function loadDeclarations<T>(
  query: Query,
  label: 'Entity' | 'Source',
  ids: readonly string[],
): Promise<Map<string, T>> {
  const rows = await query(
    `MATCH (n:${label}) WHERE n.id IN $ids RETURN n.id AS id, n.declarations AS declarations`,
    { ids },
  );
  return mapById(rows, (row) => openSealed<T>(row.declarations, row.id as string));
}

export async function descendantIdsOf(query: Query, articleIds: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (let parents = articleIds; parents.length > 0; ) {
    const children = idsOf(
      await query('MATCH (a:Article) WHERE a.derivedFrom IN $parents RETURN a.id AS id', { parents }),
    );
    parents = children.filter((id) => !found.has(id));
    for (const id of parents) found.add(id);
  }
  return [...found];
}

export async function articleIdsOfSources(query: Query, sourceIds: readonly string[]): Promise<string[]> {
  const cypher = "MATCH (a:Article) WHERE a.sourceId IN $sourceIds AND a.orderKey > '' RETURN a.id AS id";
  return idsOf(await query(cypher, { sourceIds }));
}

/** Ids of all organs below these entities, over any number of steps; one walk over all organs for each step. */
export async function organIdsOf(query: Query, entityIds: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (let bodies = entityIds; bodies.length > 0; ) {
    const rows = await query(
      `MATCH (e:Entity) WHERE e.organOf IS NOT NULL AND any(id IN e.organOf WHERE id IN $bodies)
       RETURN e.id AS id`,
      { bodies },
    );
    bodies = idsOf(rows).filter((id) => !found.has(id));
    for (const id of bodies) found.add(id);
  }
  return [...found];
}

/** Ids of the claims with one of these entities as an end, as the last speaker of a citation, or as the owner of a source. */
export async function claimIdsOfVoices(query: Query, entityIds: readonly string[]): Promise<string[]> {
  const rows = await query(
    `UNWIND $entityIds AS entityId
     CALL (entityId) {
       ${matchByIndex('e', 'Entity', { id: 'entityId' })} MATCH (e)<-[:SUBJECT|OBJECT]-(c:Claim) RETURN c.id AS id
       UNION ${matchByIndex('c', 'Citation', { speakerId: 'entityId' })} RETURN c.claimId AS id
       UNION ${matchByIndex('s', 'Source', { affiliation: 'entityId' })}
         MATCH (s)<-[:PUBLISHED_BY]-(:Article)<-[:FROM]-(c:Citation) RETURN c.claimId AS id
     } RETURN DISTINCT id`,
    { entityIds },
  );
  return idsOf(rows);
}

/** Articles whose text has one of these bands; see `sketchBands`. */
export async function articlesWithBands(
  query: Query,
  bands: readonly string[],
  limit: number,
): Promise<Article[]> {
  const rows = await query(
    `CALL db.index.fulltext.queryNodes('${BAND_INDEX}', $bands) YIELD node, score
     RETURN node.record AS record ORDER BY score DESC, node.id LIMIT $limit`,
    { bands: bands.join(' '), limit },
  );
  return rows.map((row) => parseRecord<Article>(row));
}

export async function claimIdsCitedIn(query: Query, articleIds: readonly string[]): Promise<string[]> {
  const rows = await query(
    'MATCH (a:Article)<-[:FROM]-(c:Citation) WHERE a.id IN $articleIds RETURN DISTINCT c.claimId AS id',
    { articleIds },
  );
  return idsOf(rows);
}

export async function citationsIn(query: Query, articleIds: readonly string[]): Promise<Citation[]> {
  const rows = await query(
    'MATCH (a:Article)<-[:FROM]-(c:Citation) WHERE a.id IN $articleIds RETURN c.record AS record',
    { articleIds },
  );
  return rows.map((row) => parseRecord(row));
}

/** A claim, and the stored key of its relationship between entities. */
export interface LoadedClaim {
  readonly claim: Claim;
  readonly oldKey: string | null;
}

export async function loadClaims(query: Query, ids: readonly string[]): Promise<Map<string, LoadedClaim>> {
  if (ids.length === 0) return new Map();
  const rows = await query(
    `MATCH (c:Claim) WHERE c.id IN $ids AND c.record IS NOT NULL
     RETURN c.id AS id, c.record AS record, c.relationshipKey AS oldKey`,
    { ids },
  );
  return mapById(rows, (row) => ({
    claim: parseRecord<Claim>(row),
    oldKey: row.oldKey as string | null,
  }));
}

export const recordsOf = (loaded: ReadonlyMap<string, LoadedClaim>): Map<string, Claim> =>
  new Map([...loaded].map(([id, { claim }]) => [id, claim]));

export async function claimIdsAfter(query: Query, id: string, limit: number): Promise<string[]> {
  const cypher = 'MATCH (c:Claim) WHERE c.id > $id RETURN c.id AS id ORDER BY id LIMIT $limit';
  return idsOf(await query(cypher, { id, limit }));
}

const mapById = <T>(rows: readonly Row[], read: (row: Row) => T): Map<string, T> =>
  new Map(rows.map((row) => [row.id as string, read(row)]));
