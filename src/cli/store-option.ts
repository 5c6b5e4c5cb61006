import { Option } from 'commander';

/** Of every command that reads or writes a store. */
export function storeOption(): Option {
  return new Option(
    '--store <location>',
    'a file for SQLite, or neo4j://… [ASCRIBE_STORE, NEO4J_URI; ./data/ascribe.db]',
  );
}
