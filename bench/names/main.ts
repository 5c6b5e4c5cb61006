import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { openStore } from '#ascribe/store/open.js';
import type { Store } from '#ascribe/store/store.js';
import { article, entity } from '../../tests/store-contract/article-builder.js';
import { median } from '../measure.js';
import { generateArticles } from '../time/articles.js';
import { CHANGES } from './changes.js';
import { type Country, readCountries, scriptOf } from './countries.js';

/**
 * How many names a search finds among its first ten results, written in other ways, on SQLite: the countries of i18n-iso-countries in all
 * its languages. With `--baseline`, another build answers the same, and both import the names and articles with claims alternately.
 */
const { values } = parseArgs({
  options: {
    step: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '5' },
    claims: { type: 'string', default: '1000' },
    misses: { type: 'string', default: '4' },
    baseline: { type: 'string' },
  },
});
const [step, rounds, claims, maxMisses] = [values.step, values.rounds, values.claims, values.misses].map(
  Number,
) as [number, number, number, number];

type Open = (location: string) => Promise<Store>;
interface Build {
  readonly name: string;
  readonly open: Open;
}

const countries = readCountries();
if (countries === null) {
  console.log('bench:names is skipped: the package i18n-iso-countries is not installed; run npm ci.');
  process.exit(0);
}
const builds: Build[] = [{ name: 'this build', open: openStore }];
if (values.baseline !== undefined) {
  const { openStore: open } = (await import(
    pathToFileURL(resolve(values.baseline, 'store/open.js')).href
  )) as {
    openStore: Open;
  };
  builds.push({ name: 'other build', open });
}

const entityId = ({ code }: Country): string => `country-${code.toLowerCase()}`;
/** The names in a language, or in all of them. */
const namesOf = ({ names }: Country, language?: string): string[] => [
  ...new Set(language === undefined ? [...names.values()].flat() : names.get(language)),
];

async function fillWithNames(store: Store, all: readonly Country[], language?: string): Promise<void> {
  const entities = all.flatMap((country) => {
    const [name, ...aliases] = namesOf(country, language);
    return name === undefined ? [] : [entity(entityId(country), 'PLACE', { name, aliases })];
  });
  const others = [entity('arland'), entity('river-front', 'ARMED_GROUP', { name: 'River Front' })];
  await store.write((writer) => writer.put([article('names', { entities: [...others, ...entities] })]));
}

interface Query {
  readonly group: string;
  readonly text: string;
  readonly entityId: string;
}

/** Every `step`-th name in each language, changed in each way. */
function* changedNames(all: readonly Country[]): Generator<Query> {
  let number = 0;
  for (const country of all)
    for (const name of namesOf(country)) {
      if (number++ % step !== 0) continue;
      for (const [change, apply] of Object.entries(CHANGES)) {
        const text = apply(name);
        if (text !== null) yield { group: change, text, entityId: entityId(country) };
      }
    }
}

/** Every `every`-th name in languages other than the one that is stored. */
function* foreignNames(all: readonly Country[], stored = 'en', every = step): Generator<Query> {
  let number = 0;
  for (const country of all)
    for (const [language, names] of country.names)
      if (language !== stored && number++ % every === 0)
        for (const text of names) yield { group: scriptOf(text), text, entityId: entityId(country) };
}

/** The countries whose names in simplified and traditional Chinese are different and equally long, from the data of Node.js. */
function chineseNames(codes: readonly string[]): Country[] {
  const [simplified, traditional] = ['zh-Hans', 'zh-Hant-HK'].map(
    (language) => new Intl.DisplayNames([language], { type: 'region' }),
  );
  return codes.flatMap((code) => {
    const [one, other] = [simplified?.of(code) ?? '', traditional?.of(code) ?? ''];
    const isSame = one !== other && one.length === other.length;
    return isSame
      ? [
          {
            code,
            names: new Map([
              ['zh-Hans', [one]],
              ['zh-Hant', [other]],
            ]),
          },
        ]
      : [];
  });
}

interface Result {
  asked: number;
  found: number;
  readonly missed: string[];
}

