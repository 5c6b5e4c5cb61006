import { Command } from 'commander';
import { readConfig, type ServeOptions } from '../config/config.js';
import { serveOptions } from './options.js';
import { handleServiceStop } from './signals/service-stop.js';

/** `ascribe serve`: the GraphQL service. */
export function serveCommand(): Command {
  const serve = new Command('serve')
    .description('Serve the graph over GraphQL, with GraphiQL for browsers.')
    .addHelpText('after', EXAMPLES)
    .action((options: ServeOptions) => run(options));
  for (const option of serveOptions()) serve.addOption(option);
  return serve;
}

const EXAMPLES = `
Mutations need an API key: create one with ascribe keys, or set ASCRIBE_API_KEYS. docs/settings.md lists all variables.

Examples:
  $ ascribe serve --load seeds
  $ ascribe serve --store neo4j://localhost:7687 --port 8080
  $ ascribe serve --require-key --cors-origins https://desk.example`;

/** Runs the service until it is told to stop. */
async function run(options: ServeOptions): Promise<never> {
  const stop = handleServiceStop(process.env);
  const config = readConfig(options);
  // Loaded here so that the other commands start without GraphQL.
  const { startApp } = await import('../app.js');
  const { createLogger } = await import('../observability/log.js');
  const log = createLogger(config.logLevel);
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const app = await startApp(config, { print, log }, stop.signal);
  // After an uncaught exception the state of the process is unknown.
  process.removeAllListeners('uncaughtException').once('uncaughtException', (error) => {
    log.fatal({ err: error }, 'exiting after an uncaught exception');
    process.exit(1);
  });
  // A rejection leaves the process usable: for example, a second failed item of a list that already failed.
  process
    .removeAllListeners('unhandledRejection')
    .on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
  if (!stop.signal.aborted) print(`ascribe is ready at ${app.url} (${app.store.label})`);
  const reason = await stop.requested;
  log.info(`stopping because of ${reason}: waiting for running requests`);
  await app.close();
  process.exit(0);
}
