import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Driver } from 'neo4j-driver';

/** The part of @neo4j/graphql that is used here. It is installed separately: see bench/README.md. */
interface Library {
  readonly Neo4jGraphQL: new (options: {
    typeDefs: string;
    driver: Driver;
  }) => { getSchema(): Promise<object> };
}
interface GraphqlJs {
  readonly parse: (text: string) => object;
  readonly execute: (asked: object) => Promise<{ data?: unknown; errors?: readonly Error[] }>;
}

export type PrepareQuery = (text: string) => (variables: Record<string, unknown>) => Promise<unknown>;

/** The nodes and relationships that ascribe writes, in the type definitions of the library. */
const TYPE_DEFS = `
  type Entity @node {
    id: String!
    name: String!
    subjectOf: [Claim!]! @relationship(type: "SUBJECT", direction: IN)
  }
  type Claim @node {
    id: String!
    subjectId: String!
    predicate: String!
    status: String!
    confidence: Int
    orderKey: String!
    object: [Entity!]! @relationship(type: "OBJECT", direction: OUT)
    citations: [Citation!]! @relationship(type: "EVIDENCE_FOR", direction: IN)
  }
  type Citation @node {
    id: String!
    quote: String!
    stance: String!
    modality: String!
    orderKey: String!
    article: [Article!]! @relationship(type: "FROM", direction: OUT)
    assertedBy: [Entity!]! @relationship(type: "ASSERTED_BY", direction: OUT)
  }
  type Article @node {
    id: String!
    title: String!
    source: [Source!]! @relationship(type: "PUBLISHED_BY", direction: OUT)
  }
  type Source @node {
    id: String!
    name: String!
  }`;

const HOME = new URL('../../../neo4j-graphql/', import.meta.url);
/** Loads CommonJS builds as the library does, because graphql-js refuses a schema that another copy of it made. */
export const requireAsLibrary = createRequire(new URL('package.json', HOME));

export const isLibraryInstalled = (): boolean => existsSync(new URL('node_modules/@neo4j/graphql', HOME));

/** The schema that the library makes for the graph of ascribe. */
export async function buildLibrarySchema(driver: Driver): Promise<object> {
  const { Neo4jGraphQL } = requireAsLibrary('@neo4j/graphql') as Library;
  return await new Neo4jGraphQL({ typeDefs: TYPE_DEFS, driver }).getSchema();
}

/** Executes the schema of the library with the version of graphql-js that ascribe uses, in its CommonJS build. */
export async function openNeo4jGraphql(driver: Driver): Promise<PrepareQuery> {
  const { parse, execute } = requireAsLibrary('graphql') as GraphqlJs;
  const schema = await buildLibrarySchema(driver);
  return (text) => {
    const document = parse(text);
    return async (variables) => {
      const contextValue = { executionContext: driver };
      const { data, errors } = await execute({ schema, document, variableValues: variables, contextValue });
      if (errors?.[0] !== undefined) throw errors[0];
      return data;
    };
  };
}
