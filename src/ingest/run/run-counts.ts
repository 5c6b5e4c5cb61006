import type { Diagnostic, WarningDiagnostic } from '../../documents/diagnostic.js';
import { DOCUMENT_LIMITS } from '../../documents/document-limits.js';
import type { AscribeError } from '../../domain/errors.js';
import { pluralize } from '../../domain/pluralize.js';
import type { WriteOutcome } from '../../store/store.js';
import type { ImportOptions } from './import-options.js';
import type { ImportSummary } from './run-summary.js';
import type { CheckedArticle } from './staging-database.js';

/** Counts what a run does, and tells its listener. */
export interface RunCounts {
  addFile(): void;
  /** An article, or a file in its place, that was not imported. */
  addFailed(problems: readonly Diagnostic[]): void;
  /** A problem of the run, and of no article. */
  addProblem(problem: Diagnostic): void;
  addWarning(warning: WarningDiagnostic): void;
  addImported(outcome: WriteOutcome, unverified: number): void;
  addChecked(ready: CheckedArticle): void;
  addNote(text: string): void;
  /** So many citations of an export were not looked up, and pass for verified. */
  addTrustedCitations(citations: number): void;
  markInterrupted(): void;
  markStopped(error: AscribeError): void;
  summary(): ImportSummary;
}

export function createRunCounts({ lint, onProblem, onWarning, onImported }: ImportOptions): RunCounts {
  const articles = { created: 0, replaced: 0, unchanged: 0, checked: 0, failed: 0 };
  const counts = { files: 0, claims: 0, citations: 0, unverified: 0, problemCount: 0, noteCount: 0 };
  const problems: Diagnostic[] = [];
  const warnings: WarningDiagnostic[] = [];
  const warningCounts = { UNIFORM_CREDIBILITY: 0, REUSED_QUOTE: 0, HEDGE_IGNORED: 0, THIN_QUOTE: 0 };
  const notes: string[] = [];
  let trusted = 0;
  let interrupted = false;
  let stopped: AscribeError | null = null;

  const addProblem = (one: Diagnostic): void => {
    counts.problemCount++;
    if (problems.length < DOCUMENT_LIMITS.summaryProblems) problems.push(one);
    onProblem?.(one);
  };
  const addNote = (text: string): void => {
    counts.noteCount++;
    if (notes.length < DOCUMENT_LIMITS.summaryNotes) notes.push(text);
  };
  const add = (one: { claims: number; citations: number }, unverified: number): void => {
    counts.claims += one.claims;
    counts.citations += one.citations;
    counts.unverified += unverified;
  };

  return {
    addFile: () => void counts.files++,
    addProblem,
    addNote,
    addTrustedCitations: (citations) => {
      trusted += citations;
    },
    addWarning(one) {
      warningCounts[one.code]++;
      if (warnings.length < DOCUMENT_LIMITS.summaryWarnings) warnings.push(one);
      onWarning?.(one);
    },
    addFailed(found) {
      articles.failed++;
      found.forEach(addProblem);
    },
    addImported(outcome, unverified) {
      articles[outcome.result]++;
      add(outcome, unverified);
      outcome.notes.forEach(addNote);
      onImported?.(outcome);
    },
    addChecked({ article, citations, unverified }) {
      articles.checked++;
      add({ claims: article.claims.length, citations }, unverified);
    },
    markInterrupted() {
      interrupted = true;
    },
    markStopped(error) {
      stopped = error;
    },
    summary: () => {
      const { noteCount, ...rest } = counts;
      const more = noteCount > notes.length ? [`and ${noteCount - notes.length} more notes`] : [];
      return {
        ...rest,
        articles: { ...articles },
        notes: [
          ...(trusted === 0
            ? []
            : [
                `${pluralize(trusted, 'quote')} passed for VERIFIED on the word of an export, as no text was there to look in`,
              ]),
          ...notes,
          ...more,
        ],
        problems: [...problems],
        lint: lint ? { warnings: [...warnings], counts: { ...warningCounts } } : null,
        interrupted,
        stopped,
      };
    },
  };
}
