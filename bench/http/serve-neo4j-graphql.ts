import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import neo4j from 'neo4j-driver';
import { buildLibrarySchema, requireAsLibrary } from '../traversal/neo4j-graphql.js';

/** The part of graphql-yoga that is used here, from its CommonJS build. */
interface Yoga {
  readonly createYoga: (options: { schema: object; context: object; graphiql: boolean }) => RequestListener;
}

/** Serves the schema of @neo4j/graphql for the graph at NEO4J_URI through a plain graphql-yoga. */
const { NEO4J_URI = '', NEO4J_USERNAME = '', NEO4J_PASSWORD = '' } = process.env;
const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USERNAME, NEO4J_PASSWORD), {
  disableLosslessIntegers: true,
});
const { createYoga } = requireAsLibrary('graphql-yoga') as Yoga;
const schema = await buildLibrarySchema(driver);
const server = createServer(createYoga({ schema, context: { executionContext: driver }, graphiql: false }));
server.listen(0, '127.0.0.1', () =>
  console.log(`ready at http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`),
);
