import { statusDuring } from './derivation/periods.js';
import type { Claim, ClaimWindow } from './records.js';
import { edtfOfSpan, parseTimeSpan, type TimeSpan } from './time-span.js';

/** The window of a filter. Null if the filter has none: claims are then read over all time. */
export function windowOf({ during, includeUndated = false }: Partial<ClaimWindow>): ClaimWindow | null {
  return during === undefined ? null : { during, includeUndated };
}

/**
 * Reads a claim in a window. Every read that returns claims under `during`, and every read of one claim by an id with a window, takes its
 * status and confidence from here, so that both show the same. Returns null if the window shows nothing of the claim.
 *
 * A claim without dates keeps its status of all time: it may hold in the window, or is about an attack or event that happened in it.
 * The derived status and confidence follow, except those of an assessed claim, which stay those of all time.
 */
export function claimInWindow(claim: Claim, window: ClaimWindow): Claim | null {
  return claimsInWindow([claim], window)[0] ?? null;
}

/** Claims that a filter found, as its window shows them; null for claims that it does not show. */
export function claimsInWindow(
  claims: readonly Claim[],
  filter: Partial<ClaimWindow>,
): readonly (Claim | null)[] {
  const window = windowOf(filter);
  if (window === null) return claims;
  const span = parseTimeSpan(window.during);
  return claims.map((claim) =>
    claim.periods.length === 0 ? { ...claim, window } : showIn(claim, span, window),
  );
}

/** Reads a claim at the time of something, such as the attack that it is about. A claim without dates is returned as it is. */
export function claimInSpan(claim: Claim, span: TimeSpan, includeUndated: boolean): Claim | null {
  if (claim.periods.length === 0) return claim;
  return showIn(claim, span, { during: edtfOfSpan(span), includeUndated });
}

function showIn(claim: Claim, span: TimeSpan, window: ClaimWindow): Claim | null {
  const held = statusDuring(claim, span, window.includeUndated);
  if (held === null) return null;
  const { status, confidence } = held;
  const derived =
    claim.assessmentId === null ? { derivedStatus: status, derivedConfidence: confidence } : null;
  return { ...claim, status, confidence, ...derived, window };
}
