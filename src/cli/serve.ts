import { Command } from 'commander';
import { readConfig, type ServeOptions } from '../config/config.js';
import { AscribeError } from '../domain/errors.js';
import { serveOptions } from './options.js';

/** `ascribe serve`: the GraphQL service. */
export function serveCommand(): Command {
  const serve = new Command('serve')
    .description('serve the graph over GraphQL, with GraphiQL in a browser')
    .addHelpText(
      'after',
      '\nMutations need a key: see ascribe keys, or ASCRIBE_API_KEYS=name:key,name:role:key.',
    )
    .action((options: ServeOptions) => run(options));
  for (const option of serveOptions()) serve.addOption(option);
  return serve;
}

/** Says why it cannot run in one line. */
async function run(options: ServeOptions): Promise<void> {
  try {
    const config = readConfig(options);
    // Loaded here, as the other commands need no GraphQL and should start at once.
    const { serve } = await import('../app.js');
    await serve(config);
  } catch (error) {
    if (!(error instanceof AscribeError)) throw error;
    process.stderr.write(`ascribe serve: ${error.message}\n`);
    process.exitCode = 1;
  }
}
