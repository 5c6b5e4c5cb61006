import { gzipSync } from 'node:zlib';
import { type Random, seededRandom } from '../../bench/random.js';

/** A hostile request, sent over its own connection. */
export interface FuzzRequest {
  readonly name: string;
  readonly bytes: Buffer;
  /**
   * When the client disconnects: after sending, or at the first byte of the response. Or it closes only its sending half, which ends the
   * wait for the rest of an incomplete request, and the work for a complete one.
   */
  readonly disconnectAfter?: 'sent' | 'answered' | 'half';
  /** True if the response may also be data: the request is large or odd, but valid. */
  readonly mayBeValid?: boolean;
}

type MakeRequest = (random: Random) => Omit<FuzzRequest, 'name'>;

/** Generates the same attacks for the same seed. The service must know `key`. */
export function generateFuzzRequests(count: number, seed: number, key: string): FuzzRequest[] {
  const random = seededRandom(seed);
  const makers = Object.entries(requestGenerators(key)).flatMap(([name, { weight, make }]) =>
    Array.from({ length: weight }, () => ({ name, make })),
  );
  return Array.from({ length: count }, () => {
    const { name, make } = random.pick(makers);
    return { name, ...make(random) };
  });
}

/** Each with its weight. */
function requestGenerators(
  key: string,
): Record<string, { readonly weight: number; readonly make: MakeRequest }> {
  const keyed = { authorization: `Bearer ${key}` };
  return {
    'invalid HTTP': { weight: 6, make: notHttp },
    'unknown methods': { weight: 4, make: unknownMethod },
    'unknown paths': { weight: 5, make: unknownPath },
    'bad headers': { weight: 8, make: badHeaders },
    'forged lengths': { weight: 6, make: wrongContentLength },
    'broken chunks': { weight: 6, make: brokenChunks },
    'cut connections': { weight: 8, make: truncated },
    'pipelined garbage': { weight: 4, make: pipelined },
    'wrong types of content': { weight: 6, make: wrongContentType },
    'packed bodies': { weight: 2, make: compressed },
    'bad JSON': { weight: 12, make: (random) => ({ bytes: post(badJson(random)) }) },
    'wrong shapes': { weight: 8, make: (random) => ({ bytes: post(wrongShape(random)) }) },
    'bad addresses': { weight: 5, make: badUrl },
    'broken queries': { weight: 10, make: (random) => ({ bytes: ask(brokenQuery(random)) }) },
    'queries that do not fit': {
      weight: 12,
      make: (random) => ({ bytes: ask(random.pick(INVALID_QUERIES)) }),
    },
    'deep queries': { weight: 4, make: (random) => ({ bytes: ask(deeplyNested(random)) }) },
    'wide queries': { weight: 3, make: (random) => ({ bytes: ask(overBudget(random)) }) },
    'spread fragments': { weight: 3, make: fragmentBomb },
    'wrong variables': { weight: 12, make: (random) => ({ bytes: wrongVariables(random) }) },
    'bad cursors': {
      weight: 6,
      make: (random) => ({ bytes: withText(random.pick(CURSORS), cursor(random)) }),
    },
    'bad ids': { weight: 8, make: (random) => ({ bytes: withText(random.pick(IDS), badText(random)) }) },
    'odd searches': {
      weight: 4,
      make: (random) => ({ bytes: withText(SEARCH, badText(random)), mayBeValid: true }),
    },
    'bad dates': { weight: 4, make: (random) => ({ bytes: withText(random.pick(DATES), badText(random)) }) },
    'mutations without a key': {
      weight: 4,
      make: (random) => ({
        bytes: withText(random.pick(MUTATIONS), badText(random), {
          'x-api-key': random.pick(['', 'x', key.slice(1)]),
        }),
      }),
    },
    'hostile documents': {
      weight: 5,
      make: (random) => ({ bytes: withText(MUTATIONS[0], badDocument(random), keyed) }),
    },
    'huge bodies': { weight: 1, make: (random) => ({ bytes: oversizedBody(random) }) },
  };
}

const JSON_TYPE = { 'content-type': 'application/json' };

