/** Median times of two sides, in milliseconds. */
export interface Times {
  readonly port: number;
  readonly bare: number;
}

/** Runs both by turns, so that a busy moment of the machine hits both, and each goes first as often as the other. */
export async function sideBySide(
  port: () => Promise<unknown>,
  bare: () => Promise<unknown>,
  runs: number,
): Promise<Times> {
  const times = { port: [] as number[], bare: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    const sides = [
      { work: port, into: times.port },
      { work: bare, into: times.bare },
    ];
    for (const { work, into } of run % 2 === 0 ? sides : sides.reverse()) into.push(await timed(work));
  }
  return { port: median(times.port), bare: median(times.bare) };
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
