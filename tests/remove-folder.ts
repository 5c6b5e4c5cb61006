import { rmSync } from 'node:fs';

/**
 * Deletes the folder of a test. A process that was killed can have processes of its own, which end a moment later: until then they may
 * still write into the folder. So this tries for about a minute.
 */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 30, retryDelay: 100 });
}
