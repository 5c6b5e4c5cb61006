import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { openStore } from '#ascribe/store/open.js';
import type { ClaimFilter, Store } from '#ascribe/store/store.js';
import { measurePair, timeMs } from '../measure.js';
import { CITATIONS_PER_CLAIM, entityCount, entityId, generateArticles } from './articles.js';

/**
 * What the status in time costs on SQLite. In one store of claims with five dated citations: questions with `during` against the same without.
 * With `--baseline`, another build: the import and one-hop reads of claims without dates against those of that build.
 */
const { values } = parseArgs({
  options: {
    claims: { type: 'string', default: '20000' },
    runs: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '5' },
    baseline: { type: 'string' },
  },
});
const [claims, runs, rounds] = [values.claims, values.runs, values.rounds].map(Number) as [
  number,
  number,
  number,
];
const ALL = ['CONFIRMED', 'REPORTED', 'ALLEGED'] as const;
const BATCH = 100;

async function fill(store: Store, dated: boolean): Promise<void> {
  const articles = [...generateArticles(claims, dated)];
  for (let start = 0; start < articles.length; start += BATCH)
    await store.write((writer) => writer.put(articles.slice(start, start + BATCH)));
}

type Question = readonly [
  name: string,
  ask: (store: Store, turn: number, filter: ClaimFilter) => Promise<unknown>,
];

const spread = (turn: number) => entityId((turn * 37) % entityCount(claims));
const PAGE = { first: 50, after: null };
const QUESTIONS: readonly Question[] = [
  ['list, first page', (store, _, filter) => store.list('claims', filter, PAGE)],
  [
    'list, one predicate',
    (store, _, filter) => store.list('claims', { ...filter, predicates: ['ARMS'] }, PAGE),
  ],
  ['list, ALLEGED', (store, _, filter) => store.list('claims', { ...filter, statuses: ['ALLEGED'] }, PAGE)],
  ['claimsOf, a hub', (store, _, filter) => store.claimsOf([entityId(0)], 'BOTH', filter, PAGE)],
  ['claimsOf, an entity', (store, turn, filter) => store.claimsOf([spread(turn)], 'BOTH', filter, PAGE)],
  ['count', (store, _, filter) => store.count('claims', filter)],
  ['chains of 2', (store, turn, filter) => store.chainsFrom(spread(turn), 2, 'OUT', filter)],
  [
    'neighborhood of 2',
    (store, turn, filter) =>
      store.neighborhood(
        { entityId: spread(turn), depth: 2, maxEntities: 100, maxClaims: 500 },
        'BOTH',
        filter,
      ),
  ],
  [
    'paths of 4',
    (store, turn, filter) =>
      store.paths(
        { fromId: spread(turn), toId: spread(turn + 1), maxLength: 4, limit: 10, avoid: [], through: [] },
        'BOTH',
        filter,
      ),
  ],
];
const ONE_HOP = QUESTIONS.filter(([name]) => /claimsOf|list, first/.test(name));

const row = (name: string, a: number, b: number) =>
  `| ${name} | ${a.toFixed(2)} | ${b.toFixed(2)} | ${(a / b).toFixed(2)} |`;

const folder = mkdtempSync(join(tmpdir(), 'ascribe-bench-'));
try {
  const dated = await openStore(join(folder, 'dated.db'));
  const seconds = (await timeMs(() => fill(dated, true))) / 1000;
  console.log(
    `${claims} claims with ${CITATIONS_PER_CLAIM} dated citations each, written in ${seconds.toFixed(0)} s; Node ${process.versions.node}, ${cpus().length} cores\n`,
  );
  console.log('| question | during ms | without ms | ratio |\n| --- | --: | --: | --: |');
  for (const [name, ask] of QUESTIONS) {
    let turn = 0;
    const filter = { statuses: ALL };
    const { port, baseline } = await measurePair(
      () => ask(dated, Math.floor(turn++ / 2), { ...filter, during: '2009' }),
      () => ask(dated, Math.floor(turn++ / 2), filter),
      name === 'count' || name.startsWith('paths') ? Math.ceil(runs / 5) : runs,
    );
    console.log(row(name, port, baseline));
  }
  await dated.close();
  if (values.baseline !== undefined) await compareBuilds(values.baseline);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Claims without dates, in this build and in another one. */
async function compareBuilds(build: string): Promise<void> {
  const other = (await import(pathToFileURL(resolve(build, 'store/open.js')).href)) as {
    openStore: (location: string) => Promise<Store>;
  };
  const stores: Store[] = [];
  const importWith = (open: (location: string) => Promise<Store>) => async () => {
    const store = await open(join(folder, `${stores.length}.db`));
    stores.push(store);
    await fill(store, false);
  };
  console.log(
    '\n| claims without dates | this build ms | other build ms | ratio |\n| --- | --: | --: | --: |',
  );
  const times = await measurePair(importWith(openStore), importWith(other.openStore), rounds);
  console.log(row('import', times.port, times.baseline));
  // The first round imported with this build first.
  const [own, others] = stores as [Store, Store];
  for (const [name, ask] of ONE_HOP) {
    let turn = 0;
    const { port, baseline } = await measurePair(
      () => ask(own, Math.floor(turn++ / 2), { statuses: ALL }),
      () => ask(others, Math.floor(turn++ / 2), { statuses: ALL }),
      runs,
    );
    console.log(row(name, port, baseline));
  }
  for (const store of stores) await store.close();
}
