import childProcess, { type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { expect, it } from 'vitest';
import { openSqlite } from '#ascribe/store/sqlite/index.js';
import { ANSWER, README_QUESTION, writeAnswer } from '../api/readme-question.js';
import { startService } from '../api/service.js';
import { removeFolder } from '../remove-folder.js';
import { article, entity } from '../store-contract/article-builder.js';
import { cpuSeconds, readerPids, withSlowStore } from './slow-store.js';

/** Runs work with a store in a file of its own, and counts the messages to its processes. */
async function withCountedMessages(use: (file: string, sent: string[]) => Promise<void>): Promise<void> {
  const { fork } = childProcess;
  const sent: string[] = [];
  childProcess.fork = ((...args: Parameters<typeof fork>) => {
    const child: ChildProcess = fork(...args);
    const send = child.send.bind(child) as (...message: unknown[]) => boolean;
    child.send = (...message: unknown[]) => {
      sent.push((message[0] as { method: string }).method);
      return send(...message);
    };
    return child;
  }) as typeof fork;
  syncBuiltinESMExports();
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-'));
  try {
    await use(join(folder, 'ascribe.db'), sent);
  } finally {
    childProcess.fork = fork;
    syncBuiltinESMExports();
    removeFolder(folder);
  }
}

it('the reads of one request share a message: the question of the README takes one', async () => {
  await withCountedMessages(async (file, sent) => {
    const service = await startService({ open: () => openSqlite(file) });
    await writeAnswer(service);
    sent.length = 0;
    expect(await service.data(README_QUESTION)).toEqual(ANSWER);
    expect(sent).toEqual(['together']);
    const asOf = new Date().toISOString();
    sent.length = 0;
    await service.data(README_QUESTION.replace('id: "arland"', `id: "arland", asOf: "${asOf}"`));
    expect(sent.filter((method) => method !== 'writePosition')).toEqual(['asOf']);
    await service.close();
  });
});

it('of reads that share a message, only the one of a damaged record rejects', async () => {
  await withCountedMessages(async (file, sent) => {
    const store = await openSqlite(file);
    const entities = [entity('arland'), entity('river-front', 'ARMED_GROUP')];
    await store.write((writer) => writer.put([article('one', { entities })]));
    await store.close();
    const database = new Database(file);
    database.exec("UPDATE entity SET name = 'Other letters' WHERE id = 'arland'");
    database.close();
    const damaged = await openSqlite(file);
    sent.length = 0;
    const reads = damaged.withSignal(new AbortController().signal);
    const outcomes = await Promise.allSettled([
      reads.get('entities', ['arland']),
      reads.get('entities', ['river-front']),
      reads.get('articles', ['article:one']),
    ]);
    expect(sent).toEqual(['together']);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(outcomes[0]).toMatchObject({ reason: { code: 'STORE_UNUSABLE' } });
    await expect(damaged.ping()).rejects.toMatchObject({ code: 'STORE_UNUSABLE' });
    await damaged.close();
  });
});

it('reads that share a message all stop on abort', async () => {
  await withSlowStore(1e9, async (store, file) => {
    const controller = new AbortController();
    const reads = store.withSignal(controller.signal);
    const ended = Promise.all(
      [reads.get('entities', ['arland']), reads.get('sources', ['source:one'])].map((read) =>
        expect(read).rejects.toThrow('enough'),
      ),
    );
    await expect.poll(() => Math.max(0, ...readerPids(file).map(cpuSeconds))).toBeGreaterThan(1.5);
    const [busy] = readerPids(file);
    controller.abort(new Error('enough'));
    await ended;
    await expect.poll(() => readerPids(file)).not.toContain(busy);
    expect(await store.count('entities', {})).toBe(0);
  });
});
