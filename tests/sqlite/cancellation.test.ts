import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openSqlite } from '#ascribe/store/sqlite/index.js';
import { removeFolder } from '../remove-folder.js';
import { cpuSeconds, readerPids, withSlowStore } from './slow-store.js';

it('stops a running statement on abort and answers the next one', async () => {
  let path = '';
  await withSlowStore(1e9, async (store, file) => {
    path = file;
    const controller = new AbortController();
    const slow = store.withSignal(controller.signal).count('sources', {});
    const ended = expect(slow).rejects.toThrow('enough');
    // A process that only starts takes less: now the statement runs.
    await expect.poll(() => Math.max(0, ...readerPids(file).map(cpuSeconds))).toBeGreaterThan(1.5);
    const [busy] = readerPids(file);
    controller.abort(new Error('enough'));
    await ended;
    await expect.poll(() => readerPids(file)).not.toContain(busy);
    expect(await store.count('entities', {})).toBe(0);
  });
  expect(readerPids(path)).toEqual([]);
});

it('gives no read to a process that is being stopped, even if the answer of that process came meanwhile', async () => {
  await withSlowStore(10, async (store) => {
    expect(await store.count('entities', {})).toBe(0);
    const controller = new AbortController();
    const slow = store.withSignal(controller.signal).count('sources', {});
    const ended = expect(slow).rejects.toThrow('enough');
    controller.abort(new Error('enough'));
    // Meanwhile the answer arrives and the process is due to be stopped. Node then does the second first.
    for (const until = performance.now() + 2000; performance.now() < until; );
    await ended;
    expect(await store.count('entities', {})).toBe(0);
  });
});

it('limits how often processes restart if clients keep aborting reads, and still stops the reads', async () => {
  await withSlowStore(1e9, async (store, file) => {
    const seen = new Set<string>();
    const look = setInterval(() => {
      for (const id of readerPids(file)) seen.add(id);
    }, 20);
    const start = performance.now();
    const keepAborting = async () => {
      for (let times = 0; times < 50; times += 1) {
        const controller = new AbortController();
        const slow = store.withSignal(controller.signal).count('sources', {});
        const ended = expect(slow).rejects.toThrow('enough');
        await sleep(150);
        controller.abort(new Error('enough'));
        await ended;
      }
    };
    await Promise.all([keepAborting(), keepAborting(), keepAborting(), keepAborting()]);
    clearInterval(look);
    const seconds = (performance.now() - start) / 1000;
    console.log(`200 reads aborted in ${seconds.toFixed(1)} s: ${seen.size} processes`);
    // At most 20 processes while the backoff grows; after that, each of five connections restarts at most once in two seconds.
    expect(seen.size).toBeLessThanOrEqual(20 + (5 / 2) * seconds);
    const others = Array.from({ length: 10 }, () => store.count('entities', {}));
    expect(await Promise.all(others)).toEqual(others.map(() => 0));
  });
});

it('answers running reads on close and rejects waiting ones at once', async () => {
  await withSlowStore(200_000, async (store) => {
    const reads = Array.from({ length: 100 }, () => store.count('sources', {}));
    const settled = Promise.allSettled(reads);
    await Promise.race(reads);
    await store.close();
    const outcomes = await settled;
    const answered = outcomes.filter(({ status }) => status === 'fulfilled').length;
    expect(answered).toBeGreaterThan(1);
    expect(answered).toBeLessThan(20);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ code: 'STORE_UNAVAILABLE', message: 'the store is closed' });
  });
});

it('does not wait for a slow read on close', async () => {
  let path = '';
  await withSlowStore(1e9, async (store, file) => {
    path = file;
    await store.count('entities', {});
    const slow = expect(store.count('sources', {})).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await store.close();
    await slow;
  });
  expect(readerPids(path)).toEqual([]);
});

it('leaves no process running after close, even right after a read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-'));
  const file = join(folder, 'ascribe.db');
  for (let round = 0; round < 5; round += 1) {
    const store = await openSqlite(file);
    const reads = Array.from({ length: 1 + round }, () => store.count('entities', {}));
    const settled = Promise.allSettled(reads);
    if (round % 2 === 0) await reads[0];
    await store.close();
    for (const outcome of await settled)
      if (outcome.status === 'fulfilled') expect(outcome.value).toBe(0);
      else expect(outcome.reason).toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(readerPids(file)).toEqual([]);
  }
  removeFolder(folder);
});
