/**
 * Called by long computations at least every `PAUSE_INTERVAL` steps. Yields the thread to other work when it is time to.
 * Rejects if the computation is cancelled.
 */
export type Pause = () => Promise<void>;

/** The number of steps of a long loop between two calls of `Pause`. */
export const PAUSE_INTERVAL = 1000;
