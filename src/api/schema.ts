import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { concatAST, type DocumentNode, type GraphQLSchema, parse, Source } from 'graphql';
import { programFile } from '../files/program-file.js';
import { withAsOfScope } from './execution/scoped-resolvers.js';
import { trackResponseSize } from './limits/response-size.js';
import { withOntologyTypes } from './ontology-types.js';
import { annotationQualityResolvers } from './resolvers/annotation-quality.js';
import { articleResolvers } from './resolvers/article.js';
import { attributionResolvers } from './resolvers/attribution.js';
import { citationResolvers } from './resolvers/citation.js';
import { claimResolvers } from './resolvers/claim.js';
import { comparisonResolvers } from './resolvers/comparison.js';
import { contradictionResolvers } from './resolvers/contradiction.js';
import { correctionResolvers } from './resolvers/correction.js';
import { declaredTextResolvers } from './resolvers/declared-text.js';
import { entityResolvers } from './resolvers/entity.js';
import { erasureResolvers } from './resolvers/erasure.js';
import { facetResolvers } from './resolvers/facets.js';
import { importResolvers } from './resolvers/import.js';
import { nodeResolvers } from './resolvers/node.js';
import { ontologyResolvers } from './resolvers/ontology.js';
import { roleResolvers } from './resolvers/role.js';
import { searchResolvers } from './resolvers/search.js';
import { subscriptionResolvers } from './resolvers/subscription.js';
import { timelineResolvers } from './resolvers/timeline.js';
import { traversalResolvers } from './resolvers/traversal.js';
import { valueResolvers } from './resolvers/value.js';
import { scalars } from './scalars.js';
import { withSharedDescriptions } from './shared-descriptions.js';

/** The SDL: one file per topic, in the package next to `dist`. */
const SCHEMA_FOLDER = programFile('../schema/');

/** Builds the executable schema from the SDL in schema/, the ontology and the resolvers. */
export function buildSchema(): GraphQLSchema {
  const sdl = withOntologyTypes(concatAST(listFiles(SCHEMA_FOLDER).map(parseFile)));
  const schema = makeExecutableSchema({
    typeDefs: withSharedDescriptions(sdl, parseFile(new URL('shared/descriptions.graphql', SCHEMA_FOLDER))),
    resolvers: [
      scalars,
      ...[
        nodeResolvers,
        entityResolvers,
        declaredTextResolvers,
        roleResolvers,
        claimResolvers,
        citationResolvers,
        articleResolvers,
        annotationQualityResolvers,
        valueResolvers,
        searchResolvers,
        facetResolvers,
        ontologyResolvers,
        importResolvers,
        correctionResolvers,
        erasureResolvers,
        contradictionResolvers,
        comparisonResolvers,
        attributionResolvers,
        traversalResolvers,
        timelineResolvers,
        subscriptionResolvers,
      ].map(withAsOfScope),
    ],
    inheritResolversFromInterfaces: true,
  });
  return trackResponseSize(schema);
}

/** An example query, shown in a tab of GraphiQL. */
export interface ExampleQuery {
  readonly name: string;
  readonly query: string;
}

/** The examples in schema/examples, sorted by file name. */
export function readExamples(): readonly ExampleQuery[] {
  return listFiles(new URL('examples/', SCHEMA_FOLDER)).map((file) => ({
    name: basename(file.pathname),
    query: readFileSync(file, 'utf8'),
  }));
}

/** The GraphQL files directly in a folder, sorted by name. */
function listFiles(folder: URL): URL[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => new URL(name, folder));
}

/** Parses a GraphQL file; a syntax error names the file. */
function parseFile(file: URL): DocumentNode {
  return parse(new Source(readFileSync(file, 'utf8'), basename(file.pathname)));
}
