import { join, relative } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { readNeo4jHome } from '../config/config.js';
import { AscribeError } from '../domain/errors.js';
import { type RunningServer, serverStatus, startServer, stopServer } from '../neo4j-server/index.js';
import { findRelease, RELEASES } from '../neo4j-server/releases.js';
import { neo4jHomeOption } from './options.js';

interface HomeOptions {
  readonly home?: string;
  readonly json?: boolean;
}

interface StartCommandOptions extends HomeOptions {
  readonly version?: string;
  readonly port?: number;
  readonly httpPort?: number;
  readonly heap: string;
}

/** `ascribe neo4j start|stop|status`: a real Neo4j in the background, without Docker. */
export function neo4jCommand(): Command {
  const neo4j = new Command('neo4j')
    .description('run a Neo4j server on this machine, without Docker (needs Java, and Maven once)')
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

  neo4j
    .command('start')
    .description('start the server in the background and wait until it answers')
    .addOption(neo4jHomeOption())
    .addOption(
      new Option(
        '--version <version>',
        `Neo4j to run: ${RELEASES.map(({ line }) => line).join(' or ')}`,
      ).argParser(parseVersion),
    )
    .option(
      '--port <port>',
      'port of Bolt; 0 for any that is free (default: the last one, else 7687)',
      parsePort,
    )
    .option(
      '--http-port <port>',
      'port of HTTP; 0 for any that is free (default: the last one, else 7474)',
      parsePort,
    )
    .option('--heap <size>', 'memory of the Java heap', parseHeapSize, '1g')
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', START_EXAMPLES)
    .action((options: StartCommandOptions) => withErrorReport(() => start(options)));

  neo4j
    .command('stop')
    .description('stop the server in good order')
    .addOption(neo4jHomeOption())
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', '\nExample:\n  $ ascribe neo4j stop')
    .action((options: HomeOptions) => withErrorReport(() => stop(options)));

  neo4j
    .command('status')
    .description('tell whether the server runs, and where; exit code 1 if it does not')
    .addOption(neo4jHomeOption())
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ ascribe neo4j status\n  $ ascribe neo4j status --json | jq -r .uri',
    )
    .action((options: HomeOptions) => withErrorReport(() => status(options)));

  return neo4j;
}

const START_EXAMPLES = `
Examples:
  $ ascribe neo4j start
  $ ascribe neo4j start --version 2026 --home ./data/neo4j-2026 --port 7690
  $ ascribe serve --store bolt://127.0.0.1:7687`;

async function start(options: StartCommandOptions): Promise<void> {
  const { json, ...asked } = options;
  const home = readNeo4jHome(asked.home);
  const server = await startServer({
    ...asked,
    home,
    onProgress: (line) => process.stderr.write(`${line}\n`),
  });
  if (json) return printJson({ running: true, ...server });
  const state = server.alreadyRunning ? 'is already running' : 'is running';
  print(
    `Neo4j ${server.version} ${state} (process ${server.pid}).`,
    formatConnection(server),
    formatEnvironment(server),
  );
}

async function stop({ home: folder, json }: HomeOptions): Promise<void> {
  const home = readNeo4jHome(folder);
  const { stopped } = await stopServer(home);
  if (json) return printJson({ running: false, stopped });
  print(stopped ? 'Neo4j is stopped.' : `No Neo4j was running in ${home}.`);
}

async function status({ home: folder, json }: HomeOptions): Promise<void> {
  const home = readNeo4jHome(folder);
  const server = await serverStatus(home);
  if (server === undefined) process.exitCode = 1;
  if (json) return printJson({ running: server !== undefined, ...server });
  if (server === undefined) return print(`No Neo4j is running in ${home}; ascribe neo4j start starts one.`);
  print(`Neo4j ${server.version} is running (process ${server.pid}).`, formatConnection(server));
}

function formatConnection(server: RunningServer): string {
  return [
    `  URI       ${server.uri}`,
    ...(server.httpUri ? [`  HTTP      ${server.httpUri}`] : []),
    `  username  ${server.username}`,
    `  password  kept in ${displayPath(server.passwordFile)}`,
    `  home      ${displayPath(server.home)}`,
  ].join('\n');
}

function formatEnvironment(server: RunningServer): string {
  const quoted = `'${displayPath(server.passwordFile).replaceAll("'", "'\\''")}'`;
  return [
    `ascribe --store ${server.uri} finds the password of the default home by itself; for all else:\n`,
    `  export NEO4J_URI=${server.uri}`,
    `  export NEO4J_USERNAME=${server.username}`,
    `  export NEO4J_PASSWORD="$(cat ${quoted})"`,
  ].join('\n');
}

/** A path as one would type it: relative as long as that does not climb out of this folder. */
function displayPath(path: string): string {
  const way = relative(process.cwd(), path);
  return way === '' ? '.' : way.startsWith('..') ? path : join(way);
}

function parsePort(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65_535) return value;
  throw new InvalidArgumentError('Expected a port, 0 to 65535.');
}

function parseHeapSize(text: string): string {
  if (/^\d+[mg]$/i.test(text)) return text;
  throw new InvalidArgumentError('Expected a size such as 512m or 2g.');
}

function parseVersion(name: string): string {
  try {
    return findRelease(name).line;
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

/** Says a failure in one line, then what the server wrote last, if anything. */
async function withErrorReport(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AscribeError)) throw error;
    process.exitCode = 1;
    process.stderr.write(`ascribe neo4j: ${error.message}\n`);
    if (typeof error.cause === 'string' && error.cause !== '') process.stderr.write(`\n${error.cause}\n`);
  }
}

/** Paragraphs, in one write: a reader such as `head` that has enough closes the pipe after it. */
function print(...paragraphs: readonly string[]): void {
  process.stdout.write(`${paragraphs.join('\n\n')}\n`);
}

function printJson(answer: object): void {
  print(JSON.stringify(answer, null, 2));
}
