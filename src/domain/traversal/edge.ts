import { compareText, confidenceKey, statusRank } from '../order.js';
import type { Claim, ClaimStatus } from '../records.js';

/** A claim between two entities, as a step of a search takes it: from the end that was reached to the other one. */
export interface Edge {
  readonly claimId: string;
  readonly from: string;
  readonly to: string;
  /** How strong it is, see `standingKey`. */
  readonly cost: number;
}

/**
 * The links that lead away from these entities, in any order. Filters apply here, so that what they leave out bridges nothing.
 * Brings up to `most` of them, and one more where there are more. A claim from an entity to itself leads nowhere.
 */
export type Expand = (ids: readonly string[], most: number) => Promise<readonly Edge[]>;

/** More than any confidence key. */
const STATUS_STEP = 1000;

/** Status, then confidence, as one number; 0 is the strongest. A chain is as strong as its highest number. */
export const claimCost = (status: ClaimStatus, confidence: Claim['confidence']): number =>
  costOfKeys(statusRank(status), confidenceKey(confidence));

/** Of a status and a confidence that are keys themselves: see domain/order.ts. */
export const costOfKeys = (statusRank: number, confidenceKey: number): number =>
  statusRank * STATUS_STEP + confidenceKey;

/** The same step, taken against its direction. */
export const reverseEdge = ({ claimId, from, to, cost }: Edge): Edge => ({
  claimId,
  from: to,
  to: from,
  cost,
});

/** The links by the entity that they lead away from. */
export function buildAdjacency(edges: Iterable<Edge>): ReadonlyMap<string, readonly Edge[]> {
  const leading = new Map<string, Edge[]>();
  for (const link of edges) {
    const own = leading.get(link.from);
    if (own === undefined) leading.set(link.from, [link]);
    else own.push(link);
  }
  return leading;
}

export function pathCost(edges: readonly Edge[]): number {
  return edges.reduce((weakest, { cost }) => Math.max(weakest, cost), 0);
}

export function compareClaimIds(a: readonly Edge[], b: readonly Edge[]): number {
  const differs = a.findIndex((link, at) => link.claimId !== b[at]?.claimId);
  if (differs === -1) return a.length - b.length;
  const other = b[differs];
  return other === undefined ? 1 : compareText((a[differs] as Edge).claimId, other.claimId);
}
