import TinyQueue from 'tinyqueue';
import { computeCompletionBound } from './completion-bound.js';
import { buildAdjacency, compareClaimIds, type Edge, pathCost } from './edge.js';
import type { Pause } from './pause.js';
import { type Endpoints, pruneEdges } from './prune-edges.js';

interface BestFirstRequest extends Endpoints {
  /** Of each path, exactly. */
  readonly length: number;
  readonly through: readonly string[];
  readonly limit: number;
}

interface BestFirstResult {
  readonly paths: readonly (readonly Edge[])[];
  /** The search was given up; what it found is right, and there may be more. */
  readonly exhausted: boolean;
}

/** The most beginnings of paths that are followed. */
const MAX_PARTIAL_PATHS = 100_000;

/** The beginning of a path, and the weakest link that it can still come to the end with. */
interface PartialPath {
  readonly edges: readonly Edge[];
  readonly entityId: string;
  /** Which of the entities to go through were met, as bits. */
  readonly visitedMask: number;
  readonly bound: number;
}

/**
 * The first `limit` paths of this length, by their weakest link, then by the claims' ids in their order. Best-first: what a beginning can
 * still come to is known exactly but for paths that cross themselves, and never too pessimistic, so the first whole path that comes up is
 * the first in order (Hart, Nilsson and Raphael, "A Formal Basis for the Heuristic Determination of Minimum Cost Paths", 1968).
 */
export async function bestFirstSearch(
  search: BestFirstRequest,
  candidates: readonly Edge[],
  pause: Pause,
): Promise<BestFirstResult> {
  const { fromId, toId, through, length, limit } = search;
  const links = await pruneEdges(search, length, candidates, pause);
  const onward = await computeCompletionBound(search, through, length, links, pause);
  const leading = buildAdjacency(links);
  const bit = (id: string): number => (through.includes(id) ? 1 << through.indexOf(id) : 0);

  const queue = new TinyQueue<PartialPath>([], compareByBound);
  const push = (beginning: Omit<PartialPath, 'bound'>, weakestSoFar: number) => {
    const { edges, entityId, visitedMask } = beginning;
    const bound = Math.max(
      weakestSoFar,
      onward(entityId, length - edges.length, visitedMask, edges.at(-1)?.from),
    );
    if (bound < Number.POSITIVE_INFINITY) queue.push({ ...beginning, bound });
  };
  push({ edges: [], entityId: fromId, visitedMask: 0 }, 0);

  const paths: (readonly Edge[])[] = [];
  for (let followed = 0; paths.length < limit; followed += 1) {
    await pause();
    const beginning = queue.pop();
    if (beginning === undefined) return { paths, exhausted: false };
    if (followed === MAX_PARTIAL_PATHS) return { paths, exhausted: true };
    if (beginning.edges.length === length) {
      paths.push(beginning.edges);
      continue;
    }
    const left = length - beginning.edges.length;
    for (const link of leading.get(beginning.entityId) ?? []) {
      const { to } = link;
      if ((to === toId) !== (left === 1) || to === fromId || visits(beginning, to)) continue;
      const next = {
        edges: [...beginning.edges, link],
        entityId: to,
        visitedMask: beginning.visitedMask | bit(to),
      };
      push(next, Math.max(link.cost, pathCost(beginning.edges)));
    }
  }
  return { paths, exhausted: false };
}

function visits({ edges }: PartialPath, id: string): boolean {
  return edges.some(({ to }) => to === id);
}

/** A beginning comes before what it leads to, and all that it leads to before what comes after it. */
function compareByBound(a: PartialPath, b: PartialPath): number {
  if (a.bound !== b.bound) return a.bound - b.bound;
  return compareClaimIds(a.edges, b.edges);
}
