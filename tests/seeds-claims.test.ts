import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { derive } from '#ascribe/domain/derivation/derive.js';
import type { Origin } from '#ascribe/domain/derivation/origins.js';
import { type ClaimStatus, STATUSES, type Stance } from '#ascribe/domain/records.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import type { Store } from '#ascribe/store/store.js';
import { openEmptyStore } from './sqlite/empty-store.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const SEEDS = here('../seeds');
const FIRST = `${SEEDS}/is-iran-weaponizing-isis-k.yaml`;
const ALL = Object.keys(STATUSES) as ClaimStatus[];

interface Page {
  readonly article: {
    readonly id: string;
    readonly text?: string;
    readonly source: { readonly id: string; readonly reliability: string };
  };
  readonly claims: readonly { readonly citations: readonly { readonly quote: string }[] }[];
}
/** The pages around the first article. */
const files = readdirSync(SEEDS)
  .filter((name) => /^\d\d-.*\.yaml$/.test(name))
  .sort();
const pages = new Map(
  files.map((file) => [file, parse(readFileSync(`${SEEDS}/${file}`, 'utf8')) as Page] as const),
);
/** The two digits of the file of a page; `first` for the first article. */
const numberOf = new Map([
  ['article:national-interest-2026-02-is-iran-weaponizing-isis-k', 'first'],
  ...[...pages].map(([file, { article }]) => [`article:${article.id}`, file.slice(0, 2)] as const),
]);

interface Meeting {
  readonly status: ClaimStatus;
  /** The pages of each independent origin, such as `01 02 03` for a report and two echoes. */
  readonly supports: readonly string[];
  readonly denies: readonly string[];
}

let store: Store;
/** By `subject PREDICATE object-or-value`. */
const meetings = new Map<string, Meeting>();

beforeAll(async () => {
  store = await openEmptyStore();
  const summary = await importPaths(store, [SEEDS]);
  expect(summary.problems).toEqual([]);
  const { items: claims } = await store.list('claims', { statuses: ALL }, { first: 1000, after: null });
  const evidence = await store.evidenceOf(claims.map(({ id }) => id));
  for (const [index, claim] of claims.entries()) {
    const { status, origins } = derive(claim, evidence[index] ?? []);
    expect(status).toBe(claim.status);
    const object =
      claim.objectId ??
      Object.values(claim.value ?? {})
        .slice(1)
        .join('..');
    meetings.set(`${claim.subjectId} ${claim.predicate} ${object}`, {
      status,
      supports: pagesOf(origins, 'SUPPORTS'),
      denies: pagesOf(origins, 'DENIES'),
    });
  }
});
afterAll(() => store.close());

function pagesOf(origins: readonly Origin[], stance: Stance): string[] {
  return origins
    .filter((origin) => origin.stance === stance)
    .map(({ evidence }) =>
      [...new Set(evidence.map(({ citation }) => numberOf.get(citation.articleId)))].sort().join(' '),
    )
    .sort();
}

describe('the pages around the first article', () => {
  it('are thirty, of thirty sources, without a text', () => {
    expect(files).toHaveLength(30);
    expect(new Set([...pages.values()].map(({ article }) => article.source.id)).size).toBe(30);
    for (const { article } of pages.values()) expect(article).not.toHaveProperty('text');
  });

  it.each(files)('%s has a handful of quotes, of at most 15 words each', (file) => {
    const quotes = new Set(
      pages.get(file)?.claims.flatMap(({ citations }) => citations.map(({ quote }) => quote)),
    );
    expect(quotes.size).toBeGreaterThan(0);
    expect(quotes.size).toBeLessThanOrEqual(10);
    for (const quote of quotes)
      expect(quote.split(/\s+/).filter((word) => word !== '[…]').length, quote).toBeLessThanOrEqual(15);
  });

  it('have the grades that seeds/README.md gives the sources', () => {
    const readme = readFileSync(here('../seeds/README.md'), 'utf8');
    const rows = [...readme.matchAll(/^\| `([BCDF])` \| [^|]+ \| ([^|]+) \|$/gm)];
    const counts = Object.fromEntries(rows.map(([, grade, names = '']) => [grade, names.split(', ').length]));
    const graded: Record<string, number> = {};
    for (const { article } of pages.values())
      graded[article.source.reliability] = (graded[article.source.reliability] ?? 0) + 1;
    expect(graded).toEqual(counts);
  });
});

/** A claim, its status, and the pages of its supporting and denying origins. */
type Row = readonly [string, ClaimStatus, readonly string[], (readonly string[])?];
const meets = (rows: readonly Row[]) =>
  it.each(rows.map(([claim, status, supports, denies = []]) => ({ claim, status, supports, denies })))(
    '$claim is $status',
    ({ claim, ...meeting }) => {
      expect(meetings.get(claim)).toEqual(meeting);
    },
  );

