import type { Evidence } from './evidence.js';
import { isInterested, type Origin, withoutEchoes } from './origins.js';
import type { DecidingModality, Policy } from './policy.js';

/** True if the genre of an article lets it count towards CONFIRMED in this way. */
export function genreCounts({ genre }: Evidence, way: DecidingModality, { confirm }: Policy): boolean {
  return !confirm.notGenresFor.includes(way) || !confirm.notGenres.includes(genre);
}

/** True if a court or inquiry found that the claim holds, through a source and in a genre that the policy accepts. */
export function isRulingFor(evidence: Evidence, policy: Policy): boolean {
  return isRuling(evidence, policy) && policy.confirm.adjudicatedThrough.includes(evidence.reliability);
}

/**
 * True if a ruling against the claim wins: a disinterested court or inquiry found that it does not hold, and none found that it does.
 * An echo of a denial counts here, as everywhere: adding a denial must never raise a claim.
 */
export function isOverruled(support: readonly Origin[], denials: readonly Origin[], policy: Policy): boolean {
  const against = denials
    .flatMap((origin) => origin.evidence)
    .some(
      (one) =>
        isRuling(one, policy) &&
        policy.denial.adjudicatedThrough.includes(one.reliability) &&
        !isInterested(one),
    );
  return (
    against &&
    !support.flatMap((origin) => withoutEchoes(origin.evidence)).some((one) => isRulingFor(one, policy))
  );
}

const isRuling = (evidence: Evidence, policy: Policy): boolean =>
  evidence.citation.modality === 'ADJUDICATED' && genreCounts(evidence, 'ADJUDICATED', policy);
