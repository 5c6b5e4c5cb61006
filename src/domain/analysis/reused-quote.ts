import { predicateDefinition } from '../ontology.js';
import type { Proposition } from '../records.js';

/** A sentence about one happening carries several claims; so many that are unlike are more than one sentence says. */
export const MAX_UNRELATED_CLAIMS = 4;

/** Why one quote is not enough for its claims, and which of them is the first too many. */
export interface Overreach<P> {
  readonly claim: P;
  readonly reason: 'NOTHING_IN_COMMON' | 'TOO_MANY';
  /** How many groups of claims there are that are unlike each other. */
  readonly groups: number;
}

/**
 * Null where one quote can carry these claims. It cannot where some of them have no entity in common, not even by way of the others; nor
 * where more than four of them are unlike. Alike are claims of one pair of entities, as FUNDS and ARMS of the same two; and claims of one
 * family that share their subject or their object, as where a corridor connects a list of cities.
 */
export function findOverreach<P extends Proposition>(claims: readonly P[]): Overreach<P> | null {
  const [, apart, ...others] = firstOfEachGroup(claims, entityIdsOf);
  if (apart !== undefined) return { claim: apart, reason: 'NOTHING_IN_COMMON', groups: others.length + 2 };
  const unlike = firstOfEachGroup(claims, similarityKeys);
  const tooMany = unlike[MAX_UNRELATED_CLAIMS];
  return tooMany === undefined ? null : { claim: tooMany, reason: 'TOO_MANY', groups: unlike.length };
}

const entityIdsOf = ({ subjectId, objectId }: Proposition): string[] =>
  objectId === null ? [subjectId] : [subjectId, objectId];

function similarityKeys({ subjectId, predicate, objectId }: Proposition): string[] {
  const { family } = predicateDefinition(predicate);
  const own = [`${family} of ${subjectId}`];
  return objectId === null
    ? own
    : [...own, `${family} to ${objectId}`, [subjectId, objectId].sort().join(' and ')];
}

/** The first item of each group of items that share a key, directly or through others; in the order of the items. */
function firstOfEachGroup<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): T[] {
  const parents = items.map((_, index) => index);
  const find = (index: number): number => {
    let at = index;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] as number] as number;
      at = parents[at] as number;
    }
    return at;
  };
  const holders = new Map<string, number>();
  items.forEach((item, index) => {
    for (const key of keysOf(item)) {
      const holder = holders.get(key);
      if (holder === undefined) holders.set(key, index);
      else {
        const [first, second] = [find(holder), find(index)].sort((a, b) => a - b) as [number, number];
        parents[second] = first;
      }
    }
  });
  return items.filter((_, index) => find(index) === index);
}
