import { formatProblem, formatWarning } from '../documents/diagnostic.js';
import type { LoadOptions } from '../ingest/run/options.js';
import type { Summary } from '../ingest/run/run-summary.js';
import { type ProgressDisplay, progressOn } from './progress.js';
import { listenForStop } from './stop.js';
import { summaryText } from './summary-text.js';

export interface ReportOptions {
  readonly json?: boolean;
  readonly verbose?: boolean;
}

type Listeners = Pick<LoadOptions, 'signal' | 'onProblem' | 'onWarning' | 'onImported' | 'onProgress'>;

/** Runs a load: progress, problems and warnings go to stderr as they come, the summary to stdout; sets the exit code. */
export async function report(
  options: ReportOptions,
  where: string,
  load: (listeners: Listeners) => Promise<Summary>,
): Promise<void> {
  const stop = listenForStop();
  const progress = progressOn(process.stderr, 'articles');
  try {
    const summary = await load({ signal: stop.signal, ...listeners(options, progress) });
    progress.end();
    process.exitCode = stop.exitCode() ?? (isGood(summary) ? 0 : 1);
    const text = options.json ? JSON.stringify(asJson(summary), null, 2) : summaryText(summary, where);
    process.stdout.write(`${text}\n`);
  } finally {
    progress.end();
    stop.end();
  }
}

function listeners({ json, verbose }: ReportOptions, progress: ProgressDisplay): Listeners {
  return {
    onProgress: progress.show,
    // With --json they stand in the summary.
    ...(json
      ? {}
      : {
          onProblem: (problem) => progress.above(process.stderr, formatProblem(problem)),
          onWarning: (warning) => progress.above(process.stderr, formatWarning(warning)),
        }),
    ...(verbose
      ? {
          onImported: ({ articleId, result }) =>
            progress.above(json ? process.stderr : process.stdout, `imported ${articleId} (${result})`),
        }
      : {}),
  };
}

const isGood = ({ problemCount, stopped }: Summary): boolean => problemCount === 0 && stopped === null;

function asJson({ stopped, ...summary }: Summary): object {
  return { ...summary, stopped: stopped && { code: stopped.code, message: stopped.message } };
}
