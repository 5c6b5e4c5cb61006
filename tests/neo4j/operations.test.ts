import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '#ascribe/store/open.js';
import type { Store } from '#ascribe/store/store.js';
import { startService } from '../api/service.js';
import { subscribe } from '../api/stream.js';
import { run } from '../cli/run.js';
import { randomWork, work } from '../export/random-store.js';
import { exported, imported } from '../export/round-trip.js';
import { ALL, standing } from '../export/standing.js';
import { article, says } from '../store-contract/articles.js';
import { NEO4J_TIMEOUT, type TestNeo4j, testNeo4j, whyNoNeo4j } from './server.js';

const missing = await whyNoNeo4j();

describe.skipIf(missing !== null)('a store in Neo4j', () => {
  let neo4j: TestNeo4j;
  beforeAll(async () => {
    neo4j = await testNeo4j();
  }, NEO4J_TIMEOUT);
  afterAll(async () => {
    await neo4j?.stop();
  });
  const inBoth = async (use: (graph: Store, tables: Store) => Promise<void>) => {
    const [graph, tables] = [await neo4j.openEmpty(), await openStore(':memory:')];
    try {
      await use(graph, tables);
    } finally {
      await Promise.all([graph.close(), tables.close()]);
    }
  };

  it('is exported into one in SQLite, and back, and is the same', async () => {
    const property = fc.asyncProperty(randomWork, (done) =>
      inBoth(async (graph, tables) => {
        await work(graph, done);
        const lines = await exported(graph, ALL);
        await imported(tables, lines);
        const stands = await standing(graph);
        expect(await standing(tables)).toEqual(stands);
        const again = await neo4j.openEmpty();
        try {
          await imported(again, await exported(tables, ALL));
          expect(await standing(again)).toEqual(stands);
        } finally {
          await again.close();
        }
      }),
    );
    await fc.assert(property, { numRuns: 6, endOnFailure: true });
  }, 300_000);

  it('is exported as of one moment, whatever is written meanwhile', async () => {
    await inBoth(async (graph) => {
      const slugs = Array.from({ length: 30 }, (_, at) => `article-${String(at).padStart(2, '0')}`);
      await graph.write((writer) => writer.put(slugs.map((slug) => article(slug))));
      const before = await exported(graph, ALL);
      const { moment } = await graph.position();
      await graph.write((writer) => writer.put([article('article-29', { says: [{ predicate: 'ARMS' }] })]));
      await graph.write((writer) => writer.put([article('article-99')]));
      expect(await graph.asOf(moment).annotations(ALL, 100, null)).toEqual(
        await openedFrom(before).then((store) => store.annotations(ALL, 100, null)),
      );
    });
  }, 120_000);

  it('is backed up into a file, and restored from it, whole, into an empty database only', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ascribe-backup-'));
    const { uri, username, password } = neo4j;
    const env = { NEO4J_USERNAME: username, NEO4J_PASSWORD: password };
    const file = join(folder, 'graph.jsonl');
    const ascribe = (...args: string[]) => run([...args, '--store', uri], { env });
    try {
      const first = await neo4j.openEmpty();
      await first.write((writer) => writer.put([article('one'), article('two')]));
      const stands = await standing(first);
      expect(await ascribe('backup', file)).toMatchObject({ code: 0, stderr: '' });
      const refused = await ascribe('restore', file, '--force');
      expect(refused.code).toBe(1);
      expect(refused.stderr).toMatch(/^ascribe: STORE_UNUSABLE [^\n]+\n$/);
      await first.close();
      const second = await neo4j.openEmpty();
      const cut = join(folder, 'cut.jsonl');
      writeFileSync(cut, readFileSync(file, 'utf8').split('\n').slice(0, -2).join('\n'));
      expect((await ascribe('restore', cut)).stderr).toMatch(/^ascribe: INVALID_DOCUMENT [^\n]+\n$/);
      expect(await second.countEntities({})).toBe(0);
      expect(await ascribe('restore', file)).toMatchObject({ code: 0, stderr: '' });
      expect(await standing(second)).toEqual(stands);
      await second.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 120_000);

  it('tells its subscribers what changes, also what another client has written', async () => {
    const service = await startService({
      open: () => neo4j.openEmpty(),
      feed: { interval: 50, followers: 5 },
    });
    try {
      const query = `subscription ($after: String) { claimChanged(statuses: [CONFIRMED], entities: ["river-front"], after: $after) {
        cursor kind claimId claim { status } } }`;
      const stream = await subscribe(service, query);
      for (const slug of ['one', 'two']) await service.store.write((writer) => writer.put([article(slug)]));
      const { claimChanged } = (await stream.next()).data;
      expect(claimChanged).toMatchObject({
        kind: 'ENTERED',
        claimId: says('any').id,
        claim: { status: 'CONFIRMED' },
      });
      stream.cut();
      const retraction = { articleId: 'article:two', reason: 'wrong', analyst: 'ada', includeDerived: false };
      await service.store.write((writer) => writer.retract(retraction));
      const again = await subscribe(service, query, { after: claimChanged.cursor });
      expect((await again.next()).data.claimChanged).toMatchObject({ kind: 'LEFT', claim: null });
      again.cut();
    } finally {
      await service.close();
    }
  }, 120_000);
});

async function openedFrom(lines: readonly string[]): Promise<Store> {
  const store = await openStore(':memory:');
  await imported(store, lines);
  return store;
}
