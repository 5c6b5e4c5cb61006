import { afterAll, beforeAll, expect, it } from 'vitest';
import { AscribeError } from '#ascribe/domain/errors.js';
import { articleOf, entity } from '../store-contract/article-builder.js';
import { interceptCalls, type Service, startService } from './service.js';

let service: Service;
const calls: string[] = [];
/** The name of calls that fail. */
let failing: string | undefined;

beforeAll(async () => {
  service = await startService({
    wrap: (store) =>
      interceptCalls(store, (name, call) => {
        calls.push(name);
        if (name === failing) throw new AscribeError('STORE_UNAVAILABLE', 'made up');
        return call();
      }),
  });
  const groups = Array.from({ length: 50 }, (_, at) => `group-${String(at).padStart(2, '0')}`);
  const entities = [entity('vesk', 'STATE'), ...groups.map((id) => entity(id, 'ARMED_GROUP'))];
  await service.store.write((writer) =>
    writer.put(
      ['north', 'south', 'east'].map((source) =>
        articleOf(source, entities, [
          ...groups.map((subject) => ({ subject, predicate: 'OPPOSES', object: 'vesk' }) as const),
          ...groups.map(
            (object) => ({ subject: 'vesk', predicate: 'FUNDS', object, assertedBy: ['vesk'] }) as const,
          ),
        ]),
      ),
    ),
  );
});
afterAll(() => service.close());

async function callsOf(query: string): Promise<string[]> {
  calls.length = 0;
  await service.data(query);
  return calls.slice().sort();
}

const deep = (first: number) => `{
  entities(kinds: [ARMED_GROUP], first: ${first}) {
    totalCount
    nodes {
      name
      claims(statuses: [CONFIRMED, REPORTED, ALLEGED]) {
        totalCount
        nodes {
          subject { name } object { name } explanation independentOrigins { weight } history { at }
          citations { totalCount nodes { quote assertedBy { name } article { title source { name } } } }
        }
      }
      ... on Actor {
        sponsors(statuses: [CONFIRMED, REPORTED, ALLEGED]) { edges { node { name } claim { status } } }
      }
    }
  }
}`;

/** One call per field that reads records; fields may share a call, depending on timing. */
const FIELDS = 10;

it('a page of 50 entities with related records needs no more store calls than a page of 5', async () => {
  for (const first of [5, 50]) {
    const made = await callsOf(deep(first));
    expect(made.length).toBeLessThanOrEqual(FIELDS);
    expect(new Set(made).size).toBe(8);
  }
});

it('related records of claims and citations are prefetched', async () => {
  const cited = 'citations(first: 3) { edges { node { quote article { title source { name } } } } }';
  const ask = (claims: string) =>
    callsOf(`{ entity(id: "vesk") { ${claims} } }
             fragment Shown on Claim { status object { name } ...Cited }
             fragment Cited on Claim { ${cited} }`);
  const withObjects = ['claimsOf'];
  expect(await ask(`claims(statuses: [REPORTED], first: 5) { nodes { ...Shown } }`)).toEqual(withObjects);
  const withCursors = `claims(statuses: [REPORTED]) { edges { cursor ... on ClaimEdge { node { ...Shown } } } }`;
  // The first one also finds out when the store was last written.
  await ask(withCursors);
  expect(await ask(withCursors)).toEqual([...withObjects, 'writePosition']);
  expect(
    await ask(
      `... on Actor { proxies(statuses: [REPORTED]) { edges { node { name } claim { ...Shown } } } }`,
    ),
  ).toEqual(withObjects);
  expect(await ask(`claims(statuses: [REPORTED]) { nodes { id ...Shown @skip(if: true) } }`)).toEqual(
    withObjects,
  );
  const askClaims = (fields: string) =>
    callsOf(`{ entity(id: "vesk") { claims(statuses: [REPORTED]) { nodes { ${fields} } } } }`);
  expect(await askClaims('citations(first: 1) { nodes { quote assertedBy { name } } }')).toEqual(withObjects);
  expect(await askClaims('citations { totalCount }')).toEqual(['claimsOf', 'countCitationsOf']);
  expect(await callsOf(`{ claims(statuses: [REPORTED]) { nodes { ${cited} } } }`)).toEqual([
    'citationsOf',
    'list claims',
  ]);
});

