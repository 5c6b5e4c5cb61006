import fc from 'fast-check';
import { DEFAULT_POLICY } from '#ascribe/domain/derivation/policy.js';
import {
  type AnnotatedArticle,
  type Assessment,
  type ClaimStatus,
  STATUSES,
} from '#ascribe/domain/records.js';
import type { ClaimFilter, Store } from '#ascribe/store/store.js';
import { randomImport } from '../store-contract/random-articles.js';

const ALL = Object.keys(STATUSES) as ClaimStatus[];
const pick = <T>(values: readonly T[]) => fc.constantFrom(...values);
const ARTICLES = ['article:one', 'article:two', 'article:three', 'article:four', 'article:five'];
const SOURCES = ['source:wire', 'source:paper', 'source:court'];
const analyst = pick(['ada', 'bo']);
/** Selects a claim by position, because claims are added and removed. */
const nth = fc.nat({ max: 30 });

type AssessedPeriod = Partial<Pick<Assessment, 'validFrom' | 'validTo'>>;
const period = pick<AssessedPeriod>([
  {},
  {},
  { validFrom: '2020', validTo: '2020' },
  { validFrom: '2019' },
  { validTo: '2031-04' },
]);

export type Operation =
  /** Several imports in one transaction. */
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
      readonly period?: AssessedPeriod;
    }
  | {
      readonly act: 'withdraw';
      readonly nth: number;
      readonly analyst: string;
      readonly period?: AssessedPeriod;
    }
  | { readonly act: 'policy'; readonly version: 2 | 3; readonly limit: number };

const literalAct = <T extends Operation['act']>(name: T) => fc.constant(name);
const randomOperation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: literalAct('put'),
      imports: fc.array(randomImport, { minLength: 1, maxLength: 2 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: literalAct('retract'),
      articleId: pick(ARTICLES),
      analyst,
      includeDerived: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: literalAct('restore'), articleId: pick(ARTICLES), analyst }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: literalAct('assess'),
      nth,
      analyst,
      status: pick(ALL),
      confidence: pick([null, 0, 50, 100]),
      period,
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: literalAct('withdraw'), nth, analyst, period }) },
  {
    arbitrary: fc.record({
      act: literalAct('policy'),
      version: pick([2, 3] as const),
      limit: pick([2, 1000]),
    }),
    weight: 1,
  },
);

/** Starts with an import: without one there is nothing to correct. */
export const randomOperations: fc.Arbitrary<readonly Operation[]> = fc
  .tuple(randomImport, fc.array(randomOperation, { minLength: 1, maxLength: 8 }))
  .map(([articles, steps]) => [{ act: 'put', imports: [articles] }, ...steps]);

const filterMembers = fc.record({
  minConfidence: fc.integer({ min: 0, max: 90 }),
  articleIds: fc.subarray(ARTICLES),
  assessed: fc.boolean(),
  disagreesWithDerived: fc.boolean(),
  contested: fc.boolean(),
  minOrigins: fc.integer({ min: 1, max: 3 }),
  soleArticleId: pick(ARTICLES),
  soleSourceId: pick(SOURCES),
  citedBy: fc.subarray([...ARTICLES, ...SOURCES], { maxLength: 2 }),
  notCitedBy: fc.subarray([...ARTICLES, ...SOURCES], { maxLength: 2 }),
});
const MEMBERS = [
  'minConfidence',
  'articleIds',
  'assessed',
  'disagreesWithDerived',
  'contested',
  'minOrigins',
  'soleArticleId',
  'soleSourceId',
  'citedBy',
  'notCitedBy',
] as const;

/** Claim filters with few conditions, because the server needs time to plan each new form of a statement. Most have a window. */
export const randomFilter: fc.Arbitrary<ClaimFilter> = fc
  .record({
    statuses: fc.subarray(ALL, { minLength: 1 }),
    during: pick([undefined, '2019', '2020/2025', '2031-04', '-0100', '2021/..']),
    includeUndated: fc.boolean(),
    members: fc.subarray([...MEMBERS], { maxLength: 2 }),
    values: filterMembers,
  })
  .map(({ members, values, during, ...filter }) => ({
    ...filter,
    ...(during !== undefined && { during }),
    ...Object.fromEntries(members.map((name) => [name, values[name]])),
  }));

const STRICT = { ...DEFAULT_POLICY, version: 3, confirm: { ...DEFAULT_POLICY.confirm, factOrigins: 3 } };

/** Writes or previews an operation. Returns its result, or the code of the error. */
export async function applyOperation(
  store: Store,
  operation: Operation,
  mode: 'write' | 'preview',
): Promise<unknown> {
  const claims = (await store.list('claims', { statuses: ALL }, { first: 1000, after: null })).items;
  const claimId = (nth: number) =>
    claims.map(({ id }) => id).toSorted()[nth % Math.max(1, claims.length)] ?? 'claim:none';
  return store[mode]<unknown>(async (writer) => {
    switch (operation.act) {
      case 'put': {
        const outcomes = [];
        for (const articles of operation.imports)
          outcomes.push(...(await writer.put(articles, { replace: true })));
        return outcomes;
      }
      case 'retract':
        return writer.retract({ ...operation, reason: 'made up' });
      case 'restore':
        return writer.restore(operation);
      case 'assess':
        return writer.assess({
          ...operation,
          ...operation.period,
          claimId: claimId(operation.nth),
          rationale: 'seen',
        });
      case 'withdraw':
        return writer.withdrawAssessment({
          ...operation,
          ...operation.period,
          claimId: claimId(operation.nth),
        });
      case 'policy':
        return writer.applyPolicy(
          operation.version === DEFAULT_POLICY.version ? DEFAULT_POLICY : STRICT,
          operation.limit,
        );
    }
  }).catch((error: { code?: string; message: string }) => error.code ?? error.message);
}
