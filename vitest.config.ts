import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // As Node runs it: vite would load a second copy of graphql, whose errors and types the first does not know.
    server: { deps: { external: [/\/dist\//] } },
    globalSetup: 'tests/neo4j/shared-server.ts',
    include: ['tests/**/*.test.ts'],
    // On two cores too: one file then goes on where another waits for the one Neo4j.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
