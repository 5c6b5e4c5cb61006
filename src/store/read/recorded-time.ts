import { lazy } from '../../async/lazy.js';
import { AscribeError } from '../../domain/errors.js';
import { isFuture } from '../../domain/timestamp.js';
import { decorateStore } from '../decorate-store.js';
import type { Reads, Store, TemporalReads } from '../store.js';

type Position = Pick<Store, 'writePosition'>;

/**
 * The reads as of a timestamp. They throw BAD_INPUT if it is later than both the clock and the last write of `position`: its content is not
 * settled yet. The last write may be later than the clock if the clock was wrong when it was made.
 */
export function readsAsOf(store: TemporalReads, position: Position, timestamp: string): Reads {
  const reads = store.asOf(timestamp);
  if (!isFuture(timestamp)) return reads;
  const check = lazy(() => requireRecorded(position, timestamp));
  return decorateStore(reads, { aroundCall: (call) => check().then(call) });
}

/** Throws BAD_INPUT if the timestamp is later than both the clock and the last write. */
export async function requireRecorded(position: Position, timestamp: string): Promise<void> {
  if (!isFuture(timestamp)) return;
  const { lastWriteAt } = await position.writePosition();
  if (timestamp <= lastWriteAt) return;
  throw new AscribeError(
    'BAD_INPUT',
    `asOf is ${timestamp}, which is in the future; omit it to read the current state`,
  );
}
