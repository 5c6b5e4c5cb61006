import type { Assessment, EffectiveStatus } from '../records.js';
import type { Derivation } from './derive.js';

/** How a claim stands: as the analyst judged, where an assessment stands; else as the policy makes it of the evidence. */
export function resolveEffectiveStatus(
  { status, confidence }: Pick<Derivation, 'status' | 'confidence'>,
  assessment: Pick<Assessment, 'status' | 'confidence'> | null,
): EffectiveStatus {
  return { status: assessment?.status ?? status, confidence: assessment?.confidence ?? confidence };
}

/** The assessment that stands, of all of a claim's, the latest first. */
export function activeAssessment(assessments: readonly Assessment[]): Assessment | null {
  return assessments.find(({ endedAt }) => endedAt === null) ?? null;
}

export function sameEffectiveStatus(one: EffectiveStatus | null, other: EffectiveStatus | null): boolean {
  return one?.status === other?.status && one?.confidence === other?.confidence;
}
