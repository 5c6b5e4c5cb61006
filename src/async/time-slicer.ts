import { setImmediate } from 'node:timers/promises';

/** How many milliseconds long answers may take before all else has its turn. */
const SLICE_MS = 15;
/** After so many turns of the microtask queue what one resolution has set going is done: promises that follow one another. */
const MICROTASKS_PER_TURN = 12;

/** What waits to go on, by the answer that it is of. */
const queues = new Map<object, (() => void)[]>();
let running = false;

/**
 * Resolves when this answer may go on. What is answered from memory comes without a pause, and would keep the thread from all other
 * callers for seconds: so long answers go on a few milliseconds at a time, and between them comes all else. The one that waits longest is first
 * brought to its end, as each that is under way takes memory.
 */
export function waitForTurn(owner: object): Promise<void> {
  return new Promise((resolve) => {
    const line = queues.get(owner) ?? [];
    line.push(resolve);
    queues.set(owner, line);
    if (!running) drainQueues();
  });
}

/** All that waits of this answer goes on at once, as when it will find that the answer is over. */
export function releaseTurns(owner: object): void {
  const line = queues.get(owner) ?? [];
  queues.delete(owner);
  for (const resolve of line) resolve();
}

async function drainQueues(): Promise<void> {
  running = true;
  while (queues.size > 0) {
    await setImmediate();
    const until = performance.now() + SLICE_MS;
    while (queues.size > 0 && performance.now() < until) {
      resumeNext();
      for (let turn = 0; turn < MICROTASKS_PER_TURN; turn += 1) await null;
    }
  }
  running = false;
}

function resumeNext(): void {
  const [first] = queues;
  if (first === undefined) return;
  const [answer, line] = first;
  const resolve = line.pop();
  if (line.length === 0) queues.delete(answer);
  resolve?.();
}
