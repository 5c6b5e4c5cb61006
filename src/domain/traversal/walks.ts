import { type Link, leadingFrom, turned } from './link.js';
import type { Pause } from './pause.js';

/** Where a walk begins and ends. */
export interface Ends {
  readonly fromId: string;
  readonly toId: string;
}

/** The links that a walk of at most this length can take; in no walk does a link lead back to its beginning, or on from its end. */
export async function linksOnWalks(
  { fromId, toId }: Ends,
  length: number,
  known: readonly Link[],
  pause: Pause,
): Promise<Link[]> {
  const links = known.filter(({ from, to }) => to !== fromId && from !== toId);
  await pause();
  const before = await distances(fromId, links, pause);
  await pause();
  const after = await distances(toId, links.map(turned), pause);
  await pause();
  const beyond = Number.POSITIVE_INFINITY;
  return links.filter(
    ({ from, to }) => (before.get(from) ?? beyond) + 1 + (after.get(to) ?? beyond) <= length,
  );
}

async function distances(
  start: string,
  links: readonly Link[],
  pause: Pause,
): Promise<ReadonlyMap<string, number>> {
  const leading = leadingFrom(links);
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
