import { buildAdjacency, type Edge, reverseEdge } from './edge.js';
import type { Pause } from './pause.js';

/** The first and the last entity of a path. */
export interface Endpoints {
  readonly fromId: string;
  readonly toId: string;
}

/** Keeps the edges that lie on a walk of at most `length` edges which neither returns to its start nor continues past its end. */
export async function pruneEdges(
  { fromId, toId }: Endpoints,
  length: number,
  candidates: readonly Edge[],
  pause: Pause,
): Promise<Edge[]> {
  const edges = candidates.filter(({ from, to }) => to !== fromId && from !== toId);
  await pause();
  const fromStart = await distancesFrom(fromId, edges, pause);
  await pause();
  const toEnd = await distancesFrom(toId, edges.map(reverseEdge), pause);
  await pause();
  const unreachable = Number.POSITIVE_INFINITY;
  return edges.filter(
    ({ from, to }) => (fromStart.get(from) ?? unreachable) + 1 + (toEnd.get(to) ?? unreachable) <= length,
  );
}

async function distancesFrom(
  start: string,
  edges: readonly Edge[],
  pause: Pause,
): Promise<ReadonlyMap<string, number>> {
  const adjacency = buildAdjacency(edges);
  const distances = new Map([[start, 0]]);
  for (let frontier = [start], distance = 1; frontier.length > 0; distance += 1) {
    await pause();
    const next: string[] = [];
    for (const id of frontier)
      for (const { to } of adjacency.get(id) ?? [])
        if (!distances.has(to)) {
          distances.set(to, distance);
          next.push(to);
        }
    frontier = next;
  }
  return distances;
}