it('the page of citations with the most related records is prefetched; other pages are read by themselves', async () => {
  const query = `{ entity(id: "vesk") { claims(statuses: [REPORTED], first: 2) { nodes {
    one: citations(first: 1) { nodes { quote } }
    two: citations(first: 2) { nodes { quote article { title } } }
    same: citations(first: 2) { nodes { article { id } } }
    ... on Claim { two: citations(first: 2) { nodes { assertedBy { name } } } }
  } } } }`;
  expect(await callsOf(query)).toEqual(['citationsOf', 'citationsOf', 'claimsOf']);
  const { entity } = await service.data(query);
  expect(entity.claims.nodes).toHaveLength(2);
  for (const { one, two, same } of entity.claims.nodes) {
    expect(one.nodes).toHaveLength(1);
    expect(two.nodes).toHaveLength(2);
    expect(one.nodes[0].quote).toBe(two.nodes[0].quote);
    expect(same.nodes.map(({ article }: { article: { id: string } }) => article.id)).toHaveLength(2);
    expect(two.nodes[0].assertedBy).toBeInstanceOf(Array);
  }
});

it('a list is not counted unless the query selects totalCount', async () => {
  expect(await callsOf('{ entities(first: 50) { nodes { name } } }')).toEqual(['list entities']);
  expect(await callsOf('{ entity(id: "vesk") { claims(statuses: [CONFIRMED]) { nodes { id } } } }')).toEqual([
    'claimsOf',
  ]);
});

it('a list is not read if the query selects only totalCount', async () => {
  expect(await callsOf('{ entities { totalCount } }')).toEqual(['count entities']);
  expect(await callsOf('{ entity(id: "vesk") { claims(statuses: [CONFIRMED]) { totalCount } } }')).toEqual([
    'countClaimsOf',
    'get entities',
  ]);
});

it('equal arguments are read once, however often the query repeats them', async () => {
  const query = `{ entity(id: "vesk") { ... on Actor {
    a: proxies(statuses: [CONFIRMED, REPORTED]) { nodes { id } } b: proxies(statuses: [REPORTED, CONFIRMED]) { nodes { id } } } } }`;
  expect(await callsOf(query)).toEqual(['claimsOf']);
});

it('claims that only an entity of another kind can have are not read before its kind is known', async () => {
  const reads = (fields: string) => callsOf(`{ entity(id: "vesk") { ${fields} } }`);
  const claims = 'claims(statuses: [REPORTED]) { nodes { id } }';
  expect(await reads(`... on ArmedGroup { ${claims} }`)).toEqual(['get entities']);
  expect(await reads(`... on State { ${claims} }`)).toEqual(['claimsOf', 'get entities']);
  expect(await reads(`... on Entity { ${claims} }`)).toEqual(['claimsOf']);
  expect(
    await reads(`... on Actor { ... on State { proxies(statuses: [REPORTED]) { nodes { id } } } }`),
  ).toEqual(['claimsOf', 'get entities']);
  const records = async (fields: string) => {
    const { extensions } = (await service.ask(
      `{ entity(id: "vesk") { ${fields} } }`,
      {},
      { 'x-ascribe-cost': '1' },
    )) as {
      extensions?: { cost: { records: number } };
    };
    return extensions?.cost.records;
  };
  expect(await records('id')).toBe(1);
  expect(await records('claims(statuses: [REPORTED], first: 7) { nodes { id } }')).toBe(8);
});

it('an entity that does not exist, and bad arguments of its claims, are reported as if the entity were read first', async () => {
  const claims = (args: string) => `... on Actor { proxies(statuses: [REPORTED], ${args}) { nodes { id } } }`;
  const unknown = await service.ask(`{ entity(id: "vesc") { ${claims('first: 1')} } }`);
  expect(unknown).toMatchObject({
    data: { entity: null },
    errors: [
      { path: ['entity'], extensions: { code: 'NOT_FOUND', closest: expect.arrayContaining(['vesk']) } },
    ],
  });
  for (const [args, code] of [
    ['first: 101', 'BAD_INPUT'],
    ['after: "forged"', 'BAD_CURSOR'],
    ['where: { minConfidence: 101 }', 'BAD_INPUT'],
    ['depth: 6', 'BAD_INPUT'],
  ] as const) {
    const { errors } = await service.ask(`{ entity(id: "vesk") { name ${claims(args)} } }`);
    expect(errors).toMatchObject([{ extensions: { code } }]);
    expect(errors?.[0]?.path?.slice(0, 2)).toEqual(['entity', 'proxies']);
  }
});

it('an error of a read of claims is reported by their field, though the entity was to be read with them', async () => {
  calls.length = 0;
  failing = 'claimsOf';
  const { errors } = await service
    .ask('{ entity(id: "vesk") { name claims(statuses: [REPORTED]) { nodes { id } } } }')
    .finally(() => {
      failing = undefined;
    });
  expect(errors).toMatchObject([
    { path: ['entity', 'claims', 'nodes'], extensions: { code: 'STORE_UNAVAILABLE' } },
  ]);
  expect(calls).toEqual(['claimsOf', 'get entities']);
});
