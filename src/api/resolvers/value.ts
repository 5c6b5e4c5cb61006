import { parseEdtf } from '../../domain/edtf.js';
import type { DateValue, OutcomeValue, Quantity, Value } from '../../domain/records.js';

const TYPES = { COUNT: 'Quantity', YEARS: 'Quantity', DATE: 'DateValue', OUTCOME: 'OutcomeValue' } as const;

export const valueResolvers = {
  Value: { __resolveType: ({ type }: Value) => TYPES[type] },
  Quantity: {
    text: quantityText,
    exact: ({ min, max }: Quantity) => (min === max ? min : null),
    unit: ({ type }: Quantity) => (type === 'YEARS' ? 'YEARS' : 'PEOPLE'),
  },
  DateValue: {
    text: ({ edtf }: DateValue) => edtf,
    earliest: ({ edtf }: DateValue) => moment(parseEdtf(edtf).earliest),
    latest: ({ edtf }: DateValue) => moment(parseEdtf(edtf).latest),
  },
  OutcomeValue: { text: ({ outcome }: OutcomeValue) => outcome },
};

function quantityText({ min, max }: Quantity): string {
  if (min === max) return String(min);
  if (max === null) return `at least ${min}`;
  return min === null ? `at most ${max}` : `${min} to ${max}`;
}

/** Null also where it is further away than a moment can be written. */
function moment(milliseconds: number | null): string | null {
  if (milliseconds === null || Math.abs(milliseconds) > 8.64e15) return null;
  return new Date(milliseconds).toISOString();
}
