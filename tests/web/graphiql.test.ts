import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readExamples } from '#ascribe/api/schema.js';
import { SEEDS, type Service, startService } from '../api/service.js';
import { noChromium, useBrowser } from './browser.js';

const TITLES = readExamples().map(({ query }) => /^(?:query|subscription) (\w+)/m.exec(query)?.[1]);

describe.skipIf(noChromium)('GraphiQL in a browser', () => {
  const visit = useBrowser();
  let service: Service;
  beforeAll(async () => {
    service = await startService({ load: SEEDS });
  });
  afterAll(() => service.close());

  const tabs = (page: Page) =>
    page.$$eval('[role=tab]', (elements) =>
      elements.map((element) => [
        element.querySelector('.graphiql-tab-button')?.textContent,
        element.getAttribute('aria-selected') === 'true',
      ]),
    );
  const titles = async (page: Page) => (await tabs(page)).map(([title]) => title);
  const selected = async (page: Page) => (await tabs(page)).find(([, isSelected]) => isSelected)?.[0];
  const open = async (page: Page) => {
    await page.waitForSelector('[role=tab]');
    await page.waitForSelector('.view-lines >> text=query');
  };

  it('has an example in each tab, which open at a click on the first visit, run, close, and come back', async () => {
    const { page, close } = await visit(`${service.url}/graphql`);
    await open(page);
    expect(await titles(page)).toEqual(TITLES);
    expect(await selected(page)).toBe(TITLES[0]);

    await page.locator('[role=tab]').nth(3).click();
    await expect.poll(() => selected(page)).toBe(TITLES[3]);
    await page.locator('.graphiql-execute-button').click();
    await page.waitForSelector('.result-window >> text=Crocus');

    await page.reload();
    await open(page);
    expect(await titles(page)).toEqual(TITLES);
    expect(await selected(page)).toBe(TITLES[3]);

    const second = page.locator('[role=tab]').nth(1);
    await second.click();
    await second.locator('.graphiql-tab-close').click();
    await expect.poll(() => titles(page)).toEqual(TITLES.filter((title) => title !== TITLES[1]));
    await page.locator('#all-examples').click();
    await expect.poll(() => selected(page)).toBe(TITLES[1]);
    expect((await titles(page)).sort()).toEqual([...TITLES].sort());
    await close();
  });

  it('reaches its last tab by the wheel, as the row is wider than the window', async () => {
    const { page, close } = await visit(`${service.url}/graphql`);
    await open(page);
    const last = page.locator('[role=tab]').last();
    const isShown = () =>
      last.evaluate((tab) => {
        const row = tab.closest('.graphiql-tabs')?.getBoundingClientRect();
        return row !== undefined && tab.getBoundingClientRect().right <= row.right + 1;
      });
    expect(await isShown()).toBe(false);
    await page.locator('[role=tab]').first().hover();
    await expect
      .poll(async () => {
        await page.mouse.wheel(0, 1000);
        return isShown();
      })
      .toBe(true);
    await close();
  });
});
