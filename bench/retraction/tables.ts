import type { WriteResult } from './corrections.js';
import type { ReadResult } from './reads.js';

export function writeTable(results: readonly WriteResult[]): string {
  return table(
    ['correction', 'port ms', 'bare ms', 'ratio', 'rows', 'claims changed'],
    results.map(({ name, port, baseline, rows, changes }) => [
      name,
      port.toFixed(1),
      baseline.toFixed(1),
      (port / baseline).toFixed(1),
      String(rows),
      String(changes),
    ]),
  );
}

export function readTable(results: readonly ReadResult[]): string {
  return table(
    ['question', 'now ms', 'asOf ms', 'ratio'],
    results.map(({ name, now, asOf }) => [name, now.toFixed(2), asOf.toFixed(2), (asOf / now).toFixed(1)]),
  );
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(line)].join(
    '\n',
  );
}
