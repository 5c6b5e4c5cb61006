import type { Quantity, Value } from './records.js';

/** A value as one would say it: `7`, `at least 7`, `2031-04`, `VICTORY`. */
export function valueText(value: Value): string {
  switch (value.type) {
    case 'COUNT':
    case 'YEARS':
      return quantityText(value);
    case 'DATE':
      return value.edtf;
    case 'OUTCOME':
      return value.outcome;
  }
}

function quantityText({ min, max }: Quantity): string {
  if (min === max) return String(min);
  if (max === null) return `at least ${min}`;
  return min === null ? `at most ${max}` : `${min} to ${max}`;
}
