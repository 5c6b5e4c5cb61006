import { Command } from 'commander';
import { backUpStore } from '../backup/backup.js';
import { readStoreConfig } from '../config/config.js';
import { storeOption } from './options.js';
import { createProgressBar } from './progress.js';
import { handleStopSignals } from './stop-signals.js';

interface Options {
  readonly store?: string;
  readonly force?: boolean;
}

/** `ascribe backup FILE` */
export function backupCommand(): Command {
  return new Command('backup')
    .description('write all that the store holds into a file, while it is in use')
    .argument('<file>', 'where to; of Neo4j, a name that ends in .jsonl')
    .addOption(storeOption())
    .option('--force', 'replace the file where it is there already')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

const EXAMPLES = `
Of SQLite it is a database with all history, checked before it gets its name. Of Neo4j it is an export of all statuses:
all that stands, and not how it came to stand so.

Examples:
  $ ascribe backup ascribe-2031-04-12.db
  $ ascribe backup /backups/latest.db --store ./data/ascribe.db --force
  $ ascribe backup graph.jsonl --store neo4j://localhost:7687`;

async function run(file: string, { store, force }: Options): Promise<void> {
  const { store: location, neo4j } = readStoreConfig(store);
  const progress = createProgressBar(process.stderr, 'articles');
  const stop = handleStopSignals();
  try {
    await backUpStore(location, file, {
      force: force ?? false,
      neo4j,
      signal: stop.signal,
      onProgress: (done, total) => progress.show({ phase: 'exporting', done, total }),
    });
    process.stdout.write(`${file} holds all of the store\n`);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    process.exitCode = stop.exitCode() ?? 1;
  } finally {
    progress.end();
    stop.end();
  }
}
