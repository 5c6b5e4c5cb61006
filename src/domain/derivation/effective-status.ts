import type { Assessment, EffectiveStatus } from '../records.js';
import type { Derivation } from './derive.js';

/** The status and confidence that queries see: those of the active assessment, otherwise the derived ones. */
export function resolveEffectiveStatus(
  { status, confidence }: Pick<Derivation, 'status' | 'confidence'>,
  assessment: Pick<Assessment, 'status' | 'confidence'> | null,
): EffectiveStatus {
  return { status: assessment?.status ?? status, confidence: assessment?.confidence ?? confidence };
}

/** The latest assessment that has not ended. `assessments`: all assessments of one claim, latest first. */
export function activeAssessment(assessments: readonly Assessment[]): Assessment | null {
  return assessments.find(({ endedAt }) => endedAt === null) ?? null;
}

export function sameEffectiveStatus(one: EffectiveStatus | null, other: EffectiveStatus | null): boolean {
  return one?.status === other?.status && one?.confidence === other?.confidence;
}
