import type { Diagnostic, WarningDiagnostic } from '../../documents/diagnostic.js';
import type { WriteOutcome } from '../../store/store.js';

export interface ImportOptions {
  /** Folder of texts that may not be passed on: `<folder>/<article id>.txt`. */
  readonly texts?: string | undefined;
  /** Refuses articles without a text. */
  readonly requireText?: boolean;
  /** One transaction for the whole run: any problem, and nothing is written. */
  readonly allOrNothing?: boolean;
  /** Checks everything and writes nothing. */
  readonly checkOnly?: boolean;
  /** Warns of good documents whose annotation looks doubtful, when all have been checked. */
  readonly lint?: boolean;
  /** Stops between transactions. */
  readonly signal?: AbortSignal;
  /** Told at once; a summary keeps only the first thousand. */
  readonly onProblem?: (problem: Diagnostic) => void;
  /** Told after all problems, in the order of the run; as with problems, a summary keeps only the first thousand. */
  readonly onWarning?: (warning: WarningDiagnostic) => void;
  /** Told when the transaction of an article is durable, never before. */
  readonly onImported?: (outcome: WriteOutcome) => void;
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  readonly phase: 'reading' | 'checking' | 'importing';
  readonly done: number;
  /** Null while it is not known. */
  readonly total: number | null;
}
