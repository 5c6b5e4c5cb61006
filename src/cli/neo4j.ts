import { join, relative } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { readNeo4jHome } from '../config/config.js';
import { AscribeError } from '../domain/errors.js';
import {
  type RunningServer,
  runAdmin,
  serverStatus,
  startServer,
  stopServer,
} from '../neo4j-server/index.js';
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

interface AdminCommandOptions {
  readonly home?: string;
  readonly version?: string;
}

/** `ascribe neo4j start|stop|status|admin` */
export function neo4jCommand(): Command {
  const neo4j = new Command('neo4j')
    .description(
      'Run a Neo4j server on this machine without Docker. Needs Java, and Maven for the first start.',
    )
    .enablePositionalOptions()
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .addHelpText('after', EXAMPLES);

  neo4j
    .command('start')
    .description('Start the server in the background and wait until it is ready.')
    .addOption(neo4jHomeOption())
    .addOption(versionOption())
    .option(
      '--port <port>',
      'Bolt port; 0 chooses a free one. Default: that of the last start, or 7687.',
      parsePort,
    )
    .option(
      '--http-port <port>',
      'HTTP port; 0 chooses a free one. Default: that of the last start, or 7474.',
      parsePort,
    )
    .option('--heap <size>', 'Size of the Java heap.', parseHeapSize, '1g')
    .option('--json', 'Print the result as JSON.')
    .addHelpText('after', START_EXAMPLES)
    .action((options: StartCommandOptions) => withErrorReport(() => start(options)));

  neo4j
    .command('stop')
    .description('Stop the server.')
    .addOption(neo4jHomeOption())
    .option('--json', 'Print the result as JSON.')
    .addHelpText('after', '\nExample:\n  $ ascribe neo4j stop')
    .action((options: HomeOptions) => withErrorReport(() => stop(options)));

  neo4j
    .command('status')
    .description('Show whether and where the server runs. Exit code 1 if it does not.')
    .addOption(neo4jHomeOption())
    .option('--json', 'Print the result as JSON.')
    .addHelpText(
      'after',
      '\nExamples:\n  $ ascribe neo4j status\n  $ ascribe neo4j status --json | jq -r .uri',
    )
    .action((options: HomeOptions) => withErrorReport(() => status(options)));

  neo4j
    .command('admin')
    .description(
      "Run neo4j-admin, Neo4j's tool for maintenance, on the data of the server. Most of its commands need the server stopped.",
    )
    .argument('[arguments...]', 'Arguments of neo4j-admin. The first ends the options of ascribe.')
    .addOption(neo4jHomeOption())
    .addOption(versionOption())
    .passThroughOptions()
    .addHelpText('after', ADMIN_EXAMPLES)
    .action((args: readonly string[], options: AdminCommandOptions) =>
      withErrorReport(() => admin(args, options)),
    );

  return neo4j;
}

const versionOption = () =>
  new Option(
    '--version <version>',
    `Neo4j version: ${RELEASES.map(({ line }) => line).join(' or ')}.`,
  ).argParser(parseVersion);

const EXAMPLES = `
Examples:
  $ ascribe neo4j start
  $ ascribe serve --store bolt://127.0.0.1:7687
  $ ascribe neo4j stop`;

const START_EXAMPLES = `
Examples:
  $ ascribe neo4j start
  $ ascribe neo4j start --version 2026 --home ./data/neo4j-2026 --port 7690
  $ ascribe serve --store bolt://127.0.0.1:7687`;

const ADMIN_EXAMPLES = `
Examples:
  $ ascribe neo4j admin database info
  $ NEO4J_ADMIN='npx ascribe neo4j admin' sh bulk/import.sh`;

async function start(options: StartCommandOptions): Promise<void> {
  const { json, ...settings } = options;
  const home = readNeo4jHome(settings.home);
  const server = await startServer({
    ...settings,
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

async function admin(args: readonly string[], { home, version }: AdminCommandOptions): Promise<void> {
  process.exitCode = await runAdmin(args, {
    home: readNeo4jHome(home),
    version,
    onProgress: (line) => process.stderr.write(`${line}\n`),
  });
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
  if (server === undefined)
    return print(`No Neo4j is running in ${home}. Start one with ascribe neo4j start.`);
  print(`Neo4j ${server.version} is running (process ${server.pid}).`, formatConnection(server));
}

function formatConnection(server: RunningServer): string {
  return [
    `  URI       ${server.uri}`,
    ...(server.httpUri ? [`  HTTP      ${server.httpUri}`] : []),
    `  username  ${server.username}`,
    `  password  stored in ${displayPath(server.passwordFile)}`,
    `  home      ${displayPath(server.home)}`,
  ].join('\n');
}

function formatEnvironment(server: RunningServer): string {
  const quoted = `'${displayPath(server.passwordFile).replaceAll("'", "'\\''")}'`;
  return [
    `ascribe --store ${server.uri} finds the password in the default home. For other programs, or another home:\n`,
    `  export NEO4J_URI=${server.uri}`,
    `  export NEO4J_USERNAME=${server.username}`,
    `  export NEO4J_PASSWORD="$(cat ${quoted})"`,
  ].join('\n');
}

/** A path as a user would type it: relative if it is below the current folder. */
function displayPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere === '' ? '.' : fromHere.startsWith('..') ? path : join(fromHere);
}

function parsePort(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65_535) return value;
  throw new InvalidArgumentError('Expected a port from 0 to 65535.');
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

/** Reports a failure in one line, followed by the last output of the server, if any. */
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

/** Prints paragraphs in one write, because a reader such as `head` may close the pipe after the first. */
function print(...paragraphs: readonly string[]): void {
  process.stdout.write(`${paragraphs.join('\n\n')}\n`);
}

function printJson(result: object): void {
  print(JSON.stringify(result, null, 2));
}
