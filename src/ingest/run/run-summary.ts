import type { Diagnostic, InFile } from '../../documents/diagnostic.js';
import type { DuplicateCode, QualityCode } from '../../domain/analysis/annotation-quality.js';
import type { IndependenceCode } from '../../domain/analysis/independence.js';
import type { TextCode } from '../../domain/analysis/wording-problems.js';
import type { AscribeError } from '../../domain/errors.js';

export type LintCode = QualityCode | TextCode | IndependenceCode | DuplicateCode;

/** A doubtful annotation in a valid document. */
export type LintWarning = Diagnostic<InFile, LintCode>;

/** The result of a run; `--json` prints it. */
export interface ImportSummary {
  readonly files: number;
  readonly articles: {
    readonly created: number;
    readonly replaced: number;
    readonly unchanged: number;
    /** Valid, but not written: the run only checks, or a problem prevented the whole run. */
    readonly checked: number;
    readonly failed: number;
  };
  /** Claims of the articles that did not fail, each once for each article that mentions it. The two counts below are of these articles too. */
  readonly claims: number;
  /** The same claims, each once. */
  readonly distinctClaims: number;
  readonly citations: number;
  /** Citations whose quote was not checked, because there is no text. */
  readonly unverified: number;
  /**
   * What a person should know about, such as a name that became an alias or a corrected paragraph. First one line for each claim that is
   * CONFIRMED only because voices count as independent that may be one.
   */
  readonly notes: readonly string[];
  /** The first 1,000; `problemCount` counts all. */
  readonly problems: readonly Diagnostic[];
  readonly problemCount: number;
  /** Null unless warnings were requested. */
  readonly lint: {
    /** The first 1,000; `counts` counts all. */
    readonly warnings: readonly LintWarning[];
    readonly counts: Readonly<Record<LintCode, number>>;
  } | null;
  /** Whether the run was stopped by its signal. */
  readonly interrupted: boolean;
  /** The error that ended the run early, such as a lost connection to the store. */
  readonly stopped: AscribeError | null;
}
