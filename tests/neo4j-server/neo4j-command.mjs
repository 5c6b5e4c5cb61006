import { Command } from 'commander';
import { neo4jCommand } from '#ascribe/cli/neo4j.js';

// The command as a program of its own, so that a test sees what a shell sees: output, errors and exit codes.
await new Command('ascribe')
  .version('0.0.0')
  .enablePositionalOptions()
  .addCommand(neo4jCommand())
  .parseAsync();