async function ask(store: Store, queries: Iterable<Query>): Promise<Map<string, Result>> {
  const results = new Map<string, Result>();
  for (const { group, text, entityId: expected } of queries) {
    const result = results.get(group) ?? { asked: 0, found: 0, missed: [] };
    results.set(group, result);
    const { items } = await store.search(
      text,
      { statuses: ['REPORTED'], fields: ['NAME', 'ALIAS'] },
      { first: 10, after: null },
    );
    result.asked += 1;
    if (items.some((hit) => hit.type === 'entity' && hit.entity.id === expected)) result.found += 1;
    else result.missed.push(`${text} (${expected.slice(-2)})`);
  }
  return results;
}

const folder = mkdtempSync(join(tmpdir(), 'ascribe-bench-'));
let opened = 0;
const openNew = ({ open }: Build): Promise<Store> => open(join(folder, `${opened++}.db`));

async function printRecall(
  title: string,
  queries: () => Iterable<Query>,
  language?: string,
  stored: readonly Country[] = countries as Country[],
): Promise<void> {
  const byBuild: Map<string, Result>[] = [];
  for (const build of builds) {
    const store = await openNew(build);
    await fillWithNames(store, stored, language);
    byBuild.push(await ask(store, queries()));
    await store.close();
  }
  const [own, other] = byBuild;
  const percent = (result?: Result) =>
    result ? `${((100 * result.found) / result.asked).toFixed(1)} %` : '';
  console.log(
    `\n| ${title} | asked | ${builds.map(({ name }) => name).join(' | ')} | missed by this build |`,
  );
  console.log(`| --- | --: | ${builds.map(() => '--:').join(' | ')} | --- |`);
  for (const [group, result] of own ?? []) {
    const shown = result.missed.slice(0, maxMisses).join(', ');
    const more = result.missed.length > maxMisses ? `, and ${result.missed.length - maxMisses} more` : '';
    const cells = [group, result.asked, percent(result), ...(other ? [percent(other.get(group))] : [])];
    console.log(`| ${cells.join(' | ')} | ${(shown + more).replaceAll('|', '')} |`);
  }
}

/** What it costs both builds to import all names, and articles with claims. */
async function compareImports([own, other]: readonly [Build, Build]): Promise<void> {
  const importing = (build: Build, fill: (store: Store) => Promise<void>) => async () => {
    const store = await openNew(build);
    await fill(store);
    await store.close();
  };
  const articles = [...generateArticles(claims, false)];
  const imports: Readonly<Record<string, (store: Store) => Promise<void>>> = {
    'all names in all languages': (store) => fillWithNames(store, countries as Country[]),
    [`${articles.length} articles with ${claims} claims, 5 citations each`]: (store) =>
      store.write(async (writer) => void (await writer.put(articles))),
  };
  console.log('\n| import, CPU time | this build ms | other build ms | ratio |\n| --- | --: | --: | --: |');
  for (const [name, fill] of Object.entries(imports)) {
    const times: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1)
      for (const side of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
        const start = cpuMs();
        await importing(side === 0 ? own : other, fill)();
        times[side].push(cpuMs() - start);
      }
    const [port, baseline] = [median(times[0]), median(times[1])];
    console.log(`| ${name} | ${port} | ${baseline} | ${(port / baseline).toFixed(2)} |`);
  }
}

/** CPU time of this process and of its workers that have ended, which load on the machine hardly changes. Linux counts it in 1/100 s. */
function cpuMs(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const [user, system, childUser, childSystem] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 15)
    .map(Number) as [number, number, number, number];
  return 10 * (user + system + childUser + childSystem);
}

try {
  const names = countries.flatMap((country) => namesOf(country));
  console.log(`${names.length} names of ${countries.length} countries; every ${step}th is asked for.`);
  await printRecall('written otherwise', () => changedNames(countries));
  await printRecall('only English names stored; asked in', () => foreignNames(countries), 'en');
  const chinese = chineseNames(countries.map(({ code }) => code));
  await printRecall(
    'simplified stored; asked in',
    () => foreignNames(chinese, 'zh-Hans', 1),
    'zh-Hans',
    chinese,
  );
  await printRecall(
    'traditional stored; asked in',
    () => foreignNames(chinese, 'zh-Hant', 1),
    'zh-Hant',
    chinese,
  );
  const [own, other] = builds;
  if (own !== undefined && other !== undefined) await compareImports([own, other]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
