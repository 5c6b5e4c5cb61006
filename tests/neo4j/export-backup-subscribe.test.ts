import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Store } from '#ascribe/store/store.js';
import { subscribe } from '../api/event-stream.js';
import { startService } from '../api/service.js';
import { runCli } from '../cli/run-cli.js';
import { randomHistory, replayHistory } from '../export/random-history.js';
import { exportToLines, importLines } from '../export/round-trip.js';
import { ALL_STATUSES, readStoreContents } from '../export/store-contents.js';
import { readStix } from '../interchange/convert-objects.js';
import { exportTo, readCsv, readJsonld, readTrig } from '../interchange/export-round-trip.js';
import { removeFolder } from '../remove-folder.js';
import { openEmptyStore } from '../sqlite/empty-store.js';
import { article, buildClaim } from '../store-contract/article-builder.js';
import { describeNeo4j, useTestNeo4j } from './test-neo4j.js';

describeNeo4j('a Neo4j store', () => {
  const neo4j = useTestNeo4j();
  const inBoth = async (use: (graph: Store, tables: Store) => Promise<void>) => {
    const [graph, tables] = [await neo4j.openEmptyStore(), await openEmptyStore()];
    try {
      await use(graph, tables);
    } finally {
      await Promise.all([graph.close(), tables.close()]);
    }
  };

  it('has the same contents after an export to SQLite and back', async () => {
    const property = fc.asyncProperty(randomHistory, (done) =>
      inBoth(async (graph, tables) => {
        await replayHistory(graph, done);
        const lines = await exportToLines(graph, ALL_STATUSES);
        await importLines(tables, lines);
        const contents = await readStoreContents(graph);
        expect(await readStoreContents(tables)).toEqual(contents);
        const again = await neo4j.openEmptyStore();
        try {
          await importLines(again, await exportToLines(tables, ALL_STATUSES));
          expect(await readStoreContents(again)).toEqual(contents);
        } finally {
          await again.close();
        }
      }),
    );
    await fc.assert(property, { numRuns: 6, endOnFailure: true });
  });

  it('reads back from CSV, TriG, JSON-LD and STIX as the same export', async () => {
    const property = fc.asyncProperty(randomHistory, (done) =>
      inBoth(async (graph) => {
        await replayHistory(graph, done);
        const lines = await exportToLines(graph, ALL_STATUSES);
        expect(await readCsv(await exportTo(graph, 'csv', ALL_STATUSES))).toEqual({ lines, problems: [] });
        expect(await readTrig(await exportTo(graph, 'trig', ALL_STATUSES))).toEqual({ lines, problems: [] });
        expect(await readJsonld(await exportTo(graph, 'jsonld', ALL_STATUSES))).toEqual({
          lines,
          problems: [],
        });
        expect(await readStix(await exportTo(graph, 'stix', ALL_STATUSES))).toEqual({ lines, problems: [] });
      }),
    );
    await fc.assert(property, { numRuns: 4, endOnFailure: true });
  });

  it('exports one state during concurrent writes', async () => {
    await inBoth(async (graph) => {
      const slugs = Array.from({ length: 30 }, (_, at) => `article-${String(at).padStart(2, '0')}`);
      await graph.write((writer) => writer.put(slugs.map((slug) => article(slug))));
      const before = await exportToLines(graph, ALL_STATUSES);
      const { lastWriteAt } = await graph.writePosition();
      await graph.write((writer) => writer.put([article('article-29', { says: [{ predicate: 'ARMS' }] })]));
      await graph.write((writer) => writer.put([article('article-99')]));
      expect(await graph.asOf(lastWriteAt).annotations(ALL_STATUSES, 100, null)).toEqual(
        await openedFrom(before).then((store) => store.annotations(ALL_STATUSES, 100, null)),
      );
    });
  });

  it('restores a complete backup, and only into an empty database', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ascribe-backup-'));
    const { uri, username, password } = neo4j;
    const env = { NEO4J_USERNAME: username, NEO4J_PASSWORD: password };
    const file = join(folder, 'graph.jsonl');
    const ascribe = (...args: string[]) => runCli([...args, '--store', uri], { env });
    try {
      const first = await neo4j.openEmptyStore();
      await first.write((writer) => writer.put([article('one'), article('two')]));
      const contents = await readStoreContents(first);
      expect(await ascribe('backup', file)).toMatchObject({ code: 0, stderr: '' });
      const refused = await ascribe('restore', file, '--force');
      expect(refused.code).toBe(1);
      expect(refused.stderr).toMatch(/^ascribe: STORE_UNUSABLE [^\n]+\n$/);
      await first.close();
      const second = await neo4j.openEmptyStore();
      const cut = join(folder, 'cut.jsonl');
      writeFileSync(cut, readFileSync(file, 'utf8').split('\n').slice(0, -2).join('\n'));
      expect((await ascribe('restore', cut)).stderr).toMatch(/^ascribe: INVALID_DOCUMENT [^\n]+\n$/);
      expect(await second.count('entities', {})).toBe(0);
      expect(await ascribe('restore', file)).toMatchObject({ code: 0, stderr: '' });
      expect(await readStoreContents(second)).toEqual(contents);
      await second.close();
    } finally {
      removeFolder(folder);
    }
  });

  it('sends changes to subscribers, also those made while they were disconnected', async () => {
    const service = await startService({
      open: () => neo4j.openEmptyStore(),
      feed: { pollInterval: 50, maxSubscribers: 5 },
    });
    try {
      const query = `subscription ($after: String) { claimChanged(statuses: [CONFIRMED], where: { entityIds: ["river-front"] }, after: $after) {
        cursor kind claimId claim { status } } }`;
      const stream = await subscribe(service, query);
      for (const slug of ['one', 'two']) await service.store.write((writer) => writer.put([article(slug)]));
      const { claimChanged } = (await stream.next()).data;
      expect(claimChanged).toMatchObject({
        kind: 'ENTERED',
        claimId: buildClaim('any').id,
        claim: { status: 'CONFIRMED' },
      });
      stream.disconnect();
      const retraction = { articleId: 'article:two', reason: 'wrong', analyst: 'ada', includeDerived: false };
      await service.store.write((writer) => writer.retract(retraction));
      const again = await subscribe(service, query, { after: claimChanged.cursor });
      expect((await again.next()).data.claimChanged).toMatchObject({ kind: 'LEFT', claim: null });
      again.disconnect();
    } finally {
      await service.close();
    }
  });
});

async function openedFrom(lines: readonly string[]): Promise<Store> {
  const store = await openEmptyStore();
  await importLines(store, lines);
  return store;
}
