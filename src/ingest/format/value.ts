import { closest, didYouMean } from '../../documents/did-you-mean.js';
import { found } from '../../documents/finding.js';
import { AscribeError } from '../../domain/errors.js';
import { OUTCOMES, outcomes, type ValueType } from '../../domain/ontology.js';
import type { Quantity, Value } from '../../domain/records.js';
import type { WrittenValue } from './article-schema.js';
import { canonicalDate } from './scalars.js';

/** Reads a value as its predicate takes it; throws OUTSIDE_RANGE with what was expected. */
export function readValue(type: ValueType, written: WrittenValue): Value {
  switch (type) {
    case 'COUNT':
    case 'YEARS':
      return readQuantity(type, written);
    case 'DATE':
      return readDate(written);
    case 'OUTCOME':
      return readOutcome(written);
  }
}

function readQuantity(type: 'COUNT' | 'YEARS', written: WrittenValue): Quantity {
  const unit = type === 'COUNT' ? 'a whole number from 0' : 'a number from 0';
  const good = (end: number): boolean =>
    end >= 0 && (type === 'YEARS' ? Number.isFinite(end) : Number.isSafeInteger(end));
  if (typeof written === 'number') {
    if (!good(written)) throw outside(`expected ${unit}, found ${written}`);
    return { type, min: written, max: written };
  }
  if (typeof written === 'string')
    throw outside(`expected ${unit}, or a range such as { min: 7 }, found ${found(written)}`);
  const { min = null, max = null } = written;
  if (min === null && max === null) throw outside('expected min, max or both, found an empty range');
  for (const end of [min, max])
    if (end !== null && !good(end)) throw outside(`expected ${unit}, found ${end}`);
  if (min !== null && max !== null && min > max)
    throw outside(`expected min to be at most max, found ${min} and ${max}`);
  return { type, min, max };
}

function readDate(written: WrittenValue): Value {
  if (typeof written === 'object' || (typeof written === 'number' && !Number.isInteger(written)))
    throw outside(`expected an EDTF date such as 2031-04-12 or 2031-04~, found ${found(written)}`);
  try {
    return { type: 'DATE', edtf: canonicalDate(written) };
  } catch (error) {
    if (error instanceof AscribeError) throw outside(error.message);
    throw error;
  }
}

function readOutcome(written: WrittenValue): Value {
  const outcome = outcomes.find((name) => name === written);
  if (outcome !== undefined) return { type: 'OUTCOME', outcome };
  const near = typeof written === 'string' ? didYouMean(closest(written, Object.keys(OUTCOMES))) : '';
  throw outside(`expected one of ${outcomes.join(', ')}, found ${found(written)}${near}`);
}

const outside = (message: string): AscribeError => new AscribeError('OUTSIDE_RANGE', message);
