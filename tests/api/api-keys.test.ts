import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEY_ROLES, type KeyRole } from '#ascribe/keys/api-key.js';
import { parseApiKeys } from '#ascribe/keys/parse-api-keys.js';
import { runCli } from '../cli/run-cli.js';
import { removeFolder } from '../remove-folder.js';
import { articleOf, entity } from '../store-contract/article-builder.js';
import { subscribe } from './event-stream.js';
import { failureOf } from './failure-of.js';
import { type LoggedApp, startLoggedApp } from './logged-app.js';
import { createTestGraphql, DEFAULT_REQUEST_LIMITS, type GraphqlResponse } from './service.js';

let folder: string;
let file: string;
let service: LoggedApp;
const secrets = new Map<string, string>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ascribe-keys-'));
  file = join(folder, 'keys.json');
  for (const role of KEY_ROLES) await make(role, role);
  service = await startLoggedApp({
    ASCRIBE_KEYS_FILE: file,
    ASCRIBE_API_KEYS: 'env:s3cret,reader:read:r3ad',
  });
  await service.app.store.write((writer) =>
    writer.put([
      articleOf(
        'courier',
        [entity('arland', 'STATE'), entity('river-front', 'ARMED_GROUP')],
        [{ subject: 'arland', predicate: 'FUNDS', object: 'river-front' }],
      ),
    ]),
  );
});
afterAll(async () => {
  await service.stop();
  removeFolder(folder);
});

async function make(name: string, role: KeyRole, ...more: string[]): Promise<string> {
  const { stdout, stderr } = await runCli([
    'keys',
    'create',
    name,
    '--role',
    role,
    '--keys-file',
    file,
    ...more,
  ]);
  if (stdout === '') throw new Error(stderr);
  secrets.set(name, stdout.trim());
  return stdout.trim();
}

it.each([
  ['a query', { query: '{ __typename }' }, 1],
  // A key may be revoked while the mutation waits.
  [
    'a mutation',
    {
      query:
        'mutation { retractArticle(input: { articleId: "article:courier", reason: "so", preview: true }) { problems { message } } }',
    },
    2,
  ],
])('the key of %s is looked up no more often than needed', async (_, body, times) => {
  let lookups = 0;
  const known = parseApiKeys('ada:s3cret');
  const apiKeys = {
    current: () => {
      lookups++;
      return known;
    },
    requireReadable: () => {},
  };
  const graphql = createTestGraphql(service.app.store, {
    apiKeys,
    requireKey: true,
    limits: DEFAULT_REQUEST_LIMITS,
    log: (error) => {
      throw error;
    },
  });
  const response = await graphql.fetch('http://localhost/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': 's3cret' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  expect(await response.json()).not.toHaveProperty('errors');
  expect(lookups).toBe(times);
});

/** A service reads its keys file again within a second. */
const POLL = { interval: 50 };
const untilImportAnswers = (key: string, code: string) =>
  expect.poll(async () => codeOf(await ask(MUTATIONS.importArticle, key)), POLL).toBe(code);

const revoke = (name: string) => runCli(['keys', 'revoke', name, '--keys-file', file]);

async function ask(query: string, key?: string, url = service.url): Promise<GraphqlResponse> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as GraphqlResponse;
}

const codeOf = (response: GraphqlResponse) => failureOf(response)[0];

/** The response to the mutation with a key. An invalid document passes the key check and fails later. */
const MUTATIONS = {
  importArticle: 'mutation { importArticle(input: { document: "nothing" }) { problems { code message } } }',
  retractArticle:
    'mutation { retractArticle(input: { articleId: "article:none", reason: "r" }) { problems { code message } } }',
  restoreArticle:
    'mutation { restoreArticle(input: { articleId: "article:none" }) { problems { code message } } }',
  assessClaim:
    'mutation { assessClaim(input: { claimId: "claim:none", status: DENIED, rationale: "r" }) { problems { code message } } }',
  withdrawAssessment:
    'mutation { withdrawAssessment(input: { claimId: "claim:none" }) { problems { code message } } }',
  erase: 'mutation { erase(input: { id: "article:none", reason: PRIVACY }) { problems { code message } } }',
};
const NEEDED: Readonly<Record<keyof typeof MUTATIONS, KeyRole>> = {
  importArticle: 'annotate',
  retractArticle: 'analyse',
  restoreArticle: 'analyse',
  assessClaim: 'analyse',
  withdrawAssessment: 'analyse',
  erase: 'admin',
};

