import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClaimStatus } from '#ascribe/domain/records.js';
import type { Reads, Store } from '#ascribe/store/store.js';
import { article, type ClaimSpec, entity } from './article-builder.js';

const ASKED_STATUSES: readonly ClaimStatus[] = ['CONFIRMED'];
const filter = { statuses: ASKED_STATUSES };
const page = { first: 100, after: null };
const IDS = ['a', 'b', 'c', 'd'];

/** Each read of the port that returns claims of a filter, or records found through them. */
const READS: Readonly<Record<string, (reads: Reads) => Promise<unknown>>> = {
  'list claims': (reads) => reads.list('claims', filter, page),
  claimsOf: (reads) => reads.claimsOf(IDS, 'BOTH', filter, page),
  'claimsOf with prefetch': (reads) =>
    reads.claimsOf(IDS, 'BOTH', filter, page, {
      endpoints: true,
      citations: { page, articles: true, speakers: true },
    }),
  annotations: (reads) => reads.annotations(ASKED_STATUSES, 100, null),
  neighborhood: (reads) =>
    reads.neighborhood({ entityId: 'a', depth: 3, maxEntities: 100, maxClaims: 100 }, 'BOTH', filter),
  paths: (reads) =>
    reads.paths({ fromId: 'a', toId: 'd', maxLength: 4, limit: 10, avoid: [], through: [] }, 'BOTH', filter),
  chainsFrom: (reads) => reads.chainsFrom('a', 3, 'BOTH', filter),
  timeline: (reads) => reads.timeline({ ...filter, entityIds: IDS }, page),
  search: (reads) => reads.search('a', filter, page),
};

/** Tests of reads during writes, for every store. `open` creates an empty store. */
export function concurrentWritesContract(name: string, open: () => Promise<Store>, rounds: number): void {
  describe(`concurrent reads and writes on ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    it('never returns a claim of a different status, and never fails on a removed one', async () => {
      const entities = IDS.map((id) => entity(id, 'ARMED_GROUP'));
      const claims: ClaimSpec[] = ['ab', 'bc', 'cd', 'ad', 'bd'].map((ends) => ({
        subjectId: ends[0] as string,
        objectId: ends[1] as string,
        citations: [{ validFrom: '2031-04', validTo: '2031-05' }],
      }));
      const put = (slug: string, says: readonly ClaimSpec[]) =>
        store.write((writer) => writer.put([article(slug, { entities, says })]));
      // In turn: all claims are confirmed; only the first is; some are removed.
      await put('one', claims);
      const states = [
        () => put('two', claims),
        () => put('two', claims.slice(0, 1)),
        () => put('one', claims.slice(0, 2)),
        () => put('one', claims),
      ];
      let reading = true;
      const write = async () => {
        for (let at = 0; reading; at += 1) await states[at % states.length]?.();
      };
      const ask = async ([method, read]: readonly [string, (reads: Reads) => Promise<unknown>]) => {
        let seen = 0;
        for (let round = 0; round < rounds || (seen === 0 && !WITHOUT_STATUS.includes(method)); round += 1) {
          const answer = await read(store).catch((error: { code?: string; message: string }) => {
            expect([error.code, error.message]).toEqual([
              'STORE_UNAVAILABLE',
              expect.stringContaining('claims changed while they were read'),
            ]);
          });
          const found = statusesIn(answer);
          expect(found.filter((status) => !ASKED_STATUSES.includes(status as ClaimStatus))).toEqual([]);
          seen += found.length;
        }
      };
      const writing = write();
      await Promise.all(Object.entries(READS).map(ask)).finally(() => {
        reading = false;
      });
      await writing;
    });
  });
}

/** Reads whose results contain no status. */
const WITHOUT_STATUS = ['annotations', 'search'];

function statusesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('status' in value && 'subjectId' in value) return [String(value.status)];
  return Object.values(value).flatMap(statusesIn);
}
