import type { Driver, ProfiledPlan } from 'neo4j-driver';
import type { Sent } from './recorder.js';

/** How often the database touched its store for these statements, as PROFILE counts it. */
export async function dbHitsOf(driver: Driver, statements: readonly Sent[]): Promise<number> {
  let hits = 0;
  const session = driver.session();
  try {
    for (const { cypher, parameters } of statements) {
      const { profile } = (await session.executeRead((t) => t.run(`PROFILE ${cypher}`, parameters))).summary;
      if (profile) hits += hitsOf(profile);
    }
  } finally {
    await session.close();
  }
  return hits;
}

function hitsOf({ dbHits, children }: ProfiledPlan): number {
  return children.reduce((sum, child) => sum + hitsOf(child), dbHits);
}
