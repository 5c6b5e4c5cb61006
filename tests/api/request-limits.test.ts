import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { identifyCaller } from '#ascribe/api/http/auth.js';
import type { RequestLimits } from '#ascribe/api/limits/request-limits.js';
import { createWaitingSlots } from '#ascribe/api/limits/waiting-slots.js';
import { AscribeError } from '#ascribe/domain/errors.js';
import type { Store } from '#ascribe/store/store.js';
import {
  DEFAULT_REQUEST_LIMITS,
  FICTIONAL,
  type GraphqlResponse,
  interceptCalls,
  rejectOnAbort,
  SEEDS,
  type Service,
  startService,
} from './service.js';

let service: Service;
afterEach(() => service.close());
const serve = async (limits: Partial<RequestLimits>, wrap?: (store: Store) => Store) => {
  service = await startService({
    load: [...FICTIONAL, ...SEEDS],
    keys: 'loader:the-key',
    limits: { ...DEFAULT_REQUEST_LIMITS, ...limits },
    ...(wrap && { wrap }),
  });
};
const codeOf = async (query: string, variables: object = {}) => {
  const { errors } = await service.ask(query, variables);
  return errors?.[0]?.extensions.code;
};
const CLAIMS = 'claims(statuses: [CONFIRMED, REPORTED, ALLEGED], first: 100)';

