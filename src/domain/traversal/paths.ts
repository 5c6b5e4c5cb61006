import { compareText } from '../order.js';
import { bestFirstSearch } from './best-first-search.js';
import { type Edge, type Expand, reverseEdge } from './edge.js';
import type { Pause } from './pause.js';

/** What is asked: simple paths, which meet no entity twice, from one entity to another one. */
export interface PathRequest {
  readonly fromId: string;
  readonly toId: string;
  /** 1 to 8. */
  readonly maxLength: number;
  readonly limit: number;
  /** Entities that no path may meet. */
  readonly avoid: readonly string[];
  /** Entities that each path must meet, in any order. */
  readonly through: readonly string[];
}

interface PathSearchResult {
  /** Each the links from the first entity to the last; shortest first, then by the weakest link, then by the claims' ids in their order. */
  readonly paths: readonly (readonly Edge[])[];
  /** There may be more: the limit was reached, or the search became too large. */
  readonly truncated: boolean;
}

/** The most links that one search reads. */
const MAX_EDGES = 100_000;

/** How links are read, in the direction that is asked for. */
export interface PathEdgeReads {
  readonly forward: Expand;
  /** Against the direction: the links that lead to these entities, each from the entity that it leads to. */
  readonly backward: Expand;
  /** The links that lead from one of the first entities to one of the second; bounded as `Expand`. */
  readonly between: (
    from: readonly string[],
    to: readonly string[],
    most: number,
  ) => Promise<readonly Edge[]>;
}

/** One end of the search: what was reached from it, and what was reached last and is not expanded yet. */
interface SearchFront {
  readonly reached: Set<string>;
  frontier: readonly string[];
  readonly expanded: Set<string>;
}

/**
 * Breadth-first from both ends, as a ball of half the length holds far fewer entities than one of the whole. A path whose length is the two
 * radii and one more takes, but for one link, what the balls have expanded; that link leads from the one frontier to the other, and only such
 * are read: of the links of an entity with thousands of them, few.
 */
export async function findPaths(
  request: PathRequest,
  reads: PathEdgeReads,
  pause: Pause,
  maxEdges: number = MAX_EDGES,
): Promise<PathSearchResult> {
  const { fromId, toId, maxLength, limit, through } = request;
  const avoid = new Set(request.avoid);
  /** Of all entities that are expanded, each once. */
  const links: Edge[] = [];
  const start = newFront(fromId);
  const end = newFront(toId);
  const expand = async (ball: SearchFront) => {
    const left = maxEdges - links.length;
    const found = await (ball === start ? reads.forward : reads.backward)(ball.frontier, left);
    if (found.length > left) return false;
    await pause();
    const other = ball === start ? end : start;
    for (const link of found)
      if (!avoid.has(link.to) && !other.expanded.has(link.to))
        links.push(ball === start ? link : reverseEdge(link));
    await pause();
    // No path leads on through its own end.
    advanceFront(ball, found, (id) => !avoid.has(id) && id !== (ball === start ? toId : fromId));
    return true;
  };
  const paths: (readonly Edge[])[] = [];
  for (let length = 1; length <= maxLength; length += 1) {
    if (length > 1 && !(await expandSmallerFront(start, end, expand))) return { paths, truncated: true };
    const left = maxEdges - links.length;
    const meeting = await readMeetingEdges(start, end, left, reads);
    if (meeting.length > left) return { paths, truncated: true };
    const search = { fromId, toId, through, length, limit: limit + 1 - paths.length };
    const more = await bestFirstSearch(search, [...links, ...meeting], pause);
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

/** The links from the one frontier to the other. They are read anew with all others when the one or the other is expanded. */
async function readMeetingEdges(
  start: SearchFront,
  end: SearchFront,
  limit: number,
  { between }: PathEdgeReads,
): Promise<readonly Edge[]> {
  if (start.frontier.length === 0 || end.frontier.length === 0) return [];
  return between(start.frontier, end.frontier, limit);
}

/** The smaller frontier, else the other one; false where neither can be read whole. An end from which nothing leads on grows for nothing. */
async function expandSmallerFront(
  start: SearchFront,
  end: SearchFront,
  expand: (ball: SearchFront) => Promise<boolean>,
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
  const next = new Set(found.map(({ to }) => to).filter((id) => !front.reached.has(id)));
  for (const id of front.frontier) front.expanded.add(id);
  for (const id of next) front.reached.add(id);
  front.frontier = [...next].filter(canContinue).sort(compareText);
}