function http(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: Buffer | string,
): Buffer {
  const content = Buffer.from(body ?? '');
  const all = {
    host: 'ascribe.example',
    connection: 'close',
    ...(body !== undefined && { 'content-length': String(content.length) }),
    ...headers,
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([
    Buffer.from(`${method} ${path} HTTP/1.1\r\n${head.join('')}\r\n`, 'latin1'),
    content,
  ]);
}

const post = (body: Buffer | string, headers: Record<string, string> = {}): Buffer =>
  http('POST', '/graphql', { ...JSON_TYPE, ...headers }, body);

const ask = (query: string, variables?: object, headers?: Record<string, string>): Buffer =>
  post(JSON.stringify({ query, variables }), headers);

/** A query with one text variable. */
const withText = (query: string, text: string, headers?: Record<string, string>): Buffer =>
  ask(query, { text }, headers);

const randomBytes = (random: Random, length: number): Buffer =>
  Buffer.from(Array.from({ length }, () => random.below(256)));

const VALID_QUERY = '{ claims(statuses: [ALLEGED], first: 3) { nodes { id status subject { name } } } }';

const notHttp: MakeRequest = (random) => {
  const openings = [
    Buffer.from('1603010200010001fc0303', 'hex'),
    Buffer.from('SSH-2.0-OpenSSH_9.9\r\n'),
    Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    Buffer.from('GET /graphql\r\n\r\n'),
    Buffer.from('GET /graphql HTTP/9.9\r\n\r\n'),
    Buffer.from('GET  /graphql  HTTP/1.1\r\n\r\n'),
    Buffer.from('\r\n\r\n\r\n\0\0\0'),
    Buffer.from('{"query":"{ __typename }"}'),
  ];
  return {
    bytes: Buffer.concat([random.pick(openings), randomBytes(random, 1 + random.below(400))]),
    disconnectAfter: 'half',
  };
};

const unknownMethod: MakeRequest = (random) => {
  const method = random.pick([
    'PUT',
    'DELETE',
    'PATCH',
    'OPTIONS',
    'TRACE',
    'PROPFIND',
    'BREW',
    'get',
    'G\0T',
    'POST\t',
  ]);
  return { bytes: http(method, '/graphql', JSON_TYPE, JSON.stringify({ query: VALID_QUERY })) };
};

const unknownPath: MakeRequest = (random) => {
  const path = random.pick([
    '/../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/graphql/%00',
    '/graphql.php',
    '//graphql',
    '/GraphQL',
    '/%',
    '/%ff%fe',
    '*',
    'graphql',
    '/health/../graphql',
    'http://other.example/',
    `/${'a'.repeat(8000)}`,
    '/\x01\x02',
    '/__proto__',
  ]);
  return { bytes: http(random.pick(['GET', 'POST']), path, {}, '') };
};

const badHeaders: MakeRequest = (random) => {
  const body = JSON.stringify({ query: '{ nonsense }' });
  const line = random.pick([
    'no colon at all',
    'spaced : out',
    ': no name',
    'x-null: a\0b',
    'x-fold: a\r\n b',
    'transfer-encoding: chunked, gzip',
    'transfer-encoding: gzip',
    'transfer-encoding: chunked',
    'content-length: 5',
    'content-length: -1',
    'content-length: 1e3',
    'content-length: 99999999999999999999',
    'host: twice.example',
    'expect: the-unexpected',
    'accept: image/png',
    'accept: ;;;,,,q=NaN',
    'authorization: Bearer \xff\xfe',
    'x-api-key: __proto__',
    'x-request-id: {"level":"error"}',
    'x-forwarded-for: 1.2.3.4, \x7f',
    'cookie: a=b; '.repeat(50),
    `x-long: ${'y'.repeat(20_000)}`,
    Array.from({ length: 300 }, (_, index) => `x-${index}: y`).join('\r\n'),
  ]);
  const head = [
    'POST /graphql HTTP/1.1',
    ...(random.chance(0.9) ? ['host: a.example'] : []),
    'connection: close',
    'content-type: application/json',
    `content-length: ${body.length}`,
    line,
  ];
  return { bytes: Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`, 'latin1') };
};

const wrongContentLength: MakeRequest = (random) => {
  const body = JSON.stringify({ query: VALID_QUERY });
  const length = random.pick([
    body.length + 1 + random.below(500),
    random.below(body.length),
    2 ** 31,
    2 ** 53,
  ]);
  return { bytes: post(body, { 'content-length': String(length) }), disconnectAfter: 'half' };
};

const brokenChunks: MakeRequest = (random) => {
  const body = random.pick([
    'zz\r\n{}\r\n0\r\n\r\n',
    '-1\r\n{}\r\n0\r\n\r\n',
    'ffffffffffffffff\r\n{}',
    '2\r\n{}',
    '2\r\n{}\r\n',
    '2\r\n{}garbage\r\n0\r\n\r\n',
    `2;${'x'.repeat(17_000)}\r\n{}\r\n0\r\n\r\n`,
    '1\r\n{\r\n'.repeat(1000),
    '0\r\n\r\n',
    '2\r\n{}\r\n0\r\nx-trailer\r\n\r\n',
  ]);
  const head = http('POST', '/graphql', { ...JSON_TYPE, 'transfer-encoding': 'chunked' });
  return { bytes: Buffer.concat([head, Buffer.from(body)]), disconnectAfter: 'half' };
};

const truncated: MakeRequest = (random) => {
  const whole = ask(VALID_QUERY);
  if (random.chance(0.3)) return { bytes: whole, disconnectAfter: 'answered' };
  return {
    bytes: whole.subarray(0, 1 + random.below(whole.length - 1)),
    disconnectAfter: random.chance(0.7) ? 'sent' : 'half',
  };
};

const pipelined: MakeRequest = (random) => {
  const bad = http('POST', '/graphql', { ...JSON_TYPE, connection: 'keep-alive' }, '{"query":');
  const times = 1 + random.below(20);
  return {
    bytes: Buffer.concat([...Array.from({ length: times }, () => bad), randomBytes(random, 50)]),
    disconnectAfter: 'half',
  };
};

const wrongContentType: MakeRequest = (random) => {
  const type = random.pick([
    'text/plain',
    'application/xml',
    'application/json; charset=utf-16le',
    'application/graphql',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'multipart/form-data',
    'application/octet-stream',
    '__proto__',
    '/',
    '',
  ]);
  const body = random.pick([
    Buffer.from('{"query":"{ nonsense }"}', 'utf16le'),
    Buffer.from('query=%7B&variables=%7B'),
    Buffer.from('--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{"query":"{'),
    randomBytes(random, 200),
  ]);
  return { bytes: post(body, { 'content-type': type }) };
};

const compressed: MakeRequest = (random) => {
  const bomb = random.chance(0.2);
  const body = gzipSync(bomb ? Buffer.alloc(20_000_000, '[') : JSON.stringify({ query: VALID_QUERY }));
  return { bytes: post(body, { 'content-encoding': random.pick(['gzip', 'br', 'deflate', 'gzip, gzip']) }) };
};

function badJson(random: Random): Buffer | string {
  const good = JSON.stringify({ query: VALID_QUERY, variables: { a: 1 } });
  const at = 1 + random.below(good.length - 1);
  return random.pick<() => Buffer | string>([
    () => good.slice(0, at),
    () => `${good.slice(0, at)}\0${good.slice(at)}`,
    () => Buffer.concat([Buffer.from(good.slice(0, at)), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from('"}')]),
    () => '['.repeat(1 + random.below(50_000)),
    () => '{"a":'.repeat(1 + random.below(20_000)),
    () => `${good},`,
    () => `/* */${good}`,
    () => good.replace('1', 'NaN'),
    () => good.replace('1', '01'),
    () => good.replaceAll('"', "'"),
    () => '',
    () => ' '.repeat(random.below(5000)),
    () => randomBytes(random, 1 + random.below(500)),
    () => Buffer.from(good, 'utf16le'),
    () => '"'.repeat(1001),
  ])();
}

function wrongShape(random: Random): string {
  const query = random.pick([
    '5',
    '[]',
    '{}',
    'null',
    'true',
    '""',
    '" "',
    '1e999',
    '["{ __typename }"]',
    '{"__proto__":"{ __typename }"}',
  ]);
  const variables = random.pick(['5', '[]', '"x"', 'true', '[[1]]']);
  return random.pick([
    `{"query":${query}}`,
    `{"query":"{ __typename }","variables":${variables}}`,
    `{"query":"{ __typename }","extensions":${variables}}`,
    `{"query":"{ __typename }","operationName":${random.pick(['5', '[]', '{}', 'true', '"Nobody"', '"__proto__"'])}}`,
    '{"query":"query A { __typename } query B { __typename }"}',
    '{"__proto__":{"query":"{ __typename }"}}',
    '{"constructor":{"prototype":{"query":"{ __typename }"}}}',
    `[${Array.from({ length: 1 + random.below(50) }, () => '{"query":"{ __typename }"}').join(',')}]`,
    query,
  ]);
}

const badUrl: MakeRequest = (random) => {
  const address = random.pick([
    '/graphql',
    '/graphql?query=',
    '/graphql?query={',
    '/graphql?query=%',
    '/graphql?query=%FF%FE',
    '/graphql?query[]={__typename}',
    '/graphql?query={__typename}&variables={',
    '/graphql?query={__typename}&variables=5',
    '/graphql?query={__typename}&extensions=[',
    '/graphql?query={__typename}&operationName=Nobody',
    `/graphql?query={${'a'.repeat(15_000)}`,
    `/graphql?${'a=b&'.repeat(3000)}`,
    `/graphql?query=${encodeURIComponent('mutation { restoreArticle(input: { articleId: "article:x" }) { __typename } }')}`,
    '/graphql?__proto__[query]={__typename}',
  ]);
  // A response to HEAD has no body; with this content type the status reports the error.
  const accept = 'application/graphql-response+json';
  return { bytes: http(random.pick(['GET', 'GET', 'HEAD']), address, { accept }) };
};

function brokenQuery(random: Random): string {
  const at = 1 + random.below(VALID_QUERY.length - 2);
  return random.pick([
    VALID_QUERY.slice(0, at),
    `${VALID_QUERY.slice(0, at)}${random.pick(['\0', '€', '?', '%', '"', '\ud800', '}}}', '\\u{110000}'])}${VALID_QUERY.slice(at)} }`,
    `${VALID_QUERY} }`,
    '{ "a" }',
    '{ a: }',
    `{ ${'a '.repeat(5000)} }`,
    '{'.repeat(1 + random.below(3000)),
    '('.repeat(1 + random.below(3000)),
    `{ entity(id: ${'['.repeat(1000)}) { id } }`,
    `{ entity(id: "${'x'.repeat(50_000)}) { id } }`,
    `${'#'.repeat(20_000)}`,
    '"""',
    'fragment on on on { on }',
    'type Query { a: Int }',
  ]);
}

/** Valid GraphQL that does not fit the schema. */
const INVALID_QUERIES = [
  '{ nonsense }',
  '{ __proto__ }',
  '{ constructor { name } }',
  '{ entity(id: "iran") }',
  '{ entity(id: "iran") { name { first } } }',
  '{ entity { name } }',
  '{ entity(id: "iran", id: "isis-k") { name } }',
  '{ entity(name: "iran") { name } }',
  '{ entity(id: iran) { name } }',
  '{ entity(id: {a: 1}) { name } }',
  '{ claims { nodes { id } } }',
  '{ claims(statuses: null) { nodes { id } } }',
  '{ claims(statuses: []) { nodes { id } } }',
  '{ claims(statuses: [TRUE]) { nodes { id } } }',
  '{ claims(statuses: "ALLEGED") { nodes { id } } }',
  '{ claims(statuses: [ALLEGED], first: -1) { nodes { id } } }',
  '{ claims(statuses: [ALLEGED], first: 99999999999) { nodes { id } } }',
  '{ claims(statuses: [ALLEGED], first: 1e9) { nodes { id } } }',
  '{ claims(statuses: [ALLEGED], where: { minConfidence: 101 }) { totalCount } }',
  '{ ...A } fragment A on Query { ...A }',
  '{ ...A } fragment A on Query { ...B } fragment B on Query { ...C } fragment C on Query { ...A }',
  '{ ...Nowhere }',
  '{ ... on Nothing { id } }',
  '{ ... on ClaimStatus { id } }',
  '{ __typename } fragment Unused on Query { __typename }',
  'query A { __typename } query A { __typename }',
  'query ($a: Int) { __typename }',
  'query ($a: Nothing) { entity(id: $a) { id } }',
  'query ($a: Int!) { entity(id: $a) { id } }',
  'query ($a: ID! = null) { entity(id: $a) { id } }',
  '{ entity(id: $a) { id } }',
  '{ __typename @skip }',
  '{ __typename @nonsense }',
  '{ __typename @include(if: "yes") }',
  '{ a: __typename a: entities { totalCount } }',
  'subscription { nonsense }',
  'mutation { nonsense }',
  '{ __type(name: "Query") { fields { type { fields { type { fields { type { fields { name } } } } } } } } }',
  '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }',
];

function deeplyNested(random: Random): string {
  const depth = 20 + random.below(600);
  const times = (text: string) => text.repeat(depth);
  return random.pick([
    `{ sources { nodes { ${times('articles { nodes { source { ')} id ${times('} } } ')} } } }`,
    `{ entity(id: ${times('[')}${times(']')}) { id } }`,
    `{ entity(id: ${times('{a: ')}1${times('}')}) { id } }`,
    `query ($a: ${times('[')}ID${times(']')}) { entity(id: $a) { id } }`,
    `{ ${times('... on Query { ')} nonsense ${times('} ')} }`,
    `{ ${times('... { ')} nonsense ${times('} ')} }`,
  ]);
}

/** Valid queries above the limits. */
function overBudget(random: Random): string {
  const times = 201 + random.below(150);
  const list = (part: (index: number) => string) =>
    Array.from({ length: times }, (_, index) => part(index)).join(' ');
  return random.pick([
    `{ ${list((index) => `a${index}: claims(statuses: [ALLEGED], first: 100) { totalCount nodes { id } }`)} }`,
    `{ ${list((index) => `a${index}: entity(id: "iran") { name }`)} }`,
    `{ ${list((index) => `a${index}: search(text: "iran", statuses: [ALLEGED]) { nodes { __typename } }`)} }`,
    `{ ${'__typename '.repeat(times * 15)} }`,
    `{ entity(id: "iran") { ${list((index) => `a${index}: name`)} } }`,
    `{ nodes(ids: [${'"iran", '.repeat(times)}]) { id } }`,
    '{ claims(statuses: [ALLEGED], first: 100) { nodes { citations(first: 100) { nodes { claim { citations(first: 100) { nodes { id } } } } } } } }',
  ]);
}

/** Each fragment spreads the next one twice. */
const fragmentBomb: MakeRequest = (random) => {
  const length = 5 + random.below(200);
  const last = random.chance(0.5);
  const chain = Array.from(
    { length },
    (_, index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`,
  );
  const end = `fragment F${length} on Query { ${last ? 'nonsense' : '__typename'} }`;
  return { bytes: ask(`{ ...F0 } ${chain.join(' ')} ${end}`), mayBeValid: true };
};

function wrongVariables(random: Random): Buffer {
  const query =
    'query ($s: [ClaimStatus!]!, $n: Int, $t: EDTF) { claims(statuses: $s, where: { during: $t }, first: $n) { nodes { id } } }';
  const variables = random.pick([
    '{}',
    '{"s":[]}',
    '{"s":null}',
    '{"s":[null]}',
    '{"s":["TRUE"]}',
    '{"s":{"0":"ALLEGED"}}',
    '{"s":[["ALLEGED"]]}',
    '{"s":[{"toString":"ALLEGED"}]}',
    '{"s":["__proto__"]}',
    '{"__proto__":{"s":["ALLEGED"]}}',
    '{"s":"ALLEGED","n":1e400}',
    '{"s":"ALLEGED","n":9007199254740993}',
    '{"s":"ALLEGED","n":-2147483649}',
    '{"s":"ALLEGED","n":0}',
    '{"s":"ALLEGED","n":1.5}',
    '{"s":"ALLEGED","n":"5"}',
    '{"s":"ALLEGED","n":true}',
    '{"s":"ALLEGED","n":[[[5]]]}',
    '{"s":"ALLEGED","t":5}',
    '{"s":"ALLEGED","t":{}}',
    '{"s":"ALLEGED","t":"\\u0000"}',
    '{"s":"ALLEGED","t":"\\ud800"}',
    `{"s":[${'"TRUE",'.repeat(3000)}"TRUE"]}`,
    `{"s":${'['.repeat(4000)}${']'.repeat(4000)}}`,
  ]);
  return post(`{"query":${JSON.stringify(query)},"variables":${variables}}`);
}

const CURSORS = [
  'query ($text: String!) { claims(statuses: [ALLEGED], after: $text) { nodes { id } } }',
  'query ($text: String!) { entities(after: $text) { nodes { id } } }',
  'query ($text: String!) { articles(after: $text) { nodes { id } } }',
  'query ($text: String!) { changes(statuses: [ALLEGED], after: $text) { nodes { at } } }',
  'query ($text: String!) { entity(id: "iran") { claims(statuses: [ALLEGED], after: $text) { nodes { id } } } }',
];

function cursor(random: Random): string {
  const text = random.pick([
    '{}',
    '[]',
    'null',
    '[null]',
    '[1e999]',
    '["a","b","c","d","e"]',
    '{"__proto__":1}',
    '["\u0000"]',
    '"',
    '[[[[]]]]',
  ]);
  return random.pick([
    Buffer.from(text).toString('base64'),
    Buffer.from(text).toString('base64url'),
    text,
    badText(random),
  ]);
}

const IDS = [
  'query ($text: ID!) { entity(id: $text) { id } }',
  'query ($text: ID!) { claim(id: $text) { id } }',
  'query ($text: ID!) { node(id: $text) { id } }',
  'query ($text: ID!) { nodes(ids: [$text]) { id } }',
  'query ($text: ID!) { article(id: $text) { id } }',
  'query ($text: ID!) { claims(statuses: [ALLEGED], where: { subjectIds: [$text] }) { nodes { id } } }',
];
const SEARCH =
  'query ($text: String!) { search(text: $text, statuses: [ALLEGED, REPORTED]) { nodes { __typename } } }';
const DATES = [
  'query ($text: DateTime!) { entities(asOf: $text) { nodes { id } } }',
  'query ($text: EDTF!) { claims(statuses: [ALLEGED], where: { during: $text }) { nodes { id } } }',
  'query ($text: DateTime!) { changes(statuses: [ALLEGED], since: $text) { nodes { at } } }',
];
const MUTATIONS = [
  'mutation ($text: String!) { importArticle(input: { document: $text }) { problems { code } claims } }',
  'mutation ($text: ID!) { restoreArticle(input: { articleId: $text }) { problems { code } article { id } } }',
] as const;

/** Not an id, cursor, date or document. */
function badText(random: Random): string {
  return random.pick([
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    '\udc00\ud800',
    "'; DROP TABLE claims; --",
    '") RETURN 1 //',
    '" OR NEAR(',
    '*',
    '%_%',
    '\\',
    '{{7*7}}',
    '__proto__',
    'constructor.prototype',
    '../../etc/passwd',
    'claim:zzz',
    `claim:${'f'.repeat(33)}`,
    'article:',
    'source:\n',
    '\u202eiran',
    'İ',
    'ﷺ'.repeat(500),
    'e\u0301'.repeat(2000),
    'x'.repeat(1000 + random.below(100_000)),
    `${random.below(2 ** 31)}-9999-99T99:99Z`,
    '9'.repeat(400),
    '-'.repeat(500),
    randomBytes(random, 30).toString('latin1'),
  ]);
}

function badDocument(random: Random): string {
  const times = 10 + random.below(2000);
  return random.pick([
    badText(random),
    `a: &a [x,x,x]\n${Array.from({ length: 20 }, (_, index) => `b${index}: &b${index} [*${index ? `b${index - 1}` : 'a'},*${index ? `b${index - 1}` : 'a'}]`).join('\n')}`,
    '[&a *a]',
    '!!js/function "function () { return 1 }"',
    '['.repeat(times),
    '{a: '.repeat(times),
    '- '.repeat(times),
    `? ${'x'.repeat(times)}`,
    'article: {id: 5}\nclaims: []',
    'article: {__proto__: {id: article:x}}',
    '{"article": {"id": "x"}, "article": {"id": "y"}}',
    '%YAML 9.9\n---\n',
    'a:\tb',
    '"\\ud800"',
    'format: ascribe/1\narticle:\n  id: article:x\nclaims:\n  - {}',
    randomBytes(random, 300).toString('latin1'),
  ]);
}

function oversizedBody(random: Random): Buffer {
  const size = 1_100_000 + random.below(1_000_000);
  return random.pick([
    () => post(`{"query":"{ __typename }","variables":{"a":"${'x'.repeat(size)}"}}`),
    () => post('x'.repeat(size)),
    () => ask(`{ nonsense } #${'x'.repeat(900_000 + random.below(100_000))}`),
    () => ask(`{ ${' '.repeat(900_000 + random.below(100_000))} nonsense }`),
  ])();
}
