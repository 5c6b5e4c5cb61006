import { verbalizeValue } from '../../domain/analysis/verbalize.js';
import { parseEdtf } from '../../domain/edtf.js';
import type { DateValue, Quantity, Value } from '../../domain/records.js';

const GRAPHQL_VALUE_TYPES = {
  COUNT: 'Quantity',
  YEARS: 'Quantity',
  DATE: 'DateValue',
  OUTCOME: 'OutcomeValue',
} as const;

export const valueResolvers = {
  Value: { __resolveType: ({ type }: Value) => GRAPHQL_VALUE_TYPES[type] },
  Quantity: {
    text: verbalizeValue,
    exact: ({ min, max }: Quantity) => (min === max ? min : null),
    unit: ({ type }: Quantity) => (type === 'YEARS' ? 'YEARS' : 'PEOPLE'),
  },
  DateValue: {
    text: verbalizeValue,
    earliest: ({ edtf }: DateValue) => toIsoTimestamp(parseEdtf(edtf).earliest),
    latest: ({ edtf }: DateValue) => toIsoTimestamp(parseEdtf(edtf).latest),
  },
  OutcomeValue: { text: verbalizeValue },
};

/** Null if it is outside the range of a JavaScript Date. */
function toIsoTimestamp(milliseconds: number | null): string | null {
  if (milliseconds === null || Math.abs(milliseconds) > 8.64e15) return null;
  return new Date(milliseconds).toISOString();
}
