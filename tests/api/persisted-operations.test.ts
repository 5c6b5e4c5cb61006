import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeFolder } from '../remove-folder.js';
import { type LoggedApp, startLoggedApp } from './logged-app.js';
import type { GraphqlResponse } from './service.js';

const NAMES = 'query Named($id: ID!) { __typename node(id: $id) { id } }\n';
const COUNT = 'query Count { entities { totalCount } }\nquery Other { __typename }';
const UNKNOWN = '{ articles { totalCount } }';
const id = (text: string) => createHash('sha256').update(text).digest('hex');

let folder: string;
/** Runs any operation. */
let free: LoggedApp;
/** Runs only persisted operations. */
let strict: LoggedApp;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ascribe-operations-'));
  mkdirSync(join(folder, 'files', 'deep'), { recursive: true });
  writeFileSync(join(folder, 'files', 'names.graphql'), NAMES);
  writeFileSync(join(folder, 'files', 'deep', 'count.gql'), COUNT);
  writeFileSync(join(folder, 'files', 'README.md'), 'not one');
  free = await startLoggedApp({ ASCRIBE_PERSISTED_OPERATIONS: join(folder, 'files') });
  const manifest = JSON.stringify({ [id(NAMES)]: NAMES, [id(COUNT)]: COUNT });
  strict = await startLoggedApp({
    ASCRIBE_PERSISTED_OPERATIONS: written(manifest),
    ASCRIBE_ONLY_PERSISTED: 'true',
  });
});
afterAll(async () => {
  await Promise.all([free.stop(), strict.stop()]);
  removeFolder(folder);
});

function written(text: string): string {
  const file = join(folder, `${id(text)}.json`);
  writeFileSync(file, text);
  return file;
}

const apollo = (hash: unknown) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: hash } } });

