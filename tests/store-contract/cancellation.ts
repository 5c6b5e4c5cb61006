import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AscribeError } from '#ascribe/domain/errors.js';
import type { Store } from '#ascribe/store/store.js';
import { article, entity } from './article-builder.js';

const over = new AscribeError('TIMEOUT', 'made up');
const LATE = { statuses: ['REPORTED' as const], during: '2031' };

/** Tests of cancelled reads, for every store. `open` creates an empty store. */
export function cancellationContract(name: string, open: () => Promise<Store>): void {
  describe(`cancelled reads of a store on ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
      await store.write((writer) =>
        writer.put([article('one', { entities: [entity('arland'), entity('river-front', 'ARMED_GROUP')] })]),
      );
    });
    afterEach(() => store.close());

    it('answers normally until the signal is aborted', async () => {
      const { signal } = new AbortController();
      const reads = store.withSignal(signal);
      expect(await reads.count('claims', { statuses: ['REPORTED'] })).toBe(1);
      const now = new Date().toISOString();
      expect(await reads.asOf(now).count('claims', { statuses: ['REPORTED'] })).toBe(1);
    });

    it("rejects with the signal's reason once aborted, also as of an earlier time", async () => {
      const reads = store.withSignal(AbortSignal.abort(over));
      await expect(reads.count('claims', LATE)).rejects.toBe(over);
      await expect(reads.asOf('2031-01-01T00:00:00.000Z').count('claims', LATE)).rejects.toBe(over);
      expect(await store.count('entities', {})).toBe(2);
    });

    it('rejects all pending reads at once and keeps serving others', async () => {
      const controller = new AbortController();
      const reads = store.withSignal(controller.signal);
      const answers = Array.from({ length: 50 }, () => reads.list('claims', LATE, { first: 5, after: null }));
      const settled = Promise.allSettled(answers);
      const others = Array.from({ length: 10 }, () => store.count('entities', {}));
      controller.abort(over);
      const outcomes = await settled;
      expect(outcomes.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
      for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBe(over);
      expect(await Promise.all(others)).toEqual(others.map(() => 2));
      expect(await store.count('entities', {})).toBe(2);
    });
  });
}
