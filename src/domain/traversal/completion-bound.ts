import type { Edge } from './edge.js';
import { PAUSE_INTERVAL, type Pause } from './pause.js';
import type { Endpoints } from './prune-edges.js';

const UNREACHABLE = Number.POSITIVE_INFINITY;

/** The costs of the two best continuations from an entity, by different next entities. A path never turns back to the entity that it came from. */
interface BestContinuations {
  best: number;
  /** The next entity of the best continuation. */
  next: string | null;
  /** The best cost by any other next entity. */
  alternative: number;
}

/**
 * The lowest cost (see `Edge.cost`) of a walk of exactly `steps` edges from an entity to the end that visits the missing
 * `through` entities; Infinity if there is none. `visitedMask`: the `through` entities visited so far, as bits.
 */
type CompletionBound = (
  entityId: string,
  steps: number,
  visitedMask: number,
  cameFrom: string | undefined,
) => number;

/** The bit of an entity in a `visitedMask`; 0 for entities that are not in `through`. */
export const throughBit = (through: readonly string[], id: string): number =>
  through.includes(id) ? 1 << through.indexOf(id) : 0;

/**
 * Computes the bound for up to `length` steps, backwards from the end: Bellman's recursion over the number of steps
 * (R. Bellman, "On a Routing Problem", 1958), with the maximum instead of the sum of the costs.
 *
 * Walks that turn back at once are excluded. Around an entity with thousands of neighbours most edges are dead ends, and a
 * bound that allows turning back would not rule them out.
 */
export async function computeCompletionBound(
  { toId }: Endpoints,
  through: readonly string[],
  length: number,
  edges: readonly Edge[],
  pause: Pause,
): Promise<CompletionBound> {
  const allVisited = 2 ** through.length - 1;
  const stateKey = (entityId: string, visitedMask: number): string =>
    through.length === 0 ? entityId : `${entityId} ${visitedMask}`;
  const bySteps: Map<string, BestContinuations>[] = [
    new Map([[stateKey(toId, allVisited), { best: 0, next: null, alternative: UNREACHABLE }]]),
  ];
  const completionBound: CompletionBound = (entityId, steps, visitedMask, cameFrom) => {
    const found = bySteps[steps]?.get(stateKey(entityId, visitedMask));
    if (found === undefined) return UNREACHABLE;
    return found.next !== null && found.next === cameFrom ? found.alternative : found.best;
  };
  for (let steps = 1; steps <= length; steps += 1) {
    const continuations = new Map<string, BestContinuations>();
    for (const [index, { from, to, cost }] of edges.entries()) {
      if (index % PAUSE_INTERVAL === 0) await pause();
      for (let mask = 0; mask <= allVisited; mask += 1) {
        const rest = completionBound(to, steps - 1, mask | throughBit(through, to), from);
        if (rest < UNREACHABLE)
          recordContinuation(continuations, stateKey(from, mask), to, Math.max(cost, rest));
      }
    }
    bySteps.push(continuations);
  }
  return completionBound;
}

function recordContinuation(
  continuations: Map<string, BestContinuations>,
  key: string,
  next: string,
  cost: number,
): void {
  const known = continuations.get(key);
  if (known === undefined) continuations.set(key, { best: cost, next, alternative: UNREACHABLE });
  else if (next === known.next) known.best = Math.min(known.best, cost);
  else if (cost < known.best) {
    known.alternative = known.best;
    known.best = cost;
    known.next = next;
  } else known.alternative = Math.min(known.alternative, cost);
}
