import { AscribeError } from '../../domain/errors.js';
import type { Query } from './query.js';

/** Throws UNKNOWN_REFERENCE where the store lacks one of these entities: Neo4j has no foreign keys. */
export async function requireEntities(query: Query, ids: readonly string[]): Promise<void> {
  const [missing] = await query(
    `UNWIND $ids AS id OPTIONAL MATCH (e:Entity {id: id})
     WITH id, e WHERE e IS NULL RETURN id ORDER BY id LIMIT 1`,
    { ids: [...new Set(ids)] },
  );
  if (missing === undefined) return;
  throw new AscribeError(
    'UNKNOWN_REFERENCE',
    `an article refers to an entity that neither it nor the store declares: ${missing.id}`,
  );
}

/** Ties sources to the entities that own them; at the end of a put, as the same articles may declare those. */
export async function drawAffiliations(query: Query, sourceIds: readonly string[]): Promise<void> {
  if (sourceIds.length === 0) return;
  const owned = await query(
    `MATCH (s:Source) WHERE s.id IN $ids
     OPTIONAL MATCH (s)-[old:AFFILIATED_WITH_ENTITY]->() DELETE old
     WITH s WHERE s.affiliation IS NOT NULL RETURN DISTINCT s.affiliation AS owner`,
    { ids: sourceIds },
  );
  if (owned.length === 0) return;
  await requireEntities(
    query,
    owned.map(({ owner }) => owner as string),
  );
  await query(
    `MATCH (s:Source) WHERE s.id IN $ids AND s.affiliation IS NOT NULL
     MATCH (e:Entity {id: s.affiliation}) CREATE (s)-[:AFFILIATED_WITH_ENTITY]->(e)`,
    { ids: sourceIds },
  );
}
