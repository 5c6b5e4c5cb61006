import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files that take longest, longest first; but the next Neo4j file comes when the one before it ends: they take turns on one server, and a
 * file that waits for its turn keeps a worker from others.
 */
const LONGEST = [
  'store-contract/neo4j-properties',
  'store-contract/sqlite',
  'backup/backup',
  'store-contract/sqlite-properties',
  'cli/policy',
  'sqlite/file',
  'sqlite/damage-properties',
  'store-contract/neo4j',
  'ingest/large-documents',
  'cli/small-ends',
  'api/noninterference',
  'api/subscription',
  'cli/import',
  'neo4j/differential',
  'web/explorer-access',
  'web/explorer-statuses',
  'api/request-limits',
  'keys/revocation',
  'ingest/identity',
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
  'ingest/import',
  'neo4j/export-backup-subscribe',
  'neo4j/paging-during-writes',
  'api/paging-during-writes',
  'export/export',
  'clients/one-content',
  'api/status-leaks',
  'neo4j-server/server',
  'neo4j-server/ephemeral',
  'neo4j/browser-queries',
  'api/time',
  'api/corrections',
  'cli/lint',
  'policy/preview-policy',
  'sqlite/cancellation',
  'neo4j/open',
  'api/api-keys',
  'api/import',
  'ingest/independence',
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
