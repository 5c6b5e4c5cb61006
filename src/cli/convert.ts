import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { type Diagnostic, formatDiagnostic } from '../documents/diagnostic.js';
import { AscribeError } from '../domain/errors.js';
import { pluralize } from '../domain/pluralize.js';
import { writeFileAtomic } from '../files/atomic-file.js';
import { type ConvertOptions, type ConvertSummary, convertTables } from '../interchange/convert-table.js';
import { readCsvExport } from '../interchange/csv/read-csv.js';
import { mappingJsonSchema } from '../interchange/mapping/mapping-schema.js';
import { readMapping, shippedMappings } from '../interchange/mapping/read-mapping.js';
import { convertMisp } from '../interchange/misp/read-misp.js';
import type { ObjectsSummary } from '../interchange/objects/convert-documents.js';
import { readJsonldExport } from '../interchange/rdf/read-jsonld.js';
import { readTrigExport } from '../interchange/rdf/read-trig.js';
import { convertStix } from '../interchange/stix/read-stix.js';
import { ontologyOption } from './options.js';
import { createProgressBar } from './progress.js';
import { handleStopSignals } from './signals/stop-signals.js';
import { writeOutput } from './write-output.js';

interface Options {
  readonly map?: string;
  readonly from?: ExportedFormat | ObjectsFormat;
  readonly output?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly report?: string;
  readonly schema?: boolean;
}

/** Formats of `ascribe export` that can be read back. */
const READERS = { csv: readCsvExport, trig: readTrigExport, jsonld: readJsonldExport } as const;
type ExportedFormat = keyof typeof READERS;

/** Formats of others, which need no mapping. */
const CONVERTERS = { stix: convertStix, misp: convertMisp } as const;
type ObjectsFormat = keyof typeof CONVERTERS;
const isObjectsFormat = (format: string): format is ObjectsFormat => Object.hasOwn(CONVERTERS, format);

const DRY_RUN_ARTICLES = 10;

/** `ascribe convert` */
export function convertCommand(): Command {
  const convert = new Command('convert');
  return convert
    .description(
      'Convert tables, or an export of another format, to annotated articles in JSON Lines that ascribe import reads.',
    )
    .argument(
      '[files...]',
      'Files of CSV, TSV, JSON Lines, STIX or MISP; with --from csv, trig or jsonld, one export.',
    )
    .option('--map <mapping>', `Mapping file, or one that ships: ${shippedMappings().join(', ')}.`)
    .addOption(
      new Option(
        '--from <format>',
        'Read an export of ascribe back (csv, trig, jsonld), or bundles of STIX 2.1, or galaxies and events of MISP.',
      ).choices([...Object.keys(READERS), ...Object.keys(CONVERTERS)]),
    )
    .option('--output <file>', 'File to write instead of standard output.')
    .option('--force', 'Replace the file if it exists.')
    .option('--dry-run', `Print the first ${DRY_RUN_ARTICLES} articles, for reading. Writes no file.`)
    .option('--report <file>', 'Write as JSON what became no claim.')
    .option('--schema', 'Print the JSON Schema of mappings and exit.')
    .addOption(ontologyOption())
    .addHelpText('after', EXAMPLES)
    .action(async (files: readonly string[], options: Options) => {
      if (options.schema) process.stdout.write(`${JSON.stringify(mappingJsonSchema(), null, 2)}\n`);
      else if ((options.map === undefined) === (options.from === undefined))
        convert.error("error: expected one of the options '--map <mapping>' and '--from <format>'");
      else if (files.length === 0) convert.error("error: missing required argument 'files'");
      else if (options.map !== undefined) await convertByMapping(options.map, files, options);
      else if (options.from !== undefined && isObjectsFormat(options.from))
        await convertObjects(options.from, files, options);
      else if (files.length > 1) convert.error('error: expected one export');
      else if (options.dryRun || options.report !== undefined)
        convert.error(
          "error: '--dry-run' and '--report' are for tables, STIX and MISP; an export is read back whole",
        );
      else await convertBack(options.from as ExportedFormat, files[0] as string, options);
    });
}

