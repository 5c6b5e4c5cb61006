import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { articleOf, entity, type Sentence } from '../store-contract/article-builder.js';
import { type Service, startService } from './service.js';

let service: Service;
let beforeRenaming: string;

const dated = (
  subject: string,
  edtf: string,
  modality: Sentence['modality'] = 'REPORTED_AS_FACT',
): Sentence => ({
  subject,
  predicate: 'DATED',
  value: { type: 'DATE', edtf },
  modality,
  quote: `${subject} in ${edtf}`,
});
const named = (name: string) => [
  entity('vesk', 'STATE', { name }),
  entity('arland', 'STATE', { name: 'The Republic of Arland' }),
  entity('river-front', 'ARMED_GROUP', { name: 'al-Nahr' }),
  entity('quay-blast', 'ATTACK', { name: 'Blast on the quay' }),
  entity('bridge-raid', 'ATTACK', { name: 'Ärly raid' }),
  entity('gate-raid', 'ATTACK', { name: 'Raid at the gate' }),
  entity('summit', 'EVENT'),
  entity('canal', 'CORRIDOR', { name: 'Upper canal' }),
  entity('trail', 'CORRIDOR', { name: 'Lower trail' }),
  entity('treaty', 'AGREEMENT', { name: 'Treaty' }),
];

beforeAll(async () => {
  service = await startService();
  const gazette = (name: string) =>
    articleOf(
      'gazette',
      named(name),
      [
        dated('quay-blast', '2030-05'),
        dated('bridge-raid', '2031-02'),
        dated('summit', '2031'),
        { subject: 'river-front', predicate: 'PERPETRATED', object: 'quay-blast' },
        { subject: 'river-front', predicate: 'PERPETRATED', object: 'bridge-raid' },
        { subject: 'arland', predicate: 'BACKS', object: 'canal' },
        { subject: 'arland', predicate: 'BACKS', object: 'trail' },
        { subject: 'arland', predicate: 'PARTY_TO', object: 'treaty' },
      ],
      { publishedAt: '2031-03' },
    );
  const leaflet = (slug: string, publishedAt: string | null, name: string) =>
    articleOf(
      slug,
      named(name),
      [
        dated('gate-raid', '2031-09', 'ACCUSED'),
        dated('quay-blast', '2001', 'ACCUSED'),
        { subject: 'vesk', predicate: 'PERPETRATED', object: 'quay-blast', modality: 'ACCUSED' },
        { subject: 'vesk', predicate: 'FUNDS', object: 'river-front', modality: 'ACCUSED' },
        { subject: 'vesk', predicate: 'OPPOSES', object: 'arland', modality: 'ACCUSED' },
        { subject: 'vesk', predicate: 'THREATENED', object: 'arland', modality: 'ACCUSED' },
      ],
      { source: 'leaflets', publishedAt },
    );
  const edition = (name: string) => [
    gazette(name),
    leaflet('one', '2031-01', name),
    leaflet('two', null, name),
  ];
  await service.store.write((writer) => writer.put(edition('Aesk')));
  beforeRenaming = (await service.store.writePosition()).lastWriteAt;
  await service.store.write((writer) => writer.put(edition('Vesk')));
});
afterAll(() => service.close());

const REPORTED = 'statuses: [REPORTED]';
const ALL = 'statuses: [REPORTED, ALLEGED]';

