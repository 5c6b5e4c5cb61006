import type { Erasure } from '../../../domain/erasure.js';
import type { Query } from '../connection/cypher.js';

/** The erasures of these ids. */
export async function readErasures(query: Query, ids: readonly string[]): Promise<Map<string, Erasure>> {
  const rows = await query(
    `MATCH (e:Erasure) WHERE e.id IN $ids
     RETURN e.id AS id, e.reason AS reason, e.erasedBy AS erasedBy, e.at AS at`,
    { ids },
  );
  return new Map((rows as unknown as Erasure[]).map((erasure) => [erasure.id, erasure]));
}
