import { derive } from '../domain/derivation/derive.js';
import {
  activeAssessment,
  resolveEffectiveStatus,
  sameEffectiveStatus,
} from '../domain/derivation/effective-status.js';
import type { Policy } from '../domain/derivation/policy.js';
import { type Claim, type EffectiveStatus, statuses } from '../domain/records.js';
import type { Page, Reads } from '../store/store.js';

/** What another policy would make of one claim. */
export interface ClaimPreview {
  readonly claim: Claim;
  /** Where an assessment stands, with the analyst's status. */
  readonly effective: EffectiveStatus;
  readonly derived: EffectiveStatus;
}

/** Claims read at a time, with all their evidence. */
const BATCH_SIZE = 500;

/** The status of each claim under this policy, in batches, in the order of claims. Only reads. */
export async function* previewPolicy(reads: Reads, policy: Policy): AsyncGenerator<readonly ClaimPreview[]> {
  for (let after: string | null = null; ; ) {
    const { items, cursors, hasNext }: Page<Claim> = await reads.list(
      'claims',
      { statuses },
      { first: BATCH_SIZE, after },
    );
    yield await previewBatch(reads, policy, items);
    if (!hasNext) return;
    after = cursors.at(-1) ?? null;
  }
}

async function previewBatch(reads: Reads, policy: Policy, claims: readonly Claim[]): Promise<ClaimPreview[]> {
  const assessed = claims.filter(({ assessmentId }) => assessmentId !== null).map(({ id }) => id);
  const [evidence, assessments] = await Promise.all([
    reads.evidenceOf(claims.map(({ id }) => id)),
    reads.assessmentsOf(assessed),
  ]);
  const standing = new Map(assessed.map((id, index) => [id, activeAssessment(assessments[index] ?? [])]));
  return claims.map((claim, index) => {
    const derived = derive(claim, evidence[index] ?? [], policy);
    return {
      claim,
      effective: resolveEffectiveStatus(derived, standing.get(claim.id) ?? null),
      derived: { status: derived.status, confidence: derived.confidence },
    };
  });
}

/** Whether the claim itself would change, as its history would tell. */
export const changesEffectiveStatus = ({ claim, effective }: ClaimPreview): boolean =>
  !sameEffectiveStatus(claim, effective);

/** Whether what is derived of its evidence would change, also under the assessment of an analyst. */
export const changesDerivedStatus = ({ claim, derived }: ClaimPreview): boolean =>
  !sameEffectiveStatus({ status: claim.derivedStatus, confidence: claim.derivedConfidence }, derived);
