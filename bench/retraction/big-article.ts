import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_POLICY } from '#ascribe/domain/derivation/policy.js';
import { openStore } from '#ascribe/store/open.js';
import type { Store, Writer } from '#ascribe/store/store.js';
import { applyPolicyInBatches } from '#ascribe/store/write/apply-policy-in-batches.js';
import { article, entity } from '../../tests/store-contract/article-builder.js';
import { cpuMsOf } from '../cpu.js';
import { timeMs } from '../measure.js';
import { openBench } from '../neo4j/server.js';

/**
 * One article with many claims about few entities, as a data set makes: its import, preview, retraction, restoration, an assessment and a policy
 * that changes all claims, on both stores. CPU times are of all processes of each store. Linux only.
 */
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
  'assessment of one claim': async (store) => {
    const filter = { statuses: ['CONFIRMED', 'REPORTED', 'ALLEGED'] as const, subjectIds: [id(0)] };
    const { items } = await store.list('claims', filter, { first: 1, after: null });
    const judgement = { analyst: 'anna', status: 'DENIED' as const, confidence: 10, rationale: 'Seen.' };
    await store.write((writer) => writer.assess({ claimId: items[0]?.id ?? '', ...judgement }));
  },
  'policy that changes all claims': async (store) => {
    for await (const _ of applyPolicyInBatches(store, STRICTER, POLICY_BATCH));
  },
};

/** `ascribe policy apply` derives as many claims in one transaction. */
const POLICY_BATCH = 500;
const STRICTER = {
  ...DEFAULT_POLICY,
  version: 99,
  modality: { ...DEFAULT_POLICY.modality, REPORTED_AS_FACT: 0.5 },
};

async function measure(work: () => Promise<unknown>) {
  const before = cpuMsOf(process.pid);
  const ms = await timeMs(work);
  return { ms, cpu: cpuMsOf(process.pid) - before };
}

const folder = mkdtempSync(join(tmpdir(), 'ascribe-bench-article-'));
const bench = await openBench({ heap: '512m' });
const sqlite = await openStore(join(folder, 'store.db'));
try {
  console.log(
    `${claims} claims about ${entities} entities; Node ${process.versions.node}, ${bench.version}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}\n`,
  );
  console.log('| step | SQLite s | Neo4j s | ratio | SQLite CPU s | Neo4j CPU s | ratio of CPU |');
  console.log('| --- | --: | --: | --: | --: | --: | --: |');
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  for (const [name, step] of Object.entries(STEPS)) {
    const [one, other] = [await measure(() => step(sqlite)), await measure(() => step(bench.store))];
    console.log(
      `| ${name} | ${seconds(one.ms)} | ${seconds(other.ms)} | ${(other.ms / one.ms).toFixed(1)} | ${seconds(one.cpu)} | ${seconds(other.cpu)} | ${(other.cpu / one.cpu).toFixed(1)} |`,
    );
  }
} finally {
  await sqlite.close();
  await bench.stop();
  rmSync(folder, { recursive: true });
}
