import { claimId } from '#ascribe/domain/ids.js';
import type { Claim, Proposition, Value } from '#ascribe/domain/records.js';

/** A claim about the invented blast at a quay: unless told otherwise, REPORTED on live support, with 60. */
export function buildClaim(said: Partial<Proposition>, standing: Partial<Claim> = {}): Claim {
  const proposition: Proposition = {
    subjectId: 'quay-blast',
    predicate: 'KILLED',
    objectId: null,
    value: null,
    ...said,
  };
  const status = standing.status ?? 'REPORTED';
  return {
    ...proposition,
    id: claimId(proposition),
    status,
    derivedStatus: status,
    confidence: 60,
    derivedConfidence: 60,
    assessmentId: null,
    validity: [],
    soleArticleId: null,
    soleSourceId: null,
    contested: false,
    firstKnownAt: '2031-04-12T00:00:00.000Z',
    ...standing,
  };
}

export const countValue = (min: number | null, max = min): Value => ({ type: 'COUNT', min, max });
export const killedClaim = (min: number | null, max = min, standing: Partial<Claim> = {}): Claim =>
  buildClaim({ value: countValue(min, max) }, standing);
export const datedClaim = (edtf: string): Claim =>
  buildClaim({ predicate: 'DATED', value: { type: 'DATE', edtf } });