describe('the thesis of the first article', () => {
  meets([
    // Nobody else supports it, and a reply denies it.
    ['iran USES_AS_PROXY isis-k', 'DISPUTED', ['first'], ['12']],
    ['iran USES_AS_PROXY sunni-jihadist-groups', 'ALLEGED', ['first']],
    ['isis-k COORDINATES_WITH kataib-hezbollah', 'ALLEGED', ['first']],
    ['kataib-hezbollah COORDINATES_WITH taliban', 'ALLEGED', ['first']],
    // ISIS-K attacks Iran.
    ['isis-k PERPETRATED kerman-bombings-2024', 'REPORTED', ['12', '15']],
  ]);
});

describe('one origin behind several outlets', () => {
  meets([
    [
      'kataib-hezbollah PERPETRATED attacks-on-jewish-targets-central-asia',
      'REPORTED',
      ['01 02 03', 'first'],
    ],
    ['kataib-hezbollah USES_AS_PROXY tajik-nationals-used', 'REPORTED', ['01 02 03', 'first']],
    ['attacks-on-jewish-targets-central-asia OCCURRED_IN kazakhstan', 'REPORTED', ['01 02 03', 'first']],
    ['attacks-on-jewish-targets-central-asia OCCURRED_IN uzbekistan', 'REPORTED', ['01 02', 'first']],
    ['iran FUNDS kataib-hezbollah', 'REPORTED', ['01 02']],
    ['iran USES_AS_PROXY kataib-hezbollah', 'REPORTED', ['01', '25', 'first']],
    // One security service.
    ['baku-embassy-suspects PERPETRATED baku-embassy-plot', 'ALLEGED', ['08 09', '12', 'first']],
    ['baku-embassy-suspects AFFILIATED_WITH isis-k', 'REPORTED', ['08 09', 'first']],
    ['baku-embassy-plot ARRESTED 3..3', 'REPORTED', ['08 09', 'first']],
    // The target is what one outlet found out; 08 withholds it.
    ['baku-embassy-plot TARGETED israeli-embassy-baku', 'REPORTED', ['09', '12', 'first']],
    ['azerbaijani-authorities PARTICIPATED_IN extradition-may-2025', 'REPORTED', ['11', 'first']],
    // The United States twice.
    ['iran HARBOURS al-qaeda-leaders', 'REPORTED', ['25 27', 'first'], ['27']],
  ]);

  it('makes the echoes of 01 count for nothing', async () => {
    const without = await openEmptyStore();
    await importPaths(without, [
      FIRST,
      ...files.filter((file) => !/^0[23]/.test(file)).map((file) => `${SEEDS}/${file}`),
    ]);
    const filter = {
      statuses: ALL,
      subjectIds: ['kataib-hezbollah'],
      objectIds: ['attacks-on-jewish-targets-central-asia'],
    };
    const page = { first: 10, after: null };
    const [alone, echoed] = await Promise.all(
      [without, store].map((one) => one.list('claims', filter, page)),
    );
    const judged = (items: typeof alone) =>
      items?.items.map(({ status, confidence }) => [status, confidence]);
    expect(judged(alone)).toHaveLength(1);
    expect(judged(alone)).toEqual(judged(echoed));
    await without.close();
  });
});

describe('confirmation', () => {
  meets([
    // By its own claim, and by a reader of a UN report.
    ['isis-k PERPETRATED crocus-city-hall-attack', 'CONFIRMED', ['08 13 16', '15', 'first']],
    ['isis-k CLAIMED_RESPONSIBILITY_FOR crocus-city-hall-attack', 'CONFIRMED', ['08', '13', '16']],
    ['crocus-city-hall-attack OCCURRED_IN moscow', 'CONFIRMED', ['08', '13', '14', 'first']],
    ['isis-k PART_OF islamic-state', 'CONFIRMED', ['08', '13', '28', 'first']],
    // By a court each.
    ['crocus-gunmen PERPETRATED crocus-city-hall-attack', 'CONFIRMED', ['16']],
    ['baku-synagogue-convict PERPETRATED baku-synagogue-plot', 'CONFIRMED', ['10', 'first']],
    // By the word of Iran's ambassador, as the outlet reads it, and by the United States.
    ['iran SPONSORS hamas', 'CONFIRMED', ['24', '25', 'first']],
  ]);

  it('is of nothing else that the first article claims about who did or backs what', () => {
    const about = /(PERPETRATED|SPONSORS|FUNDS|ARMS|TRAINS|HARBOURS|DIRECTS|USES_AS_PROXY) /;
    const confirmed = [...meetings].filter(
      ([claim, { status, supports }]) =>
        status === 'CONFIRMED' && about.test(claim) && supports.includes('first'),
    );
    expect(confirmed.map(([claim]) => claim).sort()).toEqual([
      'baku-synagogue-convict PERPETRATED baku-synagogue-plot',
      'iran SPONSORS hamas',
      'isis-k PERPETRATED crocus-city-hall-attack',
    ]);
  });
});

