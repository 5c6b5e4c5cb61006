import { parseArgs } from 'node:util';
import { timed } from './measure.js';
import { measureReads } from './reads.js';
import { openBench } from './server.js';
import { readTable } from './tables.js';
import { articlesOf } from './world.js';

const { values } = parseArgs({
  options: {
    claims: { type: 'string', default: '10000' },
    runs: { type: 'string', default: '100' },
    only: { type: 'string', default: '' },
  },
});
const claims = Number(values.claims);
const say = (line: string) => console.error(line);

const bench = await openBench();
try {
  const { store, version } = bench;
  const articles = [...articlesOf(claims)];
  say(`${version}: writing ${articles.length} articles`);
  const ms = await timed(async () => {
    for (let at = 0; at < articles.length; at += 100) {
      await store.write((writer) => writer.put(articles.slice(at, at + 100)));
      if (at % 1000 === 0) say(`  ${at} of ${articles.length}`);
    }
  });
  say(`written in ${(ms / 1000).toFixed(0)} s`);
  await bench.driver.executeQuery('CALL db.awaitIndexes()');
  const reads = await measureReads(bench, { runs: Number(values.runs), only: new RegExp(values.only) });
  console.log(readTable(reads));
} finally {
  await bench.stop();
}
