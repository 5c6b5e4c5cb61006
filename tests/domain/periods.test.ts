import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { derive, periodsOf } from '#ascribe/domain/derivation/derive.js';
import { applyAssessments } from '#ascribe/domain/derivation/effective-status.js';
import type { Evidence } from '#ascribe/domain/derivation/evidence.js';
import { compareStrength, statusDuring, strongest } from '#ascribe/domain/derivation/periods.js';
import { sortKeyAfter, sortKeyBefore } from '#ascribe/domain/edtf.js';
import type { Assessment, ClaimStatus, EffectiveStatus } from '#ascribe/domain/records.js';
import { STATUSES } from '#ascribe/domain/records.js';
import { overlaps, parseTimeSpan } from '#ascribe/domain/time-span.js';
import { buildDenial, buildEvidence, FUNDING } from './evidence-builder.js';
import { genre, grades, keyOf, randomEvidence, reliability } from './random-evidence.js';

/** A calendar of ten days. */
const DAYS = Array.from({ length: 10 }, (_, index) => `2031-04-${String(index + 10)}`);

interface Dates {
  readonly from: string | null;
  readonly to: string | null;
}

const dates: fc.Arbitrary<Dates> = fc
  .tuple(
    fc.nat(DAYS.length - 1),
    fc.nat(DAYS.length - 1),
    fc.constantFrom('NONE', 'FROM', 'TO', 'BOTH', 'BOTH'),
  )
  .map(([a, b, given]) => ({
    from: given === 'FROM' || given === 'BOTH' ? (DAYS[Math.min(a, b)] as string) : null,
    to: given === 'TO' || given === 'BOTH' ? (DAYS[Math.max(a, b)] as string) : null,
  }));

const withDates = (one: Evidence, { from, to }: Dates): Evidence => ({
  ...one,
  citation: { ...one.citation, validFrom: from, validTo: to },
});

const datedEvidence: fc.Arbitrary<Evidence[]> = randomEvidence.chain((evidence) =>
  fc
    .array(dates, { minLength: evidence.length, maxLength: evidence.length })
    .map((all) => evidence.map((one, index) => withDates(one, all[index] as Dates))),
);

const datesOf = ({ citation: { validFrom: from, validTo: to } }: Evidence): Dates => ({ from, to });
const isDated = ({ from, to }: Dates) => from !== null || to !== null;
/** Day by day: a single end is known on its own day only. */
const isKnownOn = ({ from, to }: Dates, day: string) =>
  from === null || to === null ? day === (from ?? to) : from <= day && day <= to;
const isPossibleOn = ({ from, to }: Dates, day: string) => (from ?? '') <= day && day <= (to ?? '~');

const undated = (one: Evidence) => withDates(one, { from: null, to: null });
const judge = (evidence: readonly Evidence[]): EffectiveStatus | null => {
  if (evidence.length === 0) return null;
  const { status, confidence } = derive(FUNDING, evidence.map(undated));
  return { status, confidence };
};

/** The status on one day, computed from the definition. */
function naiveOn(
  evidence: readonly Evidence[],
  day: string,
): { known: EffectiveStatus | null; possible: EffectiveStatus | null } {
  const live = evidence.filter((one) => one.live);
  const denials = live.filter((one) => one.citation.stance === 'DENIES' && isPossibleOn(datesOf(one), day));
  const support = live.filter((one) => one.citation.stance === 'SUPPORTS');
  const known = support.filter((one) => isKnownOn(datesOf(one), day));
  const hasDatedDenial = denials.some((one) => isDated(datesOf(one)));
  return {
    known: known.length > 0 || hasDatedDenial ? judge([...known, ...denials]) : null,
    possible: judge([...support.filter((one) => isPossibleOn(datesOf(one), day)), ...denials]),
  };
}

function naiveDuring(
  evidence: readonly Evidence[],
  days: readonly string[],
  includeUndated: boolean,
): EffectiveStatus | null {
  if (!evidence.some((one) => one.live))
    return includeUndated ? { status: 'RETRACTED', confidence: null } : null;
  const all = days.map((day) => naiveOn(evidence, day)[includeUndated ? 'possible' : 'known']);
  return strongest(all.filter((one) => one !== null));
}

const windows = fc
  .tuple(fc.nat(DAYS.length - 1), fc.nat(DAYS.length - 1))
  .map(([a, b]) => DAYS.slice(Math.min(a, b), Math.max(a, b) + 1));
const windowOf = (days: readonly string[]) =>
  parseTimeSpan(days.length === 1 ? `${days[0]}` : `${days[0]}/${days.at(-1)}`);

