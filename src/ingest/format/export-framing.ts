import { type Diagnostic, fileDiagnostic } from '../../documents/diagnostic.js';
import type { ExportRecord } from './export-records.js';

/** Checks that an export is complete: its first line is `export`, and its last line `end` counts the lines before it. */
export interface FramingChecker {
  /** Call once for each line, before `checkRecord`. */
  countLine(): void;
  /** Returns the mistake in the position of this line, or null. `record` is null for an article. */
  checkRecord(record: ExportRecord | null): string | null;
  /** Call at the end of the file. */
  checkEnd(): Diagnostic[];
  /** Whether the file has lines of an export, but its first line is damaged or missing: nobody knows which claims it omits. */
  lacksHeader(): boolean;
}

export function createFramingChecker(file: string): FramingChecker {
  let lines = 0;
  let state: 'no export' | 'open' | 'closed' = 'no export';
  let headless = false;
  const findMistake = (record: ExportRecord | null): string | null => {
    if (state === 'closed') return 'unexpected line after the end of the export; expected no more lines';
    if (record === null) return null;
    if (record.kind === 'export')
      return lines === 1 ? null : 'unexpected line "export"; expected it once, as the first line';
    if (state === 'no export')
      return `the line "${record.kind}" is allowed only in an export; expected "export" as the first line`;
    if (record.kind === 'end' && record.lines !== lines - 1)
      return `the export is incomplete: expected ${record.lines} lines before "end", found ${lines - 1}`;
    return null;
  };
  return {
    countLine: () => {
      lines++;
    },
    checkRecord: (record) => {
      const mistake = findMistake(record);
      if (record !== null && record.kind !== 'export' && state === 'no export') headless = true;
      if (mistake === null && record?.kind === 'export') state = 'open';
      if (record?.kind === 'end') state = 'closed';
      return mistake;
    },
    checkEnd: () =>
      state === 'open'
        ? [
            fileDiagnostic(
              'INVALID_DOCUMENT',
              'the export is incomplete: expected "end" as the last line',
              file,
            ),
          ]
        : [],
    lacksHeader: () => headless,
  };
}
