import type { Driver, ProfiledPlan } from 'neo4j-driver';
import type { SentStatement } from './record-statements.js';

/** Accesses to the storage of the database for these statements, counted by PROFILE. */
export async function countDbHits(driver: Driver, statements: readonly SentStatement[]): Promise<number> {
  let hits = 0;
  const session = driver.session();
  try {
    for (const { cypher, parameters } of statements) {
      const { profile } = (await session.executeRead((t) => t.run(`PROFILE ${cypher}`, parameters))).summary;
      if (profile) hits += sumDbHits(profile);
    }
  } finally {
    await session.close();
  }
  return hits;
}

function sumDbHits({ dbHits, children }: ProfiledPlan): number {
  return children.reduce((sum, child) => sum + sumDbHits(child), dbHits);
}
