import { compareText } from '../order.js';
import { compareClaimIds, type Edge, type Expand, pathCost } from './edge.js';

/** A claim that a chain of claims leads to. */
interface Chain {
  /** From the first entity to the far end of the claim, which is the last of them; as short as can be, and then as strong. */
  readonly edges: readonly Edge[];
  /** Of its weakest link, see `standingKey`. */
  readonly cost: number;
}

interface ChainSearchResult {
  /**
   * One for each claim that was reached, and each end that it was reached from: nearest first, then by the weakest link, then by the
   * claim's id, then by those before it.
   */
  readonly chains: readonly Chain[];
  /** More claims than `most` lie within the depth. */
  readonly exceeded: boolean;
}

/** All claims that lead on from an entity within so many steps, but for those that lead back to it. */
export async function findChains(
  fromId: string,
  depth: number,
  expand: Expand,
  maxClaims: number,
): Promise<ChainSearchResult> {
  /** The best chain to each entity that was reached. */
  const best = new Map<string, Chain>([[fromId, { edges: [], cost: 0 }]]);
  const chains: Chain[] = [];
  let ring: readonly string[] = [fromId];
  for (let distance = 1; distance <= depth && ring.length > 0; distance += 1) {
    const links = await expand(ring, maxClaims - chains.length);
    if (chains.length + links.length > maxClaims) return { chains: [], exceeded: true };
    const onward = links.filter(({ to }) => to !== fromId).map((link) => extendChain(best, link));
    chains.push(...onward.sort(compareChains));
    const reached = onward.filter(({ edges }) => !best.has(lastEntityId(edges)));
    // The first in order is the best, but for equals in strength: those go by all their claims.
    for (const chain of reached.sort(compareByCost))
      if (!best.has(lastEntityId(chain.edges))) best.set(lastEntityId(chain.edges), chain);
    ring = [...new Set(reached.map(({ edges }) => lastEntityId(edges)))].sort(compareText);
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
