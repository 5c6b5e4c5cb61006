import { readdirSync, readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import { withAsOfScope } from './execution/scoped-resolvers.js';
import { trackResponseSize } from './limits/response-size.js';
import { annotationQualityResolvers } from './resolvers/annotation-quality.js';
import { articleResolvers } from './resolvers/article.js';
import { attributionResolvers } from './resolvers/attribution.js';
import { citationResolvers } from './resolvers/citation.js';
import { claimResolvers } from './resolvers/claim.js';
import { comparisonResolvers } from './resolvers/comparison.js';
import { contradictionResolvers } from './resolvers/contradiction.js';
import { correctionResolvers } from './resolvers/correction.js';
import { entityResolvers } from './resolvers/entity.js';
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

/** The public contract: SDL, one file a topic, beside `dist` in the package. */
const SCHEMA_FOLDER = new URL('../../schema/', import.meta.url);

/** The schema in schema/ with its resolvers. */
export function buildSchema(): GraphQLSchema {
  const files = readdirSync(SCHEMA_FOLDER).filter((name) => name.endsWith('.graphql'));
  const schema = makeExecutableSchema({
    typeDefs: files.sort().map((name) => readFileSync(new URL(name, SCHEMA_FOLDER), 'utf8')),
    resolvers: [
      scalars,
      ...[
        nodeResolvers,
        entityResolvers,
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

/** An example query, for a tab of GraphiQL. */
export interface ExampleQuery {
  readonly name: string;
  readonly query: string;
}

/** The examples in schema/examples, in the order of their file names. */
export function readExamples(): readonly ExampleQuery[] {
  const folder = new URL('examples/', SCHEMA_FOLDER);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => ({ name, query: readFileSync(new URL(name, folder), 'utf8') }));
}
