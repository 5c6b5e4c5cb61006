import type { Query } from '../connection/cypher.js';

/** Links sources to their owners. Runs at the end of a transaction, because it may declare the owners after the sources. */
export async function syncAffiliations(query: Query, sourceIds: readonly string[]): Promise<void> {
  if (sourceIds.length === 0) return;
  await query(
    `MATCH (s:Source) WHERE s.id IN $ids
     CALL (s) { OPTIONAL MATCH (s)-[old:AFFILIATED_WITH_ENTITY]->() DELETE old }
     MATCH (e:Entity {id: s.affiliation}) CREATE (s)-[:AFFILIATED_WITH_ENTITY]->(e)`,
    { ids: sourceIds },
  );
}
