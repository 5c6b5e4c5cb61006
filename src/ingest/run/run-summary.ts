import type { Diagnostic, WarningDiagnostic } from '../../documents/diagnostic.js';
import type { QualityCode } from '../../domain/analysis/annotation-quality.js';
import type { AscribeError } from '../../domain/errors.js';

/** What a run over many files did. */
export interface ImportSummary {
  /** Files that were read. */
  readonly files: number;
  readonly articles: {
    readonly created: number;
    readonly replaced: number;
    readonly unchanged: number;
    /** Good, and not written because the run only checked or wrote nothing at all. */
    readonly checked: number;
    readonly failed: number;
  };
  /** Of the articles that did not fail. */
  readonly claims: number;
  readonly citations: number;
  /** Citations that had no text to be checked against. */
  readonly unverified: number;
  /** What a person should know: a name that became an alias, a paragraph that was corrected. */
  readonly notes: readonly string[];
  /** The first of them; `problemCount` counts all. */
  readonly problems: readonly Diagnostic[];
  readonly problemCount: number;
  /** Null where nobody asked for warnings. */
  readonly lint: {
    /** The first of them; `counts` counts all. */
    readonly warnings: readonly WarningDiagnostic[];
    readonly counts: Readonly<Record<QualityCode, number>>;
  } | null;
  /** True where the run was stopped by its signal. */
  readonly interrupted: boolean;
  /** Why the run could not go on, such as a store that went away. */
  readonly stopped: AscribeError | null;
}
