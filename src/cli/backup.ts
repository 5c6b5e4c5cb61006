import { Command } from 'commander';
import { backUpStore } from '../backup/backup.js';
import { readStoreConfig } from '../config/config.js';
import { storeOption } from './options.js';
import { createProgressBar } from './progress.js';
import { handleStopSignals } from './signals/stop-signals.js';

interface Options {
  readonly store?: string;
  readonly force?: boolean;
}

/** `ascribe backup FILE` */
export function backupCommand(): Command {
  return new Command('backup')
    .description('Back up the store to a file, also while it is in use.')
    .argument('<file>', 'File to write. For Neo4j its name must end in .jsonl.')
    .addOption(storeOption())
    .option('--force', 'Replace the file if it exists.')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

const EXAMPLES = `
The backup of an SQLite store is a database with the complete history, checked before it gets its name. The backup of a
Neo4j store is an export with all statuses: the current state, without its history.

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
    process.stdout.write(`backed up ${location} to ${file}\n`);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    process.exitCode = stop.exitCode() ?? 1;
  } finally {
    progress.clear();
    stop.dispose();
  }
}
