import type { Diagnostic } from '../../documents/diagnostic.js';
import type { WriteOutcome } from '../../store/store.js';
import type { LintWarning } from './run-summary.js';

export interface ImportOptions {
  /** Folder with `<article id>.txt` for articles whose document contains no text. */
  readonly texts?: string | undefined;
  /** Rejects articles without a text. */
  readonly requireText?: boolean;
  /** Lets `textFile` name files outside the folder of its document. */
  readonly allowOutside?: boolean;
  /** Writes the whole run in one transaction, or nothing if there is any problem. */
  readonly allOrNothing?: boolean;
  /** Articles may replace different articles of the same id, and the work of other annotators. */
  readonly replace?: boolean;
  /** Checks all documents and writes nothing. */
  readonly checkOnly?: boolean;
  /** Adds warnings about doubtful annotations in valid documents. */
  readonly lint?: boolean;
  /** Stops the run between two transactions. */
  readonly signal?: AbortSignal;
  /** Called for each problem at once; the summary keeps only the first 1,000. */
  readonly onProblem?: (problem: Diagnostic) => void;
  /** Called after all problems, in the order of the run; the summary keeps only the first 1,000. */
  readonly onWarning?: (warning: LintWarning) => void;
  /** Called once the transaction of an article is durable. */
  readonly onImported?: (outcome: WriteOutcome) => void;
  readonly onProgress?: (progress: ImportProgress) => void;
}

interface ImportProgress {
  readonly phase: 'reading' | 'checking' | 'importing';
  readonly done: number;
  /** Null while the total is unknown. */
  readonly total: number | null;
}
