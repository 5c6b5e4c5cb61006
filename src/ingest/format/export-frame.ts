import { type Problem, problemOf } from '../../documents/diagnostic.js';
import type { RecordLine } from './export-records.js';

/** What is wrong with an export as a whole: an export begins with a line that says so, and ends with one that counts the others. */
export interface ExportFrame {
  /** Counts a line, whatever it is. */
  line(): void;
  /** What is wrong with this line where it stands, or null; `record` is null where it is an article. */
  wrong(record: RecordLine | null): string | null;
  /** What is wrong where the file ends. */
  end(): Problem[];
}

export function exportFrame(file: string): ExportFrame {
  let lines = 0;
  let state: 'none' | 'open' | 'closed' = 'none';
  const wrong = (record: RecordLine | null): string | null => {
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
    line: () => {
      lines++;
    },
    wrong: (record) => {
      const problem = wrong(record);
      if (problem === null && record?.kind === 'export') state = 'open';
      if (record?.kind === 'end') state = 'closed';
      return problem;
    },
    end: () =>
      state === 'open'
        ? [problemOf('INVALID_DOCUMENT', 'the export is cut off: expected the line "end" as the last', file)]
        : [],
  };
}
