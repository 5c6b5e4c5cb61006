import { Command } from 'commander';
import { readConfig, type ServeOptions } from '../config/config.js';
import { AscribeError } from '../domain/errors.js';
import { serveOptions } from './options.js';

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

/** Reports errors in one line. */
async function run(options: ServeOptions): Promise<void> {
  try {
    const config = readConfig(options);
    // Loaded here so that the other commands start without GraphQL.
    const { serve } = await import('../app.js');
    await serve(config);
  } catch (error) {
    if (!(error instanceof AscribeError)) throw error;
    process.stderr.write(`ascribe serve: ${error.message}\n`);
    process.exitCode = 1;
  }
}
