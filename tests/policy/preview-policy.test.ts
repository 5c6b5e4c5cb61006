import fc from 'fast-check';
import { expect, it } from 'vitest';
import { derive } from '#ascribe/domain/derivation/derive.js';
import type { Policy } from '#ascribe/domain/derivation/policy.js';
import { type AnnotatedArticle, type Claim, type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import { parsePolicy } from '#ascribe/policy-files/parse-policy.js';
import { changesEffectiveStatus, previewPolicy } from '#ascribe/queries/preview-policy.js';
import type { Store } from '#ascribe/store/store.js';
import { openEmptyStore } from '../sqlite/empty-store.js';
import { randomArticles, randomPolicy } from './random-policies.js';

const ALL_STATUSES = Object.keys(STATUSES) as ClaimStatus[];
const FIRST_PAGE = { first: 1000, after: null };

const claimsOf = async (store: Store) =>
  (await store.list('claims', { statuses: ALL_STATUSES }, FIRST_PAGE)).items;

async function applyAll(store: Store, policy: Policy, batch: number): Promise<void> {
  for (let complete = false; !complete; )
    ({ complete } = await store.write((writer) => writer.applyPolicy(policy, batch)));
}

async function withMemoryStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openEmptyStore();
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Assesses the last claim with a confidence and the one before it without. */
async function putAndAssess(store: Store, articles: readonly AnnotatedArticle[]): Promise<void> {
  await store.write((writer) => writer.put(articles));
  const claims = await claimsOf(store);
  for (const [index, claim] of claims.slice(-2).entries())
    await store.write((writer) =>
      writer.assess({
        claimId: claim.id,
        analyst: 'ada',
        status: 'REPORTED',
        confidence: index === 0 ? null : 7,
        rationale: 'I counted.',
      }),
    );
}

it('the preview equals the result of applying the policy, and a store created with it has the same claims', async () => {
  await fc.assert(
    fc.asyncProperty(
      randomArticles,
      randomPolicy,
      fc.integer({ min: 1, max: 9 }),
      async (articles, document, batch) => {
        const policy = parsePolicy(JSON.stringify(document), 'JSON', 'a.json').policy as Policy;
        const claims = await withMemoryStore(async (store) => {
          await putAndAssess(store, articles);
          const before = await claimsOf(store);
          const previewed = [];
          for await (const page of previewPolicy(store, policy))
            previewed.push(...page.filter(changesEffectiveStatus));
          expect(await claimsOf(store)).toEqual(before);

          await applyAll(store, policy, batch);
          const { items } = await store.list('changes', { statuses: ALL_STATUSES }, FIRST_PAGE);
          expect(
            items
              .filter(({ cause }) => cause.kind === 'POLICY')
              .map(({ claimId, from, to }) => ({ claimId, from, to })),
          ).toEqual(
            previewed
              .map(({ claim: { id, status, confidence }, effective }) => ({
                claimId: id,
                from: { status, confidence },
                to: effective,
              }))
              .sort((a, b) => (a.claimId < b.claimId ? -1 : 1)),
          );

          const after = await claimsOf(store);
          const evidence = await store.evidenceOf(after.map(({ id }) => id));
          for (const [index, claim] of after.entries()) {
            const { status, confidence } = derive(claim, evidence[index] ?? [], policy);
            expect([claim.derivedStatus, claim.derivedConfidence]).toEqual([status, confidence]);
          }
          return after;
        });
        const fresh = await withMemoryStore(async (store) => {
          await applyAll(store, policy, 10);
          await store.write((writer) => writer.put(articles));
          return claimsOf(store);
        });
        expect(derivedValues(claims)).toEqual(derivedValues(fresh));
      },
    ),
    { numRuns: 8 },
  );
});

/** The values that depend neither on the time of writing nor on analysts. */
function derivedValues(claims: readonly Claim[]): object[] {
  return claims
    .map(({ status: _, confidence: __, assessmentId: ___, firstKnownAt: ____, ...derived }) => derived)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
