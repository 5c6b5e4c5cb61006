import TinyQueue from 'tinyqueue';
import { compareText } from '../order.js';
import { type Link, leadingFrom } from './link.js';
import type { Pause } from './pause.js';
import { type Ends, linksOnWalks } from './walks.js';
import { weakestOnward } from './weakest-onward.js';

export interface OrderedSearch extends Ends {
  /** Of each path, exactly. */
  readonly length: number;
  readonly through: readonly string[];
  readonly limit: number;
}

export interface OrderedPaths {
  readonly paths: readonly (readonly Link[])[];
  /** The search was given up; what it found is right, and there may be more. */
  readonly exhausted: boolean;
}

/** The most beginnings of paths that are followed. */
const MOST_BEGINNINGS = 100_000;

/** The beginning of a path, and the weakest link that it can still come to the end with. */
interface Beginning {
  readonly links: readonly Link[];
  readonly at: string;
  /** Which of the entities to go through were met, as bits. */
  readonly met: number;
  readonly weakest: number;
}

/**
 * The first `limit` paths of this length, by their weakest link, then by the claims' ids in their order. Best-first: what a beginning can
 * still come to is known exactly but for paths that cross themselves, and never too pessimistic, so the first whole path that comes up is
 * the first in order (Hart, Nilsson and Raphael, "A Formal Basis for the Heuristic Determination of Minimum Cost Paths", 1968).
 */
export async function findInOrder(
  search: OrderedSearch,
  known: readonly Link[],
  pause: Pause,
): Promise<OrderedPaths> {
  const { fromId, toId, through, length, limit } = search;
  const links = await linksOnWalks(search, length, known, pause);
  const onward = await weakestOnward(search, through, length, links, pause);
  const leading = leadingFrom(links);
  const bit = (id: string): number => (through.includes(id) ? 1 << through.indexOf(id) : 0);

  const queue = new TinyQueue<Beginning>([], byWeakestThenClaims);
  const push = (beginning: Omit<Beginning, 'weakest'>, weakestSoFar: number) => {
    const { links, at, met } = beginning;
    const weakest = Math.max(weakestSoFar, onward(at, length - links.length, met, links.at(-1)?.from));
    if (weakest < Number.POSITIVE_INFINITY) queue.push({ ...beginning, weakest });
  };
  push({ links: [], at: fromId, met: 0 }, 0);

  const paths: (readonly Link[])[] = [];
  for (let followed = 0; paths.length < limit; followed += 1) {
    await pause();
    const beginning = queue.pop();
    if (beginning === undefined) return { paths, exhausted: false };
    if (followed === MOST_BEGINNINGS) return { paths, exhausted: true };
    if (beginning.links.length === length) {
      paths.push(beginning.links);
      continue;
    }
    const left = length - beginning.links.length;
    for (const link of leading.get(beginning.at) ?? []) {
      const { to } = link;
      if ((to === toId) !== (left === 1) || to === fromId || meets(beginning, to)) continue;
      const next = { links: [...beginning.links, link], at: to, met: beginning.met | bit(to) };
      push(next, Math.max(link.standing, weakestOf(beginning.links)));
    }
  }
  return { paths, exhausted: false };
}

export function weakestOf(links: readonly Link[]): number {
  return links.reduce((weakest, { standing }) => Math.max(weakest, standing), 0);
}

function meets({ links }: Beginning, id: string): boolean {
  return links.some(({ to }) => to === id);
}

/** A beginning comes before what it leads to, and all that it leads to before what comes after it. */
function byWeakestThenClaims(a: Beginning, b: Beginning): number {
  if (a.weakest !== b.weakest) return a.weakest - b.weakest;
  return compareClaims(a.links, b.links);
}

export function compareClaims(a: readonly Link[], b: readonly Link[]): number {
  const differs = a.findIndex((link, at) => link.claimId !== b[at]?.claimId);
  if (differs === -1) return a.length - b.length;
  const other = b[differs];
  return other === undefined ? 1 : compareText((a[differs] as Link).claimId, other.claimId);
}
