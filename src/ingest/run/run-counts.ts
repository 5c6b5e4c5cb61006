import type { Problem, Warning } from '../../documents/diagnostic.js';
import { LIMITS } from '../../documents/limits.js';
import { counted } from '../../domain/counted.js';
import type { AscribeError } from '../../domain/errors.js';
import type { WriteOutcome } from '../../store/store.js';
import type { LoadOptions } from './options.js';
import type { Summary } from './run-summary.js';
import type { Ready } from './staging-database.js';

/** Counts what a run does, and tells its listener. */
export interface Tally {
  file(): void;
  /** An article, or a file in its place, that was not imported. */
  failed(problems: readonly Problem[]): void;
  /** A problem of the run, and of no article. */
  problem(problem: Problem): void;
  warning(warning: Warning): void;
  imported(outcome: WriteOutcome, unverified: number): void;
  checked(ready: Ready): void;
  note(text: string): void;
  /** So many citations of an export were not looked up, and pass for verified. */
  trusted(citations: number): void;
  interrupted(): void;
  stopped(error: AscribeError): void;
  summary(): Summary;
}

export function tally({ lint, onProblem, onWarning, onImported }: LoadOptions): Tally {
  const articles = { created: 0, replaced: 0, unchanged: 0, checked: 0, failed: 0 };
  const counts = { files: 0, claims: 0, citations: 0, unverified: 0, problemCount: 0, noteCount: 0 };
  const problems: Problem[] = [];
  const warnings: Warning[] = [];
  const warningCounts = { UNIFORM_CREDIBILITY: 0, REUSED_QUOTE: 0, HEDGE_IGNORED: 0, THIN_QUOTE: 0 };
  const notes: string[] = [];
  let trusted = 0;
  let interrupted = false;
  let stopped: AscribeError | null = null;

  const problem = (one: Problem): void => {
    counts.problemCount++;
    if (problems.length < LIMITS.problems) problems.push(one);
    onProblem?.(one);
  };
  const note = (text: string): void => {
    counts.noteCount++;
    if (notes.length < LIMITS.notes) notes.push(text);
  };
  const add = (one: { claims: number; citations: number }, unverified: number): void => {
    counts.claims += one.claims;
    counts.citations += one.citations;
    counts.unverified += unverified;
  };

  return {
    file: () => void counts.files++,
    problem,
    note,
    trusted: (citations) => {
      trusted += citations;
    },
    warning(one) {
      warningCounts[one.code]++;
      if (warnings.length < LIMITS.warnings) warnings.push(one);
      onWarning?.(one);
    },
    failed(found) {
      articles.failed++;
      found.forEach(problem);
    },
    imported(outcome, unverified) {
      articles[outcome.result]++;
      add(outcome, unverified);
      outcome.notes.forEach(note);
      onImported?.(outcome);
    },
    checked({ article, citations, unverified }) {
      articles.checked++;
      add({ claims: article.claims.length, citations }, unverified);
    },
    interrupted() {
      interrupted = true;
    },
    stopped(error) {
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
                `${counted(trusted, 'quote')} passed for VERIFIED on the word of an export, as no text was there to look in`,
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
