import { compareText, confidenceKey, statusRank } from '../order.js';
import type { Claim, ClaimStatus, EffectiveStatus } from '../records.js';

/** A claim between two entities, directed as a search follows it. */
export interface Edge {
  readonly claimId: string;
  readonly from: string;
  readonly to: string;
  /** The weakness of the claim, see `claimCost`. */
  readonly cost: number;
}

/**
 * Reads the edges that leave these entities, in any order. Applies the filters of the query, so that no path uses an
 * excluded claim. Returns at most `limit` edges, plus one if there are more. Omits claims from an entity to itself.
 */
export type Expand = (ids: readonly string[], limit: number) => Promise<readonly Edge[]>;

/** Larger than any confidence key. */
export const STATUS_STEP = 1000;

/** Status, then confidence, as one number; 0 is the strongest. The cost of a path is its highest edge cost: its weakest link. */
export const claimCost = (status: ClaimStatus, confidence: Claim['confidence']): number =>
  costOfKeys(statusRank(status), confidenceKey(confidence));

/** The same for a status and a confidence: sorts the strongest first, as the order of claims does. */
export const strengthOf = ({ status, confidence }: EffectiveStatus): number => claimCost(status, confidence);

/** The same for a `statusRank` and a `confidenceKey` (see order.ts), which stores keep. */
export const costOfKeys = (statusRank: number, confidenceKey: number): number =>
  statusRank * STATUS_STEP + confidenceKey;

/** The same edge in the opposite direction. */
export const reverseEdge = ({ claimId, from, to, cost }: Edge): Edge => ({
  claimId,
  from: to,
  to: from,
  cost,
});

/** The edges by the entity that they leave. */
export function buildAdjacency(edges: Iterable<Edge>): ReadonlyMap<string, readonly Edge[]> {
  const adjacency = new Map<string, Edge[]>();
  for (const edge of edges) {
    const leaving = adjacency.get(edge.from);
    if (leaving === undefined) adjacency.set(edge.from, [edge]);
    else leaving.push(edge);
  }
  return adjacency;
}

/** The cost of the weakest link; 0 for an empty path. */
export function pathCost(edges: readonly Edge[]): number {
  return edges.reduce((highest, { cost }) => Math.max(highest, cost), 0);
}

/** Compares two paths by the ids of their claims, edge by edge. A path comes before its extensions. */
export function compareClaimIds(a: readonly Edge[], b: readonly Edge[]): number {
  const differs = a.findIndex((edge, at) => edge.claimId !== b[at]?.claimId);
  if (differs === -1) return a.length - b.length;
  const other = b[differs];
  return other === undefined ? 1 : compareText((a[differs] as Edge).claimId, other.claimId);
}
