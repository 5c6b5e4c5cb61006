import type { ClaimFilter } from '../store.js';
import { datingStatusRanks } from './event-dates.js';

/** `dating` of a year that a claim has by its own dates, and of the other facets. No status rank is as high. */
export const OWN_DATES = 64;

/** Whether a filter asks for all claims of its statuses. */
export const isOfAllClaims = (filter: ClaimFilter): boolean =>
  Object.entries(filter).every(([name, value]) => name === 'statuses' || value === undefined);

/** The bits of `dating` that a filter asks for: a count matches if it has one of them. */
export const datingMask = (filter: Pick<ClaimFilter, 'statuses'>): number =>
  datingStatusRanks(filter).reduce((sum, rank) => sum | (1 << rank), OWN_DATES);
