/** Median times of both sides, in milliseconds. */
export interface Times {
  readonly port: number;
  readonly baseline: number;
}

/** Runs both alternately, so that load on the machine affects both equally. Each runs first in every second round. */
export async function measurePair(
  port: () => Promise<unknown>,
  baseline: () => Promise<unknown>,
  runs: number,
): Promise<Times> {
  const times = { port: [] as number[], bare: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    const sides = [
      { work: port, into: times.port },
      { work: baseline, into: times.bare },
    ];
    for (const { work, into } of run % 2 === 0 ? sides : sides.reverse()) into.push(await timeMs(work));
  }
  return { port: median(times.port), baseline: median(times.bare) };
}

export async function timeMs(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
