import { timeMs } from '../measure.js';

/** Times of the calls of one candidate, in milliseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
}

/** Calls before the measurement, to warm up compilers and caches: at most so many, for at most so many seconds. */
const WARM_UP = { calls: 50, seconds: 10 };

/** Calls all candidates alternately for each start, so that load on the machine affects all equally. Each runs first equally often. */
export async function measureInterleaved<S>(
  candidates: Readonly<Record<string, (start: S) => Promise<unknown>>>,
  starts: readonly S[],
): Promise<Readonly<Record<string, Percentiles>>> {
  const names = Object.keys(candidates);
  const cold = performance.now() + WARM_UP.seconds * 1000;
  for (const start of starts.slice(0, WARM_UP.calls))
    for (const ask of Object.values(candidates)) if (performance.now() < cold) await ask(start);
  const times = new Map<string, number[]>(names.map((name) => [name, []]));
  for (const [turn, start] of starts.entries())
    for (const at of names.keys()) {
      const name = names[(turn + at) % names.length] as string;
      times.get(name)?.push(await timeMs(() => candidates[name]?.(start) as Promise<unknown>));
    }
  return Object.fromEntries([...times].map(([name, taken]) => [name, percentiles(taken)]));
}

function percentiles(taken: readonly number[]): Percentiles {
  const sorted = taken.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}
