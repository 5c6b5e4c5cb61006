import type { Predicate } from '../../../domain/ontology.js';
import type { Claim } from '../../../domain/records.js';
import { parseRecord, type Query, type Row } from '../connection/cypher.js';
import { relationshipType } from '../schema/labels.js';

/**
 * Draws each of these claims as the one relationship between its entities that a person sees in Neo4j's own browser: its type
 * carries the status, and it is replaced in the transaction that changes the status, the confidence or the articles.
 * The claim keeps in `drawn` what was drawn for it. One statement for all types: a statement for each would have to be planned by the
 * server for each, which takes longer than all of the rest.
 */
export async function syncRelationships(query: Query, claimIds: readonly string[]): Promise<void> {
  if (claimIds.length === 0) return;
  const rows = await query(
    `UNWIND $ids AS id MATCH (c:Claim {id: id}) WHERE c.objectId IS NOT NULL
     CALL (c) {
       OPTIONAL MATCH (c)<-[:EVIDENCE_FOR]-(:Citation)-[:FROM]->(a:Article) WHERE a.live
       WITH DISTINCT a.id AS articleId ORDER BY articleId
       RETURN collect(articleId) AS articleIds
     }
     RETURN c.record AS record, c.drawn AS drawn, c.drawnType AS drawnType, articleIds`,
    { ids: claimIds },
  );
  const changed = rows.map(toRelationshipRow).filter(({ drawn }, index) => drawn !== rows[index]?.drawn);
  if (changed.length === 0) return;
  // Given to the driver at once, in this order.
  await Promise.all([
    deleteRelationshipRows(
      query,
      changed.filter(({ oldType }) => oldType !== null),
    ),
    query(
      `UNWIND $drawings AS d MATCH (c:Claim {id: d.id}), (s:Entity {id: d.subjectId}), (o:Entity {id: d.objectId})
       CREATE (s)-[r:$(d.type) {claimId: d.id, articleIds: d.articleIds}]->(o)
       SET r.confidence = d.confidence, c.drawn = d.drawn, c.drawnType = d.type`,
      { drawings: changed },
    ),
  ]);
}

/** Takes the relationships of these claims out of the graph. */
export async function deleteRelationships(query: Query, claimIds: readonly string[]): Promise<void> {
  const rows = await query(
    `UNWIND $ids AS id MATCH (c:Claim {id: id}) WHERE c.drawnType IS NOT NULL
     RETURN id, c.subjectId AS subjectId, c.objectId AS objectId, c.drawnType AS oldType`,
    { ids: claimIds },
  );
  await deleteRelationshipRows(query, rows);
}

interface RelationshipRow {
  readonly id: string;
  readonly subjectId: string;
  readonly objectId: string | null;
  readonly type: string;
  readonly confidence: number | null;
  readonly articleIds: readonly string[];
  readonly drawn: string;
  readonly oldType: string | null;
}

function toRelationshipRow(row: Row): RelationshipRow {
  const { id, subjectId, objectId, status, predicate, confidence } = parseRecord<Claim>(row);
  const type = relationshipType(status, predicate as Predicate);
  const articleIds = row.articleIds as readonly string[];
  return {
    id,
    subjectId,
    objectId,
    type,
    confidence,
    articleIds,
    drawn: JSON.stringify([type, confidence, articleIds]),
    oldType: row.drawnType as string | null,
  };
}

async function deleteRelationshipRows(query: Query, rows: readonly (Row | RelationshipRow)[]): Promise<void> {
  if (rows.length === 0) return;
  await query(
    `UNWIND $old AS d MATCH (:Entity {id: d.subjectId})-[r:$(d.oldType) {claimId: d.id}]->(:Entity {id: d.objectId})
     DELETE r`,
    { old: rows.map(({ id, subjectId, objectId, oldType }) => ({ id, subjectId, objectId, oldType })) },
  );
}
