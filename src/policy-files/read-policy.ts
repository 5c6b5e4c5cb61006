import type { Problem } from '../documents/diagnostic.js';
import { type Format, placesIn, positionsIn, read } from '../documents/parse.js';
import { mistakes } from '../documents/schema-errors.js';
import { problemsOf } from '../documents/source-map.js';
import type { Policy } from '../domain/derivation/policy.js';
import { complete } from './complete.js';
import { outOfOrder } from './out-of-order.js';
import { policySchema } from './shape.js';

/** What a file says: a policy, with what looks odd in it, or what is wrong. */
export type PolicyReading =
  | { readonly policy: Policy; readonly warnings: readonly Problem[] }
  | { readonly policy: null; readonly problems: readonly Problem[] };

const FORM = { schema: policySchema, whole: 'a map with the key policy, and what differs from policy 1' };

/** Reads a policy; what it leaves out is that of the first one. `file` is for messages. */
export function readPolicy(text: string, format: Format, file: string): PolicyReading {
  const { value, faults } = read(text, format);
  if (faults.length > 0) {
    const positionOf = positionsIn(text);
    const problems = faults.map(({ offset, ...fault }) => ({
      ...fault,
      file,
      ...positionOf(offset),
      path: null,
    }));
    return { policy: null, problems };
  }
  const locate = placesIn(text, format);
  const result = policySchema.safeParse(value);
  if (!result.success)
    return { policy: null, problems: problemsOf(mistakes(result.error.issues, value, FORM), file, locate) };
  const policy = complete(result.data);
  return { policy, warnings: problemsOf(outOfOrder(policy), file, locate) };
}
