import { didYouMean, suggestWords } from '../../documents/did-you-mean.js';
import { describeValue } from '../../documents/document-path.js';
import { AscribeError } from '../../domain/errors.js';
import { type TermType, termsOf, type ValueType } from '../../domain/ontology.js';
import {
  type Coordinates,
  LOCATION_PRECISIONS,
  type Quantity,
  type TermValue,
  type Value,
} from '../../domain/records.js';
import { canonicalPoint, MAX_PRECISION_METERS } from '../../domain/values/coordinates.js';
import { canonicalQuantity } from '../../domain/values/quantity.js';
import type { DocumentValue } from './article-schema.js';
import { canonicalDate } from './scalars.js';

/** OUTSIDE_RANGE, with the keys that lead to the mistake within the value. */
export class InvalidValueError extends AscribeError {
  constructor(
    message: string,
    readonly keys: readonly string[] = [],
  ) {
    super('OUTSIDE_RANGE', message);
  }
}

/** Reads a value as the type that its predicate requires, in canonical form. Throws InvalidValueError. */
export function parseValue(type: ValueType, written: DocumentValue): Value {
  switch (type) {
    case 'COUNT':
    case 'YEARS':
      return parseQuantity(type, written);
    case 'DATE':
      return parseDate(written);
    case 'COORDINATES':
      return parseCoordinates(written);
    default:
      return parseTerm(type, written);
  }
}

type ValueMap = Extract<DocumentValue, object>;
type ValueKey = keyof ValueMap;

/** The keys of a value that is a map, by its type. */
const MAP_KEYS = {
  COUNT: ['min', 'max', 'best', 'of'],
  YEARS: ['min', 'max', 'best'],
  COORDINATES: ['latitude', 'longitude', 'precision'],
} as const satisfies Partial<Record<ValueType, readonly ValueKey[]>>;

function requireKeys(type: keyof typeof MAP_KEYS, written: ValueMap): void {
  const allowed: readonly string[] = MAP_KEYS[type];
  const wrong = Object.keys(written).find((key) => !allowed.includes(key));
  if (wrong !== undefined)
    throw new InvalidValueError(
      `"${wrong}" is no key of a value of type ${type}; expected ${allowed.join(', ')}`,
      [wrong],
    );
}

function parseQuantity(type: 'COUNT' | 'YEARS', written: DocumentValue): Quantity {
  const unit = type === 'COUNT' ? 'a whole number of at least 0' : 'a number of at least 0';
  const isValid = (bound: number): boolean =>
    bound >= 0 && (type === 'YEARS' ? Number.isFinite(bound) : Number.isSafeInteger(bound));
  if (typeof written === 'number') {
    if (!isValid(written)) throw new InvalidValueError(`expected ${unit}, found ${written}`);
    return { type, min: written, max: written };
  }
  if (typeof written === 'string')
    throw new InvalidValueError(
      `expected ${unit}, or a range such as { min: 7 }, found ${describeValue(written)}${/^\d{1,15}$/.test(written) ? '; remove the quotes' : ''}`,
    );
  requireKeys(type, written);
  const { min = null, max = null, best, of } = written;
  if (min === null && max === null && best === undefined)
    throw new InvalidValueError('expected min, max or both, or a best estimate, found none of them');
  for (const [key, number] of Object.entries({ min, max, best }))
    if (number != null && !isValid(number))
      throw new InvalidValueError(`expected ${unit}, found ${number}`, [key]);
  if (min !== null && max !== null && min > max)
    throw new InvalidValueError(`expected min to be at most max, found ${min} and ${max}`);
  if (best !== undefined && (best < (min ?? best) || best > (max ?? best)))
    throw new InvalidValueError(
      `expected a best estimate ${[min !== null && `of at least ${min}`, max !== null && `of at most ${max}`].filter(Boolean).join(' and ')}, found ${best}`,
      ['best'],
    );
  return canonicalQuantity({
    type,
    min,
    max,
    ...(best !== undefined && { best }),
    ...(of !== undefined && { of }),
  });
}

function parseCoordinates(written: DocumentValue): Coordinates {
  if (typeof written !== 'object')
    throw new InvalidValueError(
      `expected coordinates such as { latitude: 16.87, longitude: 96.2, precision: PROVINCE }, found ${describeValue(written)}`,
    );
  requireKeys('COORDINATES', written);
  const { precision = null } = written;
  if (typeof precision === 'number' && !(precision > 0 && precision <= MAX_PRECISION_METERS))
    throw new InvalidValueError(
      `expected a radius in metres above 0 and up to ${MAX_PRECISION_METERS}, or one of ${Object.keys(LOCATION_PRECISIONS).join(', ')}, found ${precision}`,
      ['precision'],
    );
  const point = canonicalPoint(
    requireDegrees(written, 'latitude', 90),
    requireDegrees(written, 'longitude', 180),
  );
  return { type: 'COORDINATES', ...point, precision };
}

function requireDegrees(written: ValueMap, key: 'latitude' | 'longitude', most: number): number {
  const degrees = written[key];
  if (degrees === undefined)
    throw new InvalidValueError(`"${key}" is missing; expected degrees from -${most} to ${most}`);
  if (!(Math.abs(degrees) <= most))
    throw new InvalidValueError(`expected degrees from -${most} to ${most}, found ${degrees}`, [key]);
  return degrees;
}

function parseDate(written: DocumentValue): Value {
  if (typeof written === 'object' || (typeof written === 'number' && !Number.isInteger(written)))
    throw new InvalidValueError(
      `expected an EDTF date such as 2031-04-12, 2031-04~ or "[2031-04,2031-05]" (in quotes), found ${describeValue(written)}`,
    );
  try {
    return { type: 'DATE', edtf: canonicalDate(written) };
  } catch (error) {
    if (error instanceof AscribeError) throw new InvalidValueError(error.message);
    throw error;
  }
}

function parseTerm(type: TermType, written: DocumentValue): TermValue {
  const terms = Object.keys(termsOf(type)) as TermValue['term'][];
  const term = terms.find((name) => name === written);
  if (term !== undefined) return { type, term };
  const hint = typeof written === 'string' ? didYouMean(suggestWords(written, terms)) : '';
  throw new InvalidValueError(`expected one of ${terms.join(', ')}, found ${describeValue(written)}${hint}`);
}
