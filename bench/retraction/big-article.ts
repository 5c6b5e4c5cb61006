import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openStore } from '#ascribe/store/open.js';
import type { Store, Writer } from '#ascribe/store/store.js';
import { article, entity } from '../../tests/store-contract/article-builder.js';
import { timeMs } from '../measure.js';
import { openBench } from '../neo4j/server.js';

/** One article with many claims about few entities, as a data set makes: its import, preview, retraction and restoration on both stores. */
const { values } = parseArgs({
  options: { claims: { type: 'string', default: '8000' }, entities: { type: 'string', default: '90' } },
});
const [claims, entities] = [Number(values.claims), Number(values.entities)];
const id = (number: number) => `state-${number % entities}`;
const says = Array.from({ length: claims }, (_, number) => ({
  subjectId: id(number),
  predicate: number % 2 === 0 ? ('BACKS' as const) : ('ARMS' as const),
  objectId: id(number + 1 + Math.floor(number / entities)),
  value: null,
  citations: [{ quote: `row ${number}` }],
}));
if (claims > entities * (entities - 1))
  throw new Error(`${entities} entities have too few pairs for ${claims} claims; expected more entities`);
const states = Array.from({ length: entities }, (_, number) =>
  entity(id(number), 'STATE', { name: `State ${number}` }),
);
const retraction = { articleId: 'article:rows', reason: 'Made up.', analyst: 'anna', includeDerived: null };
const retract = (writer: Writer) => writer.retract(retraction);
const STEPS: Readonly<Record<string, (store: Store) => Promise<unknown>>> = {
  import: (store) => store.write((writer) => writer.put([article('rows', { entities: states, says })])),
  'preview of the retraction': (store) => store.preview(retract),
  retraction: (store) => store.write(retract),
  restoration: (store) => store.write((writer) => writer.restore(retraction)),
};

const folder = mkdtempSync(join(tmpdir(), 'ascribe-bench-article-'));
const bench = await openBench();
const sqlite = await openStore(join(folder, 'store.db'));
try {
  console.log(
    `${claims} claims about ${entities} entities; Node ${process.versions.node}, ${bench.version}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}\n`,
  );
  console.log('| step | SQLite s | Neo4j s | ratio |\n| --- | --: | --: | --: |');
  for (const [name, step] of Object.entries(STEPS)) {
    const [one, other] = [await timeMs(() => step(sqlite)), await timeMs(() => step(bench.store))];
    console.log(
      `| ${name} | ${(one / 1000).toFixed(1)} | ${(other / 1000).toFixed(1)} | ${(other / one).toFixed(1)} |`,
    );
  }
} finally {
  await sqlite.close();
  await bench.stop();
  rmSync(folder, { recursive: true });
}
