import { readFileSync } from 'node:fs';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  changedSince,
  type HistoryService,
  NOW_AND_THEN,
  type NowAndThen,
  startHistoryService,
  withoutTypenames,
} from './history-service.js';

let history: HistoryService;
beforeAll(async () => {
  history = await startHistoryService();
});
afterAll(() => history.service.close());

/** As the package carries them. */
const possibleTypes: Record<string, string[]> = JSON.parse(readFileSync('dist/possible-types.json', 'utf8'));

function createClient() {
  return new ApolloClient({
    cache: new InMemoryCache({ possibleTypes }),
    link: new HttpLink({ uri: `${history.service.url}/graphql` }),
  });
}

it('Apollo Client reads two moments and two windows of one query back from its cache as the service gave them', async () => {
  const client = createClient();
  const variables = { earlier: history.earlier };
  const query = gql(NOW_AND_THEN);
  const answer: NowAndThen = await history.service.data(NOW_AND_THEN, variables);
  expect(changedSince(answer).length).toBeGreaterThan(1);
  await client.query({ query, variables, fetchPolicy: 'network-only' });
  expect(withoutTypenames(client.readQuery({ query, variables }))).toEqual(answer);
});

it('Apollo Client keeps them apart when they come in separate queries, in any order', async () => {
  const client = createClient();
  const one = (asOf = '', during = '') =>
    `{ claims(statuses: [CONFIRMED, REPORTED, ALLEGED, DISPUTED, DENIED], first: 60, where: { subjectIds: ["arland", "iran"]${during} }${asOf}) { nodes { id status confidence } } }`;
  const queries = [
    one(`, asOf: "${history.earlier}"`),
    one(),
    one('', ', during: "2009"'),
    one('', ', during: "2001"'),
  ];
  for (const query of queries) await client.query({ query: gql(query) });
  for (const query of queries)
    expect(withoutTypenames(client.readQuery({ query: gql(query) }))).toEqual(
      await history.service.data(query),
    );
});
