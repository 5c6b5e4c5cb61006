import { chromium, type Page } from 'playwright-core';
import { openStore } from '#ascribe/store/open.js';
import { startService } from '../../tests/api/service.js';
import { articleOf, entity, type Sentence } from '../../tests/store-contract/article-builder.js';
import { seededRandom } from '../random.js';

const HUBS = 5;
const SPOKES = 399;
/** The most that the Explorer asks for around one entity. */
const CLAIMS = 2000;
const PREDICATES: readonly Sentence['predicate'][] = ['SPONSORS', 'FUNDS', 'ARMS', 'TRAINS', 'TARGETS'];
const DRAG_STEPS = 120;
const VISITS = 7;

interface Visit {
  readonly answers: number;
  readonly drawn: number;
  readonly drawMs: number;
  readonly cpuMs: number;
}

const hub = (index: number) => `hub-${index}`;

/** Hubs with neighbors of their own, which make claims of each other: 2,000 entities and 10,000 claims. */
function* generate() {
  const random = seededRandom(1);
  for (let index = 0; index < HUBS; index++) {
    const spokes = Array.from({ length: SPOKES }, (_, spoke) => `entity-${index}-${spoke}`);
    const claims = new Map<string, Sentence>();
    const add = (subject: string, predicate: Sentence['predicate'], object: string) =>
      claims.set(`${subject} ${predicate} ${object}`, { subject, predicate, object });
    for (const spoke of spokes) add(hub(index), 'SPONSORS', spoke);
    if (index > 0) add(hub(0), 'FUNDS', hub(index));
    while (claims.size < CLAIMS) {
      const subject = random.pick(spokes);
      const object = random.pick(spokes);
      if (subject !== object) add(subject, random.pick(PREDICATES), object);
    }
    const ids = index > 0 ? [hub(0), hub(index), ...spokes] : [hub(index), ...spokes];
    yield articleOf(
      `article-${index}`,
      ids.map((id) => entity(id, 'ARMED_GROUP')),
      [...claims.values()],
    );
  }
}

const service = await startService({ open: () => openStore(':memory:') });
for (const part of generate()) await service.store.write((writer) => writer.put([part]));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-3d-apis', '--disable-dev-shm-usage'],
});
const devtools = await browser.newBrowserCDPSession();
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
const page = await context.newPage();
const others = Array.from({ length: HUBS - 1 }, (_, index) => hub(index + 1)).join(',');
const address = `${service.url}/#/graph/hub-0?statuses=CONFIRMED,REPORTED,ALLEGED&limit=1000&expand=${others}`;
// The first visit warms up the service and the cache of the browser.
await page.goto(address);
await page.getByText('the 200 strongest of').waitFor();
const shown = (await page.getByText(/entities, .* claims?\. Circles/).textContent()) ?? '';
const claims = Number(/([\d,]+) claims?/.exec(shown)?.[1]?.replace(',', ''));
console.log(
  `${shown.split('.')[0]}, Chromium without a GPU, 1440 × 900 pixels; medians of ${VISITS} visits\n`,
);
const visits: Visit[] = [];
for (let count = 0; count < VISITS; count++) visits.push(await visit());
const median = (of: (visit: Visit) => number) =>
  Math.round(visits.map(of).sort((x, y) => x - y)[Math.floor(VISITS / 2)] ?? 0);
console.log('| what | ms |\n| --- | ---: |');
console.log(`| from the address to the answers of the service | ${median(({ answers }) => answers)} |`);
console.log(`| from the answers to the drawn graph | ${median(({ drawn, answers }) => drawn - answers)} |`);
console.log(`| of that, drawing | ${median(({ drawMs }) => drawMs)} |`);
console.log(`| from the address to the drawn graph | ${median(({ drawn }) => drawn)} |`);
console.log(`| CPU of the page | ${median(({ cpuMs }) => cpuMs)} |`);
const frames = await framesWhileDragging(page);
console.log(`| a frame while the view is dragged: median | ${frames.median} |`);
console.log(`| a frame while the view is dragged: 90th percentile | ${frames.p90} |`);
await browser.close();
await service.close();

/** Opens the page anew, in a process of its own, until the whole graph is drawn. Times in ms from the start of navigation. */
async function visit(): Promise<Visit> {
  const fresh = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const target = await fresh.newPage();
  const before = await pagesCpuMs();
  await target.goto(address);
  const times = await target.evaluate(
    (edges) =>
      new Promise<Omit<Visit, 'cpuMs'>>((resolve) => {
        const look = () => {
          const canvas = document.querySelector('canvas');
          if (canvas?.dataset.edges !== edges) return requestAnimationFrame(look);
          const answers = performance
            .getEntriesByType('resource')
            .filter(({ name }) => name.endsWith('/graphql'))
            .map((entry) => (entry as PerformanceResourceTiming).responseEnd);
          const drawMs = Number(canvas.dataset.drawMs);
          // Only the next frame comes after the pixels of this one.
          requestAnimationFrame(() =>
            resolve({ answers: Math.max(...answers), drawn: performance.now(), drawMs }),
          );
        };
        look();
      }),
    String(claims),
  );
  const cpuMs = (await pagesCpuMs()) - before;
  await fresh.close();
  return { ...times, cpuMs };
}

/** What all pages have used so far. */
async function pagesCpuMs(): Promise<number> {
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  return processInfo
    .filter(({ type }) => type === 'renderer')
    .reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
}

async function framesWhileDragging(target: Page): Promise<{ median: number; p90: number }> {
  const box = await target.locator('canvas').boundingBox();
  const [x, y] = [(box?.x ?? 0) + 40, (box?.y ?? 0) + 40];
  await target.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { frameTimes: times });
    let last = performance.now();
    const tick = (now: number) => {
      times.push(now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await target.mouse.move(x, y);
  await target.mouse.down();
  for (let step = 1; step <= DRAG_STEPS; step++) {
    await target.mouse.move(x + step * 2, y + step);
    await target.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  await target.mouse.up();
  const times = await target.evaluate(() => (window as unknown as { frameTimes: number[] }).frameTimes);
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
  return { median: at(0.5), p90: at(0.9) };
}
