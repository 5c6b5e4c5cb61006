import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SEEDS, type Service, startService } from './service.js';

let service: Service;
beforeAll(async () => {
  service = await startService({ load: SEEDS });
});
afterAll(() => service.close());

describe('a query that is sent again', () => {
  const CLAIMS = 'claims(statuses: [CONFIRMED, REPORTED, ALLEGED, DISPUTED], first: 20)';
  const QUERY = `query ($n: Int!, $titled: Boolean!) {
    ${CLAIMS} { nodes { id citations(first: $n) { nodes { quote ...Titled @include(if: $titled) } } } }
  }
  fragment Titled on Citation { article { title } }`;

  it('is answered by its new variables, as if it were new', async () => {
    const few = await service.ask(QUERY, { n: 1, titled: false });
    const many = await service.ask(QUERY, { n: 5, titled: true });
    expect(many).not.toEqual(few);
    expect(many).toEqual(await service.ask(`# new\n${QUERY}`, { n: 5, titled: true }));
    expect(await service.ask(QUERY, { n: 1, titled: false })).toEqual(few);
  });

  it('is refused for a variable that nests deeper than any input', async () => {
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const response = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"query":${JSON.stringify(query)},"variables":{"ids":${deep}}}`,
    });
    expect((await response.json()).errors[0].extensions.code).toBe('BAD_INPUT');
  });
});
