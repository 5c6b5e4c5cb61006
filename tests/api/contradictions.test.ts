import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Term } from '#ascribe/domain/ontology.js';
import type { Value } from '#ascribe/domain/records.js';
import { articleOf, entity, type Sentence } from '../store-contract/article-builder.js';
import { type Service, startService } from './service.js';

let service: Service;
/** Timestamp before the tribune was retracted. */
let before: string;

const entities = [
  entity('quay-blast', 'ATTACK'),
  entity('bridge-plot', 'ATTACK'),
  entity('arland', 'STATE'),
  entity('vesk', 'STATE'),
  entity('mission', 'ORGANIZATION'),
  entity('ministry', 'ORGANIZATION'),
  entity('river-front', 'ARMED_GROUP'),
];
const count = (min: number, max: number | null = min): Value => ({ type: 'COUNT', min, max });
const killed = (subject: string, value: Value): Sentence => ({ subject, predicate: 'KILLED', value });
const ended = (outcome: Term<'OUTCOME'>): Sentence => ({
  subject: 'bridge-plot',
  predicate: 'OUTCOME',
  value: { type: 'OUTCOME', term: outcome },
});
const backs = (predicate: 'FUNDS' | 'ARMS' | 'TRAINS', more: Partial<Sentence> = {}): Sentence => ({
  subject: 'arland',
  predicate,
  object: 'river-front',
  ...more,
});
const took = (object: string): Sentence => ({ subject: 'quay-blast', predicate: 'OCCURRED_IN', object });

beforeAll(async () => {
  service = await startService();
  await service.store.write((writer) =>
    writer.put([
      articleOf('wire', entities, [
        killed('quay-blast', count(7, null)),
        backs('FUNDS', {
          modality: 'ACCUSED_BY_AUTHORITIES',
          assertedBy: ['ministry'],
          quote: 'accused of paying',
        }),
        backs('ARMS'),
        ended('FOILED'),
        took('arland'),
        { subject: 'quay-blast', predicate: 'DATED', value: { type: 'DATE', edtf: '2031-04' } },
      ]),
      articleOf('wire-later', entities, [killed('quay-blast', count(9))], { source: 'wire' }),
      articleOf('tribune', entities, [
        killed('quay-blast', count(145)),
        backs('FUNDS', { quote: 'pays every month' }),
        backs('TRAINS'),
        ended('CARRIED_OUT'),
        took('vesk'),
        { subject: 'quay-blast', predicate: 'DATED', value: { type: 'DATE', edtf: '2031-04-11' } },
      ]),
      articleOf('bulletin', entities, [
        backs('ARMS', { stance: 'DENIES', assertedBy: ['mission'], quote: 'supplied no weapon' }),
        { subject: 'vesk', predicate: 'FUNDS', object: 'river-front', stance: 'DENIES' },
      ]),
    ]),
  );
  before = (await service.store.writePosition()).lastWriteAt;
});
afterAll(() => service.close());

const LIVE = '[CONFIRMED, REPORTED, ALLEGED, DISPUTED]';
const ALL = '[CONFIRMED, REPORTED, ALLEGED, DISPUTED, DENIED, RETRACTED]';

interface Found {
  readonly kind: string;
  readonly predicate: string;
  readonly subject: { readonly id: string };
  readonly claims: readonly { readonly status: string; readonly value: { readonly text: string } | null }[];
  readonly sentence: string;
}
const FOUND = 'kind predicate subject { id } claimCount claims { status value { text } } sentence';

async function contradictions(args: string): Promise<Found[]> {
  const { contradictions: list } = await service.data(
    `{ contradictions(${args}) { totalCount nodes { ${FOUND} } } }`,
  );
  expect(list.totalCount).toBe(list.nodes.length);
  return list.nodes;
}

