import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '#ascribe/store/store.js';
import { SEEDS, type Service, startService } from '../api/service.js';
import { noChromium, settle, shownClaims, useBrowser } from './browser.js';

/** How a person works the page. */
interface Hand {
  activate(target: Locator): Promise<void>;
  /** Replaces the text of a field. */
  write(target: Locator, text: string): Promise<void>;
}

const byMouse: Hand = {
  activate: (target) => target.click(),
  write: (target, text) => target.fill(text),
};

/** Keys alone: an element that Tab does not reach is not reached. The slash leads to the search at the top, from where the bars are near. */
const byKeyboard = (page: Page): Hand => {
  const reach = async (target: Locator): Promise<void> => {
    await target.waitFor();
    if (await target.evaluate((element) => element.closest('header') !== null))
      await page.keyboard.press('/');
    for (let presses = 0; presses < 400; presses++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not reach ${target}`);
  };
  return {
    activate: async (target) => {
      await reach(target);
      const isBox = (await target.getAttribute('type')) === 'checkbox';
      await page.keyboard.press(isBox ? 'Space' : 'Enter');
    },
    write: async (target, text) => {
      await reach(target);
      await page.keyboard.press('Control+A');
      await page.keyboard.type(text);
    },
  };
};

/** Does ten tasks on the seeds in a real browser. `open` opens an empty store; default: a new SQLite file. */
export function describeTasks(open?: () => Promise<Store>): void {
  describe.skipIf(noChromium)('ten tasks of an analyst', () => {
    let service: Service;
    const visit = useBrowser();

    beforeAll(async () => {
      service = await startService({ load: SEEDS, ...(open && { open }) });
    });
    afterAll(() => service.close());

    for (const way of ['mouse', 'keyboard alone'] as const)
      it(`can be done by ${way}`, async () => {
        const { page, problems, close } = await visit(`${service.url}/`);
        const hand = way === 'mouse' ? byMouse : byKeyboard(page);
        const status = (name: string) => page.getByRole('checkbox', { name });
        const count = async (query: string) => (await service.data(query)).entity.claims.totalCount as number;

        // 1. Choose what may be shown.
        await hand.activate(status('Confirmed'));
        await hand.activate(status('Alleged'));
        await expect.poll(() => page.url()).toMatch(/statuses=CONFIRMED,ALLEGED$/);

        // 2. Find an entity by a part of its name.
        await hand.write(page.getByRole('combobox', { name: 'Search' }), 'husseini');
        await page.getByRole('option').first().waitFor();
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { level: 1, name: 'Husseiniyyun' }).waitFor();

        // 3. See what is said of it, and no more than that.
        await settle(page);
        const all = await count(
          '{ entity(id: "husseiniyyun") { claims(statuses: [CONFIRMED, ALLEGED]) { totalCount } } }',
        );
        await page.getByRole('heading', { name: `What is said ${all}` }).waitFor();

        // 4. Add reported claims.
        await hand.activate(status('Reported'));
        await settle(page);
        expect((await shownClaims(page)).some(({ status }) => status === 'REPORTED')).toBe(true);

        // 5. Read who says so, and leave again.
        await hand.activate(page.locator('.open-claim').first());
        const panel = page.getByRole('complementary');
        await panel.locator('blockquote').first().waitFor();
        await hand.activate(panel.getByRole('button', { name: 'Close' }));
        await panel.waitFor({ state: 'detached' });

        // 6. See its neighborhood, and add that of a neighbor.
        await hand.activate(page.getByRole('link', { name: 'Graph', exact: true }));
        await settle(page);
        await hand.activate(page.getByRole('button', { name: 'Iran', exact: true }));
        await hand.activate(page.getByRole('button', { name: 'Expand' }));
        await settle(page);
        await expect.poll(() => page.url()).toContain('expand=iran');

        // 7. See how two entities are connected, and by which weakest link.
        await hand.activate(page.getByRole('link', { name: 'Paths to it' }));
        await page.getByText('weakest link').first().waitFor();

        // 8. Ask for what was known of one time.
        await hand.activate(page.locator('.time-bar summary'));
        await hand.write(page.getByLabel('date or interval'), '2024');
        await page.keyboard.press('Enter');
        await settle(page);
        await expect.poll(() => page.url()).toContain('during=2024');
        await hand.activate(page.getByRole('button', { name: 'All time' }));

        // 9. Read what one article says, from its beginning to its end.
        await hand.activate(page.getByRole('link', { name: 'Sources', exact: true }));
        await settle(page);
        await hand.activate(
          page.getByRole('link', { name: 'Is Iran Weaponizing ISIS-K Against Azerbaijan?' }).first(),
        );
        await page.getByRole('heading', { name: /in the order of the text/ }).waitFor();
        await settle(page);
        const paragraphs = (await page.locator('.claim .note').allInnerTexts()).flatMap((text) =>
          [...text.matchAll(/paragraph (\d+)/g)].map(([, number]) => Number(number)),
        );
        expect(paragraphs.length).toBeGreaterThan(20);
        expect(paragraphs).toEqual(paragraphs.toSorted((a, b) => a - b));

        // 10. Take the list along, as a table and as a report.
        await hand.activate(page.locator('.export summary'));
        for (const [name, expected] of [
          ['list as CSV', /^claim,status,confidence/],
          ['report as Markdown', /## Citations\n\n1\. “/],
        ] as const) {
          const download = page.waitForEvent('download');
          await hand.activate(page.getByRole('button', { name }));
          expect(readFileSync(await (await download).path(), 'utf8')).toMatch(expected);
        }
        expect(problems).toEqual([]);
        await close();
      });
  });
}
