import { Command, Option } from 'commander';
import type { ClaimConditions } from '../api/execution/claim-arguments.js';
import { openExport } from '../api/execution/open-export.js';
import { isTextCondition, TEXT_CONDITIONS } from '../api/execution/text-conditions.js';
import { readStoreConfig } from '../config/config.js';
import type { ClaimStatus } from '../domain/records.js';
import { EXPORT_FORMATS, type ExportFormat } from '../interchange/export-formats.js';
import type { Store } from '../store/store.js';
import { withExistingStore } from './existing-store.js';
import { statusesOption, storeOption } from './options.js';
import { createProgressBar } from './progress.js';
import { handleStopSignals } from './signals/stop-signals.js';
import { writeOutput } from './write-output.js';

interface Options extends Readonly<Partial<Record<keyof ClaimConditions, string>>> {
  readonly statuses: readonly ClaimStatus[];
  readonly format: ExportFormat;
  readonly output?: string;
  readonly force?: boolean;
  readonly asOf?: string;
  readonly store?: string;
}

/** `ascribe export` */
export function exportCommand(): Command {
  const command = new Command('export')
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
  for (const option of conditionOptions()) command.addOption(option);
  return command;
}

/** The conditions of `where` in the API: `--entity-ids` is `entityIds`. */
function conditionOptions(): Option[] {
  return Object.entries(TEXT_CONDITIONS).map(([name, { type, description }]) => {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    const value = { list: '<list>', number: '<number>', flag: '[true|false]', text: '<text>' }[type];
    const option = new Option(`${flag} ${value}`, `Only claims ${description}.`);
    return type === 'flag' ? option.preset('true') : option;
  });
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
  $ ascribe export --statuses CONFIRMED,REPORTED,ALLEGED --format csv --output claims.csv
  $ ascribe export --statuses ALLEGED --families SPONSORSHIP --entity-ids arland --during 2031 --format gexf > arland.gexf`;

async function run(store: Store, options: Options): Promise<void> {
  const { format, statuses, output, force, asOf } = options;
  const conditions = Object.fromEntries(Object.entries(options).filter(([name]) => isTextCondition(name)));
  const progress = createProgressBar(process.stderr, 'articles');
  const stop = handleStopSignals();
  const onProgress = (done: number, total: number) => progress.show({ phase: 'exporting', done, total });
  try {
    const pieces = await openExport(store, { format, statuses, conditions, asOf }, { onProgress });
    await writeOutput(pieces, { output, force }, stop);
  } finally {
    progress.clear();
    stop.dispose();
  }
}
