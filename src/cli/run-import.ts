import { formatDiagnostic, formatWarning } from '../documents/diagnostic.js';
import type { ImportOptions } from '../ingest/run/import-options.js';
import type { ImportSummary } from '../ingest/run/run-summary.js';
import { formatSummary } from './format-summary.js';
import { createProgressBar, type ProgressBar } from './progress.js';
import { handleStopSignals } from './signals/stop-signals.js';

export interface ImportOutputOptions {
  readonly json?: boolean;
  readonly verbose?: boolean;
}

type ImportListeners = Pick<
  ImportOptions,
  'signal' | 'onProblem' | 'onWarning' | 'onImported' | 'onProgress'
>;

/** Runs an import or a check. Progress, problems and warnings go to stderr, the summary to stdout. Sets the exit code. */
export async function runImport(
  options: ImportOutputOptions,
  target: string,
  importWith: (listeners: ImportListeners) => Promise<ImportSummary>,
): Promise<void> {
  const stop = handleStopSignals();
  const progress = createProgressBar(process.stderr, 'articles');
  try {
    const summary = await importWith({ signal: stop.signal, ...createListeners(options, progress) });
    progress.clear();
    process.exitCode = stop.exitCode() ?? (hasNoProblems(summary) ? 0 : 1);
    const text = options.json ? JSON.stringify(toJson(summary), null, 2) : formatSummary(summary, target);
    process.stdout.write(`${text}\n`);
  } finally {
    progress.clear();
    stop.dispose();
  }
}

function createListeners({ json, verbose }: ImportOutputOptions, progress: ProgressBar): ImportListeners {
  return {
    onProgress: progress.show,
    // With --json, problems and warnings are in the summary.
    ...(json
      ? {}
      : {
          onProblem: (problem) => progress.printAbove(process.stderr, formatDiagnostic(problem)),
          onWarning: (warning) => progress.printAbove(process.stderr, formatWarning(warning)),
        }),
    ...(verbose
      ? {
          onImported: ({ articleId, result }) =>
            progress.printAbove(json ? process.stderr : process.stdout, `imported ${articleId} (${result})`),
        }
      : {}),
  };
}

const hasNoProblems = ({ problemCount, stopped }: ImportSummary): boolean =>
  problemCount === 0 && stopped === null;

function toJson({ stopped, ...summary }: ImportSummary): object {
  return { ...summary, stopped: stopped && { code: stopped.code, message: stopped.message } };
}
