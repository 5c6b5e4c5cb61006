import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SEEDS, type Service, startService } from '../api/service.js';
import { noChromium, settle, useBrowser } from './browser.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SOME = 'statuses=CONFIRMED,REPORTED,ALLEGED,DISPUTED,DENIED,RETRACTED';

interface AxeResults {
  readonly passes: readonly unknown[];
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    readonly nodes: readonly { html: string }[];
  }[];
}

describe.skipIf(noChromium)('access to the Explorer', () => {
  let service: Service;
  let claim: string;
  const visit = useBrowser();

  beforeAll(async () => {
    service = await startService({ load: SEEDS });
    claim = (await service.data('{ claims(statuses: [DISPUTED, ALLEGED], first: 1) { nodes { ref } } }'))
      .claims.nodes[0].ref;
  });
  afterAll(() => service.close());

  const article = 'article:national-interest-2026-02-is-iran-weaponizing-isis-k';
  const VIEWS = [
    '#/',
    `#/?${SOME}`,
    `#/entity/iran?${SOME}`,
    `#/graph/iran?${SOME}`,
    `#/paths/iran/azerbaijan?${SOME}`,
    `#/map?${SOME}`,
    `#/article/${article}?${SOME}`,
    `#/sources?${SOME}`,
    `#/contradictions?${SOME}`,
  ];

  for (const [width, colorScheme] of [
    [1440, 'light'],
    [390, 'dark'],
  ] as const)
    it(`has no serious finding of axe at ${width} pixels, ${colorScheme}`, async () => {
      const { page, close } = await visit(`${service.url}/`, { width, height: 844, colorScheme });
      for (const view of VIEWS) {
        const address = view.includes('?') && view.includes('entity') ? `${view}&claim=${claim}` : view;
        await page.evaluate((hash) => {
          location.hash = hash;
        }, address);
        await settle(page);
        // Through the debugger, which the content security policy does not bind.
        await page.evaluate(AXE);
        const { violations, passes } = (await page.evaluate('axe.run()')) as AxeResults;
        // So that an empty page cannot pass.
        expect(passes.length).toBeGreaterThan(10);
        const serious = violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => `${view} ${id}: ${nodes[0]?.html}`);
        expect(serious).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect([view, overflow]).toEqual([view, 0]);
      }
      await close();
    });

  it('draws without WebGL', async () => {
    const { page, close } = await visit(`${service.url}/#/graph/iran?${SOME}`);
    await settle(page);
    expect(await page.evaluate(() => document.createElement('canvas').getContext('webgl'))).toBeNull();
    await expect.poll(() => page.locator('canvas').getAttribute('data-draw-ms')).toMatch(/^\d/);
    await close();
  });
});
