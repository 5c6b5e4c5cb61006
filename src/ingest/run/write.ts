import { problemOf } from '../../documents/diagnostic.js';
import { AscribeError, type ErrorCode } from '../../domain/errors.js';
import type { Store, WriteOutcome, Writer } from '../../store/store.js';
import type { Good } from './good.js';
import type { LoadOptions } from './options.js';
import type { Tally } from './run-counts.js';
import type { Staging } from './staging-database.js';

/** Errors that one article can cause. All others mean that the store cannot go on. */
const OF_AN_ARTICLE = new Set<ErrorCode>([
  'KIND_CONFLICT',
  'DUPLICATE',
  'BAD_INPUT',
  'INVALID_DOCUMENT',
  'LIMIT_EXCEEDED',
]);
export const isOfAnArticle = (error: unknown): error is AscribeError =>
  error instanceof AscribeError && OF_AN_ARTICLE.has(error.code);

/** Writes articles in one transaction. Where one of them is refused, each gets its own, so that the others are kept. */
export async function writeBatch(store: Store, batch: readonly Good[], counts: Tally): Promise<void> {
  if (batch.length === 0) return;
  try {
    const outcomes = await store.write((writer) =>
      writer.put(batch.map(({ annotated }) => annotated.article)),
    );
    for (const [index, outcome] of outcomes.entries())
      counts.imported(outcome, batch[index]?.annotated.unverified ?? 0);
  } catch (error) {
    if (!isOfAnArticle(error)) throw error;
    const [only, ...others] = batch;
    if (others.length > 0) for (const one of batch) await writeBatch(store, [one], counts);
    else if (only !== undefined) {
      const { file, line } = only.staged.place;
      counts.failed([{ ...problemOf(error.code, error.message, file), line, column: 1 }]);
    }
  }
}

class Interrupted extends Error {}

/** Writes the whole run in one transaction, if nothing in it is wrong. */
export async function writeAll(
  store: Store,
  staging: Staging,
  counts: Tally,
  { signal, onProgress }: LoadOptions,
  first: (writer: Writer) => Promise<void>,
): Promise<void> {
  const total = staging.count();
  if (signal?.aborted) return;
  if (counts.summary().problemCount > 0) {
    for (const batch of staging.readyBatches()) batch.forEach(counts.checked);
    return;
  }
  try {
    // The store may run this again after a conflict: it then reads the staging anew.
    await store.write(async (writer) => {
      let done = 0;
      await first(writer);
      for (const batch of staging.readyBatches()) {
        if (signal?.aborted) throw new Interrupted();
        const outcomes = await writer.put(batch.map(({ article }) => article));
        for (const [index, { seq, unverified }] of batch.entries())
          staging.saveOutcome(seq, outcomes[index] as WriteOutcome, unverified);
        done += batch.length;
        onProgress?.({ phase: 'importing', done, total });
      }
      for (const known of staging.exported().known()) await writer.reinstate(known);
    });
  } catch (error) {
    if (error instanceof Interrupted) return;
    if (!isOfAnArticle(error)) throw error;
    counts.problem(problemOf(error.code, error.message, null));
    return;
  }
  for (const { outcome, unverified } of staging.outcomes()) counts.imported(outcome, unverified);
}
