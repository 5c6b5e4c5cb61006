import { verbalizeValue } from '../../domain/analysis/verbalize.js';
import { parseEdtf } from '../../domain/edtf.js';
import type { Coordinates, DateValue, Quantity, TermValue, Value } from '../../domain/records.js';

const GRAPHQL_VALUE_TYPES = {
  COUNT: 'Quantity',
  YEARS: 'Quantity',
  DATE: 'DateValue',
  COORDINATES: 'Coordinates',
  OUTCOME: 'OutcomeValue',
  ATTACK_TYPE: 'AttackTypeValue',
  WEAPON: 'WeaponValue',
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
    earliest: ({ edtf }: DateValue) => isoTimestampOf(edtf, 'earliest'),
    latest: ({ edtf }: DateValue) => isoTimestampOf(edtf, 'latest'),
  },
  Coordinates: {
    text: verbalizeValue,
    precision: ({ precision }: Coordinates) => (typeof precision === 'number' ? null : precision),
    precisionMeters: ({ precision }: Coordinates) => (typeof precision === 'number' ? precision : null),
  },
  OutcomeValue: { text: verbalizeValue, outcome: termOf },
  AttackTypeValue: { text: verbalizeValue, attackType: termOf },
  WeaponValue: { text: verbalizeValue, weapon: termOf },
};

function termOf({ term }: TermValue): string {
  return term;
}

/** With the offset of the date. A date without one is written as if it were UTC. Null for an open end. */
function isoTimestampOf(edtf: string, bound: 'earliest' | 'latest'): string | null {
  const { [bound]: time, offset } = parseEdtf(edtf);
  return time === null ? null : new Date(time).toISOString().replace('Z', offset ?? 'Z');
}