describe('a key', () => {
  for (const [mutation, needed] of Object.entries(NEEDED))
    it(`may ${mutation} with the role ${needed} or higher; the error names the missing role`, async () => {
      const query = MUTATIONS[mutation as keyof typeof MUTATIONS];
      for (const role of KEY_ROLES) {
        const answer = await ask(query, secrets.get(role));
        if (KEY_ROLES.indexOf(role) >= KEY_ROLES.indexOf(needed))
          expect(codeOf(answer), role).not.toMatch(/FORBIDDEN|UNAUTHENTICATED/);
        else {
          expect(codeOf(answer), role).toBe('FORBIDDEN');
          expect(answer.errors?.[0]?.message).toContain(`has the role ${role}; expected ${needed}`);
        }
      }
      expect(codeOf(await ask(query))).toBe('UNAUTHENTICATED');
      expect(codeOf(await ask(query, 'ascribe_guess'))).toBe('UNAUTHENTICATED');
    });

  it('is recorded by name with what it writes', async () => {
    const assess = (id: string) =>
      `mutation { assessClaim(input: { claimId: "${id}", status: DENIED, rationale: "A misprint." }) { assessment { analyst } } }`;
    const { data } = await ask('{ claims(statuses: [REPORTED]) { nodes { id } } }');
    const { assessClaim } = (await ask(assess(data.claims.nodes[0].id), secrets.get('analyse'))).data;
    expect(assessClaim.assessment.analyst).toBe('analyse');
  });

  it('from ASCRIBE_API_KEYS has all roles unless a role is given', async () => {
    expect(codeOf(await ask(MUTATIONS.retractArticle, 's3cret'))).toBe('NOT_FOUND');
    expect(codeOf(await ask(MUTATIONS.retractArticle, 'r3ad'))).toBe('FORBIDDEN');
  });

  it('may send several megabytes only if it may import', async () => {
    const query = `{ __typename } # ${'x'.repeat(2_000_000)}`;
    expect(codeOf(await ask(query, secrets.get('read')))).toBe('BODY_TOO_LARGE');
    expect((await ask(query, secrets.get('annotate'))).data).toEqual({ __typename: 'Query' });
  });

  it('works soon after it is created and stops soon after it is revoked or expires, without a restart', async () => {
    const start = Date.now();
    const key = await make('late', 'annotate');
    await untilImportAnswers(key, 'INVALID_DOCUMENT');
    // A slow machine needs longer to make a key and to see it work.
    const lifetime = 5000 + 5 * (Date.now() - start);
    await revoke('late');
    await untilImportAnswers(key, 'UNAUTHENTICATED');

    const soon = new Date(Date.now() + lifetime).toISOString().replace(/\.\d+/, '');
    const brief = await make('brief', 'annotate', '--expires', soon);
    await untilImportAnswers(brief, 'INVALID_DOCUMENT');
    await untilImportAnswers(brief, 'UNAUTHENTICATED');
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(soon));
  });

  it('stays rejected after revocation when a new key takes its name', async () => {
    const lost = await make('returned', 'annotate');
    await revoke('returned');
    const found = await make('returned', 'annotate');
    await untilImportAnswers(found, 'INVALID_DOCUMENT');
    expect(codeOf(await ask(MUTATIONS.importArticle, lost))).toBe('UNAUTHENTICATED');
  });

  it('of the file is refused while the file is damaged, which the log reports; one of the environment is not', async () => {
    const good = readFileSync(file, 'utf8');
    writeFileSync(file, good.slice(0, -20));
    await untilImportAnswers(secrets.get('annotate') ?? '', 'UNAUTHENTICATED');
    expect((await ask(MUTATIONS.importArticle, secrets.get('annotate'))).errors?.[0]?.message).toMatch(
      /keys file cannot be used/,
    );
    expect(codeOf(await ask(MUTATIONS.retractArticle, 's3cret'))).toBe('NOT_FOUND');
    const [reported] = await service.waitForLines(
      ({ level, msg }) => level === 'error' && /keys file/.test(String(msg)),
    );
    expect(reported?.err).toMatchObject({ code: 'BAD_CONFIGURATION' });
    writeFileSync(file, good);
    await untilImportAnswers(secrets.get('annotate') ?? '', 'INVALID_DOCUMENT');
  });

  it('appears in the log only by name', async () => {
    await ask('query Named { __typename }', secrets.get('read'));
    await ask(MUTATIONS.importArticle, secrets.get('annotate'));
    await service.waitForLines(({ key }) => key === 'annotate');
    for (const key of [...secrets.values(), 's3cret', 'r3ad']) expect(service.logText()).not.toContain(key);
    for (const { sha256 } of JSON.parse(readFileSync(file, 'utf8')).keys)
      expect(service.logText()).not.toContain(sha256);
  });
});

