import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SEEDS, type Service, startService } from '../api/service.js';
import { articleOf, entity } from '../store-contract/article-builder.js';
import { noChromium, settle, shownClaims, useBrowser } from './browser.js';

const HUB = 70;
const SOME = 'statuses=CONFIRMED,REPORTED,ALLEGED';

describe.skipIf(noChromium)('the graph of the Explorer', () => {
  let service: Service;
  const visit = useBrowser();

  beforeAll(async () => {
    service = await startService({ load: SEEDS });
    const spokes = Array.from({ length: HUB }, (_, index) => `spoke-${index}`);
    const hub = articleOf(
      'hub',
      ['hub', ...spokes].map((id) => entity(id, 'STATE')),
      spokes.map((object) => ({ subject: 'hub', predicate: 'SPONSORS', object })),
    );
    await service.store.write((writer) => writer.put([hub]));
  });
  afterAll(() => service.close());

  const exported = async (page: Page, format: string): Promise<Buffer> => {
    const menu = page.locator('details.export');
    if ((await menu.getAttribute('open')) === null) await menu.locator('summary').click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: format }).click();
    return readFileSync(await (await download).path());
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
    await expect.poll(() => page.url()).toContain('expand=azerbaijan');
    await expect.poll(() => page.url()).toContain('pins=azerbaijan:');
    const svg = (await exported(page, 'picture as SVG')).toString();
    const again = await visit(page.url());
    await settle(again.page);
    expect((await exported(again.page, 'picture as SVG')).toString()).toBe(svg);
    expect(svg).toContain('Statuses shown: confirmed, reported, alleged.');
    expect(problems).toEqual([]);
    await again.close();
    await close();
  });

  it('opens the evidence of an edge by a click, and pins an entity where the mouse drops it', async () => {
    const { page, close } = await visit(`${service.url}/#/paths/isis-k/islamic-state?${SOME}&max=1`);
    await settle(page);
    const box = await page.getByRole('application').boundingBox();
    const center = { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
    // Two entities lie opposite each other around the middle, where their claim is.
    await page.mouse.click(center.x, center.y);
    await page.getByRole('complementary').locator('blockquote').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('complementary').waitFor({ state: 'detached' });

    await page.goto(`${service.url}/#/graph/hub?${SOME}&pins=hub:0:0&spot=0:0:1`);
    await settle(page);
    const hub = page.getByRole('application');
    const middle = await hub.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    });
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x + 30, middle.y + 20, { steps: 3 });
    await page.mouse.move(middle.x + 100, middle.y - 40, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => page.url()).toContain('pins=hub:100:-40');
    await close();
  });

  it('keeps in the permalink which part of the picture is seen, and how large', async () => {
    const { page, close } = await visit(`${service.url}/#/graph/hub?${SOME}`);
    await settle(page);
    const canvas = page.getByRole('application');
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await canvas.press('ArrowRight');
    await expect.poll(() => page.url()).toMatch(/spot=-?[\d.]+:-?[\d.]+:[\d.]+/);
    const pixels = (at: Page) =>
      at.locator('canvas').evaluate((element) => (element as HTMLCanvasElement).toDataURL());
    const seen = await pixels(page);
    const again = await visit(page.url());
    await settle(again.page);
    await expect.poll(async () => (await pixels(again.page)) === seen).toBe(true);
    await page.getByRole('button', { name: 'Fit' }).click();
    await expect.poll(() => page.url()).not.toContain('spot=');
    await again.close();
    await close();
  });

  it('enlarges the map, and keeps what is seen in the permalink', async () => {
    const { page, problems, close } = await visit(`${service.url}/#/map?${SOME}`);
    const map = page.locator('svg.map');
    await map.waitFor();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.mouse.move(700, 400);
    await page.mouse.down();
    await page.mouse.move(660, 380, { steps: 4 });
    await page.mouse.up();
    const corner = async (at: Page) => {
      const [x, y] = ((await at.locator('svg.map').getAttribute('viewBox')) ?? '').split(' ').map(Number);
      return { x: x ?? 0, y: y ?? 0 };
    };
    await settle(page);
    const moved = await corner(page);
    const enlarged = await visit(`${service.url}/#/map?${SOME}&spot=480:250:1.563`);
    await enlarged.page.locator('svg.map').waitFor();
    expect(moved).not.toEqual(await corner(enlarged.page));
    await enlarged.close();
    // A drag that ends on a state opens nothing.
    expect(page.url()).toContain('#/map?');
    // The address follows when the map rests.
    await expect
      .poll(async () => {
        const again = await visit(page.url());
        await again.page.locator('svg.map').waitFor();
        const { x, y } = await corner(again.page);
        await again.close();
        return Math.abs(x - moved.x) + Math.abs(y - moved.y);
      })
      .toBeLessThan(1);
    expect(problems).toEqual([]);
    await close();
  });

  it('saves the picture as PNG and the list as a report to print, in the statuses of the bar', async () => {
    const { page, close } = await visit(`${service.url}/#/graph/iran?statuses=ALLEGED`);
    await settle(page);
    const png = await exported(page, 'picture as PNG');
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    expect(png.readUInt32BE(16)).toBeGreaterThan(500);
    const report = (await exported(page, 'report to print')).toString();
    const {
      page: printed,
      problems,
      close: closeReport,
    } = await visit(`data:text/html;base64,${Buffer.from(report).toString('base64')}`);
    await printed.getByRole('heading', { level: 1, name: 'Around Iran' }).waitFor();
    expect(await printed.locator('body').textContent()).toContain('alleged');
    expect(await printed.getByRole('listitem').count()).toBeGreaterThan(3);
    expect(report).not.toMatch(/<script/i);
    expect(problems).toEqual([]);
    await closeReport();
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
