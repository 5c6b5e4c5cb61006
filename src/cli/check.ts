import { Command } from 'commander';
import { readImportConfig, readStoreConfig } from '../config/config.js';
import { documentJsonSchema } from '../ingest/format/json-schema.js';
import { importPaths } from '../ingest/run/import-run.js';
import { openExistingStore } from './existing-store.js';
import { requireTextOption, storeOption, textsOption } from './options.js';
import { type ImportOutputOptions, runImport } from './run-import.js';

interface CheckOptions extends ImportOutputOptions {
  readonly store?: string;
  readonly texts?: string;
  readonly requireText?: boolean;
  readonly lint?: boolean;
  readonly schema?: boolean;
}

/** `ascribe check PATHS…` */
export function checkCommand(): Command {
  const check = new Command('check');
  return check
    .description('check annotated articles as import does, and write nothing')
    .argument('[paths...]', 'files and folders')
    .addOption(storeOption())
    .addOption(requireTextOption())
    .addOption(textsOption())
    .option('--lint', 'warn of what looks doubtful in annotations without a mistake; the exit code stays 0')
    .option('--schema', 'print the JSON Schema of the format')
    .option('--json', 'print the summary as one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: readonly string[], options: CheckOptions) => {
      if (options.schema) process.stdout.write(`${JSON.stringify(documentJsonSchema(), null, 2)}\n`);
      else if (paths.length === 0) check.error("error: missing required argument 'paths'");
      else await run(paths, options);
    });
}

const EXAMPLES = `
Examples:
  $ ascribe check seeds
  $ ascribe check annotations --lint
  $ ascribe check annotations --json | jq '.problems[]'
  $ ascribe check --schema > annotated-article.schema.json`;

async function run(paths: readonly string[], options: CheckOptions): Promise<void> {
  const config = readStoreConfig(options.store);
  const texts = readImportConfig(options);
  const store = await openExistingStore(config);
  try {
    const against =
      store === null ? `against no store, as there is none at ${config.store}` : `against ${store.label}`;
    await runImport(options, against, (listeners) =>
      importPaths(store, paths, { ...options, ...texts, ...listeners, checkOnly: true }),
    );
  } finally {
    await store?.close();
  }
}