/** The lists with a choice of order: some arguments, and the ids in each order, the default first. */
const LISTS: readonly (readonly [
  field: string,
  args: string,
  orders: Readonly<Record<string, readonly string[]>>,
])[] = [
  [
    'attacks',
    ALL,
    {
      ID: ['bridge-raid', 'gate-raid', 'quay-blast'],
      NAME: ['bridge-raid', 'quay-blast', 'gate-raid'],
      NEWEST: ['gate-raid', 'bridge-raid', 'quay-blast'],
      OLDEST: ['quay-blast', 'bridge-raid', 'gate-raid'],
      MOST_CLAIMS: ['quay-blast', 'bridge-raid', 'gate-raid'],
    },
  ],
  [
    'attacks',
    `${REPORTED}, where: { minConfidence: 1 }`,
    {
      ID: ['bridge-raid', 'quay-blast'],
      NAME: ['bridge-raid', 'quay-blast'],
      NEWEST: ['bridge-raid', 'quay-blast'],
      OLDEST: ['quay-blast', 'bridge-raid'],
      // What is only alleged does not count: both have two claims.
      MOST_CLAIMS: ['bridge-raid', 'quay-blast'],
    },
  ],
  [
    'attacks',
    `${ALL}, where: { perpetratorIds: ["river-front"], during: "2030" }`,
    { NEWEST: ['quay-blast'], OLDEST: ['quay-blast'] },
  ],
  ['events', ALL, { ID: ['summit'], OLDEST: ['summit'], MOST_CLAIMS: ['summit'] }],
  [
    'actors',
    ALL,
    {
      ID: ['arland', 'river-front', 'vesk'],
      NAME: ['river-front', 'arland', 'vesk'],
      MOST_CLAIMS: ['arland', 'vesk', 'river-front'],
    },
  ],
  ['actors', REPORTED, { ID: ['arland', 'river-front'], MOST_CLAIMS: ['arland', 'river-front'] }],
  ['corridors', ALL, { ID: ['canal', 'trail'], NAME: ['trail', 'canal'] }],
  ['agreements', ALL, { ID: ['treaty'], NAME: ['treaty'] }],
  ['entities', 'kinds: [STATE]', { ID: ['arland', 'vesk'], NAME: ['arland', 'vesk'] }],
  [
    'articles',
    '',
    {
      NEWEST: ['article:gazette', 'article:one', 'article:two'],
      OLDEST: ['article:one', 'article:gazette', 'article:two'],
    },
  ],
  [
    'sources',
    '',
    {
      ID: ['source:gazette', 'source:leaflets'],
      NAME: ['source:gazette', 'source:leaflets'],
      RELIABILITY: ['source:gazette', 'source:leaflets'],
      MOST_ARTICLES: ['source:leaflets', 'source:gazette'],
    },
  ],
];

const list = (field: string, args: string, ...more: readonly string[]) => {
  const all = [args, ...more].filter(Boolean).join(', ');
  return `{ list: ${field}(${all}) { nodes { id } pageInfo { endCursor } } }`;
};
const idsOf = async (query: string) =>
  (await service.data(query)).list.nodes.map(({ id }: { id: string }) => id) as string[];

for (const [field, args, orders] of LISTS)
  describe(`${field}(${args})`, () => {
    it('are in the order that the query chooses', async () => {
      for (const [order, ids] of Object.entries(orders))
        expect(await idsOf(list(field, args, `orderBy: ${order}`)), order).toEqual(ids);
      const [standard] = Object.values(orders);
      if ('ID' in orders || field === 'articles')
        expect(await idsOf(list(field, args || 'first: 20'))).toEqual(standard);
    });

    it('refuse a cursor of another order', async () => {
      for (const order of Object.keys(orders)) {
        const first = (await service.data(list(field, args, `orderBy: ${order}`, 'first: 1'))).list;
        const after = `after: "${first.pageInfo.endCursor}"`;
        for (const other of Object.keys(orders)) {
          const { errors, data } = await service.ask(list(field, args, `orderBy: ${other}`, after));
          if (other === order) expect(data.list.nodes.length).toBe((orders[order]?.length ?? 0) - 1);
          else
            expect(errors?.[0]).toMatchObject({
              message: expect.stringContaining('is a cursor of this list with another orderBy'),
              extensions: { code: 'BAD_CURSOR' },
            });
        }
      }
    });
  });

it('a name counts as of the time that the query names', async () => {
  const kinds = 'kinds: [STATE, ARMED_GROUP], orderBy: NAME';
  expect(await idsOf(list('entities', kinds))).toEqual(['river-front', 'arland', 'vesk']);
  const then = await idsOf(list('entities', kinds, `asOf: "${beforeRenaming}"`));
  expect(then.map((id) => id.split('@')[0])).toEqual(['vesk', 'river-front', 'arland']);
});

it('the articles of a source and the claims of an article take an order too', async () => {
  const source = await service.data(
    '{ source(id: "source:leaflets") { articles(orderBy: OLDEST) { nodes { id } } } }',
  );
  expect(source.source.articles.nodes).toEqual([{ id: 'article:one' }, { id: 'article:two' }]);
  const claims = async (orderBy: string) =>
    (
      await service.data(
        `{ article(id: "article:gazette") { claims(${REPORTED}, orderBy: ${orderBy}) { nodes { id firstKnownAt } } } }`,
      )
    ).article.claims.nodes as { id: string }[];
  expect(await claims('NEWEST')).toEqual((await claims('OLDEST')).toReversed());
  expect((await claims('OLDEST')).length).toBe(8);
});
