import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import { openStore } from '#ascribe/store/open.js';
import type { Store } from '#ascribe/store/store.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const FIRST = here('../seeds/is-iran-weaponizing-isis-k.yaml');
const PAGE = here('../../shared/seed/article-page.txt');
const ALL = Object.keys(STATUSES) as ClaimStatus[];
const page = { first: 100, after: null };

interface Seed {
  readonly article: { readonly id: string; readonly text?: string };
  readonly claims: readonly { readonly citations: readonly { readonly quote: string }[] }[];
}
const read = (path: string): Seed => parse(readFileSync(path, 'utf8'));
const quotesOf = (seed: Seed) => seed.claims.flatMap(({ citations }) => citations.map(({ quote }) => quote));

describe('the seeds', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore(':memory:');
    const summary = await importPaths(store, [here('../seeds')]);
    expect(summary.problems).toEqual([]);
  });
  afterAll(() => store.close());

  const statusOf = async (subjectId: string, predicate: 'USES_AS_PROXY' | 'SPONSORS', objectId: string) => {
    const { items } = await store.list(
      'claims',
      { statuses: ALL, subjectIds: [subjectId], objectIds: [objectId], predicates: [predicate] },
      page,
    );
    return items.map(({ status }) => status);
  };

  it('show every status in the fictional articles', async () => {
    const fictional = await openStore(':memory:');
    await importPaths(fictional, [here('../seeds/fictional')]);
    for (const status of ALL)
      expect([status, await fictional.count('claims', { statuses: [status] })]).not.toEqual([status, 0]);
    await fictional.close();
  });

  it('have a text for every fictional article, to verify its quotes', async () => {
    const { items } = await store.list('articles', {}, page);
    for (const { id, textSha256 } of items)
      if (id.includes('is-iran') === false) expect([id, textSha256]).not.toEqual([id, null]);
  });

  it('make ISIS-K no more than an alleged proxy of Iran', async () => {
    expect(await statusOf('iran', 'USES_AS_PROXY', 'isis-k')).toEqual(['ALLEGED']);
    expect(await statusOf('iran', 'SPONSORS', 'isis-k')).toEqual(['ALLEGED']);
    expect(await statusOf('iran', 'USES_AS_PROXY', 'husseiniyyun')).toEqual(['REPORTED']);
  });

  it('have only short quotes of the first article, and not its text', () => {
    const seed = read(FIRST);
    expect(seed.article.text).toBeUndefined();
    for (const quote of quotesOf(seed))
      expect(quote.split(/\s+/).filter((word) => word !== '[…]').length, quote).toBeLessThanOrEqual(15);
  });

  // The text may not be redistributed, so this runs only if it is available.
  it.skipIf(!existsSync(PAGE))(
    `quote the first article verbatim (needs its text at ../shared/seed)`,
    async () => {
      const texts = mkdtempSync(join(tmpdir(), 'ascribe-seed-'));
      writeFileSync(join(texts, `${read(FIRST).article.id}.txt`), readFileSync(PAGE));
      const verified = await openStore(':memory:');
      const summary = await importPaths(verified, [FIRST], { texts, requireText: true });
      expect(summary.problems).toEqual([]);
      expect(summary.unverified).toBe(0);
      expect(summary.citations).toBe(quotesOf(read(FIRST)).length);
      await verified.close();
      rmSync(texts, { recursive: true });
    },
  );

  it('say in the first line of each fictional article what it shows', () => {
    for (const name of readdirSync(here('../seeds/fictional'))) {
      expect(readFileSync(here(`../seeds/fictional/${name}`), 'utf8')).toMatch(/^# \S/);
    }
  });
});

/** A name that states the claim by itself. */
const NAMES_IT = 'a name or title that states the claim by itself';
/** A short quote that is a complete statement. */
const COMPLETE_STATEMENT = 'a short but complete statement';
/** Accepted warnings, with the reason. */
const ACCEPTED: Readonly<Record<string, string>> = {
  'nim LOCATED_IN vesk': COMPLETE_STATEMENT,
  'orm-bridge-plot INJURED 0': COMPLETE_STATEMENT,
  'lake-line BYPASSES arland': COMPLETE_STATEMENT,
  'iran PARTICIPATED_IN iran-shadow-war': NAMES_IT,
  'azerbaijani-security-forces PART_OF azerbaijan': NAMES_IT,
  'crocus-city-hall-attack OCCURRED_IN moscow': COMPLETE_STATEMENT,
  'quds-force PART_OF irgc': NAMES_IT,
  'husseiniyyun DATED 2015~': COMPLETE_STATEMENT,
  'azerbaijani-authorities PART_OF azerbaijan': NAMES_IT,
  'extradited-nationals PARTICIPATED_IN border-training-camps': COMPLETE_STATEMENT,
  'baku-synagogue LOCATED_IN baku': NAMES_IT,
  'nakhchivan LOCATED_IN azerbaijan': NAMES_IT,
  'trump-route PASSES_THROUGH armenia': COMPLETE_STATEMENT,
  'fars-news AFFILIATED_WITH irgc': NAMES_IT,
  'khamenei LEADS iran': NAMES_IT,
  'august-peace-summit DATED 2025-08': NAMES_IT,
  'al-qaeda-leaders LEADS al-qaeda': NAMES_IT,
  'tajik-authorities PART_OF tajikistan': NAMES_IT,
  'cyclists-attack-ringleader LEADS tajik-attack-group-2018': NAMES_IT,
  'isis-k CLAIMED_RESPONSIBILITY_FOR kabul-restaurant-bombing': COMPLETE_STATEMENT,
  'isis-k PERPETRATED kabul-restaurant-bombing': COMPLETE_STATEMENT,
  'isis-k-aligned-channels AFFILIATED_WITH isis-k': NAMES_IT,
  'donald-trump LEADS united-states': NAMES_IT,
  'taliban LOCATED_IN afghanistan': NAMES_IT,
  '"June 2025 war brought Israeli strikes"':
    'the strikes were part of the war, and no predicate connects an attack with an event',
};

describe('the annotation of the seeds', () => {
  it('has only the accepted warnings', async () => {
    const { lint } = await importPaths(null, [here('../seeds')], { checkOnly: true, lint: true });
    const warnings = lint?.warnings ?? [];
    const reasonFor = (message: string) =>
      Object.keys(ACCEPTED).find(
        (what) => message.includes(`${what} is the quote`) || message.includes(`the quote ${what}`),
      );
    expect(warnings.filter(({ message }) => reasonFor(message) === undefined)).toEqual([]);
    // A reason without its warning is out of date.
    expect(warnings.map(({ message }) => reasonFor(message)).sort()).toEqual(Object.keys(ACCEPTED).sort());
  });

  it('ignores no hedge and grades no source uniformly', async () => {
    const { lint } = await importPaths(null, [here('../seeds')], { checkOnly: true, lint: true });
    expect(lint?.counts).toEqual({
      UNIFORM_CREDIBILITY: 0,
      REUSED_QUOTE: 1,
      HEDGE_IGNORED: 0,
      WRONG_STANCE: 0,
      MISLEADING_OMISSION: 0,
      MISLEADING_CUT: 0,
      THIN_QUOTE: 24,
      CLAIM_IN_DESCRIPTION: 0,
      UNDECLARED_ORGAN: 0,
      SAME_PUBLISHER: 0,
      UNKNOWN_ORIGINAL: 0,
      DUPLICATE_ENTITY: 0,
    });
  });
});
