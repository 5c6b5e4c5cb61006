import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { article, entity } from '../api/article-builder.js';
import { SEEDS, type Service, startService } from '../api/service.js';
import { noChromium, settle, shownClaims, useBrowser } from './browser.js';

const HUB = 70;
const SOME = 'statuses=CONFIRMED,REPORTED,ALLEGED';

describe.skipIf(noChromium)('the graph of the Explorer', () => {
  let service: Service;
  const visit = useBrowser();

  beforeAll(async () => {
    service = await startService({ load: SEEDS });
    const spokes = Array.from({ length: HUB }, (_, index) => `spoke-${index}`);
    const hub = article(
      'hub',
      ['hub', ...spokes].map((id) => entity(id, 'STATE')),
      spokes.map((object) => ({ subject: 'hub', predicate: 'SPONSORS', object })),
    );
    await service.store.write((writer) => writer.put([hub]));
  });
  afterAll(() => service.close());

  const exported = async (page: Page, format: string): Promise<string> => {
    await page.getByText('Export', { exact: true }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: format }).click();
    return readFileSync(await (await download).path(), 'utf8');
  };

  it('grows by keyboard, and a permalink gives the same picture byte for byte', async () => {
    const { page, problems, close } = await visit(`${service.url}/#/graph/iran?${SOME}`);
    await settle(page);
    const before = (await shownClaims(page)).length;
    await page.getByRole('button', { name: 'Azerbaijan', exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Pin', exact: true }).press('Enter');
    await page.getByRole('application').press('Shift+ArrowRight');
    await page.getByRole('button', { name: 'Expand' }).press('Enter');
    await settle(page);
    await expect.poll(async () => (await shownClaims(page)).length).toBeGreaterThan(before);
    expect(page.url()).toContain('expand=azerbaijan');
    expect(page.url()).toContain('pins=azerbaijan:');
    const svg = await exported(page, 'picture as SVG');
    const again = await visit(page.url());
    await settle(again.page);
    expect(await exported(again.page, 'picture as SVG')).toBe(svg);
    expect(svg).toContain('Statuses shown: confirmed, reported, alleged.');
    expect(problems).toEqual([]);
    await again.close();
    await close();
  });

  it('pins an entity where the mouse drops it, and opens the evidence of an edge', async () => {
    const { page, close } = await visit(`${service.url}/#/paths/isis-k/islamic-state?${SOME}&max=1`);
    await settle(page);
    const box = await page.getByRole('application').boundingBox();
    const center = { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
    // Two entities lie opposite each other around the middle, where their claim is.
    await page.mouse.click(center.x, center.y);
    await page.getByRole('complementary').locator('blockquote').first().waitFor();
    await close();
  });

  it('says aloud when the graph is cut', async () => {
    const { page, close } = await visit(`${service.url}/#/graph/hub?${SOME}&limit=50`);
    await page.getByRole('status').getByText('Not everything is shown').waitFor();
    await page.getByLabel('at most').selectOption('100');
    await settle(page);
    await expect.poll(() => page.getByText('Not everything is shown').count()).toBe(0);
    expect((await shownClaims(page)).length).toBe(HUB);
    await close();
  });

  it('filters by the kind of claim', async () => {
    const { page, close } = await visit(`${service.url}/#/graph/iran?${SOME}`);
    await settle(page);
    await page.getByRole('checkbox', { name: 'Attacks' }).check();
    await settle(page);
    const shown = await shownClaims(page);
    expect(shown.length).toBeGreaterThan(0);
    for (const text of await page.locator('.claims .predicate').allInnerTexts())
      expect(text).not.toMatch(/sponsors|member of|borders/);
    await close();
  });

  it('shows the weakest link of each path', async () => {
    const { page, close } = await visit(`${service.url}/#/paths/iran/azerbaijan?${SOME}`);
    await settle(page);
    const { data } = await service.ask(
      '{ paths(fromId: "iran", toId: "azerbaijan", statuses: [CONFIRMED, REPORTED, ALLEGED], limit: 20) { paths { weakestStatus } } }',
    );
    expect(await page.locator('.path').count()).toBe(data.paths.paths.length);
    expect(await page.locator('.path').getByText('weakest link').count()).toBe(data.paths.paths.length);
    await close();
  });
});