describe('contradictions', () => {
  it('are found for all kinds, in the order of kinds, with their claims and a sentence', async () => {
    expect((await contradictions(`statuses: ${LIVE}`)).map(({ sentence }) => sentence)).toEqual([
      'It cannot be both true and false that arland ARMS river-front (DISPUTED): supported by wire; denied by mission through bulletin.',
      expect.stringMatching(
        /^quay-blast: KILLED (9 .\w+, by wire.|145 .\w+, by tribune.) and KILLED .* cannot both be true\.$/,
      ),
      expect.stringMatching(/^bridge-plot: OUTCOME .* and OUTCOME .* cannot both be true\.$/),
    ]);
  });

  it('exclude figures that agree, dates within each other, and places', async () => {
    const [figures, ...more] = await contradictions(`statuses: ${LIVE}, kinds: [FIGURES]`);
    expect(more).toEqual([]);
    expect(figures?.claims.map(({ value }) => value?.text).sort()).toEqual(['145', '9']);
  });

  it('are filtered by kind and entity', async () => {
    const of = async (args: string) =>
      (await contradictions(`statuses: ${LIVE}, ${args}`)).map(
        ({ kind, subject }) => `${kind} ${subject.id}`,
      );
    expect(await of('kinds: [FUNCTIONAL]')).toEqual(['FUNCTIONAL bridge-plot']);
    expect(await of('where: { entityIds: ["quay-blast"] }')).toEqual(['FIGURES quay-blast']);
    expect(await of('where: { entityIds: ["river-front"] }')).toEqual(['SUPPORTED_AND_DENIED arland']);
    expect(await of('where: { entityIds: ["vesk"] }')).toEqual([]);
  });

  it('include no claim with another status', async () => {
    expect(await contradictions('statuses: [CONFIRMED]')).toEqual([]);
    expect((await contradictions('statuses: [DISPUTED]')).map(({ kind }) => kind)).toEqual([
      'SUPPORTED_AND_DENIED',
    ]);
    expect((await contradictions('statuses: [REPORTED]')).map(({ kind }) => kind)).toEqual([
      'FIGURES',
      'FUNCTIONAL',
    ]);
  });

  it('reject invalid arguments', async () => {
    const code = async (args: string) =>
      (await service.ask(`{ contradictions(${args}) { nodes { kind } } }`)).errors?.[0]?.extensions.code;
    expect(await code('statuses: []')).toBe('STATUSES_REQUIRED');
    expect(await code(`statuses: ${ALL}, kinds: []`)).toBe('BAD_INPUT');
    expect(await code(`statuses: ${ALL}, where: { entityIds: ["No Slug"] }`)).toBe('BAD_INPUT');
    expect(await code(`statuses: ${ALL}, after: "nonsense"`)).toBe('BAD_CURSOR');
    const { contradictions: all } = await service.data(
      `{ contradictions(statuses: ${LIVE}, first: 1) { pageInfo { endCursor } } }`,
    );
    expect(await code(`statuses: ${LIVE}, kinds: [FIGURES], after: "${all.pageInfo.endCursor}"`)).toBe(
      'BAD_CURSOR',
    );
  });

  it('the ontology says which predicates are functional', async () => {
    const { ontology } = await service.data('{ ontology { predicates { name functional functionalFor } } }');
    const of = (wanted: string) => ontology.predicates.find(({ name }: { name: string }) => name === wanted);
    expect(of('DATED')).toEqual({ name: 'DATED', functional: true, functionalFor: ['ATTACK', 'EVENT'] });
    expect(of('LOCATED_IN')).toEqual({ name: 'LOCATED_IN', functional: false, functionalFor: [] });
  });
});

const SIDES = 'a { stances modality citations { quote } } b { stances modality citations { quote } }';
const COMPARISON = `both { totalCount edges { node { predicate } ${SIDES} } }
  onlyA { totalCount edges { node { predicate subject { id } } ${SIDES} } }
  onlyB { totalCount edges { node { predicate subject { id } } ${SIDES} } }
  differences { totalCount edges { node { predicate } kinds sentence ${SIDES} } }`;

interface Edges {
  readonly totalCount: number;
  readonly edges: readonly { readonly node: { readonly predicate: string } }[];
}
const said = ({ edges, totalCount }: Edges) => {
  expect(totalCount).toBe(edges.length);
  return edges.map(({ node }) => node.predicate).sort();
};

