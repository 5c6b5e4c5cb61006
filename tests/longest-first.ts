import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files that take longest, longest first; but the next Neo4j file comes when the one before it ends: they take turns on one server, and a
 * file that waits for its turn keeps a worker from others.
 */
const LONGEST = [
  'store-contract/neo4j-properties',
  'backup/backup',
  'store-contract/sqlite-properties',
  'cli/policy',
  'sqlite/file',
  'sqlite/damage-properties',
  'api/noninterference',
  'store-contract/neo4j',
  'ingest/large-documents',
  'neo4j/differential',
  'cli/small-ends',
  'api/subscription',
  'cli/import',
  'web/explorer-access',
  'web/explorer-tasks',
  'web/explorer-statuses',
  'api/request-limits',
  'keys/revocation',
  'store-contract/sqlite',
  'sqlite/damage',
  'api/http-fuzz',
  'api/serve',
  'cli/export',
  'neo4j/server-failure',
  'cli/keys',
  'ingest/json-lines-memory',
  'interchange/csv-export',
  'interchange/hostile-tables',
  'interchange/shipped-mappings',
  'sqlite/verify',
  'cli/erase',
  'ingest/crash-recovery',
  'neo4j/export-backup-subscribe',
  'neo4j/paging-during-writes',
  'export/export',
  'clients/one-content',
  'api/status-leaks',
  'neo4j-server/server',
  'neo4j-server/ephemeral',
  'neo4j/browser-queries',
  'cli/lint',
  'sqlite/cancellation',
  'neo4j/open',
  'api/api-keys',
];

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = LONGEST.findIndex((name) => moduleId.endsWith(`/tests/${name}.test.ts`));
  return rank === -1 ? LONGEST.length : rank;
};

/** Starts long files first, so that no worker is left with one at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return [...files].sort((a, b) => rankOf(a) - rankOf(b) || a.moduleId.localeCompare(b.moduleId));
  }
}
