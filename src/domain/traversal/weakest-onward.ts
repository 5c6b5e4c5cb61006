import type { Link } from './link.js';
import { type Pause, STRIDE } from './pause.js';
import type { Ends } from './walks.js';

const NO_WAY = Number.POSITIVE_INFINITY;

/** The two best ways on from an entity, by different next entities: whoever came from the one can take the other. */
interface Ways {
  weakest: number;
  next: string | null;
  /** Of the best way by any other next entity. */
  otherwise: number;
}

/** The weakest link of the best walk of exactly so many steps from an entity to the end, which meets what is still to be met. */
export type WeakestOnward = (at: string, steps: number, met: number, cameFrom: string | undefined) => number;

/**
 * Bellman's recursion over the number of steps, backwards from the end, in walks that do not turn back at once: of an entity with
 * thousands of neighbours most are dead ends, which a bound that knows nothing of this would have to try one by one.
 */
export async function weakestOnward(
  { toId }: Ends,
  through: readonly string[],
  length: number,
  links: readonly Link[],
  pause: Pause,
): Promise<WeakestOnward> {
  const all = 2 ** through.length - 1;
  const bit = (id: string): number => (through.includes(id) ? 1 << through.indexOf(id) : 0);
  const key = (at: string, met: number): string => (through.length === 0 ? at : `${at} ${met}`);
  const bySteps: Map<string, Ways>[] = [
    new Map([[key(toId, all), { weakest: 0, next: null, otherwise: NO_WAY }]]),
  ];
  const onward: WeakestOnward = (at, steps, met, cameFrom) => {
    const ways = bySteps[steps]?.get(key(at, met));
    if (ways === undefined) return NO_WAY;
    return ways.next !== null && ways.next === cameFrom ? ways.otherwise : ways.weakest;
  };
  for (let steps = 1; steps <= length; steps += 1) {
    const found = new Map<string, Ways>();
    for (const [index, { from, to, standing }] of links.entries()) {
      if (index % STRIDE === 0) await pause();
      for (let met = 0; met <= all; met += 1) {
        const rest = onward(to, steps - 1, met | bit(to), from);
        if (rest < NO_WAY) offer(found, key(from, met), to, Math.max(standing, rest));
      }
    }
    bySteps.push(found);
  }
  return onward;
}

function offer(found: Map<string, Ways>, key: string, next: string, weakest: number): void {
  const ways = found.get(key);
  if (ways === undefined) found.set(key, { weakest, next, otherwise: NO_WAY });
  else if (next === ways.next) ways.weakest = Math.min(ways.weakest, weakest);
  else if (weakest < ways.weakest) {
    ways.otherwise = ways.weakest;
    ways.weakest = weakest;
    ways.next = next;
  } else ways.otherwise = Math.min(ways.otherwise, weakest);
}
