import { claimId } from '#ascribe/domain/ids.js';
import type { Claim, Proposition, Value } from '#ascribe/domain/records.js';

/** A claim about a fictional explosion. By default REPORTED, with live support and confidence 60. */
export function buildClaim(parts: Partial<Proposition>, overrides: Partial<Claim> = {}): Claim {
  const proposition: Proposition = {
    subjectId: 'quay-blast',
    predicate: 'KILLED',
    objectId: null,
    value: null,
    ...parts,
  };
  const status = overrides.status ?? 'REPORTED';
  return {
    ...proposition,
    id: claimId(proposition),
    status,
    derivedStatus: status,
    confidence: 60,
    derivedConfidence: 60,
    assessmentId: null,
    validity: [],
    periods: [],
    soleArticleId: null,
    soleSourceId: null,
    supportingOrigins: 1,
    contested: false,
    firstKnownAt: '2031-04-12T00:00:00.000Z',
    ...overrides,
  };
}

export const countValue = (min: number | null, max = min): Value => ({ type: 'COUNT', min, max });
export const killedClaim = (min: number | null, max = min, overrides: Partial<Claim> = {}): Claim =>
  buildClaim({ value: countValue(min, max) }, overrides);
export const datedClaim = (edtf: string): Claim =>
  buildClaim({ predicate: 'DATED', value: { type: 'DATE', edtf } });
