import { Command } from 'commander';
import { readImportConfig, readStoreConfig } from '../config/config.js';
import { documentJsonSchema } from '../ingest/format/json-schema.js';
import { importPaths } from '../ingest/run/import-run.js';
import { openExistingStore } from './existing-store.js';
import { allowOutsideOption, replaceOption, requireTextOption, storeOption, textsOption } from './options.js';
import { type ImportOutputOptions, runImport } from './run-import.js';

interface CheckOptions extends ImportOutputOptions {
  readonly store?: string;
  readonly texts?: string;
  readonly requireText?: boolean;
  readonly allowOutside?: boolean;
  readonly replace?: boolean;
  readonly lint?: boolean;
  readonly schema?: boolean;
}

/** `ascribe check PATHS…` */
export function checkCommand(): Command {
  const check = new Command('check');
  return check
    .description('Check annotated articles as import does, without writing anything.')
    .argument('[paths...]', 'Files and folders of annotated articles.')
    .addOption(storeOption())
    .addOption(replaceOption())
    .addOption(requireTextOption())
    .addOption(textsOption())
    .addOption(allowOutsideOption())
    .option('--lint', 'Also warn of doubtful annotations; warnings do not change the exit code.')
    .option('--schema', 'Print the JSON Schema of the format and exit.')
    .option('--json', 'Print the summary as one JSON object.')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: readonly string[], options: CheckOptions) => {
      if (options.schema) process.stdout.write(`${JSON.stringify(documentJsonSchema(), null, 2)}\n`);
      else if (paths.length === 0) check.error("error: missing required argument 'paths'");
      else await run(paths, options);
    });
}

const EXAMPLES = `
References are looked up in the files and in the store. Without a store at that location, only the files count.

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
      store === null ? `without a store, because ${config.store} does not exist` : `against ${store.label}`;
    await runImport(options, against, (listeners) =>
      importPaths(store, paths, { ...options, ...texts, ...listeners, checkOnly: true }),
    );
  } finally {
    await store?.close();
  }
}
