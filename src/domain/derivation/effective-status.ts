import type { Assessment, EffectiveStatus, Period } from '../records.js';
import { overlaps, type TimeSpan, validitySpan } from '../time-span.js';
import { type Derivation, periodsOf } from './derive.js';
import { elementarySpans, mergeEqualPeriods, strongest } from './periods.js';

/** The status, confidence and periods that queries see. */
export interface EffectiveClaim extends EffectiveStatus {
  readonly periods: readonly Period[];
}

/**
 * Applies assessments by analysts to what a policy derives. At each time, the latest active assessment that covers it decides. One without
 * dates covers all times that the claim has a status in; one with dates is known to hold in its period, whatever the evidence says.
 *
 * @param assessments all assessments of the claim, latest first.
 */
export function applyAssessments(derivation: Derivation, assessments: readonly Assessment[]): EffectiveClaim {
  const derived = periodsOf(derivation);
  const active = assessments.filter(isActive);
  const undated = assess(derivation, active.find((one) => !isDatedAssessment(one)) ?? null);
  if (derived.length === 0 && !active.some(isDatedAssessment)) return { ...undated, periods: [] };
  const { status, confidence } = derivation;
  const base: readonly Period[] =
    derived.length > 0 ? derived : [{ start: '', end: '~', known: null, possible: { status, confidence } }];
  const periods = assessPeriods(base, active);
  return { ...(strongest(periods.map(({ possible }) => possible)) ?? undated), periods };
}

function assessPeriods(base: readonly Period[], active: readonly Assessment[]): Period[] {
  const spans = active.map((assessment) => ({
    assessment,
    dated: isDatedAssessment(assessment),
    ...validitySpan({ from: assessment.validFrom, to: assessment.validTo }),
  }));
  const cuts = spans.filter(({ dated }) => dated).flatMap(({ known, possible }) => [known, possible]);
  const periods = elementarySpans([...base, ...cuts]).flatMap((span): Period[] => {
    const derived = base.find((one) => overlaps(one, span));
    const deciding = (kind: 'known' | 'possible'): EffectiveStatus | null => {
      const before = derived?.[kind] ?? null;
      const found = spans.find((one) => (one.dated ? overlaps(one[kind], span) : before !== null));
      return found === undefined ? before : assess(before, found.assessment);
    };
    const [known, possible] = [deciding('known'), deciding('possible')];
    return possible === null ? [] : [{ ...span, known, possible }];
  });
  return mergeEqualPeriods(periods);
}

/** Replaces a status by an assessed one; an assessment without a confidence keeps the derived one. */
function assess(derived: EffectiveStatus | null, assessment: Assessment | null): EffectiveStatus {
  const status = assessment?.status ?? derived?.status ?? 'RETRACTED';
  return { status, confidence: assessment?.confidence ?? derived?.confidence ?? null };
}

/** The latest assessment that has not ended. `assessments`: all assessments of one claim, latest first. */
export function activeAssessment(assessments: readonly Assessment[]): Assessment | null {
  return assessments.find(isActive) ?? null;
}

/**
 * The assessment that gives a claim its status in a window, or over all time if `window` is null; null if the status is derived.
 *
 * @param assessments all assessments of the claim, latest first.
 */
export function decidingAssessment(
  { status, confidence }: EffectiveStatus,
  assessments: readonly Assessment[],
  window: TimeSpan | null,
): Assessment | null {
  const decides = (one: Assessment): boolean =>
    isActive(one) &&
    one.status === status &&
    (one.confidence === null || one.confidence === confidence) &&
    (window === null ||
      !isDatedAssessment(one) ||
      overlaps(validitySpan({ from: one.validFrom, to: one.validTo }).possible, window));
  return assessments.find(decides) ?? null;
}

/** Of the assessments of a claim with equal keys, at most one is active. */
export type AssessmentKey = Pick<Assessment, 'analyst' | 'validFrom' | 'validTo'>;

export function sameAssessmentKey(one: AssessmentKey, other: AssessmentKey): boolean {
  return one.analyst === other.analyst && one.validFrom === other.validFrom && one.validTo === other.validTo;
}

const isActive = ({ endedAt }: Assessment): boolean => endedAt === null;

/** True if the assessment is about a period, not about all time. */
export function isDatedAssessment({
  validFrom,
  validTo,
}: Pick<Assessment, 'validFrom' | 'validTo'>): boolean {
  return validFrom !== null || validTo !== null;
}

export function sameEffectiveStatus(one: EffectiveStatus | null, other: EffectiveStatus | null): boolean {
  return one?.status === other?.status && one?.confidence === other?.confidence;
}
