import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Entity, statuses } from '#ascribe/domain/records.js';
import { exportLines } from '#ascribe/export/export-lines.js';
import { articleOf, entity, type Sentence } from '../store-contract/article-builder.js';
import { everythingIn } from './everything.js';
import { builtSchema, createTestGraphql, type Service, startService, UNLIMITED } from './service.js';

const BAND = 'nameless-band';
const SECRET = {
  name: 'Zanzibarrow',
  aliases: ['Quokkaband'],
  description: 'Wombatlike, and responsible for the wreck.',
  identifiers: [{ scheme: 'wikidata', value: 'Q777777' }],
};
const WORDS = /Zanzibarrow|Quokkaband|Wombatlike|Q777777/;

const band = (more: Partial<Entity> = {}): Entity => ({ ...entity(BAND, 'ARMED_GROUP'), ...more });
const wreck: Sentence[] = [
  { subject: BAND, predicate: 'PERPETRATED', object: 'wreck', modality: 'ACCUSED' },
  { subject: 'arland', predicate: 'FUNDS', object: BAND, modality: 'ACCUSED', assertedBy: [BAND] },
  { subject: BAND, predicate: 'OPPOSES', object: 'arland', assertedBy: [BAND] },
  { subject: BAND, predicate: 'DATED', value: { type: 'DATE', edtf: '2031' } },
];
const plain = [entity('arland', 'STATE'), entity('wreck', 'ATTACK')];

let service: Service;
let before: string;

beforeAll(async () => {
  service = await startService();
  const { store } = service;
  await store.write((writer) =>
    writer.put([
      articleOf('declares', [...plain, band(SECRET)], wreck.slice(0, 2)),
      { ...articleOf('refers', plain, wreck), referencedEntities: [band()] },
      articleOf('denies', plain, [{ subject: 'arland', predicate: 'FUNDS', object: BAND, stance: 'DENIES' }]),
    ]),
  );
  before = (await store.writePosition()).lastWriteAt;
});
afterAll(() => service.close());

const ALL = `[${statuses.join(', ')}]`;
const ENTITY = `{ id kind name aliases description identifiers { value }
  names { totalCount nodes { text articles { totalCount nodes { id title } } } }
  descriptions { totalCount nodes { text articles { totalCount nodes { id } } } } }`;

/** Every field of the schema whose required arguments are known here, to a depth of two objects. */
const EVERYTHING = everythingIn(builtSchema(), 'Query', 2, {
  statuses: ALL,
  'Query.entity.id': `"${BAND}"`,
  'Query.node.id': `"${BAND}"`,
  'Query.article.id': '"article:declares"',
  'Query.source.id': '"source:declares"',
  'Query.neighborhood.entity': '"arland"',
  'Query.paths.from': '"arland"',
  'Query.paths.to': '"wreck"',
  'Query.compareArticles.a': '"article:refers"',
  'Query.compareArticles.b': '"article:denies"',
  'Query.compareSources.a': '"source:refers"',
  'Query.compareSources.b': '"source:denies"',
  'Query.claim.id': `"${articleOf('refers', plain, wreck).claims[0]?.id}"`,
});
const found = async (text: string): Promise<string[]> => {
  const { search } = await service.data(
    `{ search(text: "${text}", statuses: ${ALL}) { nodes { ... on Entity { id } } } }`,
  );
  return search.nodes.map(({ id }: { id?: string }) => id).filter((id?: string) => id !== undefined);
};

const retract = () =>
  service.store.write((writer) =>
    writer.retract({
      articleId: 'article:declares',
      reason: 'made up',
      analyst: 'ada',
      includeDerived: false,
    }),
  );

/** All responses, of a service without limits. */
async function everything(): Promise<unknown[]> {
  const log = (error: unknown) => {
    throw error;
  };
  const handler = createTestGraphql(service.store, { limits: UNLIMITED, log });
  const responses: unknown[] = [];
  for (const field of EVERYTHING) {
    const response = await handler.fetch('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: `{ ${field} }` }),
    });
    const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
    expect(errors).toBeUndefined();
    responses.push(data);
  }
  return responses;
}

