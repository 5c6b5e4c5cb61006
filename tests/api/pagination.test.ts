import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { articleOf, entity } from '../store-contract/article-builder.js';
import { type Service, startService } from './service.js';

let service: Service;

beforeAll(async () => {
  service = await startService();
  const groups = Array.from({ length: 25 }, (_, at) => `group-${String(at).padStart(2, '0')}`);
  const entities = [entity('vesk', 'STATE'), ...groups.map((id) => entity(id, 'ARMED_GROUP'))];
  const sayings = groups.map((object) => ({ subject: 'vesk', predicate: 'FUNDS', object }) as const);
  await service.store.write((writer) =>
    writer.put([...Array(25).keys()].map((at) => articleOf(`paper-${at}`, entities, sayings))),
  );
});
afterAll(() => service.close());

const PAGE =
  'edges { cursor node { id } } nodes { id } pageInfo { hasNextPage endCursor hasPreviousPage startCursor } totalCount';

interface Connection {
  edges: { cursor: string; node: { id: string } }[];
  nodes: { id: string }[];
  pageInfo: {
    hasNextPage: boolean;
    endCursor: string | null;
    hasPreviousPage: boolean;
    startCursor: string | null;
  };
  totalCount: number;
}

/** A list: its query for a page, and its location in the response. */
const lists: Record<
  string,
  { query: (args: string) => string; at: (data: never) => Connection; total: number }
> = {
  entities: { query: (a) => `{ list: entities(${a}) { ${PAGE} } }`, at: top, total: 26 },
  actors: {
    query: (a) =>
      `{ list: actors(statuses: [CONFIRMED, REPORTED], where: { kinds: [ARMED_GROUP] }, ${a}) { ${PAGE} } }`,
    at: top,
    total: 25,
  },
  claims: {
    query: (a) => `{ list: claims(statuses: [CONFIRMED, REPORTED], ${a}) { ${PAGE} } }`,
    at: top,
    total: 25,
  },
  articles: { query: (a) => `{ list: articles(${a}) { ${PAGE} } }`, at: top, total: 25 },
  sources: { query: (a) => `{ list: sources(${a}) { ${PAGE} } }`, at: top, total: 25 },
  'claims of an entity': {
    query: (a) =>
      `{ owner: entity(id: "vesk") { list: claims(statuses: [CONFIRMED, REPORTED], ${a}) { ${PAGE} } } }`,
    at: owned,
    total: 25,
  },
  'proxies of an actor': {
    query: (a) =>
      `{ owner: entity(id: "vesk") { ... on Actor { list: proxies(statuses: [CONFIRMED, REPORTED], ${a}) { ${PAGE} } } } }`,
    at: owned,
    total: 25,
  },
  'claims of an article': {
    query: (a) =>
      `{ owner: article(id: "article:paper-3") { list: claims(statuses: [CONFIRMED, REPORTED], ${a}) { ${PAGE} } } }`,
    at: owned,
    total: 25,
  },
  'articles of a source': {
    query: (a) => `{ owner: source(id: "source:paper-3") { list: articles(${a}) { ${PAGE} } } }`,
    at: owned,
    total: 1,
  },
};

for (const [name, { query, at, total }] of Object.entries(lists)) {
  describe(name, () => {
    it('are paged to the end, each item once', async () => {
      const seen: string[] = [];
      let after = '';
      for (let page = 0; ; page++) {
        const list = at((await service.data(query(`first: 10${after}`))) as never);
        expect(list.totalCount).toBe(total);
        expect(list.edges.map(({ node }) => node.id)).toEqual(list.nodes.map(({ id }) => id));
        expect(list.pageInfo.startCursor).toBe(list.edges[0]?.cursor ?? null);
        expect(list.pageInfo.endCursor).toBe(list.edges.at(-1)?.cursor ?? null);
        expect(list.pageInfo.hasPreviousPage).toBe(page > 0);
        seen.push(...list.nodes.map(({ id }) => id));
        if (!list.pageInfo.hasNextPage) break;
        after = `, after: "${list.pageInfo.endCursor}"`;
      }
      expect(seen.length).toBe(total);
      expect(new Set(seen).size).toBe(total);
    });
  });
}

it('a page has 20 items by default', async () => {
  const { entities } = await service.data('{ entities { nodes { id } pageInfo { hasNextPage } } }');
  expect(entities.nodes.length).toBe(20);
  expect(entities.pageInfo.hasNextPage).toBe(true);
});

it('rejects the cursor of another list', async () => {
  const { entities } = await service.data('{ entities { pageInfo { endCursor } } }');
  const { errors } = await service.ask(
    `{ claims(statuses: [REPORTED], after: "${entities.pageInfo.endCursor}") { nodes { id } } }`,
  );
  expect(errors?.[0]?.extensions.code).toBe('BAD_CURSOR');
});

it('rejects the cursor of another order', async () => {
  const list = (args: string) =>
    `{ claims(statuses: [CONFIRMED, REPORTED], first: 1, ${args}) { nodes { id } pageInfo { endCursor } } }`;
  const after = async (orderBy: string) =>
    (await service.data(list(`orderBy: ${orderBy}`))).claims.pageInfo.endCursor;
  const problem = async (args: string) => {
    const { errors } = await service.ask(list(args));
    return errors && [errors[0]?.extensions.code, errors[0]?.message];
  };
  const refused = ['BAD_CURSOR', expect.stringContaining('is a cursor of this list with another orderBy')];
  const newest = await after('NEWEST');
  expect(await problem(`after: "${newest}"`)).toEqual(refused);
  expect(await problem(`orderBy: OLDEST, after: "${newest}"`)).toEqual(refused);
  expect(await problem(`orderBy: NEWEST, after: "${await after('STRONGEST')}"`)).toEqual(refused);
  expect(await problem(`orderBy: NEWEST, after: "${newest}"`)).toBeUndefined();
});

it('an empty list has no cursors and no next page', async () => {
  const { attacks } = await service.data(`{ attacks(statuses: [REPORTED]) { ${PAGE} } }`);
  expect(attacks).toEqual({
    edges: [],
    nodes: [],
    pageInfo: { hasNextPage: false, endCursor: null, hasPreviousPage: false, startCursor: null },
    totalCount: 0,
  });
});

function top({ list }: { list: Connection }): Connection {
  return list;
}
function owned({ owner }: { owner: { list: Connection } }): Connection {
  return owner.list;
}