describe('the cost of a query', () => {
  const NESTED = `{ articles(first: 100) { nodes { ${CLAIMS} { nodes { citations(first: 100) { nodes { quote } } } } } } }`;

  it('is estimated from its lists, and a query above the limit is rejected before it runs', async () => {
    await serve({});
    const { errors, data } = await service.ask(NESTED);
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'QUERY_TOO_COSTLY', cost: expect.any(Number) });
    expect(errors?.[0]?.message).toMatch(/^the query costs \d+; expected at most 500000/);
  });

  it('is reported on request, with the number of records read', async () => {
    await serve({});
    const query = '{ articles(first: 3) { nodes { title } } }';
    const { extensions } = (await service.ask(query, {}, { 'x-ascribe-cost': '1' })) as {
      extensions?: object;
    };
    expect(extensions).toEqual({ cost: { requested: expect.any(Number), limit: 500_000, records: 3 } });
    expect(await service.ask(query)).not.toHaveProperty('extensions');
  });

  it('excludes fields that a variable skips', async () => {
    await serve({ cost: 50 });
    const query =
      'query ($all: Boolean!) { entities(first: 100) @include(if: $all) { nodes { id } } __typename }';
    expect(await codeOf(query, { all: true })).toBe('QUERY_TOO_COSTLY');
    expect(await codeOf(query, { all: false })).toBeUndefined();
  });

  it('uses the default of a variable, and the default of an argument for null', async () => {
    await serve({ cost: 200 });
    const query = (head: string, args: string) =>
      `query Q${head} { entities${args} @skip(if: $no) { nodes { id } } }`;
    const by = (n: string) => query(`($n: Int = ${n}, $no: Boolean = false)`, '(first: $n)');
    expect(await codeOf(by('100'))).toBeUndefined();
    await service.close();
    await serve({ cost: 100 });
    expect(await codeOf(by('100'))).toBe('QUERY_TOO_COSTLY');
    expect(await codeOf(by('50'))).toBeUndefined();
    expect(await codeOf(by('50'), { n: 100 })).toBe('QUERY_TOO_COSTLY');
    const within = 'claims(statuses: [CONFIRMED], first: null) { nodes { id } }';
    expect(await codeOf(`{ entities(first: 10) { nodes { ${within} } } }`)).toBe('QUERY_TOO_COSTLY');
    expect(await codeOf(`{ entities(first: 2) { nodes { ${within} } } }`)).toBeUndefined();
  });

  it('counts leaf fields and chains of claims', async () => {
    await serve({ cost: 100 });
    const named = (count: number) => Array.from({ length: count }, (_, n) => `n${n}: name`).join(' ');
    expect(await codeOf(`{ entities(first: 20) { nodes { ${named(10)} } } }`)).toBeUndefined();
    expect(await codeOf(`{ entities(first: 20) { nodes { ${named(100)} } } }`)).toBe('QUERY_TOO_COSTLY');
    const proxies = (depth: string) =>
      `{ entity(id: "iran") { ... on State { proxies(statuses: [CONFIRMED]${depth}, first: 1) { nodes { id } } } } }`;
    expect(await codeOf(proxies(''))).toBeUndefined();
    expect(await codeOf(proxies(', depth: null'))).toBeUndefined();
    expect(await codeOf(proxies(', depth: 2'))).toBe('QUERY_TOO_COSTLY');
  });

  it('uses variables, counts repeated fragments, and takes the most expensive of several types', async () => {
    await serve({});
    const cost = async (query: string, variables = {}) => {
      const { extensions } = (await service.ask(query, variables, { 'x-ascribe-cost': '1' })) as {
        extensions?: { cost: { requested: number } };
      };
      return extensions?.cost.requested ?? 0;
    };
    const paged = 'query ($n: Int) { entities(first: $n) { nodes { id } } }';
    expect(await cost(paged, { n: 90 })).toBeGreaterThan((await cost(paged, { n: 9 })) * 5);
    const own = (type: string, list: string) =>
      `... on ${type} { ${list}(statuses: [CONFIRMED]) { nodes { id } } }`;
    const one = await cost(`{ entities { nodes { ${own('State', 'proxies')} } } }`);
    expect(
      await cost(`{ entities { nodes { ${own('State', 'proxies')} ${own('Corridor', 'backers')} } } }`),
    ).toBe(one);
    const spread = 'fragment F on Query { entities { nodes { id } } }';
    expect(await cost(`{ ...F ...F } ${spread}`)).toBeGreaterThanOrEqual(await cost(`{ ...F } ${spread}`));
    const doubling = Array.from(
      { length: 30 },
      (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`,
    );
    expect(
      await codeOf(`{ ...F0 } ${doubling.join(' ')} fragment F30 on Query { __typename }`),
    ).toBeUndefined();
  });
});

it('rejects a query with too many aliases or copies of a field', async () => {
  await serve({ aliases: 10 });
  const many = Array.from({ length: 11 }, (_, n) => `a${n}: policy { version }`).join(' ');
  expect(await codeOf(`{ ${many} }`)).toBe('TOO_MANY_ALIASES');
  expect(await codeOf(`{ ${'policy { version } '.repeat(11)} }`)).toBe('TOO_MANY_ALIASES');
  expect(await codeOf(`{ ${'...F '.repeat(11)} } fragment F on Query { policy { version } }`)).toBe(
    'TOO_MANY_ALIASES',
  );
  expect(await codeOf(`{ ${'policy { version } '.repeat(10)} }`)).toBeUndefined();
});

it('rejects a query with too many tokens', async () => {
  await serve({ tokens: 100 });
  expect(await codeOf(`{ policy { version ${'version '.repeat(100)} } }`)).toBe('QUERY_TOO_LONG');
});

it('rejects a query with too many levels of fields', async () => {
  await serve({ depth: 5 });
  expect(await codeOf('{ sources { nodes { articles { nodes { source { id } } } } } }')).toBe(
    'QUERY_TOO_DEEP',
  );
});

it('counts records while they are read, and cancels a query with too many', async () => {
  await serve({ records: 30 });
  expect(await codeOf(`{ ${CLAIMS} { nodes { id } } }`)).toBe('TOO_MANY_RECORDS');
  expect(await codeOf('{ entities(first: 20) { nodes { id } } }')).toBeUndefined();
});

it('measures a response while it grows, cached records too, and cancels one that is too long', async () => {
  await serve({ responseSize: 50_000 });
  const named = Array.from({ length: 90 }, (_, n) => `n${n}: name`).join(' ');
  const { data, errors } = await service.ask(
    `{ ${CLAIMS} { nodes { id subject { ${named} } object { ${named} } } } }`,
  );
  expect(data).toBeNull();
  expect(errors).toMatchObject([{ extensions: { code: 'ANSWER_TOO_LARGE' } }]);
  expect(await codeOf(`{ ${CLAIMS} { nodes { id } } }`)).toBeUndefined();
});

it('measures introspection and type names, too', async () => {
  await serve({ responseSize: 200_000 });
  const aliases = (count: number, field: string) =>
    Array.from({ length: count }, (_, n) => `${field[0]}${n}: ${field}`).join(' ');
  expect(await codeOf(`{ __schema { types { fields { ${aliases(50, 'description')} } } } }`)).toBe(
    'ANSWER_TOO_LARGE',
  );
  const long = Array.from({ length: 100 }, (_, n) => `${'n'.repeat(100)}${n}: __typename`).join(' ');
  expect(await codeOf(`{ entities(first: 100) { nodes { ${long} } } }`)).toBe('ANSWER_TOO_LARGE');
  expect(await codeOf('{ __schema { types { name } } entities { nodes { __typename } } }')).toBeUndefined();
});

it('measures errors, too', async () => {
  await serve({});
  const bad = (count: number) =>
    Array.from({ length: count }, (_, n) => `a${n}: nodes(ids: $ids) { id }`).join(' ');
  const ids = Array.from({ length: 100 }, (_, n) => `NO ID ${n}`);
  expect((await service.ask(`query ($ids: [ID!]!) { ${bad(2)} }`, { ids })).errors).toHaveLength(200);
  expect(await codeOf(`query ($ids: [ID!]!) { ${bad(100)} }`, { ids })).toBe('ANSWER_TOO_LARGE');
});

it('a list with an item that fails at once leaves no unhandled rejection', async () => {
  await serve({});
  const unheard: unknown[] = [];
  const onUnhandled = (error: unknown) => unheard.push(error);
  process.on('unhandledRejection', onUnhandled);
  const lists = (of: string, statuses: string) =>
    `... on ${of} { of${of}: claims(statuses: [${statuses}]) { nodes { id } } }`;
  const { errors } = await service.ask(
    `{ entities(first: 100) { nodes { ${lists('Actor', 'REPORTED')} ${lists('Place', '')} ${lists('Attack', '')} } } }`,
  );
  // Whatever the failed query still had to do is done before this one is answered.
  await service.ask('{ entities(first: 100) { nodes { id } } }');
  process.off('unhandledRejection', onUnhandled);
  expect(errors?.[0]?.extensions.code).toBe('STATUSES_REQUIRED');
  expect(unheard).toEqual([]);
});

it('keeps the writes of a mutation whose response is too large', async () => {
  await serve({ responseSize: 20_000 });
  const names = Array.from({ length: 100 }, (_, n) => `n${n}: name`).join(' ');
  const { data, errors } = await service.ask(
    `mutation { retractArticle(input: { articleId: "article:meridian-wire-2031-04-12-port-sele", reason: "made up" }) {
       changes { subject { ${names} } object { ${names} } } } }`,
    {},
    { authorization: 'Bearer the-key' },
  );
  expect(data).toBeNull();
  expect(errors).toMatchObject([
    {
      message: expect.stringContaining('; the changes made before that are saved'),
      extensions: { code: 'ANSWER_TOO_LARGE' },
    },
  ]);
  const { article } = await service.data(
    '{ article(id: "article:meridian-wire-2031-04-12-port-sele") { retractedAt } }',
  );
  expect(article.retractedAt).toEqual(expect.any(String));
});

it('a response that the client does not read keeps its slot', async () => {
  await serve({ maxConcurrentRequests: 2, maxWaitMs: 0, responseSize: 1_000_000_000 });
  const long = Array.from({ length: 180 }, (_, n) => `${'n'.repeat(1800)}${n}: __typename`).join(' ');
  const body = JSON.stringify({ query: `{ entities(first: 100) { nodes { ${long} } } }` });
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
  socket.pause();
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  const code = () => codeOf('{ __typename }');
  await expect.poll(code).toBe('OVERLOADED');
  for (let times = 0; times < 20; times += 1) expect(await code()).toBe('OVERLOADED');
  socket.destroy();
  await expect.poll(code).toBeUndefined();
});

it('cancels the remaining reads of a failed query', async () => {
  let signal: AbortSignal | undefined;
  const slow = (store: Store): Store => ({
    ...store,
    withSignal: (given) => {
      signal = given;
      return interceptCalls(store.withSignal(given), (name, call) => {
        if (name === 'list articles') throw new AscribeError('STORE_UNAVAILABLE', 'the store is away');
        return name === 'list entities' ? rejectOnAbort(given) : call();
      });
    },
  });
  await serve({}, slow);
  const { data, errors } = await service.ask('{ entities { nodes { id } } articles { nodes { id } } }');
  expect([data, errors?.[0]?.extensions.code]).toEqual([null, 'STORE_UNAVAILABLE']);
  expect(signal?.aborted).toBe(true);
});

describe('a query that exceeds its time', () => {
  it('gets TIMEOUT, and its reads are cancelled', async () => {
    const signals: AbortSignal[] = [];
    const slow = (store: Store): Store => ({
      ...store,
      withSignal: (signal) => {
        signals.push(signal);
        return interceptCalls(store.withSignal(signal), async (name, call) => {
          if (name === 'list entities') await rejectOnAbort(signal);
          return call();
        });
      },
    });
    await serve({ timeoutMs: 200 }, slow);
    const started = performance.now();
    const { errors } = await service.ask('{ policy { version } entities { nodes { id } } }');
    expect(errors?.[0]?.extensions.code).toBe('TIMEOUT');
    expect(errors?.[0]?.message).toContain('more than 0.2 s');
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(signals[0]?.reason).toMatchObject({ extensions: { code: 'TIMEOUT' } });
    expect(service.loggedErrors).toEqual([]);
  });

  it('does not stop mutations', async () => {
    const slow = (store: Store): Store => ({
      ...store,
      write: async (work) => {
        await new Promise((resolve) => setTimeout(resolve, 400));
        return store.write(work);
      },
    });
    await serve({ timeoutMs: 100 }, slow);
    const { data, errors } = await service.ask(
      'mutation { retractArticle(input: { articleId: "article:meridian-wire-2031-04-12-port-sele", reason: "made up" }) { changed: __typename } }',
      {},
      { authorization: 'Bearer the-key' },
    );
    expect(errors).toBeUndefined();
    expect(data?.retractArticle.changed).toBe('CorrectionPayload');
  });
});

it('cancels a query whose client disconnected', async () => {
  let signal: AbortSignal | undefined;
  const slow = (store: Store): Store => ({
    ...store,
    withSignal: (given) => {
      signal = given;
      return interceptCalls(store.withSignal(given), (name, call) =>
        name === 'list entities' ? rejectOnAbort(given) : call(),
      );
    },
  });
  await serve({}, slow);
  const leaving = new AbortController();
  const asked = fetch(`${service.url}/graphql?query=${encodeURIComponent('{ entities { nodes { id } } }')}`, {
    signal: leaving.signal,
    headers: { accept: 'application/json' },
  });
  await expect.poll(() => signal).toBeDefined();
  leaving.abort();
  await expect(asked).rejects.toThrow();
  await expect.poll(() => signal?.aborted).toBe(true);
});

describe('more requests than may run at a time', () => {
  /** Holds every list of entities until `open` is called. */
  const holdEntities = () => {
    const held = { count: 0, open: () => {} };
    const gate = new Promise<void>((resolve) => {
      held.open = resolve;
    });
    const slow = (store: Store): Store => ({
      ...store,
      withSignal: (signal) =>
        interceptCalls(store.withSignal(signal), async (name, call) => {
          if (name === 'list entities') {
            held.count += 1;
            await gate;
          }
          return call();
        }),
    });
    return { held, slow };
  };
  const ask = (headers: Record<string, string> = {}, signal: AbortSignal | null = null) =>
    fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: '{ entities(first: 1) { nodes { id } } }' }),
      signal,
    });
  const keyed = { authorization: 'Bearer the-key' };
  const refused = async (headers = {}) => {
    const response = await ask(headers);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    const { errors } = (await response.json()) as GraphqlResponse;
    expect(errors).toMatchObject([{ extensions: { code: 'OVERLOADED' } }]);
    return errors?.[0]?.message;
  };

  it('are refused with Retry-After when their time to wait is over', async () => {
    const { held, slow } = holdEntities();
    await serve({ maxConcurrentRequests: 4, maxWaitMs: 100 }, slow);
    const first = [ask(), ask()];
    await expect.poll(() => held.count).toBe(2);
    // One caller may have half.
    expect(await refused()).toBe('2 requests of this client are running already; try again in a second');
    first.push(ask(keyed), ask(keyed));
    await expect.poll(() => held.count).toBe(4);
    expect(await refused(keyed)).toBe('4 requests are running already; try again in a second');
    held.open();
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await ask()).status).toBe(200);
  });

  it('wait their turn: 50 of one address at once are all answered', async () => {
    await serve({ maxConcurrentRequests: 64 });
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask()));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
  });

  it('leave the queue when their client goes, and do not keep others from the next slot', async () => {
    const { held, slow } = holdEntities();
    await serve({ maxConcurrentRequests: 2, maxWaitMs: 60_000 }, slow);
    const running = ask();
    await expect.poll(() => held.count).toBe(1);
    const leaving = new AbortController();
    const gone = ask({}, leaving.signal);
    const second = ask();
    leaving.abort();
    await expect(gone).rejects.toThrow();
    held.open();
    expect([(await running).status, (await second).status]).toEqual([200, 200]);
    expect((await ask()).status).toBe(200);
  });
});

describe('slots that callers wait for', () => {
  /** Takes slots; lists the holders in the order in which they get one. */
  const watched = (limit: number, maxWaitMs = 60_000) => {
    const slots = createWaitingSlots(limit, maxWaitMs);
    const admitted: string[] = [];
    const holders = new Map<string, object>();
    const take = (name: string, caller: string) => {
      const holder = {};
      holders.set(name, holder);
      return slots
        .take(holder, caller)
        .then((full) => admitted.push(full === null ? name : `${name}: ${full}`));
    };
    const release = async (name: string) => {
      slots.release(holders.get(name) ?? {});
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { admitted, take, release };
  };

  it('go to the caller that holds the fewest, however many others wait', async () => {
    const { admitted, take, release } = watched(4);
    await Promise.all([take('a1', 'a'), take('a2', 'a'), take('b1', 'b'), take('b2', 'b')]);
    void take('a3', 'a');
    void take('a4', 'a');
    void take('c1', 'c');
    await release('a1');
    expect(admitted).toEqual(['a1', 'a2', 'b1', 'b2', 'c1']);
    await release('a2');
    expect(admitted.slice(5)).toEqual(['a3']);
  });

  it('have a queue of bounded length', async () => {
    const { admitted, take } = watched(2);
    await take('a1', 'a');
    void take('a2', 'a');
    void take('a3', 'a');
    await take('a4', 'a');
    expect(admitted).toEqual(['a1', 'a4: 1 requests of this client']);
  });
});

it('requests that are still being sent do not take slots of running ones, and time out', async () => {
  await serve({ maxConcurrentRequests: 3 });
  const opened = (headers = '') => {
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n${headers}content-length: 1000\r\n\r\n{`,
    );
    return socket;
  };
  const ask = (headers: Record<string, string> = {}) => service.ask('{ __typename }', {}, headers);
  const slow = [opened(), opened()];
  await Promise.all(slow.map((socket) => once(socket, 'connect')));
  expect(await ask()).toEqual({ data: { __typename: 'Query' } });
  slow.push(opened());
  const refusal = async () => (await ask()).errors?.[0]?.message;
  await expect.poll(refusal).toBe('this client is already sending 3 requests; expected fewer at a time');
  expect(await ask({ authorization: 'Bearer the-key' })).toEqual({ data: { __typename: 'Query' } });
  const answers = slow.map(async (socket) => {
    let text = '';
    for await (const chunk of socket) text += chunk;
    return text;
  });
  for (const text of await Promise.all(answers)) {
    expect(text).toMatch(/^HTTP\/1.1 408 /);
    expect(text).toContain('the request body was not received within 10 s');
  }
  expect(await ask()).toEqual({ data: { __typename: 'Query' } });
});

it('identifies a client by its IPv4 address or the first half of its IPv6 address', () => {
  const caller = (remoteAddress: string) => identifyCaller(null, { remoteAddress });
  expect(caller('::ffff:192.0.2.7')).toBe(caller('192.0.2.7'));
  expect(caller('192.0.2.8')).not.toBe(caller('192.0.2.7'));
  expect(caller('2001:db8:1:2:3:4:5:6')).toBe(caller('2001:db8:1:2::9'));
  expect(caller('2001:db8::1')).toBe(caller('2001:db8:0:0:ffff::'));
  expect(caller('2001:db8:1:3::9')).not.toBe(caller('2001:db8:1:2::9'));
  expect(caller('fe80::1%eth0')).toBe(caller('fe80::2%eth0'));
});

it('tells a client that exceeds its rate when to retry, and does not affect others', async () => {
  await serve({ requestsPerMinute: 3 });
  const ask = (headers: Record<string, string> = {}) =>
    fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
  for (let n = 0; n < 3; n += 1) expect((await ask()).status).toBe(200);
  const refused = await ask({ authorization: 'Bearer a-made-up-key' });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
  expect((await ask({ authorization: 'Bearer the-key' })).status).toBe(200);
});
