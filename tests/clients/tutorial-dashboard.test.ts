import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ServedCli, serveCli } from '../cli/serve-cli.js';
import { fileOf, readBlocks } from '../docs/page-blocks.js';
import { createReader, freePort, type Reader, serveArguments } from '../docs/reader.js';
import { noChromium, useBrowser } from '../web/browser.js';

const blocks = readBlocks('docs/tutorial-dashboard.md');
const [start, html, open] = blocks;

it('the page of the dashboard has at most 60 lines', () => {
  expect(blocks.map(({ language }) => language)).toEqual(['sh', 'html', 'sh']);
  expect((html && fileOf(html)?.content.trimEnd().split('\n'))?.length).toBeLessThanOrEqual(60);
});

describe.skipIf(noChromium)('docs/tutorial-dashboard.md', () => {
  const visit = useBrowser();
  let reader: Reader;
  let service: ServedCli;
  let pages: ChildProcess;
  let port: string;
  beforeAll(async () => {
    reader = createReader();
    port = String(await freePort());
    const withPort = (text: string) => text.replaceAll('8000', port);
    service = await serveCli(serveArguments(withPort(start?.text ?? '')), { cwd: reader.folder });
    reader.save(blocks, (text) => text.replaceAll('http://127.0.0.1:4000', service.url));
    // A group of processes, because npx starts another one.
    const options = { cwd: reader.folder, stdio: 'ignore', detached: true } as const;
    pages = spawn('sh', ['-c', withPort(open?.text ?? '')], options);
    await vi.waitFor(async () => expect((await fetch(`http://localhost:${port}`)).status).toBe(200), {
      timeout: 500_000,
      interval: 200,
    });
  });
  afterAll(async () => {
    if (pages?.pid !== undefined) process.kill(-pages.pid);
    await service?.stop();
    reader?.close();
  });

  /** The claims below each heading, with their evidence. */
  async function read(path: string): Promise<Readonly<Record<string, readonly string[]>>> {
    const { page, problems, close } = await visit(`http://localhost:${port}${path}`);
    try {
      await page.waitForFunction(() => document.querySelectorAll('h2').length === 4);
      await page.waitForLoadState('networkidle');
      // Browsers ask for an icon, which the page does not have.
      expect(problems.filter((problem) => !problem.includes('404'))).toEqual([]);
      return Object.fromEntries(
        await page.$$eval('h2', (headings) =>
          headings.map((heading) => [
            (heading.textContent ?? '').split(/[:,]/)[0] ?? '',
            [...(heading.nextElementSibling?.children ?? [])].map((item) => item.textContent ?? ''),
          ]),
        ),
      );
    } finally {
      await close();
    }
  }

  it('shows each claim below the heading of its status, and what the tutorial says', async () => {
    const shown = await read('/');
    const answer = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query:
          '{ claims(statuses: [CONFIRMED, REPORTED, ALLEGED, DISPUTED], where: { families: [SPONSORSHIP] }, first: 100) { nodes { status subject { name } predicate object { name } } } }',
      }),
    });
    const { data } = (await answer.json()) as {
      data: {
        claims: {
          nodes: Record<'subject' | 'object', { name: string }>[] & { status: string; predicate: string }[];
        };
      };
    };
    const expected: Record<string, string[]> = { Confirmed: [], Reported: [], Alleged: [], Disputed: [] };
    for (const { status, subject, predicate, object } of data.claims.nodes)
      expected[`${status.charAt(0)}${status.slice(1).toLowerCase().split(' ')[0]}`]?.push(
        `${subject.name} ${predicate.toLowerCase().replaceAll('_', ' ')} ${object.name}`,
      );
    const names = Object.fromEntries(
      Object.entries(shown).map(([heading, items]) => [
        heading.split(' ')[0] ?? '',
        items.map((item) => item.replace(/ \((\d+|not judged)\).*/s, '')),
      ]),
    );
    expect(names).toEqual(expected);
    expect(shown.Confirmed).toHaveLength(1);
    expect(shown.Confirmed?.[0]).toContain('Iran sponsors Hamas (88)');
    expect(shown.Alleged?.join('\n')).toContain('Iran uses as proxy Islamic State (20)');
    const [disputed] = shown.Disputed ?? [];
    expect(disputed).toContain('Iran uses as proxy ISIS-K (8)');
    expect(disputed).toContain('Denied by');
  });

  it('?of= shows the backers of one group', async () => {
    const shown = Object.values(await read('/?of=isis-k'));
    expect(shown.map((items) => items.length)).toEqual([0, 0, 0, 1]);
  });
});
