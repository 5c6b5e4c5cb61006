import { setImmediate } from 'node:timers/promises';

/** Milliseconds that long responses may run before other work gets its turn. */
const SLICE_MS = 15;
/** Microtask turns after which the chain of promises that one resolution started has settled. */
const MICROTASKS_PER_TURN = 12;

/** The waiting fields of each response. */
const queues = new Map<object, (() => void)[]>();
let running = false;

/**
 * Resolves when this response may continue. A response computed from memory never yields and would block the thread for seconds, so long
 * responses run in short slices. The one that has waited longest is finished first, because each unfinished response takes memory.
 */
export function waitForTurn(owner: object): Promise<void> {
  return new Promise((resolve) => {
    const queue = queues.get(owner) ?? [];
    queue.push(resolve);
    queues.set(owner, queue);
    if (!running) drainQueues();
  });
}

/** Releases all fields of this response at once, so that they notice its cancellation. */
export function releaseTurns(owner: object): void {
  const queue = queues.get(owner) ?? [];
  queues.delete(owner);
  for (const resolve of queue) resolve();
}

async function drainQueues(): Promise<void> {
  running = true;
  while (queues.size > 0) {
    await setImmediate();
    const sliceEnd = performance.now() + SLICE_MS;
    while (queues.size > 0 && performance.now() < sliceEnd) {
      resumeNext();
      for (let turn = 0; turn < MICROTASKS_PER_TURN; turn += 1) await null;
    }
  }
  running = false;
}

function resumeNext(): void {
  const [oldest] = queues;
  if (oldest === undefined) return;
  const [owner, queue] = oldest;
  const resolve = queue.pop();
  if (queue.length === 0) queues.delete(owner);
  resolve?.();
}

/** How long one computation may keep the thread before it yields. */
const COMPUTATION_SLICE_MS = 10;

/** Returns a function that yields the thread once a time slice is over. It rejects with the signal's reason once that is aborted. */
export function createPause(signal: AbortSignal | undefined): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < COMPUTATION_SLICE_MS) return;
    await setImmediate();
    signal?.throwIfAborted();
    since = performance.now();
  };
}
