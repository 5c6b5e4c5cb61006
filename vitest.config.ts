import { defineConfig } from 'vitest/config';
import { LongestFirst, MAX_WORKERS } from './tests/longest-first.js';

export default defineConfig({
  test: {
    // Node loads the built program: vite would load a second copy of graphql, with other classes.
    server: { deps: { external: [/\/dist\//] } },
    globalSetup: ['tests/sqlite/store-folder.ts', 'tests/neo4j/shared-server.ts'],
    setupFiles: ['tests/random-seed.ts'],
    include: ['tests/**/*.test.ts'],
    // Files share a process: loading the program anew for each of them takes a quarter of the CPU time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    maxWorkers: MAX_WORKERS,
    // These only end what hangs: a busy machine may need minutes for what an idle one does in seconds.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 120_000 } },
  },
});
