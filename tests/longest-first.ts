import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, longest first. Neo4j files share one server and run one after another, so they start before the others. */
const LONGEST = [
  'store-contract/neo4j-properties',
  'store-contract/sqlite-properties',
  'store-contract/neo4j',
  'neo4j/differential',
  'backup/backup',
  'store-contract/sqlite',
  'neo4j/server-failure',
  'neo4j/browser-queries',
  'cli/policy',
  'cli/keys',
  'cli/import',
  'neo4j-server/ephemeral',
  'cli/export',
  'neo4j/export-backup-subscribe',
  'neo4j/open',
  'api/noninterference',
  'api/http-fuzz',
  'ingest/crash-recovery',
  'api/status-leaks',
  'export/export',
  'api/serve',
  'api/request-limits',
  'neo4j-server/server',
  'api/subscription',
  'sqlite/cancellation',
  'ingest/import',
  'policy/preview-policy',
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
