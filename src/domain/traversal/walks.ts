import { type Link, leadingFrom, turned } from './link.js';

/** Where a walk begins and ends. */
export interface Ends {
  readonly fromId: string;
  readonly toId: string;
}

/** The links that a walk of at most this length can take; in no walk does a link lead back to its beginning, or on from its end. */
export function linksOnWalks({ fromId, toId }: Ends, length: number, known: readonly Link[]): Link[] {
  const links = known.filter(({ from, to }) => to !== fromId && from !== toId);
  const before = distances(fromId, links);
  const after = distances(toId, links.map(turned));
  const beyond = Number.POSITIVE_INFINITY;
  return links.filter(
    ({ from, to }) => (before.get(from) ?? beyond) + 1 + (after.get(to) ?? beyond) <= length,
  );
}

function distances(start: string, links: readonly Link[]): ReadonlyMap<string, number> {
  const leading = leadingFrom(links);
  const found = new Map([[start, 0]]);
  for (let ring = [start], distance = 1; ring.length > 0; distance += 1) {
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