describe('a service that requires a key', () => {
  let demanding: LoggedApp;
  beforeAll(async () => {
    demanding = await startLoggedApp({ ASCRIBE_KEYS_FILE: file, ASCRIBE_REQUIRE_KEY: 'true' });
  });
  afterAll(() => demanding.stop());

  const readCode = async (key: string) => codeOf(await ask('{ __typename }', key, demanding.url));

  it('sends a subscriber no more events once its key is revoked', async () => {
    const key = await make('follower', 'read');
    await expect.poll(() => readCode(key), POLL).toBeUndefined();
    const query = 'subscription { claimChanged(statuses: [REPORTED]) { claimId } }';
    const stream = await subscribe(demanding, query, {}, { 'x-api-key': key });
    const write = (slug: string) =>
      demanding.app.store.write((writer) =>
        writer.put([
          articleOf(
            slug,
            [entity('arland', 'STATE'), entity(slug, 'ARMED_GROUP')],
            [{ subject: 'arland', predicate: 'FUNDS', object: slug }],
          ),
        ]),
      );
    await write('first-front');
    expect((await stream.next()).data.claimChanged.claimId).toMatch(/^claim:/);
    await revoke('follower');
    await expect.poll(() => readCode(key), POLL).toBe('UNAUTHENTICATED');
    await write('second-front');
    const { data, errors } = await stream.next();
    expect([data ?? null, errors[0].extensions.code]).toEqual([null, 'UNAUTHENTICATED']);
    await stream.ended;
  });

  const post = { method: 'POST', headers: { 'content-type': 'application/json' } };
  const requests: Readonly<Record<string, [string, RequestInit]>> = {
    'a question': ['', { ...post, body: JSON.stringify({ query: '{ __typename }' }) }],
    'one by GET': ['?query={__typename}', {}],
    introspection: ['', { ...post, body: JSON.stringify({ query: '{ __schema { queryType { name } } }' }) }],
    'a mutation': ['', { ...post, body: JSON.stringify({ query: MUTATIONS.importArticle }) }],
    'a stream of events': ['?query=subscription{nothing}', { headers: { accept: 'text/event-stream' } }],
    'bad JSON': ['', { ...post, body: '{' }],
    'a form': ['', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' }],
  };
  for (const [name, [query, init]] of Object.entries(requests))
    it(`answers ${name} with 401 if the key is missing or unknown`, async () => {
      for (const more of [{}, { authorization: 'Bearer ascribe_guess' }, { 'x-api-key': '' }]) {
        const headers = { ...(init.headers as Record<string, string>), ...more };
        const response = await fetch(`${demanding.url}/graphql${query}`, { ...init, headers });
        expect(response.status).toBe(401);
        expect(response.headers.get('www-authenticate')).toBe('Bearer');
        expect(await response.text()).toContain('"UNAUTHENTICATED"');
      }
    });

  it('accepts a key of any role for reading', async () => {
    for (const role of KEY_ROLES)
      expect(await ask('{ __typename }', secrets.get(role), demanding.url)).toEqual({
        data: { __typename: 'Query' },
      });
    const response = await fetch(`${demanding.url}/graphql?query={__typename}`, {
      headers: { 'x-api-key': secrets.get('read') ?? '' },
    });
    expect(response.status).toBe(200);
  });

  it('needs no key for health checks and the GraphiQL page, which reveal nothing of the graph', async () => {
    for (const path of ['/health', '/ready']) expect((await fetch(demanding.url + path)).status).toBe(200);
    const page = await fetch(`${demanding.url}/graphql`, { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });
});

it('a service does not start if the file of keys is damaged', async () => {
  const damaged = join(folder, 'damaged.json');
  writeFileSync(damaged, '{"version":1,"keys":[{"name":"s3cret"}]}');
  const start = startLoggedApp({ ASCRIBE_KEYS_FILE: damaged });
  await expect(start).rejects.toMatchObject({
    code: 'BAD_CONFIGURATION',
    message: expect.not.stringContaining('s3cret'),
  });
});

it('a service does not start if two keys have the same name', async () => {
  await make('twin', 'read');
  const start = startLoggedApp({ ASCRIBE_KEYS_FILE: file, ASCRIBE_API_KEYS: 'twin:s3cret' });
  await expect(start).rejects.toMatchObject({
    code: 'BAD_CONFIGURATION',
    message: expect.stringMatching(/^the name twin is used both in ASCRIBE_API_KEYS and in (?!.*s3cret)/),
  });
  await revoke('twin');
  await (await startLoggedApp({ ASCRIBE_KEYS_FILE: file, ASCRIBE_API_KEYS: 'twin:s3cret' })).stop();
});
