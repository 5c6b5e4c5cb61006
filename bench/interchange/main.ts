import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import type { AnnotatedArticle } from '#ascribe/domain/records.js';
import { openStore } from '#ascribe/store/open.js';
import { generateArticles } from '../graph-generator.js';
import { writeMispGalaxy, writeStixBundle } from './foreign.js';

/**
 * Time and memory of each format of `ascribe export` and of each way back, with a heap of 64 MB. What comes back must be equal to
 * the annotated articles. Then the same of bundles and galaxies as others write them.
 */
const { values } = parseArgs({
  options: {
    citations: { type: 'string', default: '100000' },
    formats: { type: 'string', default: 'jsonl,csv,trig,jsonld,stix,graphml,gexf,geojson' },
    foreign: { type: 'string', default: 'stix,misp' },
  },
});
const ALL = 'CONFIRMED,REPORTED,ALLEGED,DISPUTED,DENIED,RETRACTED';
const ARTICLES_PER_WRITE = 100;
const BACK = ['csv', 'trig', 'jsonld', 'stix'];
/** Prints the largest resident size of the process, in kilobytes, at its end. */
const REPORT =
  'data:text/javascript,process.on("exit",()=>process.stderr.write("\\nRSS "+process.resourceUsage().maxRSS+"\\n"))';

const FOREIGN: Readonly<Record<string, typeof writeStixBundle>> = {
  stix: writeStixBundle,
  misp: writeMispGalaxy,
};

const folder = mkdtempSync(join(tmpdir(), 'ascribe-bench-'));
const at = (name: string): string => join(folder, name);

const sizeOf = (file: string): string => `${(statSync(file).size / 1e6).toFixed(0)} MB`;

function run(args: readonly string[]): string {
  const start = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--max-old-space-size=64', '--import', REPORT, 'dist/bin/ascribe.js', ...args],
    { encoding: 'utf8', maxBuffer: 1e9 },
  );
  if (status !== 0) throw new Error(stderr);
  const megabytes = Math.round(Number(/RSS (\d+)/.exec(stderr)?.[1]) / 1000);
  return `${((performance.now() - start) / 1000).toFixed(0)} s | ${megabytes} MB`;
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

try {
  const store = await openStore(at('bench.db'));
  let [articles, citations] = [0, 0];
  let batch: AnnotatedArticle[] = [];
  for (const article of generateArticles(Number(values.citations))) {
    batch.push(article);
    articles++;
    for (const claim of article.claims) citations += claim.citations.length;
    const isEnough = citations >= Number(values.citations);
    if (batch.length < ARTICLES_PER_WRITE && !isEnough) continue;
    const articlesOfBatch = batch;
    await store.write((writer) => writer.put(articlesOfBatch));
    batch = [];
    console.error(`${articles} articles, ${citations} citations`);
    if (isEnough) break;
  }
  await store.close();
  console.log(
    `${articles} articles, ${citations} citations; ${cpus().length} cores, Node ${process.version}\n`,
  );
  console.log('| format | size | export | memory | back | memory |\n|---|---|---|---|---|---|');
  for (const format of new Set(['jsonl', ...values.formats.split(',')])) {
    const file = at(`all.${format}`);
    const out = run([
      'export',
      '--statuses',
      ALL,
      '--store',
      at('bench.db'),
      '--format',
      format,
      '--output',
      file,
    ]);
    const back = BACK.includes(format)
      ? run(['convert', '--from', format, file, '--output', at('back.jsonl'), '--force'])
      : ' | ';
    if (BACK.includes(format) && (await digestOf(at('back.jsonl'))) !== (await digestOf(at('all.jsonl'))))
      throw new Error(`${format} did not come back letter by letter`);
    console.log(`| ${format} | ${sizeOf(file)} | ${out} | ${back} |`);
  }
  console.log('\n| of others | size | conversion | memory |\n|---|---|---|---|');
  for (const format of Object.keys(FOREIGN).filter((name) => values.foreign.split(',').includes(name))) {
    const file = at(`${format}.json`);
    FOREIGN[format]?.(file, Number(values.citations));
    const cost = run(['convert', '--from', format, file, '--output', at('back.jsonl'), '--force']);
    console.log(`| ${format} | ${sizeOf(file)} | ${cost} |`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
