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

/** Executes the schema of the library with the version of graphql-js that ascribe uses, in its CommonJS build. */
export async function openNeo4jGraphql(driver: Driver): Promise<PrepareQuery> {
  const require = createRequire(new URL('../../../neo4j-graphql/package.json', import.meta.url));
  const { Neo4jGraphQL } = require('@neo4j/graphql') as Library;
  const { parse, execute } = require('graphql') as GraphqlJs;
  const schema = await new Neo4jGraphQL({ typeDefs: TYPE_DEFS, driver }).getSchema();
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
