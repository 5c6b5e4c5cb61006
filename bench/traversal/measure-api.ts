import { isDeepStrictEqual } from 'node:util';
import type { Driver } from 'neo4j-driver';
import type { Store } from '#ascribe/store/store.js';
import { openAscribeGraphql } from './ascribe-graphql.js';
import { commonShape } from './common-shape.js';
import { DIRECTED_PREDICATES, STATUSES } from './filter.js';
import { measureInterleaved, type Percentiles } from './measure-interleaved.js';
import { openNeo4jGraphql } from './neo4j-graphql.js';
import type { Start, Starts } from './starts.js';

export interface ApiResult {
  readonly name: string;
  readonly from: keyof Starts;
  readonly times: Readonly<Record<string, Percentiles>>;
}

/** The same question in the schema of ascribe and in that of @neo4j/graphql. */
export interface ApiQuery {
  readonly name: string;
  readonly ascribe: string;
  readonly neo4jGraphql: string;
}

const FIRST = 10;
const CITATION = 'quote stance modality article { id title source { id name } }';
const CITED = {
  ascribe: `citations(first: ${FIRST}) { nodes { ${CITATION} } }`,
  neo4jGraphql: `citations(limit: ${FIRST}, sort: [{ orderKey: ASC }]) { ${CITATION} }`,
};

const ascribeFields = (hops: number, more: string): string =>
  hops === 0
    ? ''
    : `claims(statuses: $statuses, where: { predicates: $predicates }, direction: OUT, first: ${FIRST})
       { nodes { id predicate status confidence ${more} object { id name ${ascribeFields(hops - 1, more)} } } }`;
const neo4jGraphqlFields = (hops: number, more: string): string =>
  hops === 0
    ? ''
    : `subjectOf(where: { status: { in: $statuses }, predicate: { in: $predicates } }, limit: ${FIRST}, sort: [{ orderKey: ASC }])
       { id predicate status confidence ${more} object { id name ${neo4jGraphqlFields(hops - 1, more)} } }`;

const apiQuery = (name: string, hops: number, more = { ascribe: '', neo4jGraphql: '' }): ApiQuery => ({
  name,
  ascribe: `query ($id: ID!, $statuses: [ClaimStatus!]!, $predicates: [Predicate!])
         { entity(id: $id) { id name ${ascribeFields(hops, more.ascribe)} } }`,
  neo4jGraphql: `query ($id: String!, $statuses: [String!]!, $predicates: [String!]!)
           { entities(where: { id: { eq: $id } }) { id name ${neo4jGraphqlFields(hops, more.neo4jGraphql)} } }`,
});

export const ONE_HOP = apiQuery('one hop with citations, articles and sources', 1, CITED);
const API_QUERIES: readonly ApiQuery[] = [ONE_HOP, apiQuery('two hops', 2), apiQuery('three hops', 3)];

interface MeasureOptions {
  readonly stores: Readonly<Record<string, Store>>;
  readonly driver: Driver | undefined;
  readonly starts: Starts;
  readonly only: RegExp;
  readonly say: (line: string) => void;
}

/** Executes GraphQL in this process on all sides. Throws if any two return different results. */
export async function measureApi({
  stores,
  driver,
  starts,
  only,
  say,
}: MeasureOptions): Promise<ApiResult[]> {
  const library = driver === undefined ? undefined : await openNeo4jGraphql(driver);
  const results: ApiResult[] = [];
  for (const question of API_QUERIES.filter(({ name }) => only.test(name)))
    for (const from of ['ordinary', 'hubs'] as const) {
      say(`${question.name}, ${from}`);
      const asked = {
        ...Object.fromEntries(
          Object.entries(stores).map(([name, store]) => [name, openAscribeGraphql(store)(question.ascribe)]),
        ),
        ...(library && { '@neo4j/graphql': library(question.neo4jGraphql) }),
      };
      const candidates = Object.fromEntries(
        Object.entries(asked).map(([name, ask]) => [
          name,
          ({ from }: Start) => ask({ id: from, statuses: STATUSES, predicates: DIRECTED_PREDICATES }),
        ]),
      );
      for (const start of starts[from].slice(0, 5)) await requireSameResult(question.name, candidates, start);
      results.push({ name: question.name, from, times: await measureInterleaved(candidates, starts[from]) });
    }
  return results;
}

type Candidates = Readonly<Record<string, (start: Start) => Promise<unknown>>>;

async function requireSameResult(name: string, candidates: Candidates, start: Start): Promise<void> {
  const answers: [string, unknown][] = [];
  for (const [side, ask] of Object.entries(candidates)) answers.push([side, commonShape(await ask(start))]);
  const [[first, one] = ['', null], ...others] = answers;
  for (const [other, answer] of others)
    if (!isDeepStrictEqual(answer, one))
      throw new Error(`${name} from ${start.from}: ${first} and ${other} return different results`);
}