const EXAMPLES = `
Articles with a mistake are left out, and the exit code is 1. Check the rest with ascribe check.

Examples:
  $ ascribe convert --map ucdp-ged ged.csv --dry-run
  $ ascribe convert --map claims-table claims.csv --output claims.jsonl --report lost.json
  $ ascribe convert --from csv all.csv --output all.jsonl
  $ ascribe convert --from trig all.trig --output all.jsonl
  $ ascribe convert --from stix bundle.json --output bundle.jsonl --report lost.json
  $ ascribe convert --from misp threat-actor.json --output actors.jsonl --report lost.json
  $ ascribe convert --schema > mapping.schema.json`;

async function convertByMapping(map: string, files: readonly string[], options: Options): Promise<void> {
  const result = readMapping(map);
  if (result.mapping === null) {
    for (const problem of result.problems) process.stderr.write(`${formatDiagnostic(problem)}\n`);
    process.exitCode = 1;
    return;
  }
  const { mapping } = result;
  await convertWith((reading) => convertTables(mapping, files, reading), formatSummary, options);
}

const convertObjects = (format: ObjectsFormat, files: readonly string[], options: Options): Promise<void> =>
  convertWith((reading) => CONVERTERS[format](files, reading), formatObjectsSummary, options);

/** Converts data of others, the first articles only in a dry run, and says what became of it. */
async function convertWith<Summary extends ConvertSummary | ObjectsSummary>(
  convert: (reading: ConvertOptions) => AsyncGenerator<string, Summary>,
  format: (summary: Summary) => string,
  options: Options,
): Promise<void> {
  const { dryRun, report } = options;
  await writeConverted(options, async function* ({ signal, onProblem, onProgress, finish }) {
    const limit = dryRun ? { limit: DRY_RUN_ARTICLES } : {};
    const converted = convert({ signal, onProblem, onProgress, ...limit });
    for (;;) {
      const next = await converted.next();
      if (!next.done) yield dryRun ? `${JSON.stringify(JSON.parse(next.value), null, 2)}\n` : next.value;
      else {
        finish(format(next.value));
        if (report !== undefined) await writeReport(report, next.value);
        return;
      }
    }
  });
}

/** Reads an export back. A mistake ends it; a file is then not written. */
async function convertBack(format: ExportedFormat, file: string, options: Options): Promise<void> {
  await writeConverted(options, async function* ({ onProblem }) {
    let failed = false;
    yield* READERS[format](file, (problem) => {
      failed = true;
      onProblem(problem);
    });
    if (failed && options.output !== undefined)
      throw new AscribeError(
        'INVALID_DOCUMENT',
        `${file} cannot be converted, so ${options.output} was not written`,
      );
  });
}

interface Listeners {
  readonly signal: AbortSignal;
  readonly onProblem: (problem: Diagnostic) => void;
  readonly onProgress: (rows: number) => void;
  /** Says what was done, after everything is written. */
  readonly finish: (summary: string) => void;
}

/** Writes what is converted, with progress and problems on stderr. Sets the exit code. */
async function writeConverted(
  { output, force, dryRun }: Options,
  convert: (listeners: Listeners) => AsyncGenerator<string>,
): Promise<void> {
  const progress = createProgressBar(process.stderr, 'rows');
  const stop = handleStopSignals();
  let summary: string | null = null;
  const pieces = convert({
    signal: stop.signal,
    onProblem: (problem) => {
      process.exitCode = 1;
      progress.printAbove(process.stderr, formatDiagnostic(problem));
    },
    onProgress: (done) => progress.show({ phase: 'converting', done, total: null }),
    finish: (text) => {
      summary = text;
    },
  });
  try {
    const isWritten = await writeOutput(pieces, dryRun ? {} : { output, force }, stop);
    progress.clear();
    if (isWritten && summary !== null) process.stderr.write(`${summary}\n`);
  } finally {
    progress.clear();
    stop.dispose();
  }
}

const writeReport = (file: string, summary: ConvertSummary | ObjectsSummary): Promise<void> =>
  writeFileAtomic(file, true, (temporary) =>
    writeFile(temporary, `${JSON.stringify(summary, null, 2)}\n`, { flag: 'wx' }),
  );

function formatObjectsSummary({ objects, articles, claims, problems, lost, more }: ObjectsSummary): string {
  const losses = lost.length + more;
  return [
    `${pluralize(objects, 'object')}: ${pluralize(articles, 'article')}, ${pluralize(claims, 'claim')}`,
    ...(losses === 0 ? [] : [`${pluralize(losses, 'kind')} of loss; --report lists them`]),
    ...(problems === 0 ? [] : [pluralize(problems, 'problem')]),
  ].join('\n');
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
