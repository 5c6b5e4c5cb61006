import type { ImportResult } from './imports.js';
import type { ReadResult } from './reads.js';

export function importTable(results: readonly ImportResult[]): string {
  return table(
    ['import', 'port ms', 'bare ms', 'ratio'],
    results.map(({ name, port, baseline }) => [
      name,
      port.toFixed(0),
      baseline.toFixed(0),
      (port / baseline).toFixed(2),
    ]),
  );
}

export function readTable(results: readonly ReadResult[]): string {
  return table(
    ['question', 'port ms', 'bare ms', 'ratio', 'port dbHits', 'bare dbHits', 'statements'],
    results.map(({ name, port, baseline, dbHits, statementCount }) => [
      name,
      port.toFixed(2),
      baseline.toFixed(2),
      (port / baseline).toFixed(2),
      String(dbHits.port),
      String(dbHits.baseline),
      String(statementCount),
    ]),
  );
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(line)].join(
    '\n',
  );
}
