import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import { formatDiagnostic } from '../documents/diagnostic.js';
import { pluralize } from '../domain/pluralize.js';
import { writeFileAtomic } from '../files/atomic-file.js';
import { type ConvertSummary, convertTables } from '../interchange/convert-table.js';
import { mappingJsonSchema } from '../interchange/mapping/mapping-schema.js';
import type { Mapping } from '../interchange/mapping/parse-mapping.js';
import { readMapping, shippedMappings } from '../interchange/mapping/read-mapping.js';
import { ontologyOption } from './options.js';
import { createProgressBar } from './progress.js';
import { handleStopSignals } from './stop-signals.js';

interface Options {
  readonly map?: string;
  readonly output?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly report?: string;
  readonly schema?: boolean;
}

const DRY_RUN_ARTICLES = 10;

/** `ascribe convert` */
export function convertCommand(): Command {
  const convert = new Command('convert');
  return convert
    .description('Convert tables to annotated articles, in JSON Lines that ascribe import reads.')
    .argument('[files...]', 'Files of CSV, TSV or JSON Lines.')
    .option('--map <mapping>', `Mapping file, or one that ships: ${shippedMappings().join(', ')}.`)
    .option('--output <file>', 'File to write instead of standard output.')
    .option('--force', 'Replace the file if it exists.')
    .option('--dry-run', `Print the first ${DRY_RUN_ARTICLES} articles, for reading. Writes no file.`)
    .option('--report <file>', 'Write as JSON what of the tables became no claim.')
    .option('--schema', 'Print the JSON Schema of mappings and exit.')
    .addOption(ontologyOption())
    .addHelpText('after', EXAMPLES)
    .action(async (files: readonly string[], options: Options) => {
      if (options.schema) process.stdout.write(`${JSON.stringify(mappingJsonSchema(), null, 2)}\n`);
      else if (options.map === undefined)
        convert.error("error: required option '--map <mapping>' not specified");
      else if (files.length === 0) convert.error("error: missing required argument 'files'");
      else await run(options.map, files, options);
    });
}

const EXAMPLES = `
Articles with a mistake are left out, and the exit code is 1. Check the rest with ascribe check.

Examples:
  $ ascribe convert --map ucdp-ged ged.csv --dry-run
  $ ascribe convert --map claims-table claims.csv --output claims.jsonl --report lost.json
  $ ascribe convert --schema > mapping.schema.json`;

async function run(map: string, files: readonly string[], options: Options): Promise<void> {
  const result = readMapping(map);
  if (result.mapping === null) {
    for (const problem of result.problems) process.stderr.write(`${formatDiagnostic(problem)}\n`);
    process.exitCode = 1;
    return;
  }
  const progress = createProgressBar(process.stderr, 'rows');
  const stop = handleStopSignals();
  try {
    const summary = await write(result.mapping, files, options, {
      signal: stop.signal,
      onProblem: (problem) => progress.printAbove(process.stderr, formatDiagnostic(problem)),
      onProgress: (done) => progress.show({ phase: 'converting', done, total: null }),
    });
    progress.clear();
    process.stderr.write(`${formatSummary(summary)}\n`);
    if (options.report !== undefined)
      await writeFileAtomic(options.report, true, (temporary) =>
        pipeline(
          Readable.from(`${JSON.stringify(summary, null, 2)}\n`),
          createWriteStream(temporary, { flags: 'wx' }),
        ),
      );
    if (summary.problems > 0) process.exitCode = 1;
  } catch (error) {
    // The reader of the pipe, such as `head`, has read enough.
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return;
    if (!stop.signal.aborted) throw error;
    process.exitCode = stop.exitCode() ?? 1;
  } finally {
    progress.clear();
    stop.dispose();
  }
}

type Listeners = Pick<Parameters<typeof convertTables>[2], 'signal' | 'onProblem' | 'onProgress'> & {
  readonly signal: AbortSignal;
};

async function write(
  mapping: Mapping,
  files: readonly string[],
  { output, force, dryRun }: Options,
  listeners: Listeners,
): Promise<ConvertSummary> {
  let summary: ConvertSummary | undefined;
  async function* lines(): AsyncGenerator<string> {
    const limit = dryRun ? { limit: DRY_RUN_ARTICLES } : {};
    const converted = convertTables(mapping, files, { ...listeners, ...limit });
    for (;;) {
      const next = await converted.next();
      if (next.done) {
        summary = next.value;
        return;
      }
      yield dryRun ? `${JSON.stringify(JSON.parse(next.value), null, 2)}\n` : next.value;
    }
  }
  const { signal } = listeners;
  if (output === undefined || dryRun)
    await pipeline(Readable.from(lines()), process.stdout, { signal, end: false });
  else
    await writeFileAtomic(output, force ?? false, (temporary) =>
      pipeline(Readable.from(lines()), createWriteStream(temporary, { flags: 'wx' }), { signal }),
    );
  return summary as ConvertSummary;
}

function formatSummary({
  rows,
  articles,
  claims,
  citations,
  skippedRows,
  failedArticles,
  problems,
  lost,
}: ConvertSummary): string {
  const unused = lost.columns.filter(({ cells }) => cells > 0).length;
  return [
    `${pluralize(rows, 'row')}: ${pluralize(articles, 'article')}, ${pluralize(claims, 'claim')}, ${pluralize(citations, 'citation')}`,
    ...(skippedRows === 0 ? [] : [`${pluralize(skippedRows, 'row')} left out by the mapping`]),
    ...(unused === 0 ? [] : [`${pluralize(unused, 'column')} became no claim; --report lists them`]),
    ...(lost.values.length === 0
      ? []
      : [`${pluralize(lost.values.length, 'value')} without an entry in the mapping; --report lists them`]),
    ...(problems === 0
      ? []
      : [`${pluralize(problems, 'problem')}; ${pluralize(failedArticles, 'article')} left out`]),
  ].join('\n');
}