describe('compareSources', () => {
  it('lists claims that both cite and that one alone cites, with the citations of each', async () => {
    const { compareSources: found } = await service.data(
      `{ compareSources(aId: "source:wire", bId: "source:tribune", statuses: ${LIVE}) { a { name } b { name } ${COMPARISON} } }`,
    );
    expect([found.a.name, found.b.name]).toEqual(['wire', 'tribune']);
    expect(said(found.both)).toEqual(['FUNDS']);
    expect(said(found.onlyA)).toEqual(['ARMS', 'DATED', 'KILLED', 'KILLED', 'OCCURRED_IN', 'OUTCOME']);
    expect(said(found.onlyB)).toEqual(['DATED', 'KILLED', 'OCCURRED_IN', 'OUTCOME', 'TRAINS']);
    expect(found.both.edges[0]).toMatchObject({
      a: {
        stances: ['SUPPORTS'],
        modality: 'ACCUSED_BY_AUTHORITIES',
        citations: [{ quote: 'accused of paying' }],
      },
      b: { stances: ['SUPPORTS'], modality: 'REPORTED_AS_FACT', citations: [{ quote: 'pays every month' }] },
    });
    for (const { a, b } of found.onlyA.edges) expect([a === null, b]).toEqual([false, null]);
  });

  it('reports a difference if one source asserts what the other calls an accusation', async () => {
    const { compareSources: found } = await service.data(
      `{ compareSources(aId: "source:wire", bId: "source:tribune", statuses: ${LIVE}) { ${COMPARISON} } }`,
    );
    expect(found.differences.edges).toMatchObject([
      {
        kinds: ['MODALITY'],
        sentence:
          'tribune reports as fact what wire only gives as an accusation by authorities (by ministry): arland FUNDS river-front.',
      },
    ]);
  });

  it('reports a difference if one source denies what the other supports, if that status is requested', async () => {
    const ask = async (statuses: string) =>
      (
        await service.data(
          `{ compareSources(aId: "source:wire", bId: "source:bulletin", statuses: ${statuses}) { ${COMPARISON} } }`,
        )
      ).compareSources;
    const found = await ask(LIVE);
    expect(found.differences.edges).toMatchObject([
      {
        kinds: ['STANCE'],
        sentence: 'wire reports as fact what bulletin denies (by mission): arland ARMS river-front.',
        a: { stances: ['SUPPORTS'] },
        b: { stances: ['DENIES'], citations: [{ quote: 'supplied no weapon' }] },
      },
    ]);
    expect(said(found.onlyB)).toEqual([]);
    expect(said((await ask('[DENIED]')).onlyB)).toEqual(['FUNDS']);
    expect(said((await ask('[DENIED]')).differences)).toEqual([]);
  });
});

describe('compareArticles', () => {
  it('compares two articles of one source', async () => {
    const { compareArticles: found } = await service.data(
      `{ compareArticles(aId: "article:wire", bId: "article:wire-later", statuses: ${LIVE}) { a { id } b { id } ${COMPARISON} } }`,
    );
    expect(said(found.both)).toEqual([]);
    expect(said(found.onlyB)).toEqual(['KILLED']);
  });

  it('names articles by title and source', async () => {
    const { compareArticles: found } = await service.data(
      `{ compareArticles(aId: "article:wire", bId: "article:bulletin", statuses: ${LIVE}) { ${COMPARISON} } }`,
    );
    expect(found.differences.edges[0].sentence).toBe(
      '“Of wire” (wire) reports as fact what “Of bulletin” (bulletin) denies (by mission): arland ARMS river-front.',
    );
  });
});

it('rejects records that cannot be compared, with the reason', async () => {
  const refused = async (field: string, a: string, b: string, statuses = ALL) => {
    const { data, errors } = await service.ask(
      `{ ${field}(aId: "${a}", bId: "${b}", statuses: ${statuses}) { both { totalCount } } }`,
    );
    expect(data).toEqual({ [field]: null });
    return [errors?.[0]?.extensions.code, errors?.[0]?.message];
  };
  expect(await refused('compareSources', 'source:wire', 'source:nobody')).toEqual([
    'NOT_FOUND',
    'no source has the id source:nobody',
  ]);
  expect(await refused('compareArticles', 'article:none', 'article:wire')).toEqual([
    'NOT_FOUND',
    'no article has the id article:none',
  ]);
  expect(await refused('compareSources', 'source:wire', 'source:wire')).toEqual([
    'BAD_INPUT',
    'aId and bId are both "source:wire"; expected two different sources',
  ]);
  expect((await refused('compareSources', 'article:wire', 'source:wire'))[0]).toBe('BAD_INPUT');
  expect((await refused('compareSources', 'source:wire', 'source:tribune', '[]'))[0]).toBe(
    'STATUSES_REQUIRED',
  );
});

