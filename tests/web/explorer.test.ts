import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SEEDS, type Service, startService } from '../api/service.js';
import { articleOf, entity } from '../store-contract/article-builder.js';
import { noChromium, settle, shownClaims, useBrowser } from './browser.js';

const MARKUP = '<img src=x onerror="document.title=1"><script>document.title=2</script>&amp;';

describe.skipIf(noChromium)('the Explorer', () => {
  let service: Service;
  const visit = useBrowser();

  beforeAll(async () => {
    service = await startService({ load: SEEDS });
    const named = { ...entity('marked', 'PERSON'), name: `Marked ${MARKUP}`, description: MARKUP };
    await service.store.write((writer) =>
      writer.put([
        articleOf(
          'markup',
          [named, entity('other', 'STATE')],
          [{ subject: 'marked', predicate: 'LEADS', object: 'other', quote: `Quoted ${MARKUP}` }],
        ),
      ]),
    );
  });
  afterAll(() => service.close());

  it('loads nothing before statuses are chosen', async () => {
    const { page, requests, problems, close } = await visit(`${service.url}/#/entity/iran`);
    await page.getByRole('heading', { name: 'Choose the statuses to show' }).waitFor();
    expect(requests.filter((url) => url.endsWith('/graphql'))).toEqual([]);
    await page.getByRole('checkbox', { name: 'Confirmed' }).check();
    await page.getByRole('heading', { name: /^Iran/ }).waitFor();
    await expect.poll(() => page.url()).toContain('statuses=CONFIRMED');
    expect(problems).toEqual([]);
    await close();
  });

  it('keeps the bar with its counts in sight, and the statuses from view to view', async () => {
    const { page, close } = await visit(`${service.url}/#/entity/iran?statuses=ALLEGED`);
    await settle(page);
    const bar = page.getByRole('group', { name: 'Statuses shown' });
    const { data } = await service.ask(
      '{ entity(id: "iran") { claims(statuses: [ALLEGED]) { totalCount } } }',
    );
    await expect
      .poll(() => bar.getByText(/^Alleged/).textContent())
      .toContain(String(data.entity.claims.totalCount));
    await page.evaluate(() => document.querySelector('main')?.scrollTo(0, 100_000));
    expect(await bar.isVisible()).toBe(true);
    expect((await bar.boundingBox())?.y).toBeGreaterThanOrEqual(0);
    await page.getByRole('link', { name: 'Claims', exact: true }).click();
    await settle(page);
    await expect.poll(() => page.url()).toMatch(/#\/\?statuses=ALLEGED$/);
    const shown = await shownClaims(page);
    expect(shown.length).toBeGreaterThan(5);
    expect(new Set(shown.map(({ status }) => status))).toEqual(new Set(['ALLEGED']));
    await close();
  });

  it('suggests as one types, and opens a suggestion by keyboard alone', async () => {
    const { page, close } = await visit(`${service.url}/#/?statuses=CONFIRMED,REPORTED,ALLEGED`);
    await page.getByRole('combobox', { name: 'Search' }).focus();
    await page.keyboard.type('islamic st');
    await page.getByRole('option').first().waitFor();
    const first = await page.locator('[aria-selected=true]').textContent();
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('[aria-selected=true]').textContent()).not.toBe(first);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /Islamic State/ }).waitFor();
    await close();
  });

  it('opens the evidence of a claim with one click, with its quotes and why origins are one', async () => {
    const { page, close } = await visit(`${service.url}/#/entity/iran?statuses=ALLEGED`);
    await settle(page);
    await page.locator('.claim').first().click();
    const panel = page.getByRole('complementary', { name: 'Evidence of the claim' });
    await panel.getByRole('heading', { name: /^Support/ }).waitFor();
    expect(await panel.locator('blockquote').count()).toBeGreaterThan(0);
    const [shown] = await shownClaims(page);
    await page.waitForURL(/claim=/);
    const ref = new URL(page.url()).hash.match(/claim=(claim:\w+)/)?.[1];
    const { data } = await service.ask(
      `{ claim(id: "${ref}") { explanation citations { nodes { quote } } } }`,
    );
    expect(await panel.locator('.explanation').textContent()).toBe(data.claim.explanation);
    expect(await panel.locator('blockquote').allInnerTexts()).toEqual(
      expect.arrayContaining(data.claim.citations.nodes.map(({ quote }: { quote: string }) => quote)),
    );
    expect(shown?.status).toBe('ALLEGED');
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await close();
  });

  it('does not open a claim whose status is not in the bar', async () => {
    const { data } = await service.ask('{ claims(statuses: [ALLEGED], first: 1) { nodes { ref } } }');
    const { ref } = data.claims.nodes[0];
    const { page, close } = await visit(`${service.url}/#/entity/armenia?statuses=CONFIRMED&claim=${ref}`);
    const panel = page.getByRole('complementary');
    await panel.getByText('is not in the bar').waitFor();
    await settle(page);
    expect(await panel.locator('blockquote').count()).toBe(0);
    await panel.getByRole('link', { name: 'Also show ALLEGED' }).click();
    await panel.locator('blockquote').first().waitFor();
    await close();
  });

  it('has sliders for what held during a time and for the record as it was, which every view obeys', async () => {
    const { page, close } = await visit(`${service.url}/#/entity/iran?statuses=CONFIRMED,REPORTED,ALLEGED`);
    await settle(page);
    const all = (await shownClaims(page)).length;
    await page.locator('.time-bar summary').click();
    await page.locator('[name=from-year]').press('End');
    await settle(page);
    await page.waitForURL(/during=/);
    const year = new URL(page.url()).hash.match(/during=(\d{4})/)?.[1];
    const { entity } = await service.data(
      `{ entity(id: "iran") { claims(statuses: [CONFIRMED, REPORTED, ALLEGED], where: { during: "${year}" }) { totalCount } } }`,
    );
    expect(entity.claims.totalCount).toBeLessThan(all);
    await page.getByRole('heading', { name: `What is said ${entity.claims.totalCount}` }).waitFor();
    // This entity came with a later import than the first.
    await page.goto(`${service.url}/#/entity/marked?statuses=CONFIRMED,REPORTED`);
    await page.locator('.claim').first().waitFor();
    await page.locator('[name=as-of]').press('Home');
    await page.getByRole('alert').first().waitFor();
    await expect.poll(() => page.url()).toMatch(/asOf=\d{4}-/);
    expect(await shownClaims(page)).toEqual([]);
    await close();
  });

  it('reads names, quotes and descriptions as text, whatever markup they carry', async () => {
    const { page, requests, problems, close } = await visit(
      `${service.url}/#/entity/marked?statuses=CONFIRMED,REPORTED`,
    );
    await settle(page);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain(MARKUP);
    await page.locator('.claim').first().click();
    await page.locator('blockquote').first().waitFor();
    expect(await page.locator('blockquote').first().textContent()).toContain(MARKUP);
    await page.getByRole('combobox', { name: 'Search' }).fill('marked');
    await page.getByRole('option').first().waitFor();
    expect(await page.locator('img, main script, aside script').count()).toBe(0);
    expect(await page.title()).toBe('ascribe');
    expect(requests.filter((url) => !url.startsWith(service.url))).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });

  it('asks for a key when the service demands one, and keeps it for the session', async () => {
    const closed = await startService({ load: SEEDS, keys: 'ada:secret', requireKey: true });
    const { page, close } = await visit(`${closed.url}/#/?statuses=ALLEGED`);
    const dialog = page.getByRole('dialog', { name: 'API key' });
    await dialog.waitFor();
    expect(await shownClaims(page)).toEqual([]);
    await dialog.getByLabel('Key').fill('wrong');
    await page.keyboard.press('Enter');
    // It asks again, with an empty field.
    await expect.poll(() => dialog.getByLabel('Key').inputValue()).toBe('');
    await dialog.getByLabel('Key').fill('secret');
    await page.keyboard.press('Enter');
    await page.locator('.claim').first().waitFor();
    await page.reload();
    await page.locator('.claim').first().waitFor();
    expect(await dialog.count()).toBe(0);
    expect(page.url()).not.toContain('secret');
    await close();
    await closed.close();
  });
});
