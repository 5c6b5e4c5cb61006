import type { Validity } from '../records.js';
import type { Evidence } from './evidence.js';

/** The periods in which the relation held, according to its live support. Distinct, sorted as text. */
export function validityOf(support: readonly Evidence[]): Validity[] {
  const stated = support
    .map(({ citation: { validFrom, validTo } }) => ({ from: validFrom, to: validTo }))
    .filter(({ from, to }) => from !== null || to !== null);
  const distinct = new Map(
    stated.map((validity) => [JSON.stringify([validity.from, validity.to]), validity]),
  );
  return [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, validity]) => validity);
}
