import { derive } from '../domain/derivation/derive.js';
import { applyAssessments, sameEffectiveStatus } from '../domain/derivation/effective-status.js';
import type { Policy } from '../domain/derivation/policy.js';
import { type Claim, type EffectiveStatus, statuses } from '../domain/records.js';
import { readAllPages } from '../store/read/read-all-pages.js';
import type { Reads } from '../store/store.js';

/** One claim under another policy. */
export interface ClaimPreview {
  readonly claim: Claim;
  /** After an active assessment, if there is one: then the analyst's status. */
  readonly effective: EffectiveStatus;
  readonly derived: EffectiveStatus;
}

/** Claims read at a time, with all their evidence. */
const BATCH_SIZE = 500;

/** For each claim, its status under this policy: batch by batch, in the order of claims. Writes nothing. */
export async function* previewPolicy(reads: Reads, policy: Policy): AsyncGenerator<readonly ClaimPreview[]> {
  const pages = readAllPages((page) => reads.list('claims', { statuses }, page), BATCH_SIZE);
  for await (const { items } of pages) yield await previewBatch(reads, policy, items);
}

async function previewBatch(reads: Reads, policy: Policy, claims: readonly Claim[]): Promise<ClaimPreview[]> {
  const assessed = claims.filter(({ assessmentId }) => assessmentId !== null).map(({ id }) => id);
  const [evidence, assessments] = await Promise.all([
    reads.evidenceOf(claims.map(({ id }) => id)),
    reads.assessmentsOf(assessed),
  ]);
  const assessmentsOf = new Map(assessed.map((id, index) => [id, assessments[index] ?? []]));
  return claims.map((claim, index) => {
    const derived = derive(claim, evidence[index] ?? [], policy);
    const { status, confidence } = applyAssessments(derived, assessmentsOf.get(claim.id) ?? []);
    return {
      claim,
      effective: { status, confidence },
      derived: { status: derived.status, confidence: derived.confidence },
    };
  });
}

/** Whether the claim's status or confidence would change, which its history would record. */
export const changesEffectiveStatus = ({ claim, effective }: ClaimPreview): boolean =>
  !sameEffectiveStatus(claim, effective);

/** Whether the status derived from its evidence would change, even if an assessment overrides it. */
export const changesDerivedStatus = ({ claim, derived }: ClaimPreview): boolean =>
  !sameEffectiveStatus({ status: claim.derivedStatus, confidence: claim.derivedConfidence }, derived);
