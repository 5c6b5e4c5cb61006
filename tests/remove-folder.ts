import { rmSync } from 'node:fs';

/** How long the processes of a killed process may take to end. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 100;

/**
 * Deletes the folder of a test. A process that was killed can have processes of its own, which end a moment later: until then they may
 * still write into the folder. `maxRetries` of `rmSync` does not help: it lists the files of a folder only once.
 */
export function removeFolder(folder: string): void {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}
