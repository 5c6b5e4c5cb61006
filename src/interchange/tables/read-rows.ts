import { extname } from 'node:path';
import { fileDiagnostic } from '../../documents/diagnostic.js';
import { readDelimited } from './read-delimited.js';
import { readJsonRecords } from './read-json-records.js';
import type { TableFormat, TablePart } from './table-row.js';

const FORMATS: ReadonlyMap<string, NonNullable<TableFormat['format']>> = new Map([
  ['.csv', 'CSV'],
  ['.tsv', 'TSV'],
  ['.tab', 'TSV'],
  ['.jsonl', 'JSON_LINES'],
  ['.ndjson', 'JSON_LINES'],
]);

/** The rows of these files, in order. Mistakes are yielded, never thrown. */
export async function* readRows(files: readonly string[], given: TableFormat): AsyncGenerator<TablePart> {
  for (const file of files) {
    const format = given.format ?? FORMATS.get(extname(file).toLowerCase());
    if (format === undefined)
      yield {
        problem: fileDiagnostic(
          'UNREADABLE',
          `unknown extension; expected ${[...FORMATS.keys()].join(', ')}, or table.format in the mapping`,
          file,
        ),
      };
    else if (format === 'JSON_LINES') yield* readJsonRecords(file);
    else yield* readDelimited(file, { ...given, format });
  }
}
