import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AscribeError } from '#ascribe/domain/errors.js';
import { articleOf, entity } from '../store-contract/article-builder.js';
import { interceptCalls, type Service, startService } from './service.js';

let service: Service;
let broken = false;

beforeAll(async () => {
  service = await startService({
    wrap: (store) =>
      interceptCalls(store, (name, call) => {
        if (broken && name === 'list sources') throw new Error('secret detail of /etc/ascribe');
        return call();
      }),
  });
  await service.store.write((writer) =>
    writer.put([
      articleOf(
        'courier',
        [entity('arland', 'STATE'), entity('river-front', 'ARMED_GROUP')],
        [{ subject: 'arland', predicate: 'FUNDS', object: 'river-front' }],
      ),
    ]),
  );
});
afterAll(() => service.close());

const NOBODY = `claim:${'0'.repeat(32)}`;

describe('an invalid query gets the code of its error', () => {
  const cases: [string, string, string, object?][] = [
    ['an entity that is not there', '{ entity(id: "arlnd") { id } }', 'NOT_FOUND'],
    ['a claim that is not there', `{ claim(id: "${NOBODY}") { id } }`, 'NOT_FOUND'],
    ['an article that is not there', '{ article(id: "article:none") { id } }', 'NOT_FOUND'],
    ['a source that is not there', '{ source(id: "source:none") { id } }', 'NOT_FOUND'],
    ['a node that is not there', '{ node(id: "article:none") { id } }', 'NOT_FOUND'],
    ['a name in place of an id', '{ entity(id: "River Front!") { id } }', 'BAD_INPUT'],
    ['the id of another record', '{ claim(id: "arland") { id } }', 'BAD_INPUT'],
    ['an id of no form', '{ node(id: "wire:7") { id } }', 'BAD_INPUT'],
    [
      'a subject that is no entity',
      '{ claims(statuses: [ALLEGED], where: { subjectIds: ["source:x"] }) { nodes { id } } }',
      'BAD_INPUT',
    ],
    ['no status at all', '{ claims(statuses: []) { nodes { id } } }', 'STATUSES_REQUIRED'],
    ['no status, only counting', '{ claims(statuses: []) { totalCount } }', 'STATUSES_REQUIRED'],
    [
      'no status at an entity',
      '{ entity(id: "arland") { claims(statuses: []) { totalCount } } }',
      'STATUSES_REQUIRED',
    ],
    [
      'no status in a role',
      '{ entity(id: "arland") { ... on Actor { proxies(statuses: []) { totalCount } } } }',
      'STATUSES_REQUIRED',
    ],
    [
      'no status in a variable',
      'query ($s: [ClaimStatus!]!) { claims(statuses: $s) { totalCount } }',
      'STATUSES_REQUIRED',
      { s: [] },
    ],
    ['omitted statuses', '{ claims { nodes { id } } }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'an unknown status',
      'query ($s: [ClaimStatus!]!) { claims(statuses: $s) { totalCount } }',
      'BAD_INPUT',
      { s: ['TRUE'] },
    ],
    [
      'a missing variable',
      'query ($s: [ClaimStatus!]!) { claims(statuses: $s) { totalCount } }',
      'BAD_INPUT',
    ],
    ['an invalid cursor', '{ claims(statuses: [REPORTED], after: "zzz") { nodes { id } } }', 'BAD_CURSOR'],
    ['an invalid cursor of entities', '{ entities(after: "zzz") { nodes { id } } }', 'BAD_CURSOR'],
    ['a page that is too large', '{ entities(first: 101) { nodes { id } } }', 'BAD_INPUT'],
    ['an empty page', '{ entities(first: 0) { nodes { id } } }', 'BAD_INPUT'],
    [
      'a kind that is not an actor',
      '{ actors(statuses: [REPORTED], where: { kinds: [PLACE] }) { nodes { id } } }',
      'BAD_INPUT',
    ],
    ['no kind', '{ entities(kinds: []) { nodes { id } } }', 'BAD_INPUT'],
    [
      'a confidence out of bounds',
      '{ claims(statuses: [REPORTED], where: { minConfidence: 101 }) { totalCount } }',
      'BAD_INPUT',
    ],
    [
      'a search without words',
      '{ search(text: " ", statuses: [CONFIRMED]) { nodes { __typename } } }',
      'BAD_INPUT',
    ],
    ['an unknown field', '{ truth }', 'GRAPHQL_VALIDATION_FAILED'],
    ['an incomplete query', '{ claims(', 'GRAPHQL_PARSE_FAILED'],
    ['a query that is too long', `{ ${'a: __typename '.repeat(2000)} }`, 'QUERY_TOO_LONG'],
    [
      'a mutation without a key',
      'mutation { importArticle(input: { document: "x" }) { outcome } }',
      'UNAUTHENTICATED',
    ],
  ];
  for (const [name, query, code, variables] of cases) {
    it(name, async () => {
      const { errors } = await service.ask(query, variables);
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
      expect(JSON.stringify(errors)).not.toMatch(/stack|node_modules|\.js:|\n/);
    });
  }

  it('too many nested fields', async () => {
    const nest = (depth: number): string =>
      depth === 0 ? 'id' : `id articles { nodes { source { ${nest(depth - 1)} } } }`;
    const { errors } = await service.ask(`{ sources { nodes { ${nest(6)} } } }`);
    expect(errors?.[0]?.extensions.code).toBe('QUERY_TOO_DEEP');
  });

  it('a cycle of fragments', async () => {
    const { errors } = await service.ask(
      '{ sources { nodes { ...A } } } fragment A on Source { articles { nodes { ...B } } } fragment B on Article { source { ...A } }',
    );
    expect(errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

it('the error for an unknown id suggests similar ids', async () => {
  const { data, errors } = await service.ask('{ entity(id: "arlnd") { id } }');
  expect(data).toEqual({ entity: null });
  expect(errors?.[0]?.message).toContain('arland');
  expect(errors?.[0]?.extensions.closest).toContain('arland');
  expect(errors?.[0]?.path).toEqual(['entity']);
});

it('the error for a name in place of an id suggests the id', async () => {
  const { errors } = await service.ask('{ entity(id: "River Front") { id } }');
  expect(errors?.[0]?.message).toContain('river-front');
});

it('each unknown id of a list gives null and an error', async () => {
  const { data, errors } = await service.ask(
    '{ nodes(ids: ["arland", "nobody", "%", "source:courier"]) { id } }',
  );
  expect(data.nodes).toEqual([{ id: 'arland' }, null, null, { id: 'source:courier' }]);
  expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
    [['nodes', 1], 'NOT_FOUND'],
    [['nodes', 2], 'BAD_INPUT'],
  ]);
});

it('an internal error hides its details, and the service continues', async () => {
  broken = true;
  const { errors } = await service.ask('{ sources { nodes { id } } }');
  broken = false;
  expect(errors?.[0]?.extensions.code).toBe('INTERNAL');
  expect(JSON.stringify(errors)).not.toContain('secret');
  expect(String(service.loggedErrors.at(-1))).toContain('secret');
  expect(await service.data('{ sources { nodes { id } } }')).toEqual({
    sources: { nodes: [{ id: 'source:courier' }] },
  });
});

it('rejects a query with too many overlapping fields, and cuts long values in messages', async () => {
  const spread = Array.from({ length: 190 }, (_, n) => `...F${n}`).join(' ');
  const fragments = Array.from({ length: 190 }, (_, n) => `fragment F${n} on Entity { ${'id '.repeat(10)} }`);
  const { errors } = await service.ask(`{ entity(id: "arland") { ${spread} } } ${fragments.join(' ')}`);
  expect(errors).toMatchObject([
    {
      message: expect.stringContaining('too many fields to validate'),
      extensions: { code: 'TOO_MANY_ALIASES' },
    },
  ]);
  const long = await service.ask('query ($s: [ClaimStatus!]!) { claims(statuses: $s) { totalCount } }', {
    s: ['X'.repeat(100_000)],
  });
  expect(long.errors?.[0]?.extensions.code).toBe('BAD_INPUT');
  expect(long.errors?.[0]?.message.length).toBeLessThan(2100);
});

it('messages and addresses of a database go only to the log', async () => {
  const { withSignal, ping } = service.store;
  const away = () =>
    Promise.reject(
      new AscribeError('STORE_UNAVAILABLE', 'Neo4j at bolt://10.0.0.7:7687 cannot be reached: ECONNREFUSED', {
        publicMessage: 'the store is away',
      }),
    );
  service.store.withSignal = (signal) => interceptCalls(withSignal(signal), away);
  service.store.ping = away;
  const { errors } = await service.ask('{ sources { nodes { id } } }');
  const said = 'the store is away';
  expect(errors).toMatchObject([{ message: said, extensions: { code: 'STORE_UNAVAILABLE' } }]);
  const ready = await fetch(`${service.url}/ready`);
  expect([ready.status, await ready.json()]).toEqual([503, { status: 'not ready', reason: said }]);
  expect(service.loggedErrors.slice(-2).map(String)).toEqual(
    Array(2).fill(expect.stringContaining('10.0.0.7:7687 cannot be reached')),
  );
  Object.assign(service.store, { until: withSignal, ping });
});

describe('rejects invalid GraphQL requests', () => {
  const post = (body: string, type = 'application/json') =>
    fetch(`${service.url}/graphql`, { method: 'POST', headers: { 'content-type': type }, body });

  for (const body of ['{', '[]', 'null', '""', '{"query":5}', '{}', '[{"query":"{__typename}"}]']) {
    it(`a body of ${body}`, async () => {
      const { errors } = (await (await post(body)).json()) as { errors: { extensions: object }[] };
      expect(errors[0]?.extensions).toEqual({ code: 'BAD_INPUT' });
    });
  }

  it('a body of 2 MB', async () => {
    const response = await post(
      JSON.stringify({ query: '{ __typename }', variables: { x: 'x'.repeat(2_000_000) } }),
    );
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BODY_TOO_LARGE' } }] });
  });

  it('a mutation by GET', async () => {
    const query = encodeURIComponent('mutation { importArticle(input: { document: "x" }) { outcome } }');
    const response = await fetch(`${service.url}/graphql?query=${query}`);
    expect(response.status).toBe(405);
  });
});
