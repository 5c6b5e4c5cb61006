import { Command, Option } from 'commander';
import { readImportConfig, readStoreConfig } from '../config/config.js';
import { importPaths } from '../ingest/run/import-run.js';
import { openStore } from '../store/open.js';
import { importBulk } from './import-bulk.js';
import { allowOutsideOption, replaceOption, requireTextOption, storeOption, textsOption } from './options.js';
import { type ImportOutputOptions, runImport } from './run-import.js';

interface ImportOptions extends ImportOutputOptions {
  readonly store?: string;
  readonly bulk?: string;
  readonly texts?: string;
  readonly requireText?: boolean;
  readonly allowOutside?: boolean;
  readonly allOrNothing?: boolean;
  readonly replace?: boolean;
}

/** `ascribe import PATHS…` */
export function importCommand(): Command {
  return new Command('import')
    .description('Import annotated articles.')
    .argument('<paths...>', 'Files (.yaml, .yml, .json, .jsonl, .ndjson) and folders.')
    .addOption(storeOption())
    .addOption(
      new Option(
        '--bulk <folder>',
        "Write files and a script for Neo4j's own importer to this new or empty folder, for the first load of a large graph, instead of importing into a store.",
      ).conflicts(['store', 'replace']),
    )
    .option('--all-or-nothing', 'Write nothing if any article has a problem; the run is one transaction.')
    .addOption(replaceOption())
    .addOption(requireTextOption())
    .addOption(textsOption())
    .addOption(allowOutsideOption())
    .option('--verbose', 'Print each article once it is stored.')
    .option('--json', 'Print the summary as one JSON object.')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

const EXAMPLES = `
Each article is imported completely or not at all. Articles with problems are reported and skipped; the exit code is then 1.
An article that was imported before is replaced, or left as it is if nothing in it changed. An article of another source, url or text, or of
another annotator, under the same id is refused; --replace says that it is meant.

With --bulk, articles are checked and imported as always, into a temporary store whose content then goes to the files. Neo4j must be
stopped and its database empty when the script runs.

Examples:
  $ ascribe import seeds
  $ ascribe import annotations/*.yaml bulk.jsonl --all-or-nothing
  $ ascribe import annotations --texts ~/articles --require-text --json
  $ ascribe import annotations --store neo4j://localhost:7687
  $ ascribe import annotations --bulk ./bulk && sh ./bulk/import.sh`;

async function run(paths: readonly string[], options: ImportOptions): Promise<void> {
  const texts = readImportConfig(options);
  if (options.bulk !== undefined) return importBulk(options.bulk, paths, { ...options, ...texts });
  const config = readStoreConfig(options.store);
  const store = await openStore(config.store, config);
  try {
    await runImport(options, `into ${store.label}`, (listeners) =>
      importPaths(store, paths, { ...options, ...texts, ...listeners }),
    );
  } finally {
    await store.close();
  }
}