describe('what an article declares about an entity', () => {
  it('is shown with the articles that declare it', async () => {
    const { entity: shown } = await service.data(`{ entity(id: "${BAND}") ${ENTITY} }`);
    const articles = { totalCount: 1, nodes: [{ id: 'article:declares', title: 'Of declares' }] };
    expect(shown.names).toEqual({
      totalCount: 2,
      nodes: [
        { text: 'Zanzibarrow', articles },
        { text: 'Quokkaband', articles },
      ],
    });
    expect(shown.descriptions).toEqual({
      totalCount: 1,
      nodes: [{ text: SECRET.description, articles: { totalCount: 1, nodes: [{ id: 'article:declares' }] } }],
    });
  });

  it('is reviewed, if it is a description and makes a claim', async () => {
    const { article: reviewed } = await service.data(
      '{ article(id: "article:declares") { annotationQuality { warnings { nodes { code entityId articleId claimId } } } } }',
    );
    expect(reviewed.annotationQuality.warnings.nodes).toContainEqual({
      code: 'CLAIM_IN_DESCRIPTION',
      entityId: BAND,
      articleId: 'article:declares',
      claimId: null,
    });
  });

  it('pages texts and articles', async () => {
    const { entity: first } = await service.data(
      `{ entity(id: "arland") { names(first: 1) { pageInfo { hasNextPage endCursor } nodes {
         articles(first: 2) { totalCount pageInfo { hasNextPage endCursor } nodes { id } } } } } }`,
    );
    const [{ articles }] = first.names.nodes;
    expect(first.names.pageInfo.hasNextPage).toBe(false);
    expect(articles).toMatchObject({
      totalCount: 3,
      pageInfo: { hasNextPage: true },
      nodes: [{ id: 'article:declares' }, { id: 'article:denies' }],
    });
    const { entity: rest } = await service.data(
      `{ entity(id: "arland") { names { nodes {
         articles(first: 2, after: "${articles.pageInfo.endCursor}") { nodes { id } } } } } }`,
    );
    expect(rest.names.nodes).toEqual([{ articles: { nodes: [{ id: 'article:refers' }] } }]);
    const { entity: one } = await service.data(
      `{ entity(id: "${BAND}") { names(first: 1) { pageInfo { hasNextPage endCursor } nodes { text } } } }`,
    );
    expect(one.names).toMatchObject({ nodes: [{ text: 'Zanzibarrow' }], pageInfo: { hasNextPage: true } });
    const { entity: two } = await service.data(
      `{ entity(id: "${BAND}") { names(first: 1, after: "${one.names.pageInfo.endCursor}") { nodes { text } } } }`,
    );
    expect(two.names.nodes).toEqual([{ text: 'Quokkaband' }]);
  });

  it('is in no response, search or export after its only article is retracted, and in those as of an earlier time', async () => {
    expect(JSON.stringify(await everything())).toMatch(WORDS);
    await retract();
    expect(JSON.stringify(await everything())).not.toMatch(WORDS);
    const { entity: shown } = await service.data(`{ entity(id: "${BAND}") ${ENTITY} }`);
    expect(shown).toMatchObject({
      name: BAND,
      aliases: [],
      description: null,
      identifiers: [],
      names: { totalCount: 0, nodes: [] },
      descriptions: { totalCount: 0, nodes: [] },
    });
    for (const text of ['Zanzibarrow', 'zanzi', 'Quokkaband', 'Wombatlike', 'responsible', BAND])
      expect(await found(text)).toEqual([]);
    for (const message of [
      (await service.ask('{ entity(id: "zanzibarrow") { id } }')).errors?.[0]?.message,
      (await service.ask('{ entity(id: "nameless-bend") { id } }')).errors?.[0]?.message,
    ])
      expect(message).not.toMatch(WORDS);

    const { entity: past } = await service.data(`{ entity(id: "${BAND}", asOf: "${before}") ${ENTITY} }`);
    expect(past).toMatchObject({ name: 'Zanzibarrow', names: { totalCount: 2 } });
    expect(past.names.nodes[0].articles.nodes).toHaveLength(1);

    const exported = async (requested: typeof statuses) => {
      let text = '';
      for await (const line of exportLines(service.store, { statuses: requested })) text += line;
      return text;
    };
    expect(await exported(statuses.filter((status) => status !== 'RETRACTED'))).not.toMatch(WORDS);
    // Without it, a restored article would no longer declare it.
    expect(await exported(statuses)).toMatch(WORDS);
  });

  it('returns when the article is restored', async () => {
    await service.store.write((writer) => writer.restore({ articleId: 'article:declares', analyst: 'ada' }));
    const { entity: shown } = await service.data(`{ entity(id: "${BAND}") ${ENTITY} }`);
    expect(shown).toMatchObject({ ...SECRET, identifiers: [{ value: 'Q777777' }] });
    expect(await found('Quokkaband')).toEqual([BAND]);
  });
});
