import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LoggedApp, startLoggedApp } from './logged-app.js';
import type { GraphqlResponse } from './service.js';

let shown: LoggedApp;
let hidden: LoggedApp;

beforeAll(async () => {
  shown = await startLoggedApp();
  hidden = await startLoggedApp({
    ASCRIBE_INTROSPECTION: 'off',
    ASCRIBE_GRAPHIQL: 'off',
    ASCRIBE_EXPLORER: 'off',
  });
});
afterAll(() => Promise.all([shown.stop(), hidden.stop()]));

async function ask(service: LoggedApp, query: string, variables: object = {}): Promise<GraphqlResponse> {
  const response = await fetch(`${service.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as GraphqlResponse;
}

describe('a service without introspection', () => {
  it.each(['{ __schema { queryType { name } } }', '{ __type(name: "Claim") { name } }'])(
    'refuses %s',
    async (query) => {
      expect((await ask(shown, query)).errors).toBeUndefined();
      const { data, errors } = await ask(hidden, query);
      expect(data).toBeUndefined();
      expect(errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    },
  );

  it.each<[string, string, object]>([
    ['field', '{ entitys { nodes { id } } }', {}],
    ['type', '{ entity(id: "x") { ... on Actr { name } } }', {}],
    ['argument', '{ entity(idd: "x") { name } }', {}],
    ['value', '{ claims(statuses: [REPORTD]) { totalCount } }', {}],
    ['part of an object', '{ claims(statuses: [REPORTED], where: { asessed: true }) { totalCount } }', {}],
    ['selection', '{ entity }', {}],
    [
      'value of a variable',
      'query ($s: [ClaimStatus!]!) { claims(statuses: $s) { totalCount } }',
      { s: ['REPORTD'] },
    ],
  ])('suggests no name for a mistyped %s', async (_, query, variables) => {
    const helped = JSON.stringify((await ask(shown, query, variables)).errors);
    expect(helped).toContain('Did you mean');
    // The second request can be answered from the document cache.
    for (let time = 0; time < 2; time++) {
      const { data, errors = [] } = await ask(hidden, query, variables);
      expect(data).toBeUndefined();
      expect(errors.length).toBeGreaterThan(0);
      expect(JSON.stringify(errors)).not.toMatch(/did you mean/i);
      for (const { message } of errors) expect(message.trim()).not.toBe('');
    }
  });

  it('answers queries with __typename', async () => {
    expect(await ask(hidden, '{ __typename entities { nodes { __typename id } } }')).toEqual({
      data: { __typename: 'Query', entities: { nodes: [] } },
    });
  });
});

it('a service without GraphiQL and the Explorer serves no page to browsers', async () => {
  const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
  expect((await fetch(`${shown.url}/graphql`, { headers })).headers.get('content-type')).toContain(
    'text/html',
  );
  const answer = await fetch(`${hidden.url}/graphql`, { headers });
  expect(answer.headers.get('content-type')).toContain('application/json');
  expect((await fetch(hidden.url)).status).toBe(404);
  const asked = await fetch(`${hidden.url}/graphql?query={__typename}`, { headers });
  expect(await asked.json()).toEqual({ data: { __typename: 'Query' } });
});
