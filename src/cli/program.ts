import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { Command, CommanderError } from 'commander';
import { readOntologyPaths } from '../config/config.js';
import type { ErrorCode } from '../domain/errors.js';
import { addWords } from '../domain/ontology.js';
import { programFile } from '../files/program-file.js';
import { toWriteError } from '../files/write-error.js';
import { backupCommand } from './backup.js';
import { checkCommand } from './check.js';
import { convertCommand } from './convert.js';
import { eraseCommand } from './erase.js';
import { exportCommand } from './export.js';
import { importCommand } from './import.js';
import { initCommand } from './init.js';
import { keysCommand } from './keys.js';
import { neo4jCommand } from './neo4j.js';
import { ontologyCommand } from './ontology.js';
import { ontologyOption } from './options.js';
import { policyCommand } from './policy/policy.js';
import { reportError } from './report-error.js';
import { restoreCommand } from './restore.js';
import { schemaCommand } from './schema.js';
import { serveCommand } from './serve.js';
import { verifyCommand } from './verify.js';

/** Runs the command of the command line and exits: 0 for success, 1 for bad input or a failure, 2 for wrong usage. */
export async function runProgram(): Promise<never> {
  await runCommand();
  return flushAndExit();
}

async function runCommand(): Promise<void> {
  // A reader such as `head` may close the pipe early; the command must still finish.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') outputError ??= error;
  });
  // There is no other place to report this.
  process.stderr.on('error', () => {});
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) process.on(event, exitWithError);
  try {
    await createProgram().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    // An export fails with its output.
    else if (outputError === null) reportError(error);
  }
}

/** The first error of writing to standard output. */
let outputError: Error | null = null;

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
    initCommand(),
    serveCommand(),
    importCommand(),
    checkCommand(),
    convertCommand(),
    exportCommand(),
    backupCommand(),
    restoreCommand(),
    verifyCommand(),
    policyCommand(),
    ontologyCommand(),
    schemaCommand(),
    eraseCommand(),
    keysCommand(),
    neo4jCommand(),
  ];
  for (const command of commands) ascribe.addCommand(command);
  configure(ascribe);
  ascribe.hook('preAction', (_, command) => addOntologyWords(command));
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
  command
    .exitOverride()
    .configureOutput({ outputError: reportUsageError })
    .helpOption('-h, --help', 'Show help.');
  if (command.commands.length > 0) command.helpCommand('help [command]', 'Show the help of a command.');
  const hasOption = (name: string) => command.options.some(({ long }) => long === name);
  if (hasOption('--store') && !hasOption('--ontology')) command.addOption(ontologyOption());
  command.commands.forEach(configure);
}

/** Adds the words of users' ontologies before a command reads documents or opens a store. */
async function addOntologyWords(command: Command): Promise<void> {
  if (!command.options.some(({ long }) => long === '--ontology')) return;
  const files = readOntologyPaths(command.opts<{ ontology?: readonly string[] }>().ontology);
  if (files.length === 0) return;
  const { requireOntologyFiles } = await import('../ontology-files/read-ontology-files.js');
  addWords(requireOntologyFiles(files));
}

/** Errors of usage have a code too. */
const reportUsageError = (text: string, write: (text: string) => void): void => {
  const code: ErrorCode = 'WRONG_USAGE';
  write(text.replace(/^error: /, `ascribe: ${code} `));
};

/** For errors that no code awaits. The state of the program is unknown after them. */
function exitWithError(error: unknown): never {
  reportError(error);
  process.exit(1);
}

function packageVersion(): string {
  const manifest = readFileSync(programFile('../package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** Exits once all output is written: a connection that a driver could not close would keep the process alive. */
async function flushAndExit(): Promise<never> {
  for (const stream of [process.stdout, process.stderr])
    await new Promise<void>((written) => stream.write('', () => written()));
  await setImmediate();
  if (outputError !== null) reportError(toWriteError('standard output', outputError));
  process.exit();
}
