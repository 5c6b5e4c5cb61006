import type { Edge } from './edge.js';
import { PAUSE_INTERVAL, type Pause } from './pause.js';
import type { Endpoints } from './prune-edges.js';

const UNREACHABLE = Number.POSITIVE_INFINITY;

/** The two best ways on from an entity, by different next entities: whoever came from the one can take the other. */
interface BestContinuations {
  best: number;
  next: string | null;
  /** Of the best way by any other next entity. */
  alternative: number;
}

/** The weakest link of the best walk of exactly so many steps from an entity to the end, which meets what is still to be met. */
type CompletionBound = (at: string, steps: number, met: number, cameFrom: string | undefined) => number;

/**
 * Bellman's recursion over the number of steps, backwards from the end, in walks that do not turn back at once: of an entity with
 * thousands of neighbours most are dead ends, which a bound that knows nothing of this would have to try one by one.
 */
export async function computeCompletionBound(
  { toId }: Endpoints,
  through: readonly string[],
  length: number,
  edges: readonly Edge[],
  pause: Pause,
): Promise<CompletionBound> {
  const all = 2 ** through.length - 1;
  const bit = (id: string): number => (through.includes(id) ? 1 << through.indexOf(id) : 0);
  const key = (at: string, met: number): string => (through.length === 0 ? at : `${at} ${met}`);
  const bySteps: Map<string, BestContinuations>[] = [
    new Map([[key(toId, all), { best: 0, next: null, alternative: UNREACHABLE }]]),
  ];
  const onward: CompletionBound = (at, steps, met, cameFrom) => {
    const ways = bySteps[steps]?.get(key(at, met));
    if (ways === undefined) return UNREACHABLE;
    return ways.next !== null && ways.next === cameFrom ? ways.alternative : ways.best;
  };
  for (let steps = 1; steps <= length; steps += 1) {
    const found = new Map<string, BestContinuations>();
    for (const [index, { from, to, cost }] of edges.entries()) {
      if (index % PAUSE_INTERVAL === 0) await pause();
      for (let met = 0; met <= all; met += 1) {
        const rest = onward(to, steps - 1, met | bit(to), from);
        if (rest < UNREACHABLE) recordContinuation(found, key(from, met), to, Math.max(cost, rest));
      }
    }
    bySteps.push(found);
  }
  return onward;
}

function recordContinuation(
  found: Map<string, BestContinuations>,
  key: string,
  next: string,
  best: number,
): void {
  const ways = found.get(key);
  if (ways === undefined) found.set(key, { best, next, alternative: UNREACHABLE });
  else if (next === ways.next) ways.best = Math.min(ways.best, best);
  else if (best < ways.best) {
    ways.alternative = ways.best;
    ways.best = best;
    ways.next = next;
  } else ways.alternative = Math.min(ways.alternative, best);
}
