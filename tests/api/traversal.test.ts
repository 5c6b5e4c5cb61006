import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { articleOf, entity } from '../store-contract/article-builder.js';
import { type Service, startService } from './service.js';

let service: Service;

beforeAll(async () => {
  service = await startService();
  const entities = [
    entity('arland', 'STATE'),
    entity('vesk', 'STATE'),
    entity('river-front', 'ARMED_GROUP'),
    entity('marsh-column', 'ARMED_GROUP'),
    entity('hill-cell', 'ARMED_GROUP'),
    entity('lone-isle', 'PLACE'),
  ];
  await service.store.write((writer) =>
    writer.put([
      articleOf('courier', entities, [
        { subject: 'arland', predicate: 'FUNDS', object: 'river-front' },
        { subject: 'river-front', predicate: 'ARMS', object: 'marsh-column', modality: 'ACCUSED' },
        { subject: 'marsh-column', predicate: 'TRAINS', object: 'hill-cell' },
        { subject: 'hill-cell', predicate: 'SPONSORS', object: 'arland' },
        { subject: 'vesk', predicate: 'OPPOSES', object: 'marsh-column' },
        { subject: 'arland', predicate: 'KILLED', value: { type: 'COUNT', min: 1, max: 1 } },
      ]),
    ]),
  );
});
afterAll(() => service.close());

const ALL = 'statuses: [CONFIRMED, REPORTED, ALLEGED]';
const codeOf = async (query: string) => {
  const { errors, data } = await service.ask(query);
  expect(data === null || Object.values(data).every((value) => value === null)).toBe(true);
  return `${errors?.[0]?.extensions.code}: ${errors?.[0]?.message}`;
};

describe('paths', () => {
  const PATHS = `{ truncated paths { length weakestStatus lowestConfidence entities { id }
    steps { from { id } to { id } forward claim { predicate subject { id } } } } }`;

  it('show each step with its claim and direction, and the weakest claim of the path', async () => {
    const { paths } = await service.data(
      `{ paths(fromId: "arland", toId: "vesk", maxLength: 3, ${ALL}) ${PATHS} }`,
    );
    expect(paths).toEqual({
      truncated: false,
      paths: [
        expect.objectContaining({ length: 3, weakestStatus: 'REPORTED' }),
        {
          length: 3,
          weakestStatus: 'ALLEGED',
          lowestConfidence: expect.any(Number),
          entities: ['arland', 'river-front', 'marsh-column', 'vesk'].map((id) => ({ id })),
          steps: [
            ['arland', 'river-front', true, 'FUNDS', 'arland'],
            ['river-front', 'marsh-column', true, 'ARMS', 'river-front'],
            ['marsh-column', 'vesk', false, 'OPPOSES', 'vesk'],
          ].map(([from, to, forward, predicate, subject]) => ({
            from: { id: from },
            to: { id: to },
            forward,
            claim: { predicate, subject: { id: subject } },
          })),
        },
      ],
    });
  });

  it('follow no allegation if only reports are requested', async () => {
    const { paths } = await service.data(
      `{ paths(fromId: "arland", toId: "marsh-column", statuses: [REPORTED]) { paths { entities { id } } } }`,
    );
    expect(paths.paths).toEqual([
      { entities: ['arland', 'hill-cell', 'marsh-column'].map((id) => ({ id })) },
    ]);
  });

  it('reject invalid arguments with the reason', async () => {
    const ask = (args: string) => codeOf(`{ paths(fromId: "arland", ${args}) { truncated } }`);
    expect(await ask(`toId: "arlnd", ${ALL}`)).toMatch(/^NOT_FOUND: .*arland/);
    expect(await ask(`toId: "arland", ${ALL}`)).toMatch(/^BAD_INPUT: fromId and toId are both "arland"/);
    expect(await ask('toId: "vesk", statuses: []')).toMatch(/^STATUSES_REQUIRED/);
    expect(await ask(`toId: "vesk", maxLength: 9, ${ALL}`)).toMatch(
      /^BAD_INPUT: maxLength is 9; expected 1 to 8/,
    );
    expect(await ask(`toId: "vesk", limit: 0, ${ALL}`)).toMatch(/^BAD_INPUT: limit is 0; expected 1 to 100/);
    expect(await ask(`toId: "vesk", avoidIds: ["vesk"], ${ALL}`)).toMatch(
      /^BAD_INPUT: avoidIds contains "vesk"/,
    );
    expect(await ask(`toId: "vesk", throughIds: ["a", "b", "c", "d"], ${ALL}`)).toMatch(
      /^BAD_INPUT: throughIds has 4 ids/,
    );
    expect(await ask(`toId: "vesk", throughIds: ["Not an id"], ${ALL}`)).toMatch(/^BAD_INPUT: throughIds/);
    expect(await ask(`toId: "vesk", where: { during: "soon" }, ${ALL}`)).toMatch(/^BAD_INPUT/);
  });
});

