import fc from 'fast-check';
import { DEFAULT_POLICY } from '#ascribe/domain/derivation/policy.js';
import { citationId } from '#ascribe/domain/ids.js';
import type { AnnotatedArticle, Citation } from '#ascribe/domain/records.js';
import { statuses } from '#ascribe/domain/records.js';
import type { Store } from '#ascribe/store/store.js';
import { applyOperation, type Operation } from '../neo4j/random-operations.js';
import { randomArticle } from '../store-contract/random-articles.js';

const SLUGS = ['one', 'two', 'three', 'four', 'five'];
const pick = <T>(values: readonly T[]) => fc.constantFrom(...values);
const analyst = pick(['ada', 'bo']);
const articleId = pick(SLUGS.map((slug) => `article:${slug}`));
const act = <T extends Operation['act']>(name: T) => fc.constant(name);

/** A citation that passes all checks of an import: only the subject admits something, and no period ends before it starts. */
const validCitation =
  (subjectId: string) =>
  (one: Citation): Citation => {
    const assertedBy =
      one.modality === 'ADMITTED' ? [...one.assertedBy.slice(0, -1), subjectId] : one.assertedBy;
    const { claimId, articleId, quote, locator } = one;
    return {
      ...one,
      id: citationId(claimId, articleId, quote, locator, assertedBy),
      assertedBy,
      validTo: one.validFrom === '2031-04~' && one.validTo === '2021' ? null : one.validTo,
    };
  };

/** Articles that pass all checks of an import, because an import checks an export too. */
const validArticle = randomArticle(SLUGS, true).map((article): AnnotatedArticle => {
  const { id, retractedAt, derivedFrom } = article.article;
  return {
    ...article,
    article: {
      ...article.article,
      derivedFrom: derivedFrom === id ? null : derivedFrom,
      retractionReason: retractedAt === null ? null : 'withdrawn',
    },
    claims: article.claims
      .filter(({ value }) => value === null)
      .map((claim) => ({
        ...claim,
        citations: claim.citations.map(validCitation(claim.subjectId)),
      })),
  };
});
const someArticles = fc.uniqueArray(validArticle, {
  minLength: 1,
  maxLength: 3,
  selector: ({ article }) => article.id,
});

const step: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: act('put'),
      imports: fc.array(someArticles, { minLength: 1, maxLength: 2 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ act: act('retract'), articleId, analyst, includeDerived: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ act: act('restore'), articleId, analyst }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: act('assess'),
      nth: fc.nat({ max: 30 }),
      analyst,
      status: pick(statuses),
      confidence: pick([null, 0, 50, 100]),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: act('withdraw'), nth: fc.nat({ max: 30 }), analyst }) },
);

const STRICT = { ...DEFAULT_POLICY, version: 3, confirm: { ...DEFAULT_POLICY.confirm, factOrigins: 3 } };

export interface History {
  readonly steps: readonly Operation[];
  readonly strict: boolean;
}

/** Imports, retractions and assessments, and sometimes a stricter policy. */
export const randomHistory: fc.Arbitrary<History> = fc.record({
  steps: fc
    .tuple(someArticles, fc.array(step, { maxLength: 10 }))
    .map(([articles, more]): readonly Operation[] => [{ act: 'put', imports: [articles] }, ...more]),
  strict: fc.boolean(),
});

/** Histories, always the same, whose claims have five statuses, for properties that must have met them: `examples` of `fc.assert`. */
export const HISTORY_EXAMPLES: readonly History[] = fc.sample(randomHistory, { numRuns: 8, seed: 9 });

/** Steps that the store rejects, such as restoring an article that is not retracted, change nothing. */
export async function replayHistory(store: Store, { steps, strict }: History): Promise<void> {
  for (const [at, one] of steps.entries()) {
    await applyOperation(store, one, 'write');
    if (strict && at === 0) await store.write((writer) => writer.applyPolicy(STRICT, 1000));
  }
}