describe('long lists', () => {
  let long: Service;
  const attacks = Array.from({ length: 130 }, (_, at) => `attack-${String(at).padStart(3, '0')}`);
  const figure = (subject: string, predicate: 'KILLED' | 'INJURED', value: Value): Sentence => ({
    subject,
    predicate,
    value,
  });
  beforeAll(async () => {
    long = await startService();
    const all = [...attacks.map((id) => entity(id, 'ATTACK')), entity('arland', 'STATE')];
    const figures = (n: 1 | 2) => [
      // Half of them have figures that can both be true, which the search skips.
      ...attacks.map((id, at) => figure(id, 'KILLED', at % 2 === 0 ? count(n) : count(n, null))),
      ...attacks.filter((_, at) => at % 3 === 0).map((id) => figure(id, 'INJURED', count(n))),
    ];
    const plots = (more: Partial<Sentence>) =>
      attacks.map((object): Sentence => ({ subject: 'arland', predicate: 'PERPETRATED', object, ...more }));
    await long.store.write((writer) =>
      writer.put([
        articleOf('one', all, [...figures(1), ...plots({})]),
        articleOf('two', all, [...figures(2), ...plots({ stance: 'DENIES' })]),
        articleOf('three', all, plots({ modality: 'POSSIBLE' })),
      ]),
    );
  });
  afterAll(() => long.close());

  /** Reads a list to its end, page by page. */
  async function pages(query: (args: string) => string, first: number): Promise<string[]> {
    const seen: string[] = [];
    for (let after = ''; ; ) {
      const { list } = await long.data(query(`first: ${first}${after}`));
      const found = list.list ?? list;
      expect(found.edges.length).toBeLessThanOrEqual(first);
      seen.push(...found.edges.map(({ node }: { node: object }) => JSON.stringify(node)));
      expect(found.pageInfo.endCursor).toBe(found.edges.at(-1)?.cursor ?? null);
      if (!found.pageInfo.hasNextPage) return seen;
      expect(found.edges.length).toBe(first);
      after = `, after: "${found.pageInfo.endCursor}"`;
    }
  }

  const listed = (args: string) =>
    `{ list: contradictions(statuses: ${LIVE}, ${args}) { edges { cursor node { kind predicate subject { id } claims { id } } } pageInfo { hasNextPage endCursor } } }`;

  it('of contradictions are paged in one order for any page size, each item once', async () => {
    const { contradictions: counted } = await long.data(
      `{ contradictions(statuses: ${LIVE}) { totalCount } }`,
    );
    const killedOnes = 65;
    const injuredOnes = 44;
    expect(counted.totalCount).toBe(130 + killedOnes + injuredOnes);
    const all = await pages(listed, 100);
    expect(all.length).toBe(counted.totalCount);
    expect(new Set(all).size).toBe(all.length);
    const figures = all.map((one) => JSON.parse(one)).filter(({ kind }) => kind === 'FIGURES');
    const places = figures.map(({ subject, predicate }) => `${subject.id} ${predicate === 'KILLED' ? 0 : 1}`);
    expect(places).toEqual([...places].sort());
    for (const first of [1, 7]) expect(await pages(listed, first)).toEqual(all);
  });

  it('of contradictions are paged for one kind or one entity, too', async () => {
    const of = (more: string) => (args: string) => listed(`${more}, ${args}`);
    expect((await pages(of('kinds: [FIGURES]'), 9)).length).toBe(109);
    expect(
      (await pages(of('kinds: [SUPPORTED_AND_DENIED], where: { entityIds: ["arland"] }'), 60)).length,
    ).toBe(130);
    expect((await pages(of('where: { entityIds: ["attack-000"] }'), 1)).length).toBe(3);
  });

  it('of differences are filtered while reading, counted and paged', async () => {
    const between = (b: string, of: string) => (args: string) =>
      `{ list: compareArticles(aId: "article:one", bId: "article:${b}", statuses: ${LIVE}) { list: ${of}(${args}) {
        edges { cursor node { id } } pageInfo { hasNextPage endCursor } } } }`;
    expect((await pages(between('two', 'differences'), 50)).length).toBe(130);
    expect((await pages(between('three', 'differences'), 7)).length).toBe(130);
    expect((await pages(between('two', 'onlyA'), 50)).length).toBe(130 + 44);
    const { compareArticles: counted } = await long.data(
      `{ compareArticles(aId: "article:one", bId: "article:two", statuses: ${LIVE}) { both { totalCount } differences { totalCount } } }`,
    );
    expect(counted).toEqual({ both: { totalCount: 130 }, differences: { totalCount: 130 } });
  });
});

describe('after the retraction of a source', () => {
  const asked = (asOf: string) => `{
    contradictions(statuses: ${LIVE}${asOf}) { nodes { kind sentence claims { status } } }
    compareSources(aId: "source:wire", bId: "source:tribune", statuses: ${LIVE}${asOf}) {
      both { totalCount edges { b { citations { quote article { retractedAt } } } } } onlyB { totalCount } differences { edges { sentence } } }
  }`;
  it('no contradiction uses it, and asOf still shows the earlier state', async () => {
    const was = await service.data(asked(''));
    await service.store.write((writer) =>
      writer.retract({
        articleId: 'article:tribune',
        reason: 'forged',
        analyst: 'anna',
        includeDerived: false,
      }),
    );
    const now = await service.data(asked(''));
    expect(now.contradictions.nodes.map(({ kind }: Found) => kind)).toEqual(['SUPPORTED_AND_DENIED']);
    expect(now.compareSources).toEqual({
      both: { totalCount: 0, edges: [] },
      onlyB: { totalCount: 0 },
      differences: { edges: [] },
    });
    expect(await service.data(asked(`, asOf: "${before}"`))).toEqual(was);
  });
});
