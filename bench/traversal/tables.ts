import type { Percentiles } from './measure-interleaved.js';
import type { Starts } from './starts.js';

interface Result {
  readonly name: string;
  readonly from: keyof Starts;
  readonly times: Readonly<Record<string, Percentiles>>;
  readonly hits?: Readonly<Record<string, number>>;
}

/** A column for each that was asked: the median, and what 95 of 100 calls stay under; then Neo4j beside a rival. */
export function formatTable(results: readonly Result[], rival: string): string {
  const asked = [...new Set(results.flatMap(({ times }) => Object.keys(times)))];
  const columns: Readonly<Record<string, (result: Result) => string>> = {
    question: ({ name }) => name,
    from: ({ from }) => from,
    ...Object.fromEntries(asked.map((name) => [name, ({ times }: Result) => formatPercentiles(times[name])])),
    ...(asked.includes(rival) && {
      [`Neo4j to ${rival}`]: ({ times }) => formatRatio(times.Neo4j, times[rival]),
    }),
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

const formatPercentiles = (times: Percentiles | undefined): string =>
  times === undefined ? '' : `${times.p50.toFixed(1)}, ${times.p95.toFixed(1)}`;

const formatRatio = (one: Percentiles | undefined, other: Percentiles | undefined): string =>
  one === undefined || other === undefined ? '' : (one.p50 / other.p50).toFixed(2);
