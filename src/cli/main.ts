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

/** 0 good, 1 bad input or a failure, 2 bad use. */
async function main(): Promise<void> {
  // Who closes the pipe early (`| head`) has read enough; that must not break a run.
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
      'A geopolitical knowledge graph of claims: who says what about whom, on what evidence, how sure.',
    )
    .version(packageVersion(), '-V, --version')
    // So that `neo4j start --version` is that command's own option.
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
  throwOnUsageError(ascribe);
  return ascribe;
}

const EXAMPLES = `
Examples:
  $ ascribe check annotations/
  $ ascribe import annotations/ --store ./data/ascribe.db
  $ ascribe serve --load seeds
  $ ascribe export --statuses CONFIRMED,REPORTED > firm.jsonl`;

function throwOnUsageError(command: Command): void {
  command.exitOverride();
  command.commands.forEach(throwOnUsageError);
}

function reportError(error: unknown): void {
  process.exitCode = 1;
  const known = error instanceof AscribeError;
  const code = known ? error.code : 'INTERNAL';
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

/**
 * Ends the program when all that it said is written. What a driver could not close, such as a socket to a server that took the
 * connection and never said a word, would keep it alive for ever.
 */
async function flushAndExit(): Promise<never> {
  for (const stream of [process.stdout, process.stderr])
    await new Promise<void>((written) => stream.write('', () => written()));
  process.exit();
}

await main();
await flushAndExit();
