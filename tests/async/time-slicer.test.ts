import { expect, it } from 'vitest';
import { waitForTurn } from '#ascribe/async/time-slicer.js';

it('long answers let others have their turn', async () => {
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, 1);
  const answer = {};
  const parts = Array.from({ length: 300 }, () =>
    waitForTurn(answer).then(() => {
      for (const until = performance.now() + 1; performance.now() < until; );
    }),
  );
  await Promise.all(parts);
  clearInterval(timer);
  // 300 ms of work in slices of 15 ms.
  expect(ticks).toBeGreaterThan(10);
});
