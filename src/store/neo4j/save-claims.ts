import type { Citation, Claim, ClaimChange } from '../../domain/records.js';
import { confidenceKey, strength } from '../cursor.js';
import type { NewClaim } from '../tables.js';
import { eraseRelationships } from './draw.js';
import { citationOrder, claimOrder } from './order-keys.js';
import type { Query } from './query.js';
import { requireEntities } from './references.js';

/** Makes the claims that are not there, tied to their entities; throws UNKNOWN_REFERENCE where one of those is not stored. */
export async function addClaims(query: Query, claims: readonly NewClaim[]): Promise<void> {
  if (claims.length === 0) return;
  await requireEntities(
    query,
    claims.flatMap(({ subjectId, objectId }) => (objectId === null ? [subjectId] : [subjectId, objectId])),
  );
  const rows = claims.map(({ id, subjectId, predicate, objectId, value }) => ({
    id,
    subjectId,
    predicate,
    objectId,
    value: value === null ? null : JSON.stringify(value),
  }));
  await query(
    `UNWIND $rows AS row
     OPTIONAL MATCH (known:Claim {id: row.id})
     WITH row, known WHERE known IS NULL
     MATCH (subject:Entity {id: row.subjectId})
     OPTIONAL MATCH (object:Entity {id: row.objectId})
     CREATE (c:Claim) SET c = row
     CREATE (c)-[:SUBJECT]->(subject)
     FOREACH (one IN CASE WHEN object IS NULL THEN [] ELSE [object] END | CREATE (c)-[:OBJECT]->(one))`,
    { rows },
  );
}

export async function saveStandings(query: Query, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return;
  const rows = claims.map((claim) => ({
    id: claim.id,
    status: claim.status,
    derivedStatus: claim.derivedStatus,
    confidence: claim.confidence,
    firstKnownAt: claim.firstKnownAt,
    strength: strength(claim.status),
    confidenceKey: confidenceKey(claim.confidence),
    orderKey: claimOrder(claim),
    record: JSON.stringify(claim),
  }));
  await query('UNWIND $rows AS row MATCH (c:Claim {id: row.id}) SET c += row', { rows });
}

export async function removeClaims(query: Query, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await eraseRelationships(query, ids);
  await query('MATCH (c:Claim) WHERE c.id IN $ids DETACH DELETE c', { ids });
}

export async function addCitations(query: Query, citations: readonly Citation[]): Promise<void> {
  if (citations.length === 0) return;
  const rows = citations.map((citation) => {
    const { id, claimId, articleId, quote, stance, modality, credibility, assertedBy } = citation;
    return {
      properties: {
        id,
        claimId,
        articleId,
        quote,
        stance,
        modality,
        credibility,
        assertedBy,
        orderKey: citationOrder(citation),
        record: JSON.stringify(citation),
      },
      claimId,
      articleId,
    };
  });
  const speakers = citations.flatMap(({ id, assertedBy }) =>
    assertedBy.map((entityId, position) => ({ id, entityId, position })),
  );
  // Given to the driver at once, in this order.
  await Promise.all([
    query(
      `UNWIND $rows AS row
       MATCH (claim:Claim {id: row.claimId}), (article:Article {id: row.articleId})
       CREATE (c:Citation) SET c = row.properties
       CREATE (c)-[:EVIDENCE_FOR]->(claim), (c)-[:FROM]->(article)`,
      { rows },
    ),
    query(
      `UNWIND $speakers AS row
       MATCH (c:Citation {id: row.id}), (e:Entity {id: row.entityId})
       CREATE (c)-[:ASSERTED_BY {position: row.position}]->(e)`,
      { speakers },
    ),
  ]);
}

/** A log: it outlives the claims that it tells of. Numbers come from one counter, so they tell the order of writing. */
export async function addChanges(query: Query, changes: readonly ClaimChange[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map((change, index) => ({
    index,
    claimId: change.claimId,
    at: change.at,
    record: JSON.stringify(change),
  }));
  await query(
    `MATCH (a:Ascribe {id: 'ascribe'})
     WITH a, coalesce(a.changes, 0) AS before
     SET a.changes = before + size($rows)
     WITH before UNWIND $rows AS row
     CREATE (:Change {claimId: row.claimId, at: row.at, number: before + row.index, record: row.record})`,
    { rows },
  );
}
