import TinyQueue from 'tinyqueue';
import { computeCompletionBound, throughBit } from './completion-bound.js';
import { buildAdjacency, compareClaimIds, type Edge, pathCost } from './edge.js';
import type { Pause } from './pause.js';
import { type Endpoints, pruneEdges } from './prune-edges.js';

interface BestFirstRequest extends Endpoints {
  /** The exact number of edges of each path. */
  readonly length: number;
  /** Entities that each path must visit, in any order. */
  readonly through: readonly string[];
  readonly limit: number;
}

interface BestFirstResult {
  readonly paths: readonly (readonly Edge[])[];
  /** True if the search stopped at `MAX_PARTIAL_PATHS`. The paths found are correct, but more may exist. */
  readonly exhausted: boolean;
}

/** The maximum number of partial paths that a search extends. */
const MAX_PARTIAL_PATHS = 100_000;

interface PartialPath {
  readonly edges: readonly Edge[];
  /** Where the partial path ends. */
  readonly entityId: string;
  /** The `through` entities visited so far, as bits. */
  readonly visitedMask: number;
  /** A lower bound of the cost of every complete path that starts like this. */
  readonly bound: number;
}

/**
 * Finds the first `limit` simple paths of an exact length, ordered by their weakest link, then by claim ids.
 *
 * A* search (Hart, Nilsson and Raphael, "A Formal Basis for the Heuristic Determination of Minimum Cost Paths", 1968). The
 * bound of a partial path is exact except for paths that cross themselves, and never too high, so the first complete path
 * taken from the queue is the best one.
 */
export async function bestFirstSearch(
  request: BestFirstRequest,
  candidates: readonly Edge[],
  pause: Pause,
): Promise<BestFirstResult> {
  const { fromId, toId, through, length, limit } = request;
  const edges = await pruneEdges(request, length, candidates, pause);
  const completionBound = await computeCompletionBound(request, through, length, edges, pause);
  const adjacency = buildAdjacency(edges);

  const queue = new TinyQueue<PartialPath>([], compareByBound);
  const push = (partial: Omit<PartialPath, 'bound'>, costSoFar: number) => {
    const stepsLeft = length - partial.edges.length;
    const { entityId, visitedMask } = partial;
    const bound = Math.max(
      costSoFar,
      completionBound(entityId, stepsLeft, visitedMask, partial.edges.at(-1)?.from),
    );
    if (bound < Number.POSITIVE_INFINITY) queue.push({ ...partial, bound });
  };
  push({ edges: [], entityId: fromId, visitedMask: 0 }, 0);

  const paths: (readonly Edge[])[] = [];
  for (let extended = 0; paths.length < limit; extended += 1) {
    await pause();
    const partial = queue.pop();
    if (partial === undefined) return { paths, exhausted: false };
    if (extended === MAX_PARTIAL_PATHS) return { paths, exhausted: true };
    if (partial.edges.length === length) {
      paths.push(partial.edges);
      continue;
    }
    const isLastStep = length - partial.edges.length === 1;
    for (const edge of adjacency.get(partial.entityId) ?? []) {
      const { to } = edge;
      if ((to === toId) !== isLastStep || to === fromId || visits(partial, to)) continue;
      const next = {
        edges: [...partial.edges, edge],
        entityId: to,
        visitedMask: partial.visitedMask | throughBit(through, to),
      };
      push(next, Math.max(edge.cost, pathCost(partial.edges)));
    }
  }
  return { paths, exhausted: false };
}

function visits({ edges }: PartialPath, id: string): boolean {
  return edges.some(({ to }) => to === id);
}

/** At equal bounds a partial path comes before its extensions, and these come before the next partial path by claim ids. */
function compareByBound(a: PartialPath, b: PartialPath): number {
  if (a.bound !== b.bound) return a.bound - b.bound;
  return compareClaimIds(a.edges, b.edges);
}
