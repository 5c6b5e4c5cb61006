import { Command } from 'commander';
import { restoreStore } from '../backup/restore.js';
import { readStoreConfig } from '../config/config.js';
import { storeOption } from './options.js';

interface Options {
  readonly store?: string;
  readonly force?: boolean;
}

/** `ascribe restore FILE` */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('make a store of a backup, or of an export of all statuses: whole, or not at all')
    .argument('<file>', 'a file of ascribe backup or of ascribe export')
    .addOption(storeOption())
    .option('--force', 'replace the SQLite file, and all that it holds')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, { store, force }: Options) => {
      const { store: location, neo4j } = readStoreConfig(store);
      await restoreStore(file, location, { force: force ?? false, neo4j });
      process.stdout.write(`${location} is restored from ${file}\n`);
    });
}

const EXAMPLES = `
The file is checked first, and the store must be empty. Stop the service that has it open before; nothing is changed where
one has. Whatever stops the restoration, the store is the old one or the new one.

Examples:
  $ ascribe restore ascribe-2031-04-12.db
  $ ascribe restore ascribe-2031-04-12.db --store ./data/ascribe.db --force
  $ ascribe restore graph.jsonl --store neo4j://localhost:7687`;
