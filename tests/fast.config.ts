import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import everything from '../vitest.config.js';

/** `npm run test:fast`: no Neo4j, no other processes of ascribe, no whole store contract, no long random runs. */
export default defineConfig({
  ...everything,
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    ...everything.test,
    globalSetup: ['tests/sqlite/store-folder.ts'],
    exclude: [
      'tests/neo4j/**',
      'tests/neo4j-server/**',
      'tests/store-contract/**',
      'tests/backup/**',
      'tests/cli/**',
      'tests/export/**',
      'tests/keys/revocation.test.ts',
      'tests/sqlite/cancellation.test.ts',
      'tests/sqlite/damage*.test.ts',
      'tests/sqlite/file.test.ts',
      'tests/sqlite/verify.test.ts',
      'tests/sqlite/fair-queue.test.ts',
      'tests/sqlite/open.test.ts',
      'tests/ingest/crash-recovery.test.ts',
      'tests/ingest/json-lines-memory.test.ts',
      'tests/interchange/csv-export.test.ts',
      'tests/interchange/graph-export.test.ts',
      'tests/interchange/hostile-tables.test.ts',
      'tests/interchange/shipped-mappings.test.ts',
      'tests/policy/preview-policy.test.ts',
      'tests/ingest/import.test.ts',
      'tests/api/api-keys.test.ts',
      'tests/api/corrections.test.ts',
      'tests/api/http-fuzz.test.ts',
      'tests/api/import.test.ts',
      'tests/api/noninterference.test.ts',
      'tests/api/paging-during-writes.test.ts',
      'tests/api/request-limits.test.ts',
      'tests/api/serve.test.ts',
      'tests/api/status-leaks.test.ts',
      'tests/clients/**',
      'tests/web/explorer*.test.ts',
    ],
  },
});
