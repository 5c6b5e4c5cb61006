import { buildAdjacency, type Edge, reverseEdge } from './edge.js';
import type { Pause } from './pause.js';

/** Where a walk begins and ends. */
export interface Endpoints {
  readonly fromId: string;
  readonly toId: string;
}

/** The links that a walk of at most this length can take; in no walk does a link lead back to its beginning, or on from its end. */
export async function pruneEdges(
  { fromId, toId }: Endpoints,
  length: number,
  candidates: readonly Edge[],
  pause: Pause,
): Promise<Edge[]> {
  const links = candidates.filter(({ from, to }) => to !== fromId && from !== toId);
  await pause();
  const before = await distancesFrom(fromId, links, pause);
  await pause();
  const after = await distancesFrom(toId, links.map(reverseEdge), pause);
  await pause();
  const beyond = Number.POSITIVE_INFINITY;
  return links.filter(
    ({ from, to }) => (before.get(from) ?? beyond) + 1 + (after.get(to) ?? beyond) <= length,
  );
}

async function distancesFrom(
  start: string,
  edges: readonly Edge[],
  pause: Pause,
): Promise<ReadonlyMap<string, number>> {
  const leading = buildAdjacency(edges);
  const found = new Map([[start, 0]]);
  for (let ring = [start], distance = 1; ring.length > 0; distance += 1) {
    await pause();
    const next: string[] = [];
    for (const near of ring)
      for (const { to } of leading.get(near) ?? [])
        if (!found.has(to)) {
          found.set(to, distance);
          next.push(to);
        }
    ring = next;
  }
  return found;
}
