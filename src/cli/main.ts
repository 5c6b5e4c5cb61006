#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { AscribeError } from '../domain/errors.js';
import { backupCommand } from './backup.js';
import { checkCommand } from './check.js';
import { exportCommand } from './export.js';
import { importCommand } from './import.js';
import { keysCommand } from './keys.js';
import { neo4jCommand } from './neo4j.js';
import { policyCommand } from './policy.js';
import { restoreCommand } from './restore.js';
import { serveCommand } from './serve.js';

/** Exit codes: 0 success, 1 bad input or a failure, 2 wrong usage. */
async function main(): Promise<void> {
  // A reader such as `head` may close the pipe early; the command must still finish.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
  try {
    await createProgram().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else reportError(error);
  }
}

function createProgram(): Command {
  const ascribe = new Command('ascribe')
    .description(
      'A geopolitical knowledge graph of claims: who says what about whom, on what evidence, and how sure it is.',
    )
    .version(packageVersion(), '-V, --version', 'Print the version.')
    // Leaves the --version of `neo4j start` to that command.
    .enablePositionalOptions()
    .addHelpText('after', EXAMPLES);
  const commands = [
    serveCommand(),
    importCommand(),
    checkCommand(),
    exportCommand(),
    backupCommand(),
    restoreCommand(),
    policyCommand(),
    keysCommand(),
    neo4jCommand(),
  ];
  for (const command of commands) ascribe.addCommand(command);
  configure(ascribe);
  return ascribe;
}

const EXAMPLES = `
Exit codes: 0 success, 1 bad input or a failure, 2 wrong usage. ASCRIBE_DEBUG=1 adds a stack trace to errors.

Examples:
  $ ascribe check annotations/
  $ ascribe import annotations/ --store ./data/ascribe.db
  $ ascribe serve --load seeds
  $ ascribe export --statuses CONFIRMED,REPORTED > firm.jsonl`;

function configure(command: Command): void {
  command.exitOverride().helpOption('-h, --help', 'Show help.');
  if (command.commands.length > 0) command.helpCommand('help [command]', 'Show the help of a command.');
  command.commands.forEach(configure);
}

function reportError(error: unknown): void {
  process.exitCode = 1;
  const code = error instanceof AscribeError ? error.code : 'INTERNAL';
  process.stderr.write(`ascribe: ${code} ${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env.ASCRIBE_DEBUG) console.error(error);
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function packageVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** Exits once all output is written: a connection that a driver could not close would keep the process alive. */
async function flushAndExit(): Promise<never> {
  for (const stream of [process.stdout, process.stderr])
    await new Promise<void>((written) => stream.write('', () => written()));
  process.exit();
}

await main();
await flushAndExit();