describe('accusation and denial', () => {
  meets([
    // Ukraine denies as a party, so it makes no dispute.
    ['ukraine PERPETRATED crocus-city-hall-attack', 'ALLEGED', ['14'], ['13']],
    ['ukraine PARTICIPATED_IN crocus-city-hall-attack', 'ALLEGED', ['13 14'], ['13']],
    ['iran PERPETRATED ganja-mayor-shooting', 'ALLEGED', ['06'], ['06']],
    ['iran USES_AS_PROXY islamic-renaissance-party', 'ALLEGED', ['first'], ['18']],
    ['islamic-renaissance-party PERPETRATED cyclists-attack-2018', 'ALLEGED', ['17 18'], ['18']],
    ['tajik-attack-group-2018 AFFILIATED_WITH islamic-state', 'REPORTED', ['17', 'first']],
    // Iran is no party to what the ringleader did.
    ['cyclists-attack-ringleader PARTICIPATED_IN qom-training', 'DISPUTED', ['17 first', '18'], ['18']],
    // The receiver says yes and the giver says no.
    ['iran SPONSORS taliban-elements', 'REPORTED', ['26', 'first'], ['26']],
    ['iran PARTICIPATED_IN october-7-attack', 'DENIED', [], ['24']],
    // Iran speaks with two voices, which are one.
    ['iran OPPOSES trump-route', 'REPORTED', ['05', '19 21', 'first'], ['21']],
    ['khamenei-senior-adviser THREATENED trump-route', 'REPORTED', ['19', 'first']],
    ['fars-news THREATENED azerbaijan', 'REPORTED', ['22', 'first']],
    ['iran USES_AS_PROXY husseiniyyun', 'REPORTED', ['04', '05', 'first']],
    ['donald-trump PARTICIPATED_IN section-907-waiver-extension', 'REPORTED', ['23', 'first']],
    ['isis-k PERPETRATED kabul-restaurant-bombing', 'REPORTED', ['28 first']],
  ]);

  it('disputes only what a denial by somebody who is no party meets', () => {
    const disputed = [...meetings].filter(([, { status }]) => status === 'DISPUTED');
    expect(disputed.map(([claim]) => claim).sort()).toEqual([
      'crocus-convict PERPETRATED crocus-city-hall-attack',
      'cyclists-attack-ringleader PARTICIPATED_IN qom-training',
      'iran USES_AS_PROXY isis-k',
    ]);
  });
});

describe('other figures, dates and names', () => {
  /** The values of an attribute, each with the pages that have it. */
  const valuesOf = (subjectAndPredicate: string) =>
    Object.fromEntries(
      [...meetings]
        .filter(([claim]) => claim.startsWith(`${subjectAndPredicate} `))
        .map(([claim, { supports }]) => [claim.slice(subjectAndPredicate.length + 1), supports]),
    );

  it.each([
    [
      'the toll of Crocus City Hall, which grew',
      'crocus-city-hall-attack KILLED',
      {
        '115..115': ['13'],
        '133..133': ['13'],
        '137..': ['08'],
        '145..145': ['15', 'first'],
        '149..149': ['16'],
      },
    ],
    ['the four cyclists', 'cyclists-attack-2018 KILLED', { '4..4': ['17', '18', 'first'] }],
    ['the dead of Kerman', 'kerman-bombings-2024 KILLED', { '91..': ['12'], '101..': ['15'] }],
    ['the mayor whom one page takes for dead', 'ganja-mayor-shooting KILLED', { '1..': ['07'] }],
    ['the wounded of Ganja', 'ganja-mayor-shooting INJURED', { '1..': ['06', 'first'] }],
    ['the dead of Kabul', 'kabul-restaurant-bombing KILLED', { '7..7': ['28'] }],
    [
      'the dead of the protests',
      'killings-in-iranian-protests KILLED',
      {
        '3117..3117': ['29 30'],
        '3428..3428': ['29'],
        '5000..20000': ['29'],
        '30001..': ['30', 'first'],
        '30304..30304': ['30'],
      },
    ],
    [
      'the term of the Trump Route',
      'trump-route TERM_YEARS',
      { '49..49': ['20'], '99..99': ['19', 'first'] },
    ],
    ['when the Husseiniyyun were founded', 'husseiniyyun DATED', { '2015~': ['first'], '2016': ['04'] }],
    ['the day in Ganja', 'ganja-mayor-shooting DATED', { '2018': ['06', 'first'], '2018-07-03': ['06'] }],
  ])('keep %s', (_, what, values) => {
    expect(valuesOf(what)).toEqual(values);
  });

  it('keep two founders', () => {
    const founders = [...meetings].filter(([claim]) => claim.endsWith(' FOUNDED husseiniyyun'));
    expect(Object.fromEntries(founders)).toEqual({
      'qassem-soleimani FOUNDED husseiniyyun': { status: 'REPORTED', supports: ['05', 'first'], denies: [] },
      'tawhid-ibrahim-begli FOUNDED husseiniyyun': { status: 'REPORTED', supports: ['04'], denies: [] },
    });
  });

  it('give the adviser whom the first article leaves unnamed a name', async () => {
    const [adviser] = await store.get('entities', ['khamenei-senior-adviser']);
    expect([adviser?.name, ...(adviser?.aliases ?? [])]).toContain('Ali Akbar Velayati');
  });
});
