import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'libsql';
import { median } from '../measure.js';
import { writeDocuments } from './documents.js';
import { builds, claims, rounds } from './options.js';
import { cpuOf, run } from './run-program.js';

/*
 * CPU time of `ascribe import` into SQLite, of all its processes, against writing the rows that it wrote with libsql alone. With
 * `--baseline`, also of another build. All run alternately.
 */

/** Articles that `ascribe import` writes in one transaction: up to 2,000 claims, of which these documents make about 20 each. */
const ARTICLES_PER_TRANSACTION = 97;

interface Measured {
  readonly import: number;
  /** Time of the import by the clock. */
  readonly wall: number;
  readonly raw: number;
  readonly bytes: number;
}

const folder = mkdtempSync(join(tmpdir(), 'ascribe-bench-import-'));
try {
  const documents = join(folder, 'documents.jsonl');
  const articles = await writeDocuments(documents, claims);
  const results = new Map(Object.keys(builds).map((name) => [name, [] as Measured[]]));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, dist] of Object.entries(builds)) {
      const measured = measure(resolve(dist, 'bin/ascribe.js'), documents, articles);
      console.error(`${name}: ${JSON.stringify(measured)}`);
      results.get(name)?.push(measured);
    }
  console.log(
    `${claims} claims in ${articles} articles; Node ${process.versions.node}, ${cpus().length} cores\n`,
  );
  console.log('| build | import, s | CPU s | the same rows, CPU s | ratio | bytes a claim |');
  console.log('| --- | --: | --: | --: | --: | --: |');
  for (const [name, measured] of results) {
    const [total, raw] = [median(measured.map((one) => one.import)), median(measured.map((one) => one.raw))];
    const ratio = median(measured.map((one) => one.import / one.raw));
    const wall = median(measured.map((one) => one.wall));
    const bytes = Math.round((measured[0]?.bytes ?? 0) / claims);
    console.log(
      `| ${name} | ${(wall / 1000).toFixed(2)} | ${(total / 1000).toFixed(2)} | ${(raw / 1000).toFixed(2)} | ${ratio.toFixed(2)} | ${bytes} |`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}

function measure(program: string, documents: string, articles: number): Measured {
  const store = join(folder, 'store.db');
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${store}${suffix}`, { force: true });
  const start = performance.now();
  const importMs = cpuOf([program, 'import', documents, '--store', store]);
  const wall = performance.now() - start;
  const file = new Database(store);
  file.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  file.close();
  const transactions = String(Math.ceil(articles / ARTICLES_PER_TRANSACTION));
  const { stdout } = run([join(import.meta.dirname, 'raw-rows.js'), store, transactions]);
  return { import: importMs, wall, raw: JSON.parse(stdout).cpuMs, bytes: statSync(store).size };
}
