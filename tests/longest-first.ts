import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** How many files run at a time: one more than there are cores, because some wait for timers and for other processes. */
export const MAX_WORKERS = availableParallelism() + 1;

/** The files that take longest, in seconds on two idle cores. Only their proportions matter. */
const SECONDS: Readonly<Record<string, number>> = {
  'store-contract/neo4j-properties': 130,
  'store-contract/neo4j': 111,
  'backup/backup': 109,
  'neo4j/server-failure': 102,
  'store-contract/sqlite-properties': 70,
  'api/request-limits': 68,
  'neo4j-server/server': 66,
  'sqlite/file': 62,
  'keys/revocation': 60,
  'neo4j/differential': 59,
  'cli/policy': 51,
  'api/noninterference': 46,
  'cli/export': 45,
  'neo4j/paging-during-writes': 45,
  'neo4j-server/ephemeral': 35,
  'api/status-leaks': 34,
  'cli/docs-commands': 33,
  'cli/keys': 33,
  'interchange/shipped-mappings': 31,
  'interchange/hostile-tables': 29,
  'sqlite/verify': 29,
  'clients/one-content': 28,
  'web/explorer-access': 27,
  'web/explorer-graph': 27,
  'web/explorer-tasks': 27,
  'api/api-keys': 26,
  'cli/import': 25,
  'sqlite/damage': 25,
  'web/graphiql': 25,
  'ingest/crash-recovery': 24,
  'ingest/large-documents': 24,
  'store-contract/sqlite': 24,
  'sqlite/cancellation': 23,
  'sqlite/damage-properties': 23,
  'api/paging-during-writes': 22,
  'api/http-fuzz': 21,
  'neo4j/export-backup-subscribe': 21,
  'web/explorer': 21,
  'api/serve': 20,
  'neo4j/explorer': 20,
  'cli/lint': 18,
  'api/subscription': 16,
  'cli/erase': 16,
  'cli/small-ends': 16,
  'export/export': 16,
  'interchange/rdf-export': 16,
  package: 16,
};
const SECONDS_OF_OTHERS = 5;

interface TestFile {
  readonly spec: TestSpecification;
  readonly seconds: number;
  readonly usesNeo4j: boolean;
}

function describeFile(spec: TestSpecification): TestFile {
  const [, name = ''] = /\/tests\/(.+)\.test\.ts$/.exec(spec.moduleId) ?? [];
  return {
    spec,
    seconds: SECONDS[name] ?? SECONDS_OF_OTHERS,
    usesNeo4j: readFileSync(spec.moduleId, 'utf8').includes('useTestNeo4j('),
  };
}

/**
 * Starts long files first, so that no worker is left with one at the end. Files that use Neo4j take turns on one server (`neo4j/shared-server.ts`),
 * so each starts about when the one before it ends: a file that waits for its turn would keep a worker from others.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(specs: TestSpecification[]): Promise<TestSpecification[]> {
    const files = specs
      .map(describeFile)
      .sort((a, b) => b.seconds - a.seconds || a.spec.moduleId.localeCompare(b.spec.moduleId));
    const onNeo4j = files.filter(({ usesNeo4j }) => usesNeo4j);
    const others = files.filter(({ usesNeo4j }) => !usesNeo4j);
    // Follows the files in time: when each worker, and Neo4j, is free again.
    const workers = Array.from({ length: MAX_WORKERS }, () => 0);
    let neo4jIsFreeAt = 0;
    const order: TestSpecification[] = [];
    while (onNeo4j.length + others.length > 0) {
      const now = Math.min(...workers);
      const takesNeo4j = onNeo4j.length > 0 && (neo4jIsFreeAt <= now || others.length === 0);
      const next = (takesNeo4j ? onNeo4j : others).shift() as TestFile;
      const end = (takesNeo4j ? Math.max(now, neo4jIsFreeAt) : now) + next.seconds;
      if (takesNeo4j) neo4jIsFreeAt = end;
      workers[workers.indexOf(now)] = end;
      order.push(next.spec);
    }
    return order;
  }
}
