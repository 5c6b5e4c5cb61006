import type { ClaimStatus, Proposition } from '../records.js';
import type { Evidence } from './evidence.js';
import { isAdmission, isInterested, type Origin, withoutEchoes } from './origins.js';
import type { Policy } from './policy.js';

/** Tries the statuses in the order of `describeRules`; the first match wins. */
export function deriveStatus(
  proposition: Proposition,
  support: readonly Origin[],
  denials: readonly Origin[],
  policy: Policy,
): ClaimStatus {
  if (support.length === 0) return denials.length === 0 ? 'RETRACTED' : 'DENIED';
  const disinterestedDenial = denials
    .flatMap((origin) => origin.evidence)
    .some((one) => !isInterested(one, proposition));
  if (disinterestedDenial) return 'DISPUTED';
  const counted = support.map((origin) => withoutEchoes(origin.evidence));
  if (isConfirmed(proposition, counted, policy)) return 'CONFIRMED';
  const firm = counted.flat().some((one) => !policy.allegations.includes(one.citation.modality));
  return firm ? 'REPORTED' : 'ALLEGED';
}

/** `evidenceByOrigin`: the evidence of each supporting origin, without echoes. */
function isConfirmed(
  proposition: Proposition,
  evidenceByOrigin: readonly (readonly Evidence[])[],
  { confirm }: Policy,
): boolean {
  const adjudicated = evidenceByOrigin
    .flat()
    .some(
      (one) =>
        one.citation.modality === 'ADJUDICATED' && confirm.adjudicatedThrough.includes(one.reliability),
    );
  const admitted = evidenceByOrigin.flat().some((one) => isAdmission(one, proposition));
  const factual = evidenceByOrigin.filter((origin) =>
    origin.some(
      (one) =>
        one.citation.modality === 'REPORTED_AS_FACT' &&
        confirm.factThrough.includes(one.reliability) &&
        !confirm.exceptGenres.includes(one.genre) &&
        !isInterested(one, proposition),
    ),
  );
  return adjudicated || (admitted && evidenceByOrigin.length > 1) || factual.length >= confirm.factOrigins;
}
