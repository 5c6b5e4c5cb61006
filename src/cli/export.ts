import { Command, Option } from 'commander';
import { readStoreConfig } from '../config/config.js';
import type { ClaimStatus } from '../domain/records.js';
import { parseTimestamp } from '../domain/timestamp.js';
import { EXPORT_FORMATS, type ExportFormat } from '../interchange/export-formats.js';
import { requireRecorded } from '../store/read/recorded-time.js';
import type { Store } from '../store/store.js';
import { withExistingStore } from './existing-store.js';
import { statusesOption, storeOption } from './options.js';
import { createProgressBar } from './progress.js';
import { handleStopSignals } from './signals/stop-signals.js';
import { writeOutput } from './write-output.js';

interface Options {
  readonly statuses: readonly ClaimStatus[];
  readonly format: ExportFormat;
  readonly output?: string;
  readonly force?: boolean;
  readonly asOf?: string;
  readonly store?: string;
}

/** `ascribe export` */
export function exportCommand(): Command {
  return new Command('export')
    .description('Export claims as annotated articles that ascribe import reads, or in another format.')
    .addOption(statusesOption())
    .addOption(
      new Option('--format <format>', 'Format of the file.')
        .choices(Object.keys(EXPORT_FORMATS))
        .default('jsonl'),
    )
    .option('--output <file>', 'File to write instead of standard output.')
    .option('--force', 'Replace the file if it exists.')
    .option('--as-of <timestamp>', 'Export the store as recorded at this time (RFC 3339). Default: now.')
    .addOption(storeOption())
    .addHelpText('after', EXAMPLES)
    .action((options: Options) =>
      withExistingStore(readStoreConfig(options.store), (store) => run(store, options)),
    );
}

const EXAMPLES = `
Formats:
${Object.entries(EXPORT_FORMATS)
  .map(([name, { description }]) => `  ${name.padEnd(8)} ${description}`)
  .join('\n')}

The file has every article and entity, but only claims with these statuses, and their citations. With all six statuses it
imports to an equal store. The export is consistent, even if the store is written to meanwhile.

Examples:
  $ ascribe export --statuses CONFIRMED,REPORTED > firm.jsonl
  $ ascribe export --statuses CONFIRMED,REPORTED,ALLEGED,DISPUTED,DENIED,RETRACTED --output all.jsonl
  $ ascribe import all.jsonl --store copy.db
  $ ascribe export --statuses CONFIRMED,REPORTED,ALLEGED --format csv --output claims.csv`;

async function run(store: Store, { statuses, format, output, force, asOf }: Options): Promise<void> {
  const timestamp = asOf === undefined ? undefined : parseTimestamp('asOf', asOf);
  if (timestamp !== undefined) await requireRecorded(store, timestamp);
  const progress = createProgressBar(process.stderr, 'articles');
  const stop = handleStopSignals();
  const options = {
    statuses,
    asOf: timestamp,
    onProgress: (done: number, total: number) => progress.show({ phase: 'exporting', done, total }),
  };
  try {
    const pieces = EXPORT_FORMATS[format].write(store, options);
    await writeOutput(pieces, { output, force }, stop);
  } finally {
    progress.clear();
    stop.dispose();
  }
}
