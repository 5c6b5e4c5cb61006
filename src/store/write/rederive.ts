import { derive } from '../../domain/derivation/derive.js';
import type { Evidence } from '../../domain/derivation/evidence.js';
import { POLICY, type Policy } from '../../domain/derivation/policy.js';
import { assessmentThatStands, sameStanding, standingBy } from '../../domain/derivation/standing.js';
import type { Assessment, ChangeCause, Claim, ClaimChange, Standing } from '../../domain/records.js';
import type { NewClaim, Tables } from './write-port.js';

export function cause(kind: ChangeCause['kind'], more: Partial<ChangeCause> = {}): ChangeCause {
  return { kind, articleIds: [], analyst: null, policyVersion: null, ...more };
}

/**
 * Derives claims anew of all that the store holds about them, saves what is another one now, and logs what changed in status or
 * confidence. Returns those changes. A claim without a citation is taken out.
 */
export async function deriveAgain(
  tables: Tables,
  claimIds: readonly string[],
  added: ReadonlyMap<string, NewClaim>,
  why: (claimId: string) => ChangeCause,
): Promise<ClaimChange[]> {
  if (claimIds.length === 0) return [];
  // Asked for in one go, as a store may be far away.
  const [evidence, standings, assessments, policies] = await Promise.all([
    tables.evidence(claimIds),
    tables.standings(claimIds),
    tables.assessments(claimIds),
    tables.policies(),
  ]);
  const policy = policies.all.at(-1)?.policy ?? POLICY;
  const save: Claim[] = [];
  const remove: string[] = [];
  const changes: ClaimChange[] = [];
  for (const id of claimIds) {
    const old = standings.get(id) ?? null;
    const proposition = old ?? added.get(id);
    if (proposition === undefined) continue;
    const { subjectId, predicate, objectId, value } = proposition;
    const stands = assessmentThatStands(assessments.get(id) ?? []);
    const next = standingClaim(
      { id, subjectId, predicate, objectId, value, firstKnownAt: old?.firstKnownAt ?? tables.now },
      evidence.get(id) ?? [],
      stands,
      policy,
    );
    if (next === null) remove.push(id);
    else if (old === null || JSON.stringify(old) !== JSON.stringify(next)) save.push(next);
    const from = standingOf(old);
    const to = standingOf(next);
    if (sameStanding(from, to)) continue;
    changes.push({
      claimId: id,
      subjectId,
      predicate,
      objectId,
      value,
      at: tables.now,
      from,
      to,
      cause: why(id),
    });
  }
  await tables.saveStandings(save);
  await tables.removeClaims(remove);
  const logged = await tables.takeChanges(changes.map(({ claimId }) => claimId));
  await tables.addChanges(inOne(logged, changes));
  return changes;
}

/** What a transaction does to a claim is one change, or none where the claim ends as it began: nobody ever saw what was between. */
function inOne(before: readonly ClaimChange[], changes: readonly ClaimChange[]): readonly ClaimChange[] {
  if (before.length === 0) return changes;
  const logged = new Map(before.map((change) => [change.claimId, change]));
  return changes
    .map((change): ClaimChange => {
      const first = logged.get(change.claimId);
      if (first === undefined) return change;
      const articleIds = [...new Set([...first.cause.articleIds, ...change.cause.articleIds])];
      return { ...change, from: first.from, cause: { ...change.cause, articleIds } };
    })
    .filter(({ from, to }) => !sameStanding(from, to));
}

/** Null where no citation is left: a claim cannot exist without one. */
function standingClaim(
  claim: NewClaim & { readonly firstKnownAt: string },
  evidence: readonly Evidence[],
  assessment: Assessment | null,
  policy: Policy,
): Claim | null {
  if (evidence.length === 0) return null;
  const derivation = derive(claim, evidence, policy);
  const { status, confidence, validity, soleArticleId, soleSourceId, origins } = derivation;
  const stands = standingBy(derivation, assessment);
  const { id, subjectId, predicate, objectId, value, firstKnownAt } = claim;
  return {
    id,
    subjectId,
    predicate,
    objectId,
    value,
    status: stands.status,
    derivedStatus: status,
    confidence: stands.confidence,
    derivedConfidence: confidence,
    assessmentId: assessment?.id ?? null,
    validity,
    soleArticleId,
    soleSourceId,
    contested: new Set(origins.map(({ stance }) => stance)).size > 1,
    firstKnownAt,
  };
}

function standingOf(claim: Claim | null): Standing | null {
  return claim === null ? null : { status: claim.status, confidence: claim.confidence };
}
