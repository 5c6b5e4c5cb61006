import { confidenceKey, strength } from '../order.js';
import type { Claim, ClaimStatus } from '../records.js';

/** A claim between two entities, as a step of a search takes it: from the end that was reached to the other one. */
export interface Link {
  readonly claimId: string;
  readonly from: string;
  readonly to: string;
  /** How strong it is, see `standingKey`. */
  readonly standing: number;
}

/**
 * The links that lead away from these entities, in any order. Filters apply here, so that what they leave out bridges nothing.
 * Brings up to `most` of them, and one more where there are more. A claim from an entity to itself leads nowhere.
 */
export type Expand = (ids: readonly string[], most: number) => Promise<readonly Link[]>;

/** More than any confidence key. */
const STATUS_STEP = 1000;

/** Status, then confidence, as one number; 0 is the strongest. A chain is as strong as its highest number. */
export const standingKey = (status: ClaimStatus, confidence: Claim['confidence']): number =>
  keyOfStrength(strength(status), confidenceKey(confidence));

/** Of a status and a confidence that are keys themselves: see domain/order.ts. */
export const keyOfStrength = (strength: number, confidenceKey: number): number =>
  strength * STATUS_STEP + confidenceKey;

/** The same step, taken against its direction. */
export const turned = ({ claimId, from, to, standing }: Link): Link => ({
  claimId,
  from: to,
  to: from,
  standing,
});

/** The links by the entity that they lead away from. */
export function leadingFrom(links: Iterable<Link>): ReadonlyMap<string, readonly Link[]> {
  const leading = new Map<string, Link[]>();
  for (const link of links) {
    const own = leading.get(link.from);
    if (own === undefined) leading.set(link.from, [link]);
    else own.push(link);
  }
  return leading;
}
