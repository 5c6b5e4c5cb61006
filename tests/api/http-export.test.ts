import { request as httpRequest, type IncomingMessage } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import type { GraphQLInputObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { TEXT_CONDITIONS } from '#ascribe/api/execution/text-conditions.js';
import { statuses } from '#ascribe/domain/records.js';
import { EXPORT_FORMATS, type ExportFormat } from '#ascribe/interchange/export-formats.js';
import type { Store } from '#ascribe/store/store.js';
import { startLoggedApp } from './logged-app.js';
import {
  builtSchema,
  DEFAULT_REQUEST_LIMITS,
  FICTIONAL,
  interceptCalls,
  rejectOnAbort,
  type Service,
  startService,
} from './service.js';

const ALL = statuses.join(',');
const FORMATS = Object.keys(EXPORT_FORMATS) as ExportFormat[];

let service: Service;
beforeAll(async () => {
  service = await startService({ load: FICTIONAL });
});
afterAll(() => service.close());

const get = (query: string, { url }: Pick<Service, 'url'> = service, init: RequestInit = {}) =>
  fetch(`${url}/export?${query}`, init);

async function codeOf(response: Response): Promise<unknown[]> {
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return [response.status, errors[0]?.extensions.code];
}

async function written(
  format: ExportFormat,
  options: Parameters<(typeof EXPORT_FORMATS)['jsonl']['write']>[1],
) {
  let text = '';
  for await (const piece of EXPORT_FORMATS[format].write(service.store, options)) text += piece;
  return text;
}

describe('GET /export', () => {
  it.each(FORMATS)('downloads as %s what the command writes', async (format) => {
    const response = await get(`format=${format}&statuses=${ALL}`);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(await written(format, { statuses }));
    expect(response.headers.get('content-type')).toBe(EXPORT_FORMATS[format].mediaType);
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="ascribe-confirmed-reported-alleged-disputed-denied-retracted\.[a-z]+"$/,
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('has only claims of the statuses that it names, and names the file after them', async () => {
    const response = await get('format=csv&statuses=alleged&statuses=Denied');
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="ascribe-alleged-denied.csv"',
    );
    expect(await response.text()).toBe(await written('csv', { statuses: ['ALLEGED', 'DENIED'] }));
  });

  it('takes the conditions of the API', async () => {
    const where = { predicates: ['FUNDS' as const], minConfidence: 10, contested: false };
    const asOf = (await service.store.writePosition()).lastWriteAt;
    const expected = await written('gexf', { statuses: ['ALLEGED', 'REPORTED'], where, asOf });
    const response = await get(
      `format=gexf&statuses=REPORTED,ALLEGED&predicates=funds&minConfidence=10&contested=false&asOf=${asOf}`,
    );
    expect(await response.text()).toBe(expected);
    expect(expected).not.toBe(await written('gexf', { statuses: ['ALLEGED', 'REPORTED'], asOf }));
  });

  it('knows every condition of the API, by its name and type', () => {
    const fields = Object.values((builtSchema().getType('ClaimWhere') as GraphQLInputObjectType).getFields());
    const types = { Int: 'number', Boolean: 'flag', DateTime: 'text', EDTF: 'text' } as const;
    const typeOf = (type: string): string =>
      type.startsWith('[') ? 'list' : types[type as keyof typeof types];
    expect(
      Object.fromEntries(Object.entries(TEXT_CONDITIONS).map(([name, { type }]) => [name, type])),
    ).toEqual(Object.fromEntries(fields.map(({ name, type }) => [name, typeOf(String(type))])));
  });

  it.each([
    ['', 'STATUSES_REQUIRED', /expected one or more of CONFIRMED/],
    ['format=csv', 'STATUSES_REQUIRED', /statuses is empty/],
    ['statuses=', 'STATUSES_REQUIRED', /statuses is empty/],
    ['statuses=TRUE', 'BAD_INPUT', /statuses: "TRUE" does not exist/],
    ['statuses=ALLEGED&format=xlsx', 'BAD_INPUT', /format is "xlsx".*geojson/],
    ['statuses=ALLEGED&status=CONFIRMED', 'BAD_INPUT', /the parameter "status"; did you mean statuses/],
    ['statuses=ALLEGED&__proto__=x', 'BAD_INPUT', /the parameter "__proto__"/],
    ['statuses=ALLEGED&families=SPONSORSHIPS', 'BAD_INPUT', /did you mean SPONSORSHIP/],
    ['statuses=ALLEGED&kinds=', 'BAD_INPUT', /kinds: "" does not exist/],
    ['statuses=ALLEGED&entityIds=No!', 'BAD_INPUT', /entityIds: "No!" is not the id/],
    ['statuses=ALLEGED&minConfidence=-1', 'BAD_INPUT', /minConfidence is "-1"/],
    ['statuses=ALLEGED&maxConfidence=101', 'BAD_INPUT', /maxConfidence is 101/],
    ['statuses=ALLEGED&contested=yes', 'BAD_INPUT', /expected true or false/],
    ['statuses=ALLEGED&includeUndated=true', 'BAD_INPUT', /without during/],
    ['statuses=ALLEGED&asOf=then', 'BAD_INPUT', /asOf/],
    ['statuses=ALLEGED&asOf=2931-01-01T00:00:00Z', 'BAD_INPUT', /in the future/],
    [`statuses=ALLEGED&during=${'2'.repeat(10_001)}`, 'LIMIT_EXCEEDED', /at most 10000/],
  ])('rejects %j with a code and what was expected, and no file', async (query, code, message) => {
    const response = await get(query.slice(0, 15_000));
    expect(response.headers.get('content-disposition')).toBeNull();
    const text = await response.clone().text();
    expect(await codeOf(response)).toEqual([400, code]);
    expect(JSON.parse(text).errors[0].message).toMatch(message);
  });

  it('answers HEAD without a body, and no other method', async () => {
    const head = await get(`statuses=${ALL}`, service, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(head.headers.get('content-disposition')).toContain('.jsonl');
    const post = await get(`statuses=${ALL}`, service, { method: 'POST' });
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

describe('who may export', () => {
  it('needs a key if queries do', async () => {
    const locked = await startService({ load: FICTIONAL, keys: 'anna:read:s3cret', requireKey: true });
    try {
      const refused = await get(`statuses=${ALL}`, locked);
      expect(refused.headers.get('www-authenticate')).toBe('Bearer');
      expect(await codeOf(refused)).toEqual([401, 'UNAUTHENTICATED']);
      for (const headers of [{ 'x-api-key': 's3cret' }, { authorization: 'Bearer s3cret' }])
        expect((await get(`statuses=${ALL}`, locked, { headers })).status).toBe(200);
    } finally {
      await locked.close();
    }
  });

  it('shares the rate limit with queries', async () => {
    const limits = { ...DEFAULT_REQUEST_LIMITS, requestsPerMinute: 2 };
    const slow = await startService({ limits });
    try {
      await slow.ask('{ __typename }');
      expect((await get(`statuses=${ALL}`, slow)).status).toBe(200);
      const refused = await get(`statuses=${ALL}`, slow);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await codeOf(refused)).toEqual([429, 'RATE_LIMITED']);
      expect((await slow.ask('{ __typename }')).errors?.[0]?.extensions.code).toBe('RATE_LIMITED');
    } finally {
      await slow.close();
    }
  });

  it('is offered to pages of allowed origins only', async () => {
    const origin = 'https://desk.example';
    const app = await startLoggedApp({ ASCRIBE_CORS_ORIGINS: origin });
    try {
      const allowed = await get(`statuses=${ALL}`, app, { headers: { origin } });
      expect(allowed.headers.get('access-control-allow-origin')).toBe(origin);
      expect(allowed.headers.get('access-control-expose-headers')).toContain('Content-Disposition');
      await allowed.text();
      const preflight = await get(`statuses=${ALL}`, app, { method: 'OPTIONS', headers: { origin } });
      expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([
        204,
        expect.stringContaining('X-API-Key'),
      ]);
      const other = await get(`statuses=${ALL}`, app, { headers: { origin: 'https://other.example' } });
      expect(other.headers.get('access-control-allow-origin')).toBeNull();
      await other.text();
      const [line] = await app.waitForLines(({ path, status }) => path === '/export' && status === 200);
      expect(line).toMatchObject({ kind: 'export', method: 'GET' });
    } finally {
      await app.stop();
    }
  });

  it.each([
    { ASCRIBE_MAX_EXPORTS: '0' },
    { ASCRIBE_ONLY_PERSISTED: 'true', ASCRIBE_PERSISTED_OPERATIONS: 'schema/examples' },
  ])('is nobody with %j', async (env) => {
    const app = await startLoggedApp(env);
    try {
      const response = await get(`statuses=${ALL}`, app);
      expect(response.status).toBe(404);
      expect(((await response.json()) as { paths: string[] }).paths).not.toContain('/export');
    } finally {
      await app.stop();
    }
  });
});

/** A service whose reads of articles do what the test says. */
const startWithArticles = (
  annotations: (signal: AbortSignal, call: () => unknown) => unknown,
  maxExports = 2,
): Promise<Service> =>
  startService({
    load: FICTIONAL,
    maxExports,
    wrap: (store) =>
      new Proxy(store, {
        get: (target, name) => {
          if (name === 'withSignal')
            return (signal: AbortSignal) =>
              interceptCalls(target.withSignal(signal), (label, call) =>
                label.startsWith('annotations') ? annotations(signal, call) : call(),
              );
          const member: unknown = Reflect.get(target, name);
          return typeof member === 'function' ? member.bind(target) : member;
        },
      }) as Store,
  });

describe('an export that does not end well', () => {
  it('stops reading when the client disconnects, and gives its place to the next one', async () => {
    const stopped: string[] = [];
    let started = () => {};
    const running = new Promise<void>((resolve) => {
      started = resolve;
    });
    let hangs = true;
    const hanging = await startWithArticles(async (signal, call) => {
      if (!hangs) return call();
      started();
      return rejectOnAbort(signal).finally(() => stopped.push('stopped'));
    });
    try {
      const controller = new AbortController();
      const response = await get(`statuses=${ALL}`, hanging, { signal: controller.signal });
      expect(response.status).toBe(200);
      await running;
      // One client may have half of two.
      const refused = await get(`statuses=${ALL}`, hanging);
      expect(refused.headers.get('retry-after')).toBe('10');
      expect(await codeOf(refused)).toEqual([503, 'OVERLOADED']);
      hangs = false;
      controller.abort();
      await vi.waitFor(() => expect(stopped).toEqual(['stopped']), { timeout: 60_000 });
      await vi.waitFor(async () => expect((await get(`statuses=${ALL}`, hanging)).status).toBe(200), {
        timeout: 60_000,
      });
      expect(hanging.loggedErrors).toEqual([]);
    } finally {
      await hanging.close();
    }
  });

  it('is cut off when the store fails in the middle, so that no program takes the part for the whole', async () => {
    const failure = new Error('the disk is on fire');
    const failing = await startWithArticles(async () => {
      throw failure;
    });
    try {
      for (const format of ['jsonl', 'csv', 'trig', 'jsonld', 'stix']) {
        const response = await get(`format=${format}&statuses=${ALL}`, failing);
        expect(response.status).toBe(200);
        await expect(response.text()).rejects.toThrow();
      }
      await vi.waitFor(() => expect(failing.loggedErrors).toEqual(Array(5).fill(failure)), {
        timeout: 60_000,
      });
    } finally {
      await failing.close();
    }
  });

  it('is an error without internals if nothing was sent yet', async () => {
    const broken = await startService({
      wrap: (store) =>
        interceptCalls(store, (label, call) => {
          if (label.startsWith('writePosition')) throw new Error('secret path');
          return call();
        }),
    });
    try {
      const response = await get(`statuses=${ALL}`, broken);
      expect(await response.clone().text()).not.toContain('secret');
      expect(await codeOf(response)).toEqual([500, 'INTERNAL']);
      expect(broken.loggedErrors).toHaveLength(1);
    } finally {
      await broken.close();
    }
  });

  it('waits for a client that does not read', async () => {
    let reads = 0;
    const endless = await startWithArticles(async (_, call) => {
      reads++;
      await setImmediate();
      const page = (await call()) as { article: { title: string } }[];
      const [first] = page;
      if (first === undefined) throw new Error('no article');
      // A full page, a megabyte long, again and again.
      const long = { ...first, article: { ...first.article, title: 'x'.repeat(50_000) } };
      return Array(20).fill(long);
    });
    try {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        httpRequest(`${endless.url}/export?statuses=${ALL}`, resolve).on('error', reject).end();
      });
      response.on('error', () => {});
      response.pause();
      await vi.waitFor(() => expect(reads).toBeGreaterThan(1), { timeout: 60_000 });
      // Without waiting, each of these turns would let it read another megabyte.
      for (let turns = 0; turns < 2000; turns++) await setImmediate();
      // What the buffers of both sockets hold.
      expect(reads).toBeLessThan(40);
      response.destroy();
    } finally {
      await endless.close();
    }
  });
});
