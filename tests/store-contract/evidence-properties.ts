import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementarySpans, statusDuring } from '#ascribe/domain/derivation/periods.js';
import { DEFAULT_POLICY } from '#ascribe/domain/derivation/policy.js';
import {
  type AnnotatedArticle,
  type Claim,
  type ClaimStatus,
  isLive,
  STATUSES,
} from '#ascribe/domain/records.js';
import type { PageRequest, Store } from '#ascribe/store/store.js';
import { randomArticle } from './random-articles.js';

const ALL = Object.keys(STATUSES) as ClaimStatus[];
const page: PageRequest = { first: 1000, after: null };
const TIMEOUT = 300_000;
const SLUGS = ['one', 'two', 'three', 'four', 'five'];

/** Articles with distinct ids. Each is imported in a separate transaction. */
const randomArticleSet = fc.uniqueArray(randomArticle(SLUGS, true), {
  minLength: 2,
  maxLength: 5,
  selector: idOf,
});
const anotherArticle = randomArticle(['another'], true);

/** Properties that hold for every set of articles, in every store. `open` creates an empty store. */
export function evidenceProperties(name: string, open: () => Promise<Store>, numRuns: number): void {
  /** Checks the property in empty stores. */
  const holds = <T>(
    given: fc.Arbitrary<T>,
    property: (given: T, open: () => Promise<Store>) => Promise<void>,
  ) =>
    fc.assert(
      fc.asyncProperty(given, async (one) => {
        const opened: Store[] = [];
        try {
          await property(one, async () => {
            const store = await open();
            opened.push(store);
            return store;
          });
        } finally {
          for (const store of opened) await store.close();
        }
      }),
      { numRuns, endOnFailure: true },
    );

  describe(`the evidence engine on ${name}, with random articles`, () => {
    it(
      'does not depend on the order of import',
      async () => {
        const orders = randomArticleSet.chain((articles) =>
          fc.tuple(
            fc.constant(articles),
            fc.shuffledSubarray(articles, { minLength: articles.length, maxLength: articles.length }),
          ),
        );
        await holds(orders, async ([one, other], open) => {
          const first = await open();
          await importAll(first, one);
          const expected = await readAll(first);
          await first.close();
          const second = await open();
          await importAll(second, other);
          expect(await readAll(second)).toEqual(expected);
        });
      },
      TIMEOUT,
    );

    it(
      'returns to the same state after an import and its retraction, except for the history',
      async () => {
        await holds(fc.tuple(randomArticleSet, anotherArticle), async ([articles, extra], open) => {
          const store = await open();
          await importAll(store, articles);
          const before = await readLive(store);
          await importAll(store, [extra]);
          await store.write((writer) =>
            writer.retract({
              articleId: extra.article.id,
              reason: 'wrong',
              analyst: 'ada',
              includeDerived: true,
            }),
          );
          expect(await readLive(store)).toEqual(before);
        });
      },
      TIMEOUT,
    );

    it(
      'returns to the same state after a retraction and its restoration',
      async () => {
        await holds(
          fc.tuple(randomArticleSet, fc.nat(), fc.boolean()),
          async ([articles, at, includeDerived], open) => {
            const store = await open();
            await importAll(store, articles);
            const chosen = articles[at % articles.length] as AnnotatedArticle;
            fc.pre(chosen.article.retractedAt === null);
            const before = await readAll(store);
            const articleId = chosen.article.id;
            const retraction = await store.write((writer) =>
              writer.retract({ articleId, reason: 'wrong', analyst: 'ada', includeDerived }),
            );
            const restoration = await store.write((writer) => writer.restore({ articleId, analyst: 'ada' }));
            expect(await readAll(store)).toEqual(before);
            expect(restoration.changes.map(({ claimId, from, to }) => [claimId, to, from])).toEqual(
              retraction.changes.map(({ claimId, from, to }) => [claimId, from, to]),
            );
          },
        );
      },
      TIMEOUT,
    );

    it(
      'never raises confidence because of a copy, at any time',
      async () => {
        await holds(
          fc.tuple(randomArticleSet, fc.nat(), anotherArticle),
          async ([articles, at, other], open) => {
            const store = await open();
            await importAll(store, articles);
            const original = articles[at % articles.length] as AnnotatedArticle;
            const [stored] = await store.get('articles', [original.article.id]);
            fc.pre(stored != null && isLive(stored));
            const before = new Map((await claims(store)).map((claim) => [claim.id, claim]));
            await importAll(store, [copyOf(original, other)]);
            for (const after of await claims(store))
              expectNoRise(before.get(after.id) ?? { ...after, confidence: null, periods: [] }, after);
          },
        );
      },
      TIMEOUT,
    );

    it(
      'stores the same values as a new derivation',
      async () => {
        await holds(
          fc.tuple(randomArticleSet, fc.array(fc.nat(9), { maxLength: 4 })),
          async ([articles, corrections], open) => {
            const store = await open();
            await importAll(store, articles);
            for (const correction of corrections) {
              const articleId = (articles[correction % articles.length] as AnnotatedArticle).article.id;
              const retraction = {
                articleId,
                reason: 'wrong',
                analyst: 'ada',
                includeDerived: correction > 4,
              };
              await store.write((writer) => writer.retract(retraction));
              if (correction % 3 === 0)
                await store.write((writer) => writer.restore({ articleId, analyst: 'ada' }));
            }
            const before = await readAll(store);
            const { changes, derived } = await store.write((writer) =>
              writer.applyPolicy({ ...DEFAULT_POLICY, version: 3 }, 1000),
            );
            expect(changes).toEqual([]);
            expect(derived).toBe(before.claims.length);
            expect(await readAll(store)).toEqual(before);
          },
        );
      },
      TIMEOUT,
    );
  });
}

