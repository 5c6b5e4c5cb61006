import { didYouMean, suggestWords } from '../../documents/did-you-mean.js';
import { describeValue } from '../../documents/document-path.js';
import { AscribeError } from '../../domain/errors.js';
import { type TermType, termsOf, type ValueType } from '../../domain/ontology.js';
import type { Quantity, TermValue, Value } from '../../domain/records.js';
import type { DocumentValue } from './article-schema.js';
import { canonicalDate } from './scalars.js';

/** Reads a value as the type that its predicate requires. Throws OUTSIDE_RANGE. */
export function parseValue(type: ValueType, written: DocumentValue): Value {
  switch (type) {
    case 'COUNT':
    case 'YEARS':
      return parseQuantity(type, written);
    case 'DATE':
      return parseDate(written);
    default:
      return parseTerm(type, written);
  }
}

function parseQuantity(type: 'COUNT' | 'YEARS', written: DocumentValue): Quantity {
  const unit = type === 'COUNT' ? 'a whole number of at least 0' : 'a number of at least 0';
  const isValid = (bound: number): boolean =>
    bound >= 0 && (type === 'YEARS' ? Number.isFinite(bound) : Number.isSafeInteger(bound));
  if (typeof written === 'number') {
    if (!isValid(written)) throw outsideRange(`expected ${unit}, found ${written}`);
    return { type, min: written, max: written };
  }
  if (typeof written === 'string')
    throw outsideRange(
      `expected ${unit}, or a range such as { min: 7 }, found ${describeValue(written)}${/^\d{1,15}$/.test(written) ? '; remove the quotes' : ''}`,
    );
  const { min = null, max = null } = written;
  if (min === null && max === null) throw outsideRange('expected min, max or both, found an empty map');
  for (const bound of [min, max])
    if (bound !== null && !isValid(bound)) throw outsideRange(`expected ${unit}, found ${bound}`);
  if (min !== null && max !== null && min > max)
    throw outsideRange(`expected min to be at most max, found ${min} and ${max}`);
  return { type, min, max };
}

function parseDate(written: DocumentValue): Value {
  if (typeof written === 'object' || (typeof written === 'number' && !Number.isInteger(written)))
    throw outsideRange(
      `expected an EDTF date such as 2031-04-12, 2031-04~ or "[2031-04,2031-05]" (in quotes), found ${describeValue(written)}`,
    );
  try {
    return { type: 'DATE', edtf: canonicalDate(written) };
  } catch (error) {
    if (error instanceof AscribeError) throw outsideRange(error.message);
    throw error;
  }
}

function parseTerm(type: TermType, written: DocumentValue): TermValue {
  const terms = Object.keys(termsOf(type)) as TermValue['term'][];
  const term = terms.find((name) => name === written);
  if (term !== undefined) return { type, term };
  const hint = typeof written === 'string' ? didYouMean(suggestWords(written, terms)) : '';
  throw outsideRange(`expected one of ${terms.join(', ')}, found ${describeValue(written)}${hint}`);
}

const outsideRange = (message: string): AscribeError => new AscribeError('OUTSIDE_RANGE', message);
