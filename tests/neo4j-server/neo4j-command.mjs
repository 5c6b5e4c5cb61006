import { Command } from 'commander';
import { neo4jCommand } from '#ascribe/cli/neo4j.js';

// Runs the command in a separate process, so tests can check its output and exit code.
await new Command('ascribe')
  .version('0.0.0')
  .enablePositionalOptions()
  .addCommand(neo4jCommand())
  .parseAsync();
