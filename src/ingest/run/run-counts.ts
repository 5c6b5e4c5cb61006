import type { Diagnostic } from '../../documents/diagnostic.js';
import { DOCUMENT_LIMITS } from '../../documents/document-limits.js';
import type { AscribeError } from '../../domain/errors.js';
import { pluralize } from '../../domain/pluralize.js';
import type { WriteOutcome } from '../../store/store.js';
import type { ImportOptions } from './import-options.js';
import type { ImportSummary, LintWarning } from './run-summary.js';
import type { CheckedArticle } from './staging-database.js';

/** Counts the results of a run, and calls the listeners in its options. */
export interface RunCounts {
  addFile(): void;
  /** An article that was not imported, or a file that could not be read. */
  addFailed(problems: readonly Diagnostic[]): void;
  /** A problem that makes no article fail. */
  addProblem(problem: Diagnostic): void;
  addWarning(warning: LintWarning): void;
  addImported(outcome: WriteOutcome, unverified: number): void;
  addChecked(checked: CheckedArticle): void;
  /** The claims of an article that is imported, which other articles of the run may mention too. */
  addMentions(claims: readonly { readonly id: string }[]): void;
  addNote(text: string): void;
  /** A note that comes before all others. */
  addConfirmedNote(text: string): void;
  /** Citations that are VERIFIED only because an export says so. */
  addTrustedCitations(citations: number): void;
  markInterrupted(): void;
  markStopped(error: AscribeError): void;
  summary(): ImportSummary;
}

export function createRunCounts(options: ImportOptions): RunCounts {
  const { lint, onProblem, onImported } = options;
  const articles = { created: 0, replaced: 0, unchanged: 0, checked: 0, failed: 0 };
  const totals = { files: 0, claims: 0, citations: 0, unverified: 0 };
  const mentioned = new Set<number>();
  const problems = createBoundedList<Diagnostic>(DOCUMENT_LIMITS.summaryProblems);
  const notes = createBoundedList<string>(DOCUMENT_LIMITS.summaryNotes);
  const confirmedNotes = createBoundedList<string>(DOCUMENT_LIMITS.summaryNotes);
  const warnings = createWarningCounts(options);
  let trustedCitations = 0;
  let interrupted = false;
  let stopped: AscribeError | null = null;

  const addProblem = (problem: Diagnostic): void => {
    problems.add(problem);
    onProblem?.(problem);
  };
  const addMentions: RunCounts['addMentions'] = (claims) => {
    for (const { id } of claims) mentioned.add(hashNumber(id));
  };
  const addTotals = (claims: number, citations: number, unverified: number): void => {
    totals.claims += claims;
    totals.citations += citations;
    totals.unverified += unverified;
  };

  return {
    addFile: () => void totals.files++,
    addProblem,
    addNote: notes.add,
    addConfirmedNote: confirmedNotes.add,
    addTrustedCitations: (citations) => {
      trustedCitations += citations;
    },
    addWarning: warnings.add,
    addFailed(diagnostics) {
      articles.failed++;
      diagnostics.forEach(addProblem);
    },
    addImported(outcome, unverified) {
      articles[outcome.result]++;
      addTotals(outcome.claims, outcome.citations, unverified);
      outcome.notes.forEach(notes.add);
      onImported?.(outcome);
    },
    addChecked({ article, citations, unverified }) {
      articles.checked++;
      addTotals(article.claims.length, citations, unverified);
      addMentions(article.claims);
    },
    addMentions,
    markInterrupted() {
      interrupted = true;
    },
    markStopped(error) {
      stopped = error;
    },
    summary: () => ({
      ...totals,
      // A run that writes all or nothing may have written nothing.
      distinctClaims: totals.claims === 0 ? 0 : mentioned.size,
      problemCount: problems.count(),
      articles: { ...articles },
      notes: [
        ...confirmedNotes.items(),
        ...describeTrusted(trustedCitations),
        ...notes.items(),
        ...describeOmitted(confirmedNotes.omitted() + notes.omitted()),
      ],
      problems: problems.items(),
      lint: lint ? warnings.summary() : null,
      interrupted,
      stopped,
    }),
  };
}

/** 52 bits of the hash in the id of a claim, as a million ids would take much memory. */
const hashNumber = (claimId: string): number => Number.parseInt(claimId.slice('claim:'.length, 19), 16);

/** Keeps the first items and counts all. */
function createBoundedList<T>(limit: number) {
  const kept: T[] = [];
  let count = 0;
  return {
    add(item: T): void {
      count++;
      if (kept.length < limit) kept.push(item);
    },
    items: (): readonly T[] => [...kept],
    count: (): number => count,
    omitted: (): number => count - kept.length,
  };
}

function createWarningCounts({ onWarning }: ImportOptions) {
  const warnings = createBoundedList<LintWarning>(DOCUMENT_LIMITS.summaryWarnings);
  const counts = {
    UNIFORM_CREDIBILITY: 0,
    REUSED_QUOTE: 0,
    HEDGE_IGNORED: 0,
    WRONG_STANCE: 0,
    MISLEADING_OMISSION: 0,
    MISLEADING_CUT: 0,
    THIN_QUOTE: 0,
    CLAIM_IN_DESCRIPTION: 0,
    UNDECLARED_ORGAN: 0,
    SAME_PUBLISHER: 0,
    UNKNOWN_ORIGINAL: 0,
    DUPLICATE_ENTITY: 0,
  };
  return {
    add(warning: LintWarning): void {
      counts[warning.code]++;
      warnings.add(warning);
      onWarning?.(warning);
    },
    summary: (): ImportSummary['lint'] => ({ warnings: warnings.items(), counts: { ...counts } }),
  };
}

const describeTrusted = (citations: number): string[] =>
  citations === 0
    ? []
    : [
        `${pluralize(citations, 'quote')} accepted as VERIFIED without a check, because the export says so and has no text`,
      ];

const describeOmitted = (count: number): string[] => (count === 0 ? [] : [`and ${count} more notes`]);
