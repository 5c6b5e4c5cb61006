import { compareText } from '../order.js';
import type { Expand, Link } from './link.js';
import { compareClaims, weakestOf } from './paths-in-order.js';

/** A claim that a chain of claims leads to. */
export interface Chain {
  /** From the first entity to the far end of the claim, which is the last of them; as short as can be, and then as strong. */
  readonly links: readonly Link[];
  /** Of its weakest link, see `standingKey`. */
  readonly weakest: number;
}

export interface FoundChains {
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
  most: number,
): Promise<FoundChains> {
  /** The best chain to each entity that was reached. */
  const best = new Map<string, Chain>([[fromId, { links: [], weakest: 0 }]]);
  const chains: Chain[] = [];
  let ring: readonly string[] = [fromId];
  for (let distance = 1; distance <= depth && ring.length > 0; distance += 1) {
    const links = await expand(ring, most - chains.length);
    if (chains.length + links.length > most) return { chains: [], exceeded: true };
    const onward = links.filter(({ to }) => to !== fromId).map((link) => extended(best, link));
    chains.push(...onward.sort(inOrder));
    const reached = onward.filter(({ links }) => !best.has(endOf(links)));
    // The first in order is the best, but for equals in strength: those go by all their claims.
    for (const chain of reached.sort(byStrengthThenClaims))
      if (!best.has(endOf(chain.links))) best.set(endOf(chain.links), chain);
    ring = [...new Set(reached.map(({ links }) => endOf(links)))].sort(compareText);
  }
  return { chains, exceeded: false };
}

function extended(best: ReadonlyMap<string, Chain>, link: Link): Chain {
  const links = [...(best.get(link.from)?.links ?? []), link];
  return { links, weakest: weakestOf(links) };
}

const endOf = (links: readonly Link[]): string => (links.at(-1) as Link).to;

function inOrder(a: Chain, b: Chain): number {
  return a.weakest - b.weakest || compareText(lastClaim(a), lastClaim(b)) || compareClaims(a.links, b.links);
}

const lastClaim = ({ links }: Chain): string => (links.at(-1) as Link).claimId;

function byStrengthThenClaims(a: Chain, b: Chain): number {
  return a.weakest - b.weakest || compareClaims(a.links, b.links);
}
