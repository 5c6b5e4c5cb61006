import { median } from '../measure.js';
import type { Load } from './clients.js';
import type { Memory } from './services.js';

/** The rounds of one service, for one question and number of clients. */
export interface Measured {
  readonly question: string;
  readonly clients: number;
  readonly name: string;
  readonly loads: readonly MeasuredLoad[];
}

/** A load, with the CPU time that it took: of the service, and of the Neo4j server. */
export interface MeasuredLoad extends Load {
  readonly serviceCpuMs: number;
  readonly neo4jCpuMs: number;
}

const rate = ({ answered, seconds }: Load): number => answered / seconds;

/** Ratios of the requests per second, round by round: the median, and the lowest and highest. */
function formatRatio(one: readonly MeasuredLoad[], other: readonly MeasuredLoad[] | undefined): string {
  if (other === undefined || one === other) return '';
  const ratios = one.map((load, round) => rate(load) / rate(other[round] as Load));
  const [lowest, highest] = [Math.min(...ratios), Math.max(...ratios)];
  return `${median(ratios).toFixed(2)} (${lowest.toFixed(2)} to ${highest.toFixed(2)})`;
}

/** CPU time per answer over all rounds, in ms: of the service, and of Neo4j if the service uses it. */
function formatCpu(loads: readonly MeasuredLoad[]): string {
  const answered = loads.reduce((sum, load) => sum + load.answered, 0);
  const perAnswer = (cpu: (load: MeasuredLoad) => number) =>
    (loads.reduce((sum, load) => sum + cpu(load), 0) / answered).toFixed(2);
  const service = perAnswer((load) => load.serviceCpuMs);
  return loads.some((load) => load.neo4jCpuMs > 0)
    ? `${service} + ${perAnswer((load) => load.neo4jCpuMs)}`
    : service;
}

/** A row for each question, number of clients and service, with ratios to `reference` and to the same store of another build. */
export function formatLoads(results: readonly Measured[], reference: string): string {
  const find = ({ question, clients }: Measured, name: string) =>
    results.find((one) => one.question === question && one.clients === clients && one.name === name)?.loads;
  const hasRow = (name: string) => results.some((one) => one.name === name);
  const columns: Readonly<Record<string, (row: Measured) => string>> = {
    question: ({ question }) => question,
    clients: ({ clients }) => String(clients),
    service: ({ name }) => name,
    'requests/s': ({ loads }) => median(loads.map(rate)).toFixed(0),
    'p50 ms': ({ loads }) => percentile(loads, 0.5).toFixed(1),
    'p99 ms': ({ loads }) => percentile(loads, 0.99).toFixed(1),
    'CPU ms per request': ({ loads }) => formatCpu(loads),
    failed: ({ loads }) => String(loads.reduce((sum, { failed }) => sum + failed, 0)),
    ...(hasRow(reference) && {
      [`to ${reference}`]: (row) => formatRatio(row.loads, find(row, reference)),
    }),
    ...(hasRow('other build on SQLite') && {
      'to other build': (row) =>
        formatRatio(row.loads, find(row, row.name.replace('ascribe', 'other build'))),
    }),
  };
  return table(
    Object.keys(columns),
    results.map((row) => Object.values(columns).map((cell) => cell(row))),
  );
}

interface MemoryRow {
  readonly name: string;
  readonly before: Memory | undefined;
  readonly after: Memory | undefined;
}

export function formatMemory(rows: readonly MemoryRow[]): string {
  const cell = (memory: Memory | undefined) => `${memory?.megabytes} in ${memory?.processes}`;
  return table(
    ['idle service', 'RSS in MB and processes after the start', 'after the measurement'],
    rows.map(({ name, before, after }) => [name, cell(before), cell(after)]),
  );
}

function percentile(loads: readonly Load[], share: number): number {
  const sorted = loads.flatMap(({ times }) => times).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const aligned = heads.map((head) =>
    ['question', 'service', 'idle service'].includes(head) ? '---' : '--:',
  );
  return [line(heads), line(aligned), ...rows.map(line)].join('\n');
}
