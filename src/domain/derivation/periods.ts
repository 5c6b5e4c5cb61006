import { sortKeyAfter, sortKeyBefore } from '../edtf.js';
import { compareText, confidenceKey, statusRank } from '../order.js';
import type { EffectiveStatus, Period } from '../records.js';
import { overlaps, type TimeSpan } from '../time-span.js';
import { type Evidence, spanOfEvidence } from './evidence.js';

export const ALL_TIME: TimeSpan = { start: '', end: '~' };

/** A period in which the same evidence counts. `known` and `possible` are what `judge` makes of that evidence. */
export interface JudgedPeriod<T> extends TimeSpan {
  /** From support that certainly held then, and denials that may apply then. Null if there is neither support nor a dated denial. */
  readonly known: T | null;
  /** From support that may have held then, and the same denials. */
  readonly possible: T;
}

/**
 * Splits time where the evidence changes, and judges the evidence of each period by itself, so that evidence meets only evidence of the
 * same time. Periods are in order, do not overlap, and have a judgement; neighbors differ in their evidence.
 *
 * An undated citation may hold at any time, and is known to hold at none. A denial counts wherever it may apply.
 * Empty if no live citation has a date: then all evidence counts at all times.
 *
 * @param judge judges evidence of one time; called once for each distinct set.
 */
export function judgePeriods<T>(
  evidence: readonly Evidence[],
  judge: (evidence: readonly Evidence[]) => T,
): JudgedPeriod<T>[] {
  const live = evidence
    .filter((one) => one.live)
    .map((one) => ({
      one,
      ...spanOfEvidence(one),
      dated: isDated(one),
      denies: one.citation.stance === 'DENIES',
    }));
  if (!live.some(({ dated }) => dated)) return [];
  const judgements = new Map<string, T>();
  const judgeSet = (members: typeof live): T => {
    const key = members.map(({ one }) => one.citation.id).join(' ');
    if (!judgements.has(key)) judgements.set(key, judge(members.map(({ one }) => one)));
    return judgements.get(key) as T;
  };
  const periods = elementarySpans(live.flatMap(({ known, possible }) => [known, possible])).flatMap(
    (span) => {
      const possible = live.filter((one) => overlaps(one.possible, span));
      const known = possible.filter((one) => one.denies || (one.dated && overlaps(one.known, span)));
      const isKnown = known.some((one) => one.dated);
      return possible.length === 0
        ? []
        : [{ ...span, known: isKnown ? judgeSet(known) : null, possible: judgeSet(possible) }];
    },
  );
  return mergeNeighbors(periods, (a, b) => a.known === b.known && a.possible === b.possible);
}

function isDated({ citation: { validFrom, validTo } }: Evidence): boolean {
  return validFrom !== null || validTo !== null;
}

/** Divides all time into consecutive spans, each inside or outside each of the given spans. */
export function elementarySpans(spans: readonly TimeSpan[]): TimeSpan[] {
  const starts = new Set(['']);
  for (const { start, end } of spans) {
    starts.add(start);
    if (end !== '~') starts.add(sortKeyAfter(end));
  }
  // After the last time that a sort key can express nothing begins.
  starts.delete('~');
  const sorted = [...starts].sort(compareText);
  return sorted.map((start, index) => {
    const next = sorted[index + 1];
    return { start, end: next === undefined ? '~' : sortKeyBefore(next) };
  });
}

/** Joins periods that touch and are the same. Periods are in order. */
export function mergeNeighbors<T extends TimeSpan>(
  periods: readonly T[],
  same: (a: T, b: T) => boolean,
): T[] {
  const merged: T[] = [];
  for (const period of periods) {
    const last = merged.at(-1);
    if (
      last !== undefined &&
      last.end !== '~' &&
      sortKeyAfter(last.end) === period.start &&
      same(last, period)
    )
      merged[merged.length - 1] = { ...last, end: period.end };
    else merged.push(period);
  }
  return merged;
}

/** Joins neighbors with equal status and confidence. */
export function mergeEqualPeriods(periods: readonly Period[]): Period[] {
  const text = ({ known, possible }: Period) => JSON.stringify([known, possible]);
  return mergeNeighbors(periods, (a, b) => text(a) === text(b));
}

/** The strongest of these: by status, then confidence. Null if there is none. */
export function strongest<T extends EffectiveStatus>(all: readonly T[]): T | null {
  return all.reduce<T | null>(
    (best, one) => (best === null || compareStrength(one, best) < 0 ? one : best),
    null,
  );
}

/** Negative if the first is stronger: by status, then confidence. */
export function compareStrength(a: EffectiveStatus, b: EffectiveStatus): number {
  return (
    statusRank(a.status) - statusRank(b.status) || confidenceKey(a.confidence) - confidenceKey(b.confidence)
  );
}

/**
 * The status and confidence of a claim in a window: the strongest that is known at any time in it; with `includeUndated`, the strongest
 * that is possible. Null if there is none: the claim is not part of the answer.
 */
export function statusDuring(
  { status, confidence, periods }: EffectiveStatus & { readonly periods: readonly Period[] },
  window: TimeSpan,
  includeUndated: boolean,
): EffectiveStatus | null {
  if (periods.length === 0) return includeUndated ? { status, confidence } : null;
  return strongest(
    periods
      .filter((period) => overlaps(period, window))
      .map((period) => (includeUndated ? period.possible : period.known))
      .filter((one) => one !== null),
  );
}
