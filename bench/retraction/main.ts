import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openStore } from '#ascribe/store/open.js';
import { measureCorrections } from './corrections.js';
import { fillStore } from './fill-store.js';
import { measureReads } from './reads.js';
import { openReplay } from './replay-rows.js';
import { readTable, writeTable } from './tables.js';

/**
 * Two measurements on SQLite. Corrections (retract, restore, assess) are compared with writing the same rows through libsql alone. Reads of the
 * current graph are compared with the same reads as of a time before the corrections.
 */
const { values } = parseArgs({
  options: {
    claims: { type: 'string', default: '100000' },
    citations: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '7' },
    reads: { type: 'string', default: '50' },
  },
});
const [claims, citations, runs, reads] = [values.claims, values.citations, values.runs, values.reads].map(
  Number,
) as [number, number, number, number];
const say = (line: string) => console.error(line);

const folder = mkdtempSync(join(tmpdir(), 'ascribe-bench-'));
try {
  const port = join(folder, 'port.db');
  const bare = join(folder, 'bare.db');
  const emptyStore = await openStore(port);
  const filled = await fillStore(emptyStore, { claims, citations, say });
  // Closing moves the write-ahead log into the file that is copied.
  await emptyStore.close();
  copyFileSync(port, bare);

  const store = await openStore(port);
  const { counts, seconds } = filled;
  const asOf = new Date().toISOString();
  const replay = openReplay(port, bare);
  const corrections = await measureCorrections(store, replay, filled, runs);
  replay.close();
  const questions = await measureReads(store, asOf, filled, reads);
  await store.close();
  console.log(
    [
      `${counts.claims} claims, ${counts.citations} citations, ${counts.articles} articles, written in ${seconds.toFixed(0)} s; Node ${process.versions.node}, ${cpus().length} cores`,
      writeTable(corrections),
      readTable(questions),
    ].join('\n\n'),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
