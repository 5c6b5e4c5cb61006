import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import everything from '../vitest.config.js';

/** `npm run test:fast`: no Neo4j, no killed processes, no command line, no long random runs. */
export default defineConfig({
  ...everything,
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    ...everything.test,
    globalSetup: [],
    exclude: [
      'tests/neo4j/**',
      'tests/neo4j-server/**',
      'tests/store-contract/neo4j*',
      'tests/store-contract/*-properties.test.ts',
      'tests/backup/**',
      'tests/cli/**',
      'tests/export/**',
      'tests/sqlite/cancellation.test.ts',
      'tests/ingest/crash-recovery.test.ts',
      'tests/ingest/json-lines-memory.test.ts',
      'tests/policy/preview-policy.test.ts',
      'tests/api/http-fuzz.test.ts',
      'tests/api/noninterference.test.ts',
      'tests/api/status-leaks.test.ts',
    ],
  },
});