const claimOf = (evidence: readonly Evidence[], assessments: readonly Assessment[] = []) =>
  applyAssessments(derive(FUNDING, evidence), assessments);

/** Beyond the calendar, all days before it are the same, and all days after it. */
const ALL_DAYS = ['2031-04-01', ...DAYS, '2031-04-30'];

describe('the status over time', () => {
  test('equals a derivation day by day, in every window', () => {
    fc.assert(
      fc.property(datedEvidence, windows, fc.boolean(), (evidence, days, includeUndated) => {
        const actual = statusDuring(claimOf(evidence), windowOf(days), includeUndated);
        expect(actual).toEqual(naiveDuring(evidence, days, includeUndated));
      }),
      { numRuns: 500 },
    );
  });

  test('is overall the strongest that is possible on any day', () => {
    fc.assert(
      fc.property(datedEvidence, (evidence) => {
        const { status, confidence } = derive(FUNDING, evidence);
        const naive = naiveDuring(evidence, ALL_DAYS, true);
        expect({ status, confidence }).toEqual(naive ?? { status: 'RETRACTED', confidence: null });
      }),
      { numRuns: 300 },
    );
  });

  test('has periods in order, without overlaps, and never equal to their neighbor', () => {
    fc.assert(
      fc.property(datedEvidence, (evidence) => {
        const periods = periodsOf(derive(FUNDING, evidence));
        for (const [index, period] of periods.entries()) {
          const next = periods[index + 1];
          expect(period.start <= period.end).toBe(true);
          if (next === undefined) continue;
          expect(overlaps(period, next)).toBe(false);
          if (sortKeyAfter(period.end) === next.start)
            expect([period.known, period.possible]).not.toEqual([next.known, next.possible]);
        }
      }),
    );
  });

  test('is not lowered by more independent support of the same time', () => {
    fc.assert(
      fc.property(
        datedEvidence,
        dates,
        grades,
        reliability,
        genre,
        windows,
        fc.boolean(),
        (evidence, when, grades, reliability, genre, days, includeUndated) => {
          const more = [
            ...evidence,
            withDates(buildEvidence('new', { ...grades, reliability, genre }), when),
          ];
          const before = claimOf(evidence);
          const after = claimOf(more);
          if (before.status === 'RETRACTED' || before.status === 'DENIED') return;
          expect(compareStrength(after, before)).toBeLessThanOrEqual(0);
          const [then, now] = [before, after].map((one) => statusDuring(one, windowOf(days), includeUndated));
          if (then != null && then.status !== 'DENIED')
            expect(compareStrength(now as EffectiveStatus, then)).toBeLessThanOrEqual(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('does not depend on the order of the evidence', () => {
    const shuffled = datedEvidence.chain((evidence) =>
      fc.tuple(
        fc.constant(evidence),
        fc.shuffledSubarray(evidence, { minLength: evidence.length, maxLength: evidence.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([evidence, other]) => {
        expect(derive(FUNDING, other)).toEqual(derive(FUNDING, evidence));
      }),
    );
  });

  test('takes about as long as without dates for a thousand citations', () => {
    const evidence = Array.from({ length: 1000 }, (_, index) =>
      withDates(buildEvidence(`c${index}`), { from: `${1000 + index}`, to: `${1000 + index}` }),
    );
    expect(derive(FUNDING, evidence).periods).toHaveLength(1000);
  });
});

describe('evidence of different times', () => {
  const of = (year: string, one: Evidence) => withDates(one, { from: year, to: year });
  const report = (name: string, year: string) => of(year, buildEvidence(name));
  const during = (evidence: readonly Evidence[], year: string) =>
    statusDuring(claimOf(evidence), parseTimeSpan(year), false)?.status ?? null;
  const POSSIBLE_2009 = of('2009', buildEvidence('gazette', { modality: 'POSSIBLE' }));

  test('does not corroborate: two reports of different years confirm no year', () => {
    const evidence = [report('courier', '2001'), report('wire', '2015'), POSSIBLE_2009];
    expect(derive(FUNDING, evidence).status).toBe('REPORTED');
    expect(['2001', '2009', '2015', '2020'].map((year) => during(evidence, year))).toEqual([
      'REPORTED',
      'ALLEGED',
      'REPORTED',
      null,
    ]);
  });

  test('is confirmed in the year that both report, and alleged in the other', () => {
    const evidence = [report('courier', '2001'), report('wire', '2001'), POSSIBLE_2009];
    expect(['2001', '2009', '2001/2009'].map((year) => during(evidence, year))).toEqual([
      'CONFIRMED',
      'ALLEGED',
      'CONFIRMED',
    ]);
  });

  test('is disputed only in the year of the denial', () => {
    const evidence = [report('courier', '2001'), POSSIBLE_2009, of('2009', buildDenial('herald'))];
    expect(derive(FUNDING, evidence).status).toBe('REPORTED');
    expect(['2001', '2009'].map((year) => during(evidence, year))).toEqual(['REPORTED', 'DISPUTED']);
  });

  test('includes a dated denial alone as DENIED, and an undated one not at all', () => {
    expect(during([report('courier', '2001'), of('2009', buildDenial('herald'))], '2009')).toBe('DENIED');
    expect(during([report('courier', '2001'), buildDenial('herald')], '2009')).toBeNull();
  });

  test('meets undated evidence in every period', () => {
    const evidence = [report('courier', '2001'), buildEvidence('wire')];
    expect(derive(FUNDING, evidence).status).toBe('CONFIRMED');
    expect(during(evidence, '2001')).toBe('REPORTED');
    expect(statusDuring(claimOf(evidence), parseTimeSpan('2001'), true)?.status).toBe('CONFIRMED');
    expect(statusDuring(claimOf(evidence), parseTimeSpan('2009'), true)?.status).toBe('REPORTED');
  });
});

describe('assessments over time', () => {
  const assessment = (
    { from, to }: Dates,
    status: ClaimStatus,
    at: number,
    confidence: number | null = null,
  ): Assessment => ({
    id: `assessment:${at}`,
    claimId: 'claim:0',
    analyst: 'anna',
    status,
    confidence,
    rationale: 'Seen.',
    validFrom: from,
    validTo: to,
    at: `2031-05-01T00:00:${String(at).padStart(2, '0')}.000Z`,
    endedAt: null,
    end: null,
  });

  const assessments = fc
    .array(fc.tuple(dates, keyOf<ClaimStatus>(STATUSES), fc.constantFrom(null, 12)), { maxLength: 3 })
    .map((all) =>
      all.map(([when, status, confidence], index) => assessment(when, status, 10 - index, confidence)),
    );

  /** On one day the latest assessment that covers it decides; without dates it covers each day that has a status. */
  function naiveAssessedOn(
    evidence: readonly Evidence[],
    all: readonly Assessment[],
    day: string,
    kind: 'known' | 'possible',
  ): EffectiveStatus | null {
    const none = evidence.some((one) => one.live)
      ? null
      : ({ status: 'RETRACTED', confidence: null } as const);
    const derived = naiveOn(evidence, day)[kind] ?? (kind === 'possible' ? none : null);
    const covers = kind === 'known' ? isKnownOn : isPossibleOn;
    const deciding = all.find(({ validFrom: from, validTo: to }) =>
      isDated({ from, to }) ? covers({ from, to }, day) : derived !== null,
    );
    if (deciding === undefined) return derived;
    return { status: deciding.status, confidence: deciding.confidence ?? derived?.confidence ?? null };
  }

  test('equal a decision day by day, in every window', () => {
    fc.assert(
      fc.property(
        datedEvidence,
        assessments,
        windows,
        fc.boolean(),
        (evidence, all, days, includeUndated) => {
          const kind = includeUndated ? 'possible' : 'known';
          const naive = strongest(
            days.map((day) => naiveAssessedOn(evidence, all, day, kind)).filter((one) => one !== null),
          );
          expect(statusDuring(claimOf(evidence, all), windowOf(days), includeUndated)).toEqual(naive);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('leave other periods as they were', () => {
    const evidence = [
      withDates(buildEvidence('courier'), { from: '2001', to: '2001' }),
      withDates(buildEvidence('wire'), { from: '2015', to: '2015' }),
    ];
    const claim = claimOf(evidence, [assessment({ from: '2001', to: '2001' }, 'DENIED', 1)]);
    const status = (year: string) => statusDuring(claim, parseTimeSpan(year), false)?.status;
    expect([status('2001'), status('2015'), claim.status]).toEqual(['DENIED', 'REPORTED', 'REPORTED']);
  });
});

test('the sort keys around a time are one millisecond away, before and after the year 0 too', () => {
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true, min: new Date(-8e15), max: new Date(8e15) }), (date) => {
      const year = date.getUTCFullYear();
      const rest = date.toISOString().slice(-20);
      const key = year < 0 ? `!${1_000_000 + year}${rest}` : `+${String(year).padStart(6, '0')}${rest}`;
      expect(sortKeyBefore(sortKeyAfter(key))).toBe(key);
      expect(sortKeyAfter(key) > key).toBe(true);
      expect(sortKeyBefore(key) < key).toBe(true);
    }),
  );
});
