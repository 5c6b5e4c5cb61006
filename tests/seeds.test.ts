import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import type { Store } from '#ascribe/store/store.js';
import { openEmptyStore } from './sqlite/empty-store.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const FIRST = here('../seeds/is-iran-weaponizing-isis-k.yaml');
const FICTIONAL = here('../examples/fictional');
const PAGE = here('../../shared/seed/article-page.txt');
/** Characters of the first article, from its headline to the note on its author, with single spaces. */
const CHARACTERS_OF_FIRST = 8646;
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
    store = await openEmptyStore();
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

  it('are the first article and thirty pages, none of them invented', async () => {
    const { items } = await store.list('articles', {}, page);
    expect(items).toHaveLength(31);
    for (const { id, url } of items) expect(url, id).toMatch(/^https?:/);
  });

  it('make ISIS-K no more than a disputed proxy of Iran', async () => {
    expect(await statusOf('iran', 'USES_AS_PROXY', 'isis-k')).toEqual(['DISPUTED']);
    expect(await statusOf('iran', 'SPONSORS', 'isis-k')).toEqual(['DISPUTED']);
    expect(await statusOf('iran', 'USES_AS_PROXY', 'husseiniyyun')).toEqual(['REPORTED']);
  });

  it('have only short quotes of the first article, and not its text', () => {
    const seed = read(FIRST);
    expect(seed.article.text).toBeUndefined();
    for (const quote of quotesOf(seed))
      expect(quote.split(/\s+/).filter((word) => word !== '[…]').length, quote).toBeLessThanOrEqual(15);
  });

  it('quote at most a quarter of the characters of the first article', () => {
    const parts = [...new Set(quotesOf(read(FIRST)).flatMap((quote) => quote.split(' […] ')))];
    // Words that several quotes have in common count once.
    const whole = parts.filter((part) => !parts.some((other) => other !== part && other.includes(part)));
    const quoted = whole.reduce((sum, { length }) => sum + length, 0);
    expect(quoted / CHARACTERS_OF_FIRST).toBeLessThanOrEqual(0.25);
  });

  // The text may not be redistributed, so this runs only if it is available.
  it.skipIf(!existsSync(PAGE))(
    `quote the first article verbatim (needs its text at ../shared/seed)`,
    async () => {
      const texts = mkdtempSync(join(tmpdir(), 'ascribe-seed-'));
      writeFileSync(join(texts, `${read(FIRST).article.id}.txt`), readFileSync(PAGE));
      const verified = await openEmptyStore();
      const summary = await importPaths(verified, [FIRST], { texts, requireText: true });
      expect(summary.problems).toEqual([]);
      expect(summary.unverified).toBe(0);
      expect(summary.citations).toBe(quotesOf(read(FIRST)).length);
      await verified.close();
      rmSync(texts, { recursive: true });
    },
  );

  it.skipIf(!existsSync(PAGE))('count the characters of the first article rightly', () => {
    const text = readFileSync(PAGE, 'utf8').replace(/\s+/g, ' ');
    const headline = text.indexOf('Is Iran Weaponizing ISIS-K Against Azerbaijan? The resurgence');
    expect(text.indexOf('The post Is Iran Weaponizing') - headline).toBe(CHARACTERS_OF_FIRST);
  });
});

describe('the fictional articles', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openEmptyStore();
    expect((await importPaths(store, [FICTIONAL])).problems).toEqual([]);
  });
  afterAll(() => store.close());

  it('show every status', async () => {
    for (const status of ALL)
      expect([status, await store.count('claims', { statuses: [status] })]).not.toEqual([status, 0]);
  });

  it('have a text each, to verify their quotes', async () => {
    const { items } = await store.list('articles', {}, page);
    for (const { id, textSha256 } of items) expect([id, textSha256]).not.toEqual([id, null]);
  });

  it('say in their first lines what they show', () => {
    const names = readdirSync(FICTIONAL).filter((name) => name.endsWith('.yaml'));
    expect(names).toHaveLength(8);
    for (const name of names) expect(readFileSync(`${FICTIONAL}/${name}`, 'utf8')).toMatch(/^# \S/);
  });

  it('share no entity with the seeds', async () => {
    const seeds = await openEmptyStore();
    await importPaths(seeds, [here('../seeds')]);
    const idsOf = async (one: Store) =>
      (await one.list('entities', {}, { first: 1000, after: null })).items.map(({ id }) => id);
    const real = new Set(await idsOf(seeds));
    expect((await idsOf(store)).filter((id) => real.has(id))).toEqual([]);
    await seeds.close();
  });
});

/** A name that states the claim by itself. */
const NAMES_IT = 'a name or title that states the claim by itself';
/** A short quote that is a complete statement. */
const COMPLETE_STATEMENT = 'a short but complete statement';
const NOT_RECORDED = 'the original is not recorded';
/** Accepted warnings, with the reason. */
const ACCEPTED: Readonly<Record<string, string>> = {
  'iran OPPOSES sunni-jihadist-groups': COMPLETE_STATEMENT,
  'husseiniyyun DATED 2015~': COMPLETE_STATEMENT,
  'attempts-on-azerbaijani-officials TARGETED azerbaijani-officials': NAMES_IT,
  'attempts-on-azerbaijani-officials ATTACK_TYPE ASSASSINATION': NAMES_IT,
  'attempts-on-azerbaijani-officials OUTCOME ATTEMPTED': NAMES_IT,
  'israel OPPOSES hamas': COMPLETE_STATEMENT,
  'israel OPPOSES hezbollah': COMPLETE_STATEMENT,
  'nakhchivan LOCATED_IN azerbaijan': NAMES_IT,
  'iran FUNDS al-qaeda': COMPLETE_STATEMENT,
  'benjamin-netanyahu PARTICIPATED_IN netanyahu-trilateral-proposal': COMPLETE_STATEMENT,
  'refugees-from-iran PARTICIPATED_IN fall-of-iranian-regime': COMPLETE_STATEMENT,
  'tajik-authorities PART_OF tajikistan': NAMES_IT,
  'isis-k-aligned-channels AFFILIATED_WITH isis-k': NAMES_IT,
  'united-states BACKS middle-corridor': NAMES_IT,
  '"June 2025 war […] Israeli strikes"':
    'the strikes were part of the war, and no predicate connects an attack with an event',
  'taliban-elements and taliban count as two voices': 'elements of a movement do not speak for it',
  '"radio-farda-2020-07-28-ganja"': NOT_RECORDED,
  '"tasnim-2025-08-09-velayati"': NOT_RECORDED,
  '"irna-2025-08-araghchi"': NOT_RECORDED,
  '"federal-register-2025-08-15-section-907"': NOT_RECORDED,
  '"nbc-news-2024-02-06-iravani"': NOT_RECORDED,
  '"afp-2026-01-21-protests"': NOT_RECORDED,
  '"time-2026-01-25-protests"': NOT_RECORDED,
};

describe('the annotation of the seeds', () => {
  it('has only the accepted warnings', async () => {
    const { lint } = await importPaths(null, [here('../seeds')], { checkOnly: true, lint: true });
    const warnings = lint?.warnings ?? [];
    const reasonFor = (message: string) => Object.keys(ACCEPTED).find((what) => message.includes(what));
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
      THIN_QUOTE: 14,
      CLAIM_IN_DESCRIPTION: 0,
      UNDECLARED_ORGAN: 1,
      SAME_PUBLISHER: 0,
      UNKNOWN_ORIGINAL: 7,
      DUPLICATE_ENTITY: 0,
    });
  });
});
