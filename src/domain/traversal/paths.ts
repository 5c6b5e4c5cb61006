import { compareText } from '../order.js';
import { type Expand, type Link, turned } from './link.js';
import { findInOrder } from './paths-in-order.js';

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

export interface FoundPaths {
  /** Each the links from the first entity to the last; shortest first, then by the weakest link, then by the claims' ids in their order. */
  readonly paths: readonly (readonly Link[])[];
  /** There may be more: the limit was reached, or the search became too large. */
  readonly truncated: boolean;
}

/** The most links that one search reads. */
export const MOST_LINKS = 100_000;

/** One end of the search: what was reached from it, and what was reached last. */
interface Ball {
  readonly expand: Expand;
  readonly reached: Set<string>;
  frontier: readonly string[];
  radius: number;
}

/**
 * Breadth-first from both ends, as a ball of half the length holds far fewer entities than one of the whole. When the radii add up to a
 * length, every path of that length lies within what was read: a link of it that the first ball did not expand is one that the other did.
 * `forward` follows links in the direction that is asked for, `backward` against it, both as links from the entity that they expand.
 */
export async function findPaths(
  request: PathRequest,
  forward: Expand,
  backward: Expand,
  mostLinks: number = MOST_LINKS,
): Promise<FoundPaths> {
  const { fromId, toId, maxLength, limit, through } = request;
  const avoid = new Set(request.avoid);
  /** Those that were read, by claim and the entity that they lead away from: a symmetric claim is read from both ends. */
  const links = new Map<string, Link>();
  const start = ballAt(fromId, forward);
  const end = ballAt(toId, backward);
  const paths: (readonly Link[])[] = [];
  let unread = false;
  for (let length = 1; length <= maxLength && paths.length <= limit; length += 1) {
    const ball = nextToGrow(start, end);
    const left = mostLinks - links.size;
    const found = ball.frontier.length === 0 ? [] : await ball.expand(ball.frontier, left);
    if (found.length > left) {
      unread = true;
      break;
    }
    const allowed = found.filter(({ to }) => !avoid.has(to));
    for (const link of allowed.map((one) => (ball === start ? one : turned(one))))
      links.set(`${link.claimId} ${link.from}`, link);
    // Nothing leads on from the other end, which would end the path there.
    grow(ball, allowed, ball === start ? toId : fromId);
    const more = findInOrder(
      { fromId, toId, through, length, limit: limit + 1 - paths.length },
      links.values(),
    );
    paths.push(...more.paths);
    if (more.exhausted) {
      unread = true;
      break;
    }
  }
  return { paths: paths.slice(0, limit), truncated: unread || paths.length > limit };
}

function ballAt(id: string, expand: Expand): Ball {
  return { expand, reached: new Set([id]), frontier: [id], radius: 0 };
}

/** The one with the smaller frontier; an end from which nothing leads on grows for nothing. */
function nextToGrow(start: Ball, end: Ball): Ball {
  return end.frontier.length < start.frontier.length ? end : start;
}

function grow(ball: Ball, found: readonly Link[], other: string): void {
  const next = new Set(found.map(({ to }) => to).filter((id) => !ball.reached.has(id)));
  for (const id of next) ball.reached.add(id);
  next.delete(other);
  ball.frontier = [...next].sort(compareText);
  ball.radius += 1;
}
