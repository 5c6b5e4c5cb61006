import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '#ascribe/store/store.js';
import { formatRoute, type Route } from '../../src/web/state/route.ts';
import { ALL_STATUSES } from '../../src/web/statuses.ts';
import { SEEDS, type Service, startService } from '../api/service.js';
import { noChromium, settle, shownClaims, useBrowser } from './browser.js';

const MANY_CLAIMS: Route = {
  view: 'graph',
  args: ['iran'],
  statuses: ['CONFIRMED', 'REPORTED', 'ALLEGED', 'DISPUTED'],
  during: null,
  undated: true,
  asOf: null,
  claim: null,
  options: {},
};

interface StatusesOptions {
  /** Opens an empty store; default: a new SQLite file. */
  readonly open?: () => Promise<Store>;
  /** How many random views. */
  readonly runs: number;
}

/** Opens random views of the seeds in a real browser. */
export function describeStatuses({ open, runs }: StatusesOptions): void {
  describe.skipIf(noChromium)('statuses in the Explorer', () => {
    let service: Service;
    let ids: {
      entities: string[];
      attacks: string[];
      articles: string[];
      sources: string[];
      claims: string[];
    };
    let moments: (string | null)[];
    const visit = useBrowser();

    beforeAll(async () => {
      service = await startService({ load: SEEDS, ...(open && { open }) });
      const refs = `{ nodes { ref } }`;
      const data = await service.data(
        `{ entities(first: 100) ${refs} attacks(statuses: [${ALL_STATUSES}], first: 100) ${refs} articles(first: 100) ${refs} sources(first: 100) ${refs}
         claims(statuses: [${ALL_STATUSES}], first: 100) ${refs}
         changes(statuses: [${ALL_STATUSES}], first: 100) { nodes { at } } }`,
      );
      const refsOf = (list: { nodes: { ref: string }[] }) => list.nodes.map(({ ref }) => ref);
      ids = {
        entities: refsOf(data.entities),
        attacks: refsOf(data.attacks),
        articles: refsOf(data.articles),
        sources: refsOf(data.sources),
        claims: refsOf(data.claims),
      };
      moments = [null, null, ...data.changes.nodes.map(({ at }: { at: string }) => at)];
    });
    afterAll(() => service.close());

    const routes = (): fc.Arbitrary<Route> => {
      const entity = fc.constantFrom(...ids.entities);
      const pair = (items: string[]) => fc.subarray(items, { minLength: 2, maxLength: 2 });
      const one = (view: string, id: fc.Arbitrary<string>) => id.map((arg) => ({ view, args: [arg] }));
      const view = fc.oneof(
        fc
          .constantFrom('', 'timeline', 'map', 'sources', 'contradictions')
          .map((name) => ({ view: name, args: [] as string[] })),
        one('entity', fc.constantFrom(...ids.entities, ...ids.attacks, ...ids.attacks)),
        one('graph', entity),
        one('map', entity),
        one('contradictions', entity),
        one('article', fc.constantFrom(...ids.articles)),
        one('source', fc.constantFrom(...ids.sources)),
        fc.oneof(pair(ids.articles), pair(ids.sources)).map((args) => ({ view: 'compare', args })),
        pair(ids.entities).map((args) => ({ view: 'paths', args })),
      );
      const scope = fc.record({
        statuses: fc.subarray([...ALL_STATUSES], { minLength: 1, maxLength: 4 }),
        during: fc.constantFrom(null, null, '2024', '2020/2026', '2031', '2031-04'),
        undated: fc.boolean(),
        asOf: fc.constantFrom(...moments),
        claim: fc.option(fc.constantFrom(...ids.claims)),
        options: fc.constantFrom({}, { expand: ids.entities.slice(0, 3).join(',') }),
      });
      return fc.tuple(view, scope).map(([where, what]) => ({ ...where, ...what }));
    };

    it('no view shows a claim whose status is not in its bar, or other than the API says', async () => {
      const { page, requests, problems, close } = await visit(`${service.url}/`);
      const seen = new Map<string, number>();
      await fc.assert(
        fc.asyncProperty(routes(), async (route) => {
          await page.evaluate((address) => {
            location.hash = address;
          }, formatRoute(route));
          await settle(page);
          const shown = await shownClaims(page);
          seen.set(route.view, (seen.get(route.view) ?? 0) + shown.length);
          const bar = await page.$$eval('.status-bar input:checked', (boxes) =>
            boxes.map((box) => box.getAttribute('name')),
          );
          expect(bar).toEqual(route.statuses);
          expect(shown.filter(({ status }) => !bar.includes(status))).toEqual([]);
          const some = shown.filter((_, index) => index % Math.ceil(shown.length / 12) === 0);
          const query = some
            .map(({ claim }, index) => `c${index}: claim(id: ${JSON.stringify(claim)}) { status }`)
            .join(' ');
          if (some.length === 0) return;
          const data = await service.data(`{ ${query} }`);
          expect(some.map((_, index) => data[`c${index}`].status)).toEqual(some.map(({ status }) => status));
        }),
        // Begins with a graph of many claims, so that claims are seen whatever the random views show.
        { numRuns: runs, examples: [[MANY_CLAIMS]] },
      );
      expect([...seen.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(runs);
      expect(requests.filter((url) => !url.startsWith(service.url) && !url.startsWith('blob:'))).toEqual([]);
      expect(problems).toEqual([]);
      await close();
    });
  });
}
