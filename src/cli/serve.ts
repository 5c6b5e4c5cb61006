import { Command } from 'commander';
import { readConfig, type ServeOptions } from '../config/service.js';
import { AscribeError } from '../domain/errors.js';

/** `ascribe serve`: the GraphQL service. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('serve the graph over GraphQL, with GraphiQL in a browser')
    .option(
      '--store <location>',
      'a file for SQLite, or neo4j://… [ASCRIBE_STORE, NEO4J_URI; ./data/ascribe.db]',
    )
    .option('--host <address>', 'the address to listen on [ASCRIBE_HOST; 127.0.0.1]')
    .option('--port <number>', 'the port to listen on [ASCRIBE_PORT, PORT; 4000]')
    .option('--load <paths...>', 'annotated articles to import before it is ready [ASCRIBE_LOAD]')
    .option('--log-level <level>', 'silent, error, warn, info or debug; on stderr [ASCRIBE_LOG_LEVEL; info]')
    .option('--keys-file <file>', 'where ascribe keys keeps them [ASCRIBE_KEYS_FILE; ./data/keys.json]')
    .option('--require-key', 'answer questions only with a key, too [ASCRIBE_REQUIRE_KEY=true]')
    .option('--cors-origins <origins>', 'pages that may call, parted by commas [ASCRIBE_CORS_ORIGINS; none]')
    .option('--allowed-hosts <names>', 'further names that it goes by [ASCRIBE_ALLOWED_HOSTS]')
    .option('--introspection <on|off>', 'whether the schema can be asked for [ASCRIBE_INTROSPECTION; on]')
    .option('--graphiql <on|off>', 'whether a browser gets GraphiQL [ASCRIBE_GRAPHIQL; on]')
    .option(
      '--persisted-operations <path>',
      'a manifest, or a folder of .graphql files, to be asked for by id [ASCRIBE_PERSISTED_OPERATIONS]',
    )
    .option('--only-persisted', 'run nothing but these [ASCRIBE_ONLY_PERSISTED=true]')
    .addHelpText(
      'after',
      '\nMutations need a key: see ascribe keys, or ASCRIBE_API_KEYS=name:key,name:role:key.',
    )
    .action((options: ServeOptions) => run(options));
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
