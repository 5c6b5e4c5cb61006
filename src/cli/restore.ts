import { Command } from 'commander';
import { restoreStore } from '../backup/restore.js';
import { readStoreConfig } from '../config/config.js';
import { storeOption } from './options.js';
import { handleStopSignals } from './signals/stop-signals.js';

interface Options {
  readonly store?: string;
  readonly force?: boolean;
}

/** `ascribe restore FILE` */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('Restore a store from a backup, or from an export with all statuses.')
    .argument('<file>', 'File written by ascribe backup or ascribe export.')
    .addOption(storeOption())
    .option('--force', 'Replace the SQLite file and everything in it.')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, { store, force }: Options) => {
      const { store: location, neo4j } = readStoreConfig(store);
      const stop = handleStopSignals();
      try {
        await restoreStore(file, location, { force: force ?? false, neo4j, signal: stop.signal });
        process.stdout.write(`restored ${location} from ${file}\n`);
      } catch (error) {
        if (!stop.signal.aborted) throw error;
        process.exitCode = stop.exitCode() ?? 1;
        process.stderr.write(`stopped: ${location} is as it was\n`);
      } finally {
        stop.dispose();
      }
    });
}

const EXAMPLES = `
The file is checked first, and the store must be empty. Stop the service before you restore with --force; if a process
still has the SQLite file open, nothing changes. An interrupted restore leaves the old store or the new one, never a
mixture.

Examples:
  $ ascribe restore ascribe-2031-04-12.db
  $ ascribe restore ascribe-2031-04-12.db --store ./data/ascribe.db --force
  $ ascribe restore graph.jsonl --store neo4j://localhost:7687`;
