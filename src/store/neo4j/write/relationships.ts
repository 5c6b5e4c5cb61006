import { digest } from '../../../domain/ids.js';
import type { Predicate } from '../../../domain/ontology.js';
import type { Claim } from '../../../domain/records.js';
import { matchByIndex, parseRecord, type Query, queryForRows, type Row } from '../connection/cypher.js';
import { relationshipType } from '../schema/labels.js';
import type { LoadedClaim } from './load-records.js';
import { knownDays, periodLists } from './periods.js';

/** Claims whose relationship may have changed: what it must be where that is known, and the ids of the others. */
export interface ClaimsToSync {
  readonly known: readonly RelationshipRow[];
  readonly unknownIds: readonly string[];
}

/**
 * Updates the relationship that shows each claim in Neo4j Browser. It connects the two entities of the claim, and its type contains the
 * status. `relationshipKey` on the claim records the values it was created from, so unchanged relationships are skipped. One statement
 * handles all types, because planning a statement for each type takes the server longer than running them.
 */
export async function syncRelationships(query: Query, { known, unknownIds }: ClaimsToSync): Promise<void> {
  const unknown = unknownIds.length === 0 ? [] : await query(RELATIONSHIP_ROWS, { ids: unknownIds });
  const changed = [...known, ...unknown.map(readRelationshipRow)].filter(({ key, oldKey }) => key !== oldKey);
  if (changed.length === 0) return;
  // Pipelined: the driver sends both statements in this order.
  await Promise.all([
    deleteRelationshipRows(
      query,
      changed.filter(({ oldKey }) => oldKey !== null),
    ),
    queryForRows(
      query,
      `UNWIND $rows AS row
       ${matchByIndex('c', 'Claim', { id: 'row.id' })}
       ${matchByIndex('s', 'Entity', { id: 'row.subjectId' })}
       ${matchByIndex('o', 'Entity', { id: 'row.objectId' })}
       CREATE (s)-[r:$(row.type)]->(o)
       SET r = row.properties, r.knownFrom = [day IN row.days.knownFrom | date(day)],
           r.knownTo = [day IN row.days.knownTo | date(day)], c.relationshipKey = row.key`,
      changed,
    ),
  ]);
}

/** The rows for `readRelationshipRow` of the claims `$ids`, `c`; more columns can follow. */
export const RELATIONSHIP_ROWS = `
  UNWIND $ids AS id ${matchByIndex('c', 'Claim', { id: 'id' })} WHERE c.objectId IS NOT NULL
  CALL (c) {
    OPTIONAL MATCH (c)<-[:EVIDENCE_FOR]-(:Citation)-[:FROM]->(a:Article) WHERE a.live
    WITH DISTINCT a.id AS articleId ORDER BY articleId
    RETURN collect(articleId) AS articleIds
  }
  RETURN c.record AS record, c.relationshipKey AS oldKey, articleIds`;

/** Deletes the relationships of these claims. */
export async function deleteRelationships(query: Query, claimIds: readonly string[]): Promise<void> {
  const rows = await query(
    `UNWIND $ids AS id ${matchByIndex('c', 'Claim', { id: 'id' })} WHERE c.relationshipKey IS NOT NULL
     RETURN id, c.subjectId AS subjectId, c.objectId AS objectId, c.relationshipKey AS oldKey`,
    { ids: claimIds },
  );
  await deleteRelationshipRows(query, rows as unknown as StoredRelationship[]);
}

interface RelationshipRow {
  readonly id: string;
  readonly subjectId: string;
  readonly objectId: string | null;
  readonly type: string;
  readonly properties: Row;
  /** Properties that are lists of dates, as texts. */
  readonly days: Row;
  readonly key: string;
  readonly oldKey: string | null;
}

type StoredRelationship = Pick<RelationshipRow, 'id' | 'subjectId' | 'objectId' | 'oldKey'>;

/** What the relationship of a claim must be, from its record and the ids of the live articles that cite it. */
export const readRelationshipRow = (row: Row): RelationshipRow =>
  toRelationshipRow({
    claim: parseRecord<Claim>(row),
    articleIds: row.articleIds as readonly string[],
    oldKey: row.oldKey as string | null,
  });

export function toRelationshipRow({
  claim,
  articleIds,
  oldKey,
}: LoadedClaim & { readonly articleIds: readonly string[] }): RelationshipRow {
  const { id, subjectId, objectId, status, predicate, confidence, periods } = claim;
  const type = relationshipType(status, predicate as Predicate);
  return {
    id,
    subjectId,
    objectId,
    type,
    properties: { claimId: id, articleIds, confidence, ...periodLists(claim) },
    days: knownDays(claim),
    key: `${type} ${digest([confidence, articleIds, ...(periods.length === 0 ? [] : [periods])]).slice(0, KEY_DIGITS)}`,
    oldKey,
  };
}

/**
 * An entity with many relationships is walked once for all of its claims, not once for each: an article with thousands of claims about the same
 * entities would take minutes. If only few of its claims change, they are found from the ends that have fewer relationships.
 */
async function deleteRelationshipRows(query: Query, rows: readonly StoredRelationship[]): Promise<void> {
  if (rows.length === 0) return;
  const bySubject = new Map<unknown, { id: string; objectId: string; oldType: string }[]>();
  for (const { id, subjectId, objectId, oldKey } of rows) {
    const known = bySubject.get(subjectId) ?? [];
    bySubject.set(subjectId, known);
    known.push({ id, objectId: objectId as string, oldType: typeOfKey(oldKey as string) });
  }
  const groups = [...bySubject].map(([subjectId, claims]) => ({
    subjectId,
    claims,
    types: Object.fromEntries(claims.map(({ id, oldType }) => [id, oldType])),
  }));
  await query(
    `UNWIND $groups AS one ${matchByIndex('s', 'Entity', { id: 'one.subjectId' })}
     WITH one, s, COUNT { (s)-->() } <= ${RELATIONSHIPS_PER_CLAIM} * size(one.claims) AS together
     CALL (one, s, together) {
       WITH one, s, together WHERE together
       MATCH (s)-[r]->() WHERE one.types[r.claimId] = type(r) RETURN r
       UNION ALL
       WITH one, s, together WHERE NOT together
       UNWIND one.claims AS row ${matchByIndex('o', 'Entity', { id: 'row.objectId' })}
       MATCH (s)-[r:$(row.oldType) {claimId: row.id}]->(o) RETURN r
     }
     DELETE r`,
    { groups },
  );
}

/** A key is short, so that it takes the server little to write: the type, and so many digits of a hash of the rest. */
const KEY_DIGITS = 12;
const typeOfKey = (key: string): string => key.slice(0, key.indexOf(' '));

/** Up to so many relationships of an entity are walked for each claim that changes. */
const RELATIONSHIPS_PER_CLAIM = 10;
