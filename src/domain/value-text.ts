import type { Proposition, Quantity, Value } from './records.js';

/** A value in words: `7`, `at least 7`, `2031-04-12`, `FOILED`. */
export function valueText(value: Value): string {
  if (value.type === 'DATE') return value.edtf;
  return value.type === 'OUTCOME' ? value.outcome : quantityText(value);
}

function quantityText({ min, max }: Quantity): string {
  if (min === max) return String(min);
  if (max === null) return `at least ${min}`;
  return min === null ? `at most ${max}` : `${min} to ${max}`;
}

/** What a claim says, by ids, for a message: `arland FUNDS river-front`. */
export function propositionText({ subjectId, predicate, objectId, value }: Proposition): string {
  return `${subjectId} ${predicate} ${objectId ?? (value === null ? '' : valueText(value))}`;
}
