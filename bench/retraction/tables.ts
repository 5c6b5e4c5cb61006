import type { WriteResult } from './corrections.js';
import type { ReadResult } from './reads.js';

export function writeTable(results: readonly WriteResult[]): string {
  return table(
    ['correction', 'port ms', 'bare ms', 'ratio', 'rows', 'claims changed'],
    results.map(({ name, port, bare, rows, changes }) => [
      name,
      port.toFixed(1),
      bare.toFixed(1),
      (port / bare).toFixed(1),
      String(rows),
      String(changes),
    ]),
  );
}

export function readTable(results: readonly ReadResult[]): string {
  return table(
    ['question', 'now ms', 'asOf ms', 'ratio'],
    results.map(({ name, now, past }) => [name, now.toFixed(2), past.toFixed(2), (past / now).toFixed(1)]),
  );
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(line)].join(
    '\n',
  );
}
