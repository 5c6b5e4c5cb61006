import { derive } from '../../domain/derivation/derive.js';
import {
  activeAssessment,
  applyAssessments,
  sameEffectiveStatus,
} from '../../domain/derivation/effective-status.js';
import type { Evidence } from '../../domain/derivation/evidence.js';
import { DEFAULT_POLICY, type Policy } from '../../domain/derivation/policy.js';
import type { Assessment, ChangeCause, Claim, ClaimChange, EffectiveStatus } from '../../domain/records.js';
import type { NewClaim, WritePort } from './write-port.js';

export function changeCause(kind: ChangeCause['kind'], more: Partial<ChangeCause> = {}): ChangeCause {
  return { kind, articleIds: [], analyst: null, policyVersion: null, ...more };
}

/**
 * Derives claims again from all their evidence, saves those that differ, removes those without a citation, and logs changes of status
 * or confidence. Returns these changes.
 */
export async function rederive(
  port: WritePort,
  claimIds: readonly string[],
  newClaims: ReadonlyMap<string, NewClaim>,
  causeOf: (claimId: string) => ChangeCause,
): Promise<ClaimChange[]> {
  if (claimIds.length === 0) return [];
  // In parallel, because a store may be remote.
  const [evidence, current, assessments, policies] = await Promise.all([
    port.evidence(claimIds),
    port.currentClaims(claimIds),
    port.assessments(claimIds),
    port.policyState(),
  ]);
  const policy = policies.history.at(-1)?.policy ?? DEFAULT_POLICY;
  const save: Claim[] = [];
  const remove: string[] = [];
  const changes: ClaimChange[] = [];
  for (const id of claimIds) {
    const old = current.get(id) ?? null;
    const proposition = old ?? newClaims.get(id);
    if (proposition === undefined) continue;
    const { subjectId, predicate, objectId, value } = proposition;
    const next = deriveClaim(
      { id, subjectId, predicate, objectId, value, firstKnownAt: old?.firstKnownAt ?? port.now },
      evidence.get(id) ?? [],
      assessments.get(id) ?? [],
      policy,
    );
    if (next === null) remove.push(id);
    else if (old === null || JSON.stringify(old) !== JSON.stringify(next)) save.push(next);
    const from = effectiveStatusOf(old);
    const to = effectiveStatusOf(next);
    if (sameEffectiveStatus(from, to)) continue;
    changes.push({
      claimId: id,
      subjectId,
      predicate,
      objectId,
      value,
      at: port.now,
      from,
      to,
      cause: causeOf(id),
    });
  }
  await port.saveClaims(save);
  await port.removeClaims(remove);
  const logged = await port.popChanges(changes.map(({ claimId }) => claimId));
  await port.addChanges(coalesceChanges(logged, changes));
  return changes;
}

/** Merges all changes of a claim in one transaction into one, or none if they cancel out: no reader saw the steps between. */
function coalesceChanges(
  before: readonly ClaimChange[],
  changes: readonly ClaimChange[],
): readonly ClaimChange[] {
  if (before.length === 0) return changes;
  const logged = new Map(before.map((change) => [change.claimId, change]));
  return changes
    .map((change): ClaimChange => {
      const first = logged.get(change.claimId);
      if (first === undefined) return change;
      const articleIds = [...new Set([...first.cause.articleIds, ...change.cause.articleIds])];
      return { ...change, from: first.from, cause: { ...change.cause, articleIds } };
    })
    .filter(({ from, to }) => !sameEffectiveStatus(from, to));
}

/** Null if no citation is left: a claim cannot exist without one. */
export function deriveClaim(
  claim: NewClaim & { readonly firstKnownAt: string },
  evidence: readonly Evidence[],
  assessments: readonly Assessment[],
  policy: Policy,
): Claim | null {
  if (evidence.length === 0) return null;
  const derivation = derive(claim, evidence, policy);
  const { status, confidence, validity, soleArticleId, soleSourceId, supportingOrigins, contested } =
    derivation;
  const effective = applyAssessments(derivation, assessments);
  const { id, subjectId, predicate, objectId, value, firstKnownAt } = claim;
  return {
    id,
    subjectId,
    predicate,
    objectId,
    value,
    status: effective.status,
    derivedStatus: status,
    confidence: effective.confidence,
    derivedConfidence: confidence,
    assessmentId: activeAssessment(assessments)?.id ?? null,
    validity,
    periods: effective.periods,
    soleArticleId,
    soleSourceId,
    supportingOrigins,
    contested,
    firstKnownAt,
  };
}

function effectiveStatusOf(claim: Claim | null): EffectiveStatus | null {
  return claim === null ? null : { status: claim.status, confidence: claim.confidence };
}
