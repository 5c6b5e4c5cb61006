import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '#ascribe/store/store.js';
import { rounds } from '../rounds.js';
import { disturb, listIn, PAGED_LISTS, putBase, restoreBase } from './paged-lists.js';
import { interceptCalls, type Service, startService, UNLIMITED } from './service.js';

const PAGE_SIZE = 2;
const TIMEOUT_MS = 600_000;
const RUNS = rounds(1);

interface WholeList {
  /** The edges without their cursors, as JSON. */
  readonly items: readonly string[];
  readonly totalCounts: readonly (number | undefined)[];
  readonly pages: number;
}

/** Reads a list page by page; `between` runs before each page but the first. */
async function readPages(
  { data }: Service,
  query: (page: string) => string,
  pageSize: number,
  between: (page: number) => Promise<unknown> = async () => {},
): Promise<WholeList> {
  const items: string[] = [];
  const totalCounts: (number | undefined)[] = [];
  for (let page = 0, after = ''; ; page++) {
    if (page > 0) await between(page);
    const list = listIn(await data(query(`first: ${pageSize}${after}`)));
    if (list === null) throw new Error(`no list in the answer to ${query(after)}`);
    items.push(...list.edges.map(({ cursor: _, ...edge }) => JSON.stringify(edge)));
    totalCounts.push(list.totalCount);
    if (!list.pageInfo.hasNextPage) return { items, totalCounts, pages: page + 1 };
    after = `, after: "${list.pageInfo.endCursor}"`;
  }
}

/** What a client that pages through a list sees while others write; for a store of one kind and some lists. */
export function describePagingDuringWrites(
  open: () => Promise<Store>,
  lists: readonly string[] = Object.keys(PAGED_LISTS),
): void {
  describe('paging while others write', () => {
    let service: Service;
    /** Runs once, after the next read of a list. */
    let afterRead: (() => Promise<unknown>) | null = null;
    beforeAll(async () => {
      service = await startService({
        open,
        limits: UNLIMITED,
        wrap: (store) =>
          interceptCalls(store, async (name, call) => {
            const result = await call();
            const write = name === 'writePosition' ? null : afterRead;
            if (write !== null) afterRead = null;
            await write?.();
            return result;
          }),
      });
      await putBase(service.store);
    });
    afterAll(() => service.close());

    const writes = fc.array(fc.tuple(fc.nat(3), fc.nat(100)), { minLength: 3, maxLength: 3 });

    for (const name of lists) {
      const query = PAGED_LISTS[name] as (page: string) => string;
      it(
        `shows one state of the graph on all pages of ${name}`,
        async () => {
          const property = fc.asyncProperty(writes, async (operations) => {
            await restoreBase(service.store);
            const whole = await readPages(service, query, 100);
            const paged = await readPages(service, query, PAGE_SIZE, (page) => {
              const [kind, at] = operations[page % operations.length] as [number, number];
              return disturb(service.store, kind, at + page);
            });
            expect(paged.items).toEqual(whole.items);
            expect(new Set(paged.totalCounts)).toEqual(new Set(whole.totalCounts));
            expect(paged.pages).toBeGreaterThan(1);
          });
          await fc.assert(property, { numRuns: RUNS, endOnFailure: true });
        },
        TIMEOUT_MS,
      );
    }

    it(
      'shows one state even if a write comes between the read of the first page and its answer',
      async () => {
        await restoreBase(service.store);
        const query = PAGED_LISTS.claims as (page: string) => string;
        for (let round = 0; round < 3; round++) {
          const before = await readPages(service, query, 100);
          afterRead = () => disturb(service.store, 3, 1000 + round);
          const paged = await readPages(service, query, PAGE_SIZE);
          expect(afterRead).toBeNull();
          const after = await readPages(service, query, 100);
          expect(after.items.length).toBeGreaterThan(before.items.length);
          expect([before.items, after.items]).toContainEqual(paged.items);
        }
      },
      TIMEOUT_MS,
    );

    it('reads later pages without a look into the past unless something was written', async () => {
      const page = (after: string) =>
        `{ entities(first: 2${after}) { nodes { id ref } pageInfo { endCursor } } }`;
      const { entities: first } = await service.data(page(''));
      const after = `, after: "${first.pageInfo.endCursor}"`;
      const { entities: second } = await service.data(page(after));
      for (const { id, ref } of [...first.nodes, ...second.nodes]) expect(id).toBe(ref);
      await disturb(service.store, 3, 2000);
      const { entities: again } = await service.data(page(after));
      expect(again.nodes.map(({ ref }: { ref: string }) => ref)).toEqual(
        second.nodes.map(({ ref }: { ref: string }) => ref),
      );
      for (const { id, ref } of again.nodes) expect(id).toMatch(new RegExp(`^${ref}@asOf=`));
    });

    it('shows a log of changes to its end, also what was written since its first page', async () => {
      const page = (after: string) =>
        `{ list: changes(statuses: [CONFIRMED, REPORTED, ALLEGED, DISPUTED, DENIED, RETRACTED], first: 100${after}) { edges { cursor claimId: node { claimId } } pageInfo { hasNextPage endCursor } } }`;
      let last = '';
      for (let more = true; more; ) {
        const list = listIn(await service.data(page(last)));
        last = `, after: "${list?.pageInfo.endCursor}"`;
        more = list?.pageInfo.hasNextPage ?? false;
      }
      await disturb(service.store, 3, 3000);
      expect(listIn(await service.data(page(last)))?.edges.length).toBeGreaterThan(0);
    });

    it.each([
      'x',
      'WyJlbnRpdGllcyIsInZlc2siXQ',
      'WyJlbnRpdGllcyIsInZlc2siXQ.',
      'WyJlbnRpdGllcyIsInZlc2siXQ.zzzzzzzzzz',
      '.lz3k2x1a',
    ])('rejects %s, which is not a whole cursor', async (cursor) => {
      const { errors } = await service.ask(`{ entities(after: "${cursor}") { nodes { id } } }`);
      expect(errors?.[0]?.extensions.code).toBe('BAD_CURSOR');
    });
  });
}
