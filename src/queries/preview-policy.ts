import { derive } from '../domain/derivation/derive.js';
import {
  activeAssessment,
  resolveEffectiveStatus,
  sameEffectiveStatus,
} from '../domain/derivation/effective-status.js';
import type { Policy } from '../domain/derivation/policy.js';
import { type Claim, type EffectiveStatus, statuses } from '../domain/records.js';
import type { Reads } from '../store/store.js';

/** What another policy would make of one claim. */
export interface Foreseen {
  readonly claim: Claim;
  /** Where an assessment stands, with the analyst's status. */
  readonly to: EffectiveStatus;
  readonly derived: EffectiveStatus;
}

/** Claims read at a time, with all their evidence. */
const BATCH = 500;

/** For each claim what it would be by this policy, batch by batch, in the order of `listClaims`. Reads only. */
export async function* foresee(reads: Reads, policy: Policy): AsyncGenerator<readonly Foreseen[]> {
  for (let after: string | null = null; ; ) {
    const { items, cursors, hasNext } = await reads.listClaims({ statuses }, { first: BATCH, after });
    yield await foreseeBatch(reads, policy, items);
    if (!hasNext) return;
    after = cursors.at(-1) ?? null;
  }
}

async function foreseeBatch(reads: Reads, policy: Policy, claims: readonly Claim[]): Promise<Foreseen[]> {
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
      to: resolveEffectiveStatus(derived, standing.get(claim.id) ?? null),
      derived: { status: derived.status, confidence: derived.confidence },
    };
  });
}

/** Whether the claim itself would change, as its history would tell. */
export const wouldChange = ({ claim, to }: Foreseen): boolean => !sameEffectiveStatus(claim, to);

/** Whether what is derived of its evidence would change, also under the assessment of an analyst. */
export const wouldDeriveAnew = ({ claim, derived }: Foreseen): boolean =>
  !sameEffectiveStatus({ status: claim.derivedStatus, confidence: claim.derivedConfidence }, derived);
