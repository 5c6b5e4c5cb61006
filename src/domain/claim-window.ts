import type { Claim, ClaimWindow } from './records.js';

/** The window of a filter. Null if the filter has none: claims are then read over all time. */
function windowOf({ during, includeUndated = false }: Partial<ClaimWindow>): ClaimWindow | null {
  return during === undefined ? null : { during, includeUndated };
}

/**
 * Reads a claim in a window. Every read that returns claims under `during`, and every read of one claim by an id with a window, takes its
 * status and confidence from here, so that both show the same. Returns null if the window shows nothing of the claim.
 */
export function claimInWindow(claim: Claim, window: ClaimWindow): Claim | null {
  return { ...claim, window };
}

/** Claims that a filter found, as its window shows them. */
export function claimsInWindow(claims: readonly Claim[], filter: Partial<ClaimWindow>): readonly Claim[] {
  const window = windowOf(filter);
  return window === null
    ? claims
    : claims.map((claim) => claimInWindow(claim, window)).filter((claim) => claim !== null);
}
