import { Command, InvalidArgumentError, Option } from 'commander';
import { parseClaimFilter } from '../api/execution/claim-arguments.js';
import { readStoreConfig } from '../config/config.js';
import { didYouMean, suggestWords } from '../documents/did-you-mean.js';
import { AscribeError } from '../domain/errors.js';
import { BUILT_IN_ONTOLOGY } from '../domain/ontology/built-in.js';
import { entityKinds, type PredicateFamily, predicates } from '../domain/ontology.js';
import type { ClaimStatus } from '../domain/records.js';
import { parseTimestamp } from '../domain/timestamp.js';
import { EXPORT_FORMATS, type ExportFormat } from '../interchange/export-formats.js';
import { requireRecorded } from '../store/read/recorded-time.js';
import type { ClaimFilter, Store } from '../store/store.js';
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
  readonly predicates?: readonly string[];
  readonly families?: readonly string[];
  readonly entities?: readonly string[];
  readonly kinds?: readonly string[];
  readonly sources?: readonly string[];
  readonly minConfidence?: number;
  readonly during?: string;
  readonly includeUndated?: boolean;
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

/** Conditions on claims, as in `where` of the API. */
function conditionOptions(): Option[] {
  const list = (flags: string, description: string) =>
    new Option(`${flags} <list>`, description).argParser((text: string) =>
      text.split(',').map((word) => word.trim()),
    );
  return [
    list('--predicates', 'Only claims with these predicates or narrower ones: SPONSORS,LEADS.'),
    list('--families', 'Only claims whose predicate is of these families: SPONSORSHIP,ATTACKS.'),
    list('--entities', 'Only claims about these entities, by id: arland,river-front.'),
    list('--kinds', 'Only claims about entities of these kinds: STATE,ARMED_GROUP.'),
    list('--sources', 'Only claims with a citation of these sources, by id: source:wire.'),
    new Option('--min-confidence <number>', 'Only claims with at least this confidence, 0 to 100.').argParser(
      parseWholeNumber,
    ),
    new Option(
      '--during <date>',
      'Claims as they are known in this window, such as 2030/2031 (EDTF), with the status that they have in it.',
    ),
    new Option('--include-undated', 'With --during: also claims that may have held then.'),
  ];
}

function parseWholeNumber(text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new InvalidArgumentError('Expected a whole number, 0 to 100.');
  return Number(text);
}

/** The same conditions as in the API. Throws BAD_INPUT. */
function parseConditions(options: Options): Omit<ClaimFilter, 'statuses'> {
  const { statuses, entities, sources, minConfidence, during, includeUndated } = options;
  const { statuses: _, ...where } = parseClaimFilter({
    statuses,
    where: {
      predicates: parseWords('predicates', options.predicates, predicates),
      families: parseWords('families', options.families, families),
      kinds: parseWords('kinds', options.kinds, entityKinds),
      entityIds: entities ?? null,
      sourceIds: sources ?? null,
      minConfidence: minConfidence ?? null,
      during: during ?? null,
      includeUndated: includeUndated ?? null,
    },
  });
  return where;
}

const families = Object.keys(BUILT_IN_ONTOLOGY.families) as PredicateFamily[];

/** Checked after the words of users are known. */
function parseWords<Word extends string>(
  argument: string,
  words: readonly string[] | undefined,
  known: readonly Word[],
): readonly Word[] | null {
  if (words === undefined) return null;
  return words.map((word) => {
    const upper = word.toUpperCase();
    const found = known.find((name) => name === upper);
    if (found !== undefined) return found;
    const message = `${argument}: ${JSON.stringify(word.slice(0, 60))} does not exist${didYouMean(suggestWords(upper, known))}`;
    throw new AscribeError('BAD_INPUT', message);
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
  $ ascribe export --statuses ALLEGED --families SPONSORSHIP --entities arland --during 2031 --format gexf > arland.gexf`;

async function run(store: Store, options: Options): Promise<void> {
  const { format, output, force, asOf } = options;
  const where = parseConditions(options);
  const timestamp = asOf === undefined ? undefined : parseTimestamp('asOf', asOf);
  if (timestamp !== undefined) await requireRecorded(store, timestamp);
  const progress = createProgressBar(process.stderr, 'articles');
  const stop = handleStopSignals();
  const exportOptions = {
    // In the order of strength, as they were parsed.
    statuses: options.statuses,
    where,
    asOf: timestamp,
    onProgress: (done: number, total: number) => progress.show({ phase: 'exporting', done, total }),
  };
  try {
    const pieces = EXPORT_FORMATS[format].write(store, exportOptions);
    await writeOutput(pieces, { output, force }, stop);
  } finally {
    progress.clear();
    stop.dispose();
  }
}
