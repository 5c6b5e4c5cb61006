import type { Validity } from '../records.js';
import type { Evidence } from './evidence.js';

/** What the live support says of when the relation held; each once, in the order of the text. */
export function validityOf(support: readonly Evidence[]): Validity[] {
  const said = support
    .map(({ citation: { validFrom, validTo } }) => ({ from: validFrom, to: validTo }))
    .filter(({ from, to }) => from !== null || to !== null);
  const distinct = new Map(said.map((validity) => [JSON.stringify([validity.from, validity.to]), validity]));
  return [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, validity]) => validity);
}
