import type { Session } from 'neo4j-driver';
import { EMPTY_LISTS } from './csv-table.js';

const ROWS_PER_TRANSACTION = 5_000;

/**
 * After a bulk load, sets the empty lists that Neo4j's importer dropped, as statements would have written them. Idempotent: an interrupted
 * one continues when the database is next opened.
 */
export async function completeBulkLoad(session: Session): Promise<void> {
  const { records } = await session.run('MATCH (a:Ascribe) WHERE a.bulkLoaded RETURN a.id AS id');
  if (records.length === 0) return;
  for (const match of ['(n)', '()-[n]->()'])
    await session.run(
      `MATCH ${match} WHERE n.${EMPTY_LISTS} IS NOT NULL
       CALL (n) { FOREACH (name IN n.${EMPTY_LISTS} | SET n[name] = []) REMOVE n.${EMPTY_LISTS} }
       IN TRANSACTIONS OF ${ROWS_PER_TRANSACTION} ROWS`,
    );
  await session.run('MATCH (a:Ascribe) REMOVE a.bulkLoaded');
}
