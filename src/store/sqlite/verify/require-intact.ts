import { damageError } from '../../damage.js';
import { type VerifyDepth, verifyDatabase } from './verify.js';

/** Throws STORE_UNUSABLE, with `name` in the message, if a database is damaged or not one of ascribe. */
export async function requireIntact(file: string, name: string, depth: VerifyDepth): Promise<void> {
  const { findings, findingCount, checked } = await verifyDatabase(file, depth);
  const [first] = findings;
  if (first === undefined) {
    // requireAscribeDatabase accepts a database without tables, which is not a store.
    if (depth === 'structure' || checked.state === 1) return;
    throw damageError(`${name} is not a database of ascribe, or is damaged: it has no state`);
  }
  const more = findingCount > 1 ? ` (and ${findingCount - 1} more)` : '';
  throw damageError(`${name} is damaged: ${first.where}: ${first.problem}${more}`);
}
