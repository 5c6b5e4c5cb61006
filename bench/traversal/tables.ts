import type { Spread } from './by-turns.js';
import type { Starts } from './starts.js';

interface Result {
  readonly name: string;
  readonly from: keyof Starts;
  readonly times: Readonly<Record<string, Spread>>;
  readonly hits?: Readonly<Record<string, number>>;
}

/** A column for each rival: the median, and what 95 of 100 calls stay under. Neo4j beside its rival as a ratio. */
export function table(results: readonly Result[]): string {
  const rivals = [...new Set(results.flatMap(({ times }) => Object.keys(times)))];
  const measured = rivals.includes('by hand') ? 'by hand' : '@neo4j/graphql';
  const lines = results.map(({ name, from, times, hits }) => {
    const [one, other] = [times.Neo4j, times[measured]];
    return [
      name,
      from,
      ...rivals.map((rival) => spread(times[rival])),
      one && other ? (one.p50 / other.p50).toFixed(2) : '',
      hits ? `${hits.Neo4j ?? ''} / ${hits[measured] ?? ''}` : '',
    ];
  });
  const heads = ['question', 'from', ...rivals, `Neo4j to ${measured}`, 'dbHits'];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map((_, at) => (at < 2 ? '---' : '--:'))), ...lines.map(line)].join('\n');
}

const spread = (times: Spread | undefined): string =>
  times === undefined ? '' : `${times.p50.toFixed(1)}, ${times.p95.toFixed(1)}`;
