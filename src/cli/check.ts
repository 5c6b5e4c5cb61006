import { Command } from 'commander';
import { storeLocation } from '../config/service.js';
import { documentJsonSchema } from '../ingest/format/json-schema.js';
import { importPaths } from '../ingest/run/import-run.js';
import { openExistingStore } from './existing-store.js';
import { type ImportOutputOptions, runImport } from './run-import.js';
import { requireTextOption, textsOption } from './text-options.js';

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
    .option(
      '--store <location>',
      'whose entities may be referred to; none where there is no such file [ASCRIBE_STORE, NEO4J_URI; ./data/ascribe.db]',
    )
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
  const location = storeLocation(options.store);
  const store = await openExistingStore(location);
  try {
    const against =
      store === null ? `against no store, as there is none at ${location}` : `against ${store.label}`;
    await runImport(options, against, (listeners) =>
      importPaths(store, paths, { ...options, ...listeners, checkOnly: true }),
    );
  } finally {
    await store?.close();
  }
}
