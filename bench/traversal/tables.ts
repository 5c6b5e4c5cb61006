import type { Spread } from './by-turns.js';
import type { Starts } from './starts.js';

interface Result {
  readonly name: string;
  readonly from: keyof Starts;
  readonly times: Readonly<Record<string, Spread>>;
  readonly hits?: Readonly<Record<string, number>>;
}

/** A column for each that was asked: the median, and what 95 of 100 calls stay under; then Neo4j beside a rival. */
export function table(results: readonly Result[], rival: string): string {
  const asked = [...new Set(results.flatMap(({ times }) => Object.keys(times)))];
  const columns: Readonly<Record<string, (result: Result) => string>> = {
    question: ({ name }) => name,
    from: ({ from }) => from,
    ...Object.fromEntries(asked.map((name) => [name, ({ times }: Result) => spread(times[name])])),
    ...(asked.includes(rival) && { [`Neo4j to ${rival}`]: ({ times }) => ratio(times.Neo4j, times[rival]) }),
    ...(results.some(({ hits }) => hits?.Neo4j) && {
      'dbHits of Neo4j': ({ hits }) => String(hits?.Neo4j ?? ''),
      [`dbHits ${rival}`]: ({ hits }) => String(hits?.[rival] ?? ''),
    }),
  };
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const heads = Object.keys(columns);
  return [
    line(heads),
    line(heads.map((_, at) => (at < 2 ? '---' : '--:'))),
    ...results.map((result) => line(Object.values(columns).map((cell) => cell(result)))),
  ].join('\n');
}

const spread = (times: Spread | undefined): string =>
  times === undefined ? '' : `${times.p50.toFixed(1)}, ${times.p95.toFixed(1)}`;

const ratio = (one: Spread | undefined, other: Spread | undefined): string =>
  one === undefined || other === undefined ? '' : (one.p50 / other.p50).toFixed(2);
