import { connectedGroups } from '../connected-groups.js';
import { predicateDefinition } from '../ontology.js';
import type { Proposition } from '../records.js';

/** One quote can support several claims about one event. Support for more unrelated claims than this number is implausible. */
export const MAX_UNRELATED_CLAIMS = 4;

/** Why one quote cannot support all of its claims, and the first claim beyond what it can support. */
interface Overreach<P> {
  readonly claim: P;
  readonly reason: 'NOTHING_IN_COMMON' | 'TOO_MANY';
  /** The number of groups of unrelated claims. */
  readonly groups: number;
}

/**
 * Checks whether one quote can support these claims. Returns null if it can.
 *
 * - `NOTHING_IN_COMMON`: some of the claims share no entity, directly or through other claims.
 * - `TOO_MANY`: there are more than `MAX_UNRELATED_CLAIMS` groups of unrelated claims. Claims are related if they are
 *   about the same pair of entities (FUNDS and ARMS), or if they are of one predicate family and share their subject or
 *   their object (a corridor that connects a list of cities).
 */
export function findOverreach<P extends Proposition>(claims: readonly P[]): Overreach<P> | null {
  const [, separate, ...others] = firstOfEachGroup(claims, entityIdsOf);
  if (separate !== undefined)
    return { claim: separate, reason: 'NOTHING_IN_COMMON', groups: others.length + 2 };
  const unrelated = firstOfEachGroup(claims, similarityKeys);
  const tooMany = unrelated[MAX_UNRELATED_CLAIMS];
  return tooMany === undefined ? null : { claim: tooMany, reason: 'TOO_MANY', groups: unrelated.length };
}

const entityIdsOf = ({ subjectId, objectId }: Proposition): string[] =>
  objectId === null ? [subjectId] : [subjectId, objectId];

function similarityKeys({ subjectId, predicate, objectId }: Proposition): string[] {
  const { family } = predicateDefinition(predicate);
  const bySubject = `${family} of ${subjectId}`;
  return objectId === null
    ? [bySubject]
    : [bySubject, `${family} to ${objectId}`, [subjectId, objectId].sort().join(' and ')];
}

/** The first item of each group of items that share a key, in the order of the items. */
function firstOfEachGroup<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): T[] {
  const groupOf = connectedGroups(items.map(keysOf));
  return items.filter((_, index) => groupOf[index] === index);
}
