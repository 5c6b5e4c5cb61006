import type { ClaimStatus, Proposition } from '../records.js';
import type { Evidence } from './evidence.js';
import { isAdmission, isInterested, type Origin, withoutEchoes } from './origins.js';
import type { Policy } from './policy.js';
import { genreCounts, isOverruled, isRulingFor } from './rulings.js';

/** Tries the statuses in the order of `describeRules`; the first match wins. */
export function deriveStatus(
  proposition: Proposition,
  support: readonly Origin[],
  denials: readonly Origin[],
  policy: Policy,
): ClaimStatus {
  if (support.length === 0) return denials.length === 0 ? 'RETRACTED' : 'DENIED';
  if (isOverruled(support, denials, policy)) return 'DENIED';
  const disinterestedDenial = denials.flatMap((origin) => origin.evidence).some((one) => !isInterested(one));
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
  policy: Policy,
): boolean {
  const { confirm } = policy;
  const ruled = evidenceByOrigin.flat().some((one) => isRulingFor(one, policy));
  const besideAdmission = evidenceByOrigin
    .map((origin) => origin.filter((one) => genreCounts(one, 'ADMITTED', policy)))
    .filter((origin) => origin.length > 0);
  const admitted = besideAdmission.flat().some((one) => isAdmission(one, proposition));
  const factual = evidenceByOrigin.filter((origin) =>
    origin.some(
      (one) =>
        one.citation.modality === 'REPORTED_AS_FACT' &&
        confirm.factThrough.includes(one.reliability) &&
        genreCounts(one, 'REPORTED_AS_FACT', policy) &&
        !isInterested(one),
    ),
  );
  return ruled || (admitted && besideAdmission.length > 1) || factual.length >= confirm.factOrigins;
}
