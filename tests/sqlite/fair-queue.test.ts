import { expect, it } from 'vitest';
import type { Store } from '#ascribe/store/store.js';
import { withSlowStore } from './slow-store.js';

/** Asks as a request does, so many times; tells how often it was answered. */
function startReads(store: Store, times: number) {
  const controller = new AbortController();
  const reads = store.withSignal(controller.signal);
  const told = { answered: 0 };
  const asked = Array.from({ length: times }, () =>
    reads.count('sources', {}).then(() => {
      told.answered += 1;
    }),
  );
  const settled = Promise.allSettled(asked);
  return { told, settled, asked, giveUp: () => controller.abort(new Error('enough')) };
}

it('a request that reads 200 times holds up another one by one read, and not by all of them', async () => {
  await withSlowStore(1_000_000, async (store) => {
    // So that what opens connections is not measured too.
    await Promise.all(Array.from({ length: 10 }, () => startReads(store, 1).settled));
    const greedy = startReads(store, 200);
    const { told } = greedy;
    await greedy.asked[0];
    for (let round = 0; round < 3; round += 1) {
      const before = told.answered;
      await startReads(store, 1).settled;
      expect(told.answered - before).toBeLessThan(15);
    }
    greedy.giveUp();
    await greedy.settled;
  });
}, 60_000);

it('requests that read at length are answered in turn, however much the first one asks', async () => {
  await withSlowStore(200_000, async (store) => {
    const first = startReads(store, 200);
    const others = Array.from({ length: 10 }, () => startReads(store, 2));
    await Promise.all(others.map(({ settled }) => settled));
    expect(first.told.answered).toBeLessThan(60);
    expect(others.map(({ told }) => told.answered)).toEqual(others.map(() => 2));
    first.giveUp();
    await first.settled;
  });
}, 60_000);

it('tells that it is there, and where it stands, while all that read are busy', async () => {
  await withSlowStore(1e9, async (store) => {
    const requests = Array.from({ length: 10 }, () => startReads(store, 20));
    await store.ping();
    expect((await store.writePosition()).changeCursor).toBeNull();
    expect(requests.map(({ told }) => told.answered)).toEqual(requests.map(() => 0));
    for (const { giveUp } of requests) giveUp();
  });
}, 60_000);