describe('a neighbourhood', () => {
  it('lists near entities with their distance, and the claims between them', async () => {
    const { neighborhood } = await service.data(
      `{ neighborhood(entityId: "vesk", depth: 2, ${ALL}) { truncated entities { distance entity { id } } claims { predicate } } }`,
    );
    expect(
      neighborhood.entities.map((one: never) =>
        Object.values(one).map((part) => (part as { id?: string }).id ?? part),
      ),
    ).toEqual([
      [0, 'vesk'],
      [1, 'marsh-column'],
      [2, 'hill-cell'],
      [2, 'river-front'],
    ]);
    expect(neighborhood.claims.map(({ predicate }: { predicate: string }) => predicate).sort()).toEqual([
      'ARMS',
      'OPPOSES',
      'TRAINS',
    ]);
    expect(neighborhood.truncated).toBe(false);
  });

  it('of an entity without claims is the entity alone', async () => {
    const { neighborhood } = await service.data(
      `{ neighborhood(entityId: "lone-isle", ${ALL}) { truncated entities { distance } claims { id } } }`,
    );
    expect(neighborhood).toEqual({ truncated: false, entities: [{ distance: 0 }], claims: [] });
  });

  it('reads the graph as of an earlier timestamp', async () => {
    const { errors } = await service.ask(
      `{ neighborhood(entityId: "vesk", asOf: "2001-01-01T00:00:00Z", ${ALL}) { truncated } }`,
    );
    expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('rejects invalid arguments with the reason', async () => {
    const ask = (args: string) => codeOf(`{ neighborhood(${args}) { truncated } }`);
    expect(await ask(`entityId: "nobody-here", ${ALL}`)).toMatch(/^NOT_FOUND/);
    expect(await ask(`entityId: "vesk", depth: 6, ${ALL}`)).toMatch(
      /^BAD_INPUT: depth is 6; expected 1 to 5/,
    );
    expect(await ask(`entityId: "vesk", limit: 1001, ${ALL}`)).toMatch(/^BAD_INPUT: limit/);
    expect(await ask(`entityId: "vesk", claimLimit: -1, ${ALL}`)).toMatch(/^BAD_INPUT: claimLimit/);
  });
});

describe('chains of sponsors', () => {
  const EDGES = `{ totalCount pageInfo { hasNextPage endCursor } edges { distance node { id } weakestStatus chain { predicate } claim { predicate } } }`;
  const proxies = async (args: string) =>
    (await service.data(`{ entity(id: "arland") { ... on Actor { proxies(${args}, ${ALL}) ${EDGES} } } }`))
      .entity.proxies;

  it('show the whole chain and its weakest claim, nearest first, without cycles', async () => {
    const { edges, totalCount } = await proxies('depth: 5');
    expect(totalCount).toBe(3);
    expect(edges).toEqual(
      [
        { distance: 1, node: { id: 'river-front' }, weakestStatus: 'REPORTED', chain: ['FUNDS'] },
        { distance: 2, node: { id: 'marsh-column' }, weakestStatus: 'ALLEGED', chain: ['FUNDS', 'ARMS'] },
        {
          distance: 3,
          node: { id: 'hill-cell' },
          weakestStatus: 'ALLEGED',
          chain: ['FUNDS', 'ARMS', 'TRAINS'],
        },
      ].map(({ chain, ...edge }) => ({
        ...edge,
        chain: chain.map((predicate) => ({ predicate })),
        claim: { predicate: chain.at(-1) },
      })),
    );
  });

  it('are one claim long by default', async () => {
    expect((await proxies('first: 9')).edges).toHaveLength(1);
  });

  it('can be paged', async () => {
    const first = await proxies('depth: 5, first: 2');
    expect(first.pageInfo.hasNextPage).toBe(true);
    const rest = await proxies(`depth: 5, first: 2, after: "${first.pageInfo.endCursor}"`);
    expect(rest.edges.map(({ node }: { node: { id: string } }) => node.id)).toEqual(['hill-cell']);
    expect(rest.pageInfo.hasNextPage).toBe(false);
  });

  it('of sponsors lead in the other direction', async () => {
    const { entity } = await service.data(
      `{ entity(id: "hill-cell") { ... on Actor { sponsors(depth: 3, ${ALL}) { edges { distance node { id } } } } } }`,
    );
    expect(entity.sponsors.edges.map(({ node }: { node: { id: string } }) => node.id)).toEqual([
      'marsh-column',
      'river-front',
      'arland',
    ]);
  });

  it('reject a depth out of bounds and a cursor of another list', async () => {
    const ask = (args: string) =>
      service.ask(
        `{ entity(id: "arland") { ... on Actor { proxies(${args}, ${ALL}) { totalCount pageInfo { endCursor } } } } }`,
      );
    expect((await ask('depth: 0')).errors?.[0]?.extensions.code).toBe('BAD_INPUT');
    expect((await ask('depth: 2, after: "x"')).errors?.[0]?.extensions.code).toBe('BAD_CURSOR');
  });
});
