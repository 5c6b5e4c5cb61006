import { type Diagnostic, fileDiagnostic } from '../../documents/diagnostic.js';
import type { ExportRecord } from './export-records.js';

/** What is wrong with an export as a whole: an export begins with a line that says so, and ends with one that counts the others. */
export interface FramingChecker {
  /** Counts a line, whatever it is. */
  countLine(): void;
  /** What is wrong with this line where it stands, or null; `record` is null where it is an article. */
  checkRecord(record: ExportRecord | null): string | null;
  /** What is wrong where the file ends. */
  checkEnd(): Diagnostic[];
}

export function createFramingChecker(file: string): FramingChecker {
  let lines = 0;
  let state: 'none' | 'open' | 'closed' = 'none';
  const wrong = (record: ExportRecord | null): string | null => {
    if (state === 'closed') return 'a line after the end of the export; expected nothing';
    if (record === null) return null;
    if (record.kind === 'export') return lines === 1 ? null : 'expected the line "export" first, and once';
    if (state === 'none')
      return `a line "${record.kind}" stands in exports only; expected "export" as the first line`;
    if (record.kind === 'end' && record.lines !== lines - 1)
      return `expected ${record.lines} lines before the end of the export, found ${lines - 1}`;
    return null;
  };
  return {
    countLine: () => {
      lines++;
    },
    checkRecord: (record) => {
      const problem = wrong(record);
      if (problem === null && record?.kind === 'export') state = 'open';
      if (record?.kind === 'end') state = 'closed';
      return problem;
    },
    checkEnd: () =>
      state === 'open'
        ? [
            fileDiagnostic(
              'INVALID_DOCUMENT',
              'the export is cut off: expected the line "end" as the last',
              file,
            ),
          ]
        : [],
  };
}