async function post(
  service: LoggedApp,
  body: unknown,
): Promise<GraphqlResponse & { readonly status: number }> {
  const response = await fetch(`${service.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, ...((await response.json()) as GraphqlResponse) };
}

const codeOf = ({ errors }: GraphqlResponse) => errors?.[0]?.extensions.code;

describe('a persisted operation', () => {
  const asked = { operationName: 'Count' };
  const answer = { status: 200, data: { entities: { totalCount: 0 } } };

  for (const [name, service] of [
    ['a folder', () => free],
    ['a manifest', () => strict],
  ] as const) {
    it(`of ${name} runs by its id, in the form of Apollo clients and as documentId`, async () => {
      expect(await post(service(), { ...asked, ...apollo(id(COUNT)) })).toEqual(answer);
      expect(await post(service(), { ...asked, documentId: id(COUNT) })).toEqual(answer);
      expect(await post(service(), { ...asked, documentId: `sha256:${id(COUNT)}` })).toEqual(answer);
      expect(await post(service(), { ...asked, ...apollo(id(COUNT)), query: COUNT })).toEqual(answer);
    });

    it(`of ${name} runs by GET too, with an ETag`, async () => {
      for (const way of [
        `extensions=${encodeURIComponent(JSON.stringify(apollo(id(COUNT)).extensions))}`,
        `documentId=${id(COUNT)}`,
      ]) {
        const response = await fetch(`${service().url}/graphql?operationName=Count&${way}`);
        expect(await response.json()).toEqual({ data: answer.data });
        expect(response.headers.get('etag')).not.toBeNull();
      }
    });
  }

  it('takes variables and reports errors with their path', async () => {
    const { data, errors } = await post(strict, { ...apollo(id(NAMES)), variables: { id: 'nobody' } });
    expect(data).toEqual({ __typename: 'Query', node: null });
    expect(errors?.[0]).toMatchObject({ path: ['node'], extensions: { code: 'NOT_FOUND' } });
  });

  it('that is unknown gets the code of Apollo, and the client may retry with the text', async () => {
    const { status, ...told } = await post(free, apollo(id(UNKNOWN)));
    expect([status, codeOf(told)]).toEqual([404, 'PERSISTED_QUERY_NOT_FOUND']);
    expect(await post(free, { ...apollo(id(UNKNOWN)), query: UNKNOWN })).toEqual({
      status: 200,
      data: { articles: { totalCount: 0 } },
    });
  });

  it('is rejected if its id does not match its text', async () => {
    for (const service of [free, strict])
      expect(codeOf(await post(service, { ...apollo(id(COUNT)), query: UNKNOWN }))).toBe('BAD_INPUT');
  });
});

describe('a service that runs only persisted operations', () => {
  it.each<[string, unknown]>([
    ['a query', { query: UNKNOWN }],
    ['the text of one that is persisted, without its id', { query: COUNT }],
    ['introspection', { query: '{ __schema { queryType { name } } }' }],
    ['a mutation', { query: 'mutation { importArticle(input: { document: "x" }) { outcome } }' }],
    ['an id that is no text', { ...apollo(7), query: UNKNOWN }],
    ['an empty extension', { extensions: { persistedQuery: null }, query: UNKNOWN }],
  ])('rejects %s', async (_, body) => {
    const { status, data, ...told } = await post(strict, body);
    expect([status, data, codeOf(told)]).toEqual([403, undefined, 'PERSISTED_QUERY_ONLY']);
  });

  it.each<[string, unknown]>([
    ['an unknown id', apollo(id(UNKNOWN))],
    ['an unknown id with its text', { ...apollo(id(UNKNOWN)), query: UNKNOWN }],
    ['an unknown document', { documentId: id(UNKNOWN) }],
    ['a name that every object has', { documentId: 'constructor' }],
  ])('does not find %s', async (_, body) => {
    const { status, data, ...told } = await post(strict, body);
    expect([status, data, codeOf(told)]).toEqual([404, undefined, 'PERSISTED_QUERY_NOT_FOUND']);
  });

  it.each<[string, unknown]>([
    ['a list', [{ query: UNKNOWN }]],
    ['a text', UNKNOWN],
    ['nothing', null],
  ])('rejects a body that is %s', async (_, body) => {
    const { status, data, errors } = await post(strict, body);
    expect(status).toBeGreaterThanOrEqual(400);
    expect([data, errors?.length]).toEqual([undefined, 1]);
  });

  it('runs no other query by GET either', async () => {
    const at = async (query: string) =>
      codeOf((await (await fetch(`${strict.url}/graphql?${query}`)).json()) as GraphqlResponse);
    expect(await at('query={__typename}')).toBe('PERSISTED_QUERY_ONLY');
    expect(await at(`query={__typename}&documentId=${id(COUNT)}`)).toBe('BAD_INPUT');
  });
});

describe('a service does not start', () => {
  it.each<[string, string, RegExp]>([
    [
      'whose id is not of its text',
      JSON.stringify({ [id(COUNT)]: NAMES }),
      /operation [0-9a-f]{64} has an id that is not the SHA-256/,
    ],
    ['that is no GraphQL', JSON.stringify({ [id('{')]: '{' }), /is not valid: Syntax Error/],
    ['that the schema cannot answer', JSON.stringify({ [id('{ nobody }')]: '{ nobody }' }), /"nobody"/],
    ['in a manifest that is empty', '{}', /has no operations/],
    ['in a manifest that is none', '[1]', /is not a manifest/],
    ['in a manifest that is cut off', '{"a', /is not a manifest/],
  ])('with an operation %s, and reports it in one line', async (_, text, message) => {
    const start = startLoggedApp({ ASCRIBE_PERSISTED_OPERATIONS: written(text) });
    await expect(start).rejects.toMatchObject({
      code: 'BAD_CONFIGURATION',
      message: expect.stringMatching(message),
    });
  });

  it('if the path of the operations does not exist', async () => {
    const start = startLoggedApp({ ASCRIBE_PERSISTED_OPERATIONS: join(folder, 'none') });
    await expect(start).rejects.toMatchObject({
      message: expect.stringMatching(/none cannot be read \(ENOENT\)$/),
    });
  });
});

it("accepts a manifest of Apollo's generator", async () => {
  const operations = [{ id: id(NAMES), body: NAMES, name: 'Named', type: 'query' }];
  const file = written(JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }));
  const service = await startLoggedApp({ ASCRIBE_PERSISTED_OPERATIONS: file });
  const { data } = await post(service, { ...apollo(id(NAMES)), variables: { id: 'nobody' } });
  await service.stop();
  expect(data.__typename).toBe('Query');
});
