import { Command } from 'commander';
import { ontologyOption } from './options.js';

/** `ascribe schema` */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('Print the GraphQL schema in SDL, for code generators, linters and editors.')
    .option(
      '--possible-types',
      "Print the types of each interface and union as JSON, for Apollo Client's cache.",
    )
    .addOption(ontologyOption())
    .addHelpText('after', EXAMPLES)
    .action(print);
}

const EXAMPLES = `
The schema of a service with words of its own: pass the same --ontology. The package has both files: ascribe/schema.graphql and
ascribe/possible-types.json.

Examples:
  $ ascribe schema > schema.graphql
  $ ascribe schema --possible-types > possible-types.json
  $ ascribe schema --ontology river-desk.yaml > schema.graphql`;

async function print({ possibleTypes }: { readonly possibleTypes?: true }): Promise<void> {
  // Loaded here so that the other commands start without GraphQL.
  const sdl = await import('../api/sdl.js');
  process.stdout.write(possibleTypes ? sdl.printPossibleTypes() : sdl.printSdl());
}
