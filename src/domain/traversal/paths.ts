import { compareText } from '../order.js';
import { bestFirstSearch } from './best-first-search.js';
import { type Edge, type Expand, reverseEdge } from './edge.js';
import type { Pause } from './pause.js';

/** A search for simple paths, which visit no entity twice. */
export interface PathRequest {
  readonly fromId: string;
  readonly toId: string;
  /** The maximum number of edges, 1 to 8. */
  readonly maxLength: number;
  /** The maximum number of paths. */
  readonly limit: number;
  /** Entities that no path may visit. */
  readonly avoid: readonly string[];
  /** Entities that each path must visit, in any order. */
  readonly through: readonly string[];
}

interface PathSearchResult {
  /** The edges of each path, from first to last entity. Shortest first, then by weakest link, then by claim ids. */
  readonly paths: readonly (readonly Edge[])[];
  /** True if more paths may exist, because the limit was reached or the search became too large. */
  readonly truncated: boolean;
}

/** The maximum number of edges that one search reads. */
const MAX_EDGES = 100_000;

/** Reads edges in the direction that the query asks for. */
export interface PathEdgeReads {
  readonly forward: Expand;
  /** Reads against the direction: the edges that lead to these entities, reversed. */
  readonly backward: Expand;
  /** Reads the edges from one of the first entities to one of the second. Bounded like `Expand`. */
  readonly between: (
    from: readonly string[],
    to: readonly string[],
    limit: number,
  ) => Promise<readonly Edge[]>;
}

/** One end of a bidirectional search. */
interface SearchFront {
  readonly reached: Set<string>;
  /** The entities that were reached last and are not expanded yet. */
  frontier: readonly string[];
  readonly expanded: Set<string>;
}

/**
 * Finds simple paths between two entities, shortest first.
 *
 * Bidirectional breadth-first search: two searches of half the depth reach far fewer entities than one of the full depth. All
 * edges of a path but one belong to expanded entities. The remaining edge connects the two frontiers, and only such edges are
 * read there, instead of all edges of an entity with thousands of them.
 */
export async function findPaths(
  request: PathRequest,
  reads: PathEdgeReads,
  pause: Pause,
  maxEdges: number = MAX_EDGES,
): Promise<PathSearchResult> {
  const { fromId, toId, maxLength, limit, through } = request;
  const avoid = new Set(request.avoid);
  /** The edges of all expanded entities, each once. */
  const edges: Edge[] = [];
  const start = newFront(fromId);
  const end = newFront(toId);
  const expand = async (front: SearchFront) => {
    const capacity = maxEdges - edges.length;
    const found = await (front === start ? reads.forward : reads.backward)(front.frontier, capacity);
    if (found.length > capacity) return false;
    await pause();
    const opposite = front === start ? end : start;
    for (const edge of found)
      if (!avoid.has(edge.to) && !opposite.expanded.has(edge.to))
        edges.push(front === start ? edge : reverseEdge(edge));
    await pause();
    // A simple path does not continue past its own end.
    advanceFront(front, found, (id) => !avoid.has(id) && id !== (front === start ? toId : fromId));
    return true;
  };
  const paths: (readonly Edge[])[] = [];
  for (let length = 1; length <= maxLength; length += 1) {
    if (length > 1 && !(await expandSmallerFront(start, end, expand))) return { paths, truncated: true };
    const capacity = maxEdges - edges.length;
    const connecting = await readConnectingEdges(start, end, capacity, reads);
    if (connecting.length > capacity) return { paths, truncated: true };
    const search = { fromId, toId, through, length, limit: limit + 1 - paths.length };
    const more = await bestFirstSearch(search, [...edges, ...connecting], pause);
    paths.push(...more.paths);
    if (paths.length > limit || more.exhausted) return { paths: paths.slice(0, limit), truncated: true };
  }
  return { paths, truncated: false };
}

const newFront = (id: string): SearchFront => ({
  reached: new Set([id]),
  frontier: [id],
  expanded: new Set(),
});

/** Reads the edges from one frontier to the other. They are read again with all others when a frontier is expanded. */
async function readConnectingEdges(
  start: SearchFront,
  end: SearchFront,
  limit: number,
  { between }: PathEdgeReads,
): Promise<readonly Edge[]> {
  if (start.frontier.length === 0 || end.frontier.length === 0) return [];
  return between(start.frontier, end.frontier, limit);
}

/** Expands the smaller frontier, or the other if the smaller one has too many edges. Returns false if both have too many. */
async function expandSmallerFront(
  start: SearchFront,
  end: SearchFront,
  expand: (front: SearchFront) => Promise<boolean>,
): Promise<boolean> {
  const [first, second] = end.frontier.length < start.frontier.length ? [end, start] : [start, end];
  if (first.frontier.length === 0) return true;
  return (await expand(first)) || (await expand(second));
}

function advanceFront(
  front: SearchFront,
  found: readonly Edge[],
  canContinue: (id: string) => boolean,
): void {
  const reached = new Set(found.map(({ to }) => to).filter((id) => !front.reached.has(id)));
  for (const id of front.frontier) front.expanded.add(id);
  for (const id of reached) front.reached.add(id);
  front.frontier = [...reached].filter(canContinue).sort(compareText);
}
