import type { Quantity } from '../records.js';

/**
 * The canonical form of a figure, so that one figure is one claim: an exact number has no best estimate besides.
 *
 * @param figure bounds that include each other and the best estimate; at least one of the three is given.
 */
export function canonicalQuantity({ type, min, max, best, of }: Quantity): Quantity {
  const isExact = min !== null && min === max;
  return {
    type,
    min,
    max,
    ...(best !== undefined && !isExact && { best }),
    ...(of !== undefined && { of }),
  };
}

/** A figure as text: `7`, `at least 7, best estimate 9`, `7 to 12 (civilians)`. */
export function verbalizeQuantity({ min, max, best, of }: Quantity): string {
  const parts = [verbalizeRange(min, max), best === undefined ? null : `best estimate ${best}`];
  const text = parts.filter((part) => part !== null).join(', ');
  return of === undefined ? text : `${text} (${of})`;
}

function verbalizeRange(min: number | null, max: number | null): string | null {
  if (min === max) return min === null ? null : String(min);
  if (max === null) return `at least ${min}`;
  return min === null ? `at most ${max}` : `${min} to ${max}`;
}

/**
 * True if both figures can be true. Figures of different people say nothing about each other, but those of a part are no more than those
 * of all.
 */
export function figuresAgree(one: Quantity, other: Quantity): boolean {
  if (one.of === other.of) return least(one) <= most(other) && least(other) <= most(one);
  if (one.of === undefined) return least(other) <= most(one);
  return other.of !== undefined || least(one) <= most(other);
}

const least = ({ min }: Quantity): number => min ?? Number.NEGATIVE_INFINITY;
const most = ({ max }: Quantity): number => max ?? Number.POSITIVE_INFINITY;
