import fc from 'fast-check';
import { POLICY } from '#ascribe/domain/derivation/policy.js';
import { type AnnotatedArticle, type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import type { ClaimFilter, Store } from '#ascribe/store/store.js';
import { randomImport } from '../store-contract/random-articles.js';

const ALL = Object.keys(STATUSES) as ClaimStatus[];
const pick = <T>(values: readonly T[]) => fc.constantFrom(...values);
const ARTICLES = ['article:one', 'article:two', 'article:three', 'article:four', 'article:five'];
const SOURCES = ['source:wire', 'source:paper', 'source:court'];
const analyst = pick(['ada', 'bo']);
/** Claims come to be and go: the nth of those that are there. */
const nth = fc.nat({ max: 30 });

export type Step =
  /** Several of them in one transaction. */
  | { readonly act: 'put'; readonly imports: readonly (readonly AnnotatedArticle[])[] }
  | {
      readonly act: 'retract';
      readonly articleId: string;
      readonly analyst: string;
      readonly includeDerived: boolean;
    }
  | { readonly act: 'restore'; readonly articleId: string; readonly analyst: string }
  | {
      readonly act: 'assess';
      readonly nth: number;
      readonly analyst: string;
      readonly status: ClaimStatus;
      readonly confidence: number | null;
    }
  | { readonly act: 'withdraw'; readonly nth: number; readonly analyst: string }
  | { readonly act: 'policy'; readonly version: 1 | 2; readonly limit: number };

const act = <T extends Step['act']>(name: T) => fc.constant(name);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: act('put'),
      imports: fc.array(randomImport, { minLength: 1, maxLength: 2 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: act('retract'),
      articleId: pick(ARTICLES),
      analyst,
      includeDerived: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: act('restore'), articleId: pick(ARTICLES), analyst }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: act('assess'),
      nth,
      analyst,
      status: pick(ALL),
      confidence: pick([null, 0, 50, 100]),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: act('withdraw'), nth, analyst }) },
  {
    arbitrary: fc.record({ act: act('policy'), version: pick([1, 2] as const), limit: pick([2, 1000]) }),
    weight: 1,
  },
);

/** Begins with an import, as there is nothing to correct before. */
export const randomWork: fc.Arbitrary<readonly Step[]> = fc
  .tuple(randomImport, fc.array(step, { minLength: 1, maxLength: 8 }))
  .map(([articles, steps]) => [{ act: 'put', imports: [articles] }, ...steps]);

const asked = fc.record({
  minConfidence: fc.integer({ min: 0, max: 90 }),
  articleIds: fc.subarray(ARTICLES),
  during: pick(['2019', '2020/2025', '2031-04', '-0100']),
  assessed: fc.boolean(),
  disagreesWithDerived: fc.boolean(),
  contested: fc.boolean(),
  soleArticleId: pick(ARTICLES),
  soleSourceId: pick(SOURCES),
  citedBy: fc.subarray([...ARTICLES, ...SOURCES], { maxLength: 2 }),
  notCitedBy: fc.subarray([...ARTICLES, ...SOURCES], { maxLength: 2 }),
});
const MEMBERS = [
  'minConfidence',
  'articleIds',
  'during',
  'assessed',
  'disagreesWithDerived',
  'contested',
  'soleArticleId',
  'soleSourceId',
  'citedBy',
  'notCitedBy',
] as const;

/** Two of what a filter of claims can ask, as the server takes a while to plan each new form of a statement. */
export const randomFilter: fc.Arbitrary<ClaimFilter> = fc
  .record({
    statuses: fc.subarray(ALL, { minLength: 1 }),
    includeUndated: fc.boolean(),
    members: fc.subarray([...MEMBERS], { minLength: 1, maxLength: 2 }),
    asked,
  })
  .map(({ members, asked, ...filter }) => ({
    ...filter,
    ...Object.fromEntries(members.map((name) => [name, asked[name]])),
  }));

const STRICT = { ...POLICY, version: 2, confirm: { ...POLICY.confirm, factOrigins: 3 } };

/** Takes a step, for good or to see what would come of it; tells what it did, or the code of the error that refused it. */
export async function take(store: Store, step: Step, how: 'write' | 'preview'): Promise<unknown> {
  const claims = (await store.listClaims({ statuses: ALL }, { first: 1000, after: null })).items;
  const claimId = (nth: number) =>
    claims.map(({ id }) => id).toSorted()[nth % Math.max(1, claims.length)] ?? 'claim:none';
  return store[how]<unknown>(async (writer) => {
    switch (step.act) {
      case 'put': {
        const outcomes = [];
        for (const articles of step.imports) outcomes.push(...(await writer.put(articles)));
        return outcomes;
      }
      case 'retract':
        return writer.retract({ ...step, reason: 'made up' });
      case 'restore':
        return writer.restore(step);
      case 'assess':
        return writer.assess({ ...step, claimId: claimId(step.nth), rationale: 'seen' });
      case 'withdraw':
        return writer.withdrawAssessment({ ...step, claimId: claimId(step.nth) });
      case 'policy':
        return writer.applyPolicy(step.version === 1 ? POLICY : STRICT, step.limit);
    }
  }).catch((error: { code?: string; message: string }) => error.code ?? error.message);
}
