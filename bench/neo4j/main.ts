import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { generateArticles } from '../graph-generator.js';
import { timeMs } from '../measure.js';
import { measureImports } from './imports.js';
import { measureReads } from './reads.js';
import { type Bench, openBench } from './server.js';
import { importTable, readTable } from './tables.js';

const { values } = parseArgs({
  options: {
    claims: { type: 'string', default: '10000' },
    runs: { type: 'string', default: '200' },
    articles: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
  },
});
const [claims, runs, articles, rounds] = [values.claims, values.runs, values.articles, values.rounds].map(
  Number,
);
const say = (line: string) => console.error(line);

/** Writes the graph through the store, in batches. */
async function fill({ store, driver }: Bench): Promise<void> {
  const all = [...generateArticles(claims ?? 0)];
  const ms = await timeMs(async () => {
    for (let at = 0; at < all.length; at += 100) {
      await store.write((writer) => writer.put(all.slice(at, at + 100)));
      if (at % 1000 === 0) say(`  ${at} of ${all.length} articles`);
    }
  });
  say(`filled in ${(ms / 1000).toFixed(0)} s`);
  await driver.executeQuery('CALL db.prepareForReplanning()');
}

const bench = await openBench();
try {
  console.log(`${claims} claims; ${bench.version}, Node ${process.versions.node}, ${cpus().length} cores\n`);
  if (rounds !== 0) {
    say('measuring imports');
    const some = [...generateArticles(10_000)].slice(0, articles);
    console.log(`${importTable(await measureImports(bench, some, rounds ?? 0))}\n`);
  }
  say('filling the graph');
  await fill(bench);
  say('measuring reads');
  console.log(readTable(await measureReads(bench, { runs: runs ?? 0, only: new RegExp(values.only) })));
} finally {
  await bench.stop();
}
