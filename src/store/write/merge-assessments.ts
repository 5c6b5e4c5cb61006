import { sameAssessmentKey } from '../../domain/derivation/effective-status.js';
import { assessmentId } from '../../domain/ids.js';
import type { AnnotatedClaim, Assessment } from '../../domain/records.js';
import type { WritePort } from './write-port.js';

/** Merges the assessments of these claims from an export with those in the store. */
export async function mergeAssessments(port: WritePort, claims: readonly AnnotatedClaim[]): Promise<void> {
  const given = claims.flatMap(({ id: claimId, assessments = [] }) =>
    assessments.map((one): Assessment => ({ id: assessmentId(claimId, one), claimId, ...one })),
  );
  if (given.length === 0) return;
  const known = await port.assessments([...new Set(given.map(({ claimId }) => claimId))]);
  const before = new Map([...known.values()].flat().map((one) => [one.id, one]));
  const all = new Map(before);
  // An ended assessment stays ended.
  for (const one of given) if ((all.get(one.id)?.endedAt ?? null) === null) all.set(one.id, one);
  const merged = [...all.values()].map((one) => endIfReplaced(one, [...all.values()]));
  await port.saveAssessments(
    merged.filter((one) => JSON.stringify(one) !== JSON.stringify(before.get(one.id))),
  );
}

/** Only the latest assessment of a claim by one analyst for one period is active. */
function endIfReplaced(one: Assessment, all: readonly Assessment[]): Assessment {
  if (one.endedAt !== null) return one;
  const [next] = all
    .filter((other) => other.claimId === one.claimId && sameAssessmentKey(other, one) && other.at > one.at)
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  return next === undefined ? one : { ...one, endedAt: next.at, end: 'REPLACED' };
}
