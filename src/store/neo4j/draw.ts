import type { Predicate } from '../../domain/ontology.js';
import type { Claim } from '../../domain/records.js';
import { checkedType, relationshipType } from './labels.js';
import { type Query, type Row, recordOf } from './query.js';

/**
 * Draws each of these claims as the one relationship between its entities that a person sees in Neo4j's own browser: its type
 * carries the status, and it is replaced in the transaction that changes the status, the confidence or the articles.
 * The claim keeps in `drawn` what was drawn for it.
 */
export async function drawRelationships(query: Query, claimIds: readonly string[]): Promise<void> {
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
  const changed = rows.map(toDrawing).filter(({ drawn }, index) => drawn !== rows[index]?.drawn);
  await eraseTypes(
    query,
    changed.filter(({ oldType }) => oldType !== null),
  );
  for (const [type, drawings] of byType(changed, ({ type }) => type)) {
    await query(
      `UNWIND $drawings AS d MATCH (c:Claim {id: d.id}), (s:Entity {id: d.subjectId}), (o:Entity {id: d.objectId})
       CREATE (s)-[r:${type} {claimId: d.id, articleIds: d.articleIds}]->(o)
       SET r.confidence = d.confidence, c.drawn = d.drawn, c.drawnType = d.type`,
      { drawings },
    );
  }
}

/** Takes the relationships of these claims out of the graph. */
export async function eraseRelationships(query: Query, claimIds: readonly string[]): Promise<void> {
  const rows = await query(
    `UNWIND $ids AS id MATCH (c:Claim {id: id}) WHERE c.drawnType IS NOT NULL
     RETURN id, c.subjectId AS subjectId, c.objectId AS objectId, c.drawnType AS oldType`,
    { ids: claimIds },
  );
  await eraseTypes(query, rows);
}

interface Drawing {
  readonly id: string;
  readonly subjectId: string;
  readonly objectId: string | null;
  readonly type: string;
  readonly confidence: number | null;
  readonly articleIds: readonly string[];
  readonly drawn: string;
  readonly oldType: string | null;
}

function toDrawing(row: Row): Drawing {
  const { id, subjectId, objectId, status, predicate, confidence } = recordOf<Claim>(row);
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

async function eraseTypes(query: Query, rows: readonly (Row | Drawing)[]): Promise<void> {
  for (const [type, old] of byType(rows, ({ oldType }) => checkedType(oldType as string))) {
    await query(
      `UNWIND $old AS d MATCH (:Entity {id: d.subjectId})-[r:${type} {claimId: d.id}]->(:Entity {id: d.objectId})
       DELETE r`,
      { old: old.map(({ id, subjectId, objectId }) => ({ id, subjectId, objectId })) },
    );
  }
}

function byType<T>(rows: readonly T[], typeOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(typeOf(row));
    if (group === undefined) groups.set(typeOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