function idOf({ article }: AnnotatedArticle): string {
  return article.id;
}

async function importAll(store: Store, articles: readonly AnnotatedArticle[]): Promise<void> {
  for (const article of articles) await store.write((writer) => writer.put([article]));
}

/** The same claims and citations, in an article that derives from the first. */
function copyOf(original: AnnotatedArticle, { article, source }: AnnotatedArticle): AnnotatedArticle {
  const moved = (id: string) => id.replace(/^citation:.{16}/, 'citation:c0b1ed00c0b1ed00');
  return {
    ...original,
    article: { ...article, sourceId: 'source:copyist', derivedFrom: original.article.id, retractedAt: null },
    source: { ...source, id: 'source:copyist', affiliation: null },
    claims: original.claims.map((claim) => ({
      ...claim,
      citations: claim.citations.map((one) => ({ ...one, id: moved(one.id), articleId: article.id })),
    })),
  };
}

async function claims(store: Store): Promise<Claim[]> {
  const { items } = await store.list('claims', { statuses: ALL }, page);
  return [...items];
}

/**
 * Each time is compared with itself. The confidence of the whole claim may rise: where a copied denial takes CONFIRMED from one period,
 * the claim has the judgement of another.
 */
function expectNoRise(before: Claim, after: Claim): void {
  for (const span of elementarySpans([...before.periods, ...after.periods]))
    for (const includeUndated of [false, true]) {
      const [one, other] = [before, after].map((claim) => statusDuring(claim, span, includeUndated));
      expect(other?.confidence ?? -1).toBeLessThanOrEqual(one?.confidence ?? -1);
      if (one?.status !== 'CONFIRMED') expect(other?.status).not.toBe('CONFIRMED');
    }
}

/** Everything that the store returns, except times of writing and the change log. */
async function readAll(store: Store) {
  const { items } = await store.list('claims', { statuses: ALL }, page);
  const claimIds = items.map(({ id }) => id);
  return {
    claims: items.map(({ firstKnownAt: _, ...claim }) => claim),
    evidence: await store.evidenceOf(claimIds),
    entities: await store.list('entities', {}, page),
    articles: await store.list('articles', {}, page),
    sources: await store.list('sources', {}, page),
  };
}

/** The same, for live records only. */
async function readLive(store: Store) {
  const statuses = ALL.filter((status) => status !== 'RETRACTED');
  const { items } = await store.list('claims', { statuses }, page);
  const evidence = await store.evidenceOf(items.map(({ id }) => id));
  const live = evidence.map((all) => all.filter((one) => one.live));
  const sources = new Set(live.flat().map(({ sourceId }) => sourceId));
  return {
    claims: items.map(({ firstKnownAt: _, ...claim }) => claim),
    evidence: live,
    sources: await store.get('sources', [...sources]),
  };
}
