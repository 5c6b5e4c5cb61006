import { setImmediate } from 'node:timers/promises';
import type { Pause } from '../../../domain/traversal/pause.js';

/** How long a search may keep the thread that serves all requests, in milliseconds. */
const TIME_SLICE_MS = 10;

/** Gives way to what else waits for the thread. Rejects with the signal's reason once it is aborted. */
export function createPause(signal: AbortSignal | undefined): Pause {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < TIME_SLICE_MS) return;
    await setImmediate();
    signal?.throwIfAborted();
    since = performance.now();
  };
}
