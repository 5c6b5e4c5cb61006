import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';

/** Where Debian and others install Chromium; null if it is nowhere there. */
const EXECUTABLE = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);

if (EXECUTABLE === undefined) {
  const message = 'The tests of the Explorer need Chromium: apt-get install chromium';
  if (process.env.ASCRIBE_REQUIRE_CHROMIUM === '1') throw new Error(message);
  console.warn(`${message}. They are skipped.`);
}

export const noChromium = EXECUTABLE === undefined;

export interface Visit {
  readonly page: Page;
  /** Addresses that the page asked for, in order. */
  readonly requests: string[];
  /** Errors of the page, violations of its security policy among them. */
  readonly problems: string[];
  close(): Promise<void>;
}

interface VisitOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** One browser for a test file. WebGL is off, as on machines without a GPU. */
export function useBrowser(): (url: string, options?: VisitOptions) => Promise<Visit> {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (EXECUTABLE === undefined) return;
    const args = ['--no-sandbox', '--disable-gpu', '--disable-3d-apis', '--disable-dev-shm-usage'];
    browser = await chromium.launch({ executablePath: EXECUTABLE, args });
  });
  afterAll(() => browser?.close());
  return async (url, { width = 1440, height = 900, colorScheme = 'light' } = {}) => {
    const context: BrowserContext = await (browser as Browser).newContext({
      viewport: { width, height },
      colorScheme,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    const requests: string[] = [];
    const problems: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.goto(url);
    return { page, requests, problems, close: () => context.close() };
  };
}

/** The statuses and refs of all claims that a page shows. */
export const shownClaims = (page: Page): Promise<readonly { claim: string; status: string }[]> =>
  page.$$eval('[data-claim]', (elements) =>
    elements.map((element) => ({
      claim: element.getAttribute('data-claim') ?? '',
      status: element.getAttribute('data-status') ?? '',
    })),
  );

/** Waits until nothing is loading. */
export async function settle(page: Page): Promise<void> {
  // A new address is read in the next frame; only then does it show that it loads.
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  await page.waitForFunction(() => document.querySelector('.loading') === null);
}
