import type { Percentiles } from './measure-interleaved.js';
import type { Starts } from './starts.js';

interface Result {
  readonly name: string;
  readonly from: keyof Starts;
  readonly times: Readonly<Record<string, Percentiles>>;
  readonly dbHits?: Readonly<Record<string, number>>;
}

/** One column per candidate with the median and the 95th percentile, then the ratio of Neo4j to `reference`. */
export function formatTable(results: readonly Result[], reference: string): string {
  const candidates = [...new Set(results.flatMap(({ times }) => Object.keys(times)))];
  const columns: Readonly<Record<string, (result: Result) => string>> = {
    question: ({ name }) => name,
    from: ({ from }) => from,
    ...Object.fromEntries(
      candidates.map((name) => [name, ({ times }: Result) => formatPercentiles(times[name])]),
    ),
    ...(candidates.includes(reference) && {
      [`Neo4j to ${reference}`]: ({ times }) => formatRatio(times.Neo4j, times[reference]),
    }),
    ...(results.some(({ dbHits }) => dbHits?.Neo4j) && {
      'dbHits of Neo4j': ({ dbHits }) => String(dbHits?.Neo4j ?? ''),
      [`dbHits ${reference}`]: ({ dbHits }) => String(dbHits?.[reference] ?? ''),
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
