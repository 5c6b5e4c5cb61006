import { compareText } from '../order.js';
import { compareClaimIds, type Edge, type Expand, pathCost } from './edge.js';

/** A chain of claims that ends with a newly reached claim. */
interface Chain {
  /** From the start entity to the reached claim, which is the last edge. The shortest chain; of these, the strongest. */
  readonly edges: readonly Edge[];
  /** The cost of its weakest link, see `claimCost`. */
  readonly cost: number;
}

interface ChainSearchResult {
  /**
   * One chain for each reached claim, or two if it was reached from both of its ends. Nearest first, then by weakest link,
   * then by the claim's id, then by the ids of the claims before it.
   */
  readonly chains: readonly Chain[];
  /** True if the depth contains more claims than allowed. `chains` is then empty. */
  readonly exceeded: boolean;
}

/**
 * Finds all claims reachable from an entity within `depth` steps, except claims that lead back to it. Breadth-first.
 *
 * @param depth 1 or more.
 * @param maxClaims limit for the whole search.
 */
export async function findChains(
  fromId: string,
  depth: number,
  expand: Expand,
  maxClaims: number,
): Promise<ChainSearchResult> {
  /** The best chain to each reached entity. */
  const best = new Map<string, Chain>([[fromId, { edges: [], cost: 0 }]]);
  const chains: Chain[] = [];
  let frontier: readonly string[] = [fromId];
  for (let distance = 1; distance <= depth && frontier.length > 0; distance += 1) {
    const edges = await expand(frontier, maxClaims - chains.length);
    if (chains.length + edges.length > maxClaims) return { chains: [], exceeded: true };
    const extended = edges.filter(({ to }) => to !== fromId).map((edge) => extendChain(best, edge));
    chains.push(...extended.sort(compareChains));
    const reached = extended.filter(({ edges }) => !best.has(lastEntityId(edges)));
    // Unlike the order of the result, ties in strength are decided by all claim ids here.
    for (const chain of reached.sort(compareByCost))
      if (!best.has(lastEntityId(chain.edges))) best.set(lastEntityId(chain.edges), chain);
    frontier = [...new Set(reached.map(({ edges }) => lastEntityId(edges)))].sort(compareText);
  }
  return { chains, exceeded: false };
}

function extendChain(best: ReadonlyMap<string, Chain>, edge: Edge): Chain {
  const edges = [...(best.get(edge.from)?.edges ?? []), edge];
  return { edges, cost: pathCost(edges) };
}

const lastEntityId = (edges: readonly Edge[]): string => (edges.at(-1) as Edge).to;

function compareChains(a: Chain, b: Chain): number {
  return a.cost - b.cost || compareText(lastClaimId(a), lastClaimId(b)) || compareClaimIds(a.edges, b.edges);
}

const lastClaimId = ({ edges }: Chain): string => (edges.at(-1) as Edge).claimId;

function compareByCost(a: Chain, b: Chain): number {
  return a.cost - b.cost || compareClaimIds(a.edges, b.edges);
}
