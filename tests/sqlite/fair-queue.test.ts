import { expect, it } from 'vitest';
import type { Store } from '#ascribe/store/store.js';
import { withSlowStore } from './slow-store.js';

/** Starts this many slow reads as one request, and counts the answers. */
function startReads(store: Store, times: number) {
  const controller = new AbortController();
  const reads = store.withSignal(controller.signal);
  const progress = { answered: 0 };
  const answers = Array.from({ length: times }, () =>
    reads.count('sources', {}).then(() => {
      progress.answered += 1;
    }),
  );
  const settled = Promise.allSettled(answers);
  return { progress, settled, answers, cancel: () => controller.abort(new Error('enough')) };
}

it('delays a short request by one read of a long request, not by all of them', async () => {
  await withSlowStore(1_000_000, async (store) => {
    // Opens all connections first, so that opening them is not measured.
    await Promise.all(Array.from({ length: 10 }, () => startReads(store, 1).settled));
    const greedy = startReads(store, 200);
    const { progress } = greedy;
    await greedy.answers[0];
    for (let round = 0; round < 3; round += 1) {
      const before = progress.answered;
      await startReads(store, 1).settled;
      expect(progress.answered - before).toBeLessThan(15);
    }
    greedy.cancel();
    await greedy.settled;
  });
});

it('serves requests in turn, even if the first has many more reads', async () => {
  await withSlowStore(200_000, async (store) => {
    const first = startReads(store, 200);
    const others = Array.from({ length: 10 }, () => startReads(store, 2));
    await Promise.all(others.map(({ settled }) => settled));
    expect(first.progress.answered).toBeLessThan(60);
    expect(others.map(({ progress }) => progress.answered)).toEqual(others.map(() => 2));
    first.cancel();
    await first.settled;
  });
});

it('answers ping and writePosition while all readers are busy', async () => {
  await withSlowStore(1e9, async (store) => {
    const requests = Array.from({ length: 10 }, () => startReads(store, 20));
    await store.ping();
    expect((await store.writePosition()).changeCursor).toBeNull();
    expect(requests.map(({ progress }) => progress.answered)).toEqual(requests.map(() => 0));
    for (const { cancel } of requests) cancel();
  });
});
