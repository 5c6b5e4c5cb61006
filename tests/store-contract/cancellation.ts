import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AscribeError } from '#ascribe/domain/errors.js';
import type { Store } from '#ascribe/store/store.js';
import { article, entity } from './article-builder.js';

const over = new AscribeError('TIMEOUT', 'made up');
const LATE = { statuses: ['REPORTED' as const], during: '2031' };

/** What every store must keep of reads that are given up. `open` gives an empty store. */
export function cancellationContract(name: string, open: () => Promise<Store>): void {
  describe(`a store on ${name}, of which reads are given up`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
      await store.write((writer) =>
        writer.put([article('one', { entities: [entity('arland'), entity('river-front', 'ARMED_GROUP')] })]),
      );
    });
    afterEach(() => store.close());

    it('answers as ever while nobody gives up', async () => {
      const { signal } = new AbortController();
      const reads = store.withSignal(signal);
      expect(await reads.countClaims({ statuses: ['REPORTED'] })).toBe(1);
      const now = new Date().toISOString();
      expect(await reads.asOf(now).countClaims({ statuses: ['REPORTED'] })).toBe(1);
    });

    it('begins nothing once it is over, also of another moment, and says why', async () => {
      const reads = store.withSignal(AbortSignal.abort(over));
      await expect(reads.countClaims(LATE)).rejects.toBe(over);
      await expect(reads.asOf('2031-01-01T00:00:00.000Z').countClaims(LATE)).rejects.toBe(over);
      expect(await store.countEntities({})).toBe(2);
    });

    it('ends all that wait at once, and goes on serving others', async () => {
      const controller = new AbortController();
      const reads = store.withSignal(controller.signal);
      const asked = Array.from({ length: 50 }, () => reads.listClaims(LATE, { first: 5, after: null }));
      const settled = Promise.allSettled(asked);
      const others = Array.from({ length: 10 }, () => store.countEntities({}));
      controller.abort(over);
      const outcomes = await settled;
      expect(outcomes.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
      for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBe(over);
      expect(await Promise.all(others)).toEqual(others.map(() => 2));
      expect(await store.countEntities({})).toBe(2);
    });
  });
}
