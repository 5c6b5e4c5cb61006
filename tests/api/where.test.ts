import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { articleOf, entity } from '../store-contract/article-builder.js';
import { type Service, startService } from './service.js';

const ALL = 'statuses: [CONFIRMED, REPORTED, ALLEGED, DISPUTED, DENIED]';

let service: Service;
beforeAll(async () => {
  service = await startService();
  const entities = [
    entity('arland', 'STATE'),
    entity('vesk', 'STATE'),
    entity('river-front', 'ARMED_GROUP'),
    entity('quay-blast', 'ATTACK'),
    entity('quay', 'PLACE'),
  ];
  await service.store.write((writer) =>
    writer.put([
      articleOf('courier', entities, [
        { subject: 'arland', predicate: 'FUNDS', object: 'river-front' },
        { subject: 'river-front', predicate: 'PERPETRATED', object: 'quay-blast', modality: 'POSSIBLE' },
        { subject: 'quay-blast', predicate: 'OCCURRED_IN', object: 'vesk' },
        { subject: 'quay', predicate: 'LOCATED_IN', object: 'vesk' },
      ]),
      articleOf('herald', entities, [
        {
          subject: 'arland',
          predicate: 'FUNDS',
          object: 'river-front',
          modality: 'ACCUSED_BY_AUTHORITIES',
          assertedBy: ['vesk'],
        },
        {
          subject: 'river-front',
          predicate: 'PERPETRATED',
          object: 'quay-blast',
          stance: 'DENIES',
          assertedBy: ['vesk', 'river-front'],
        },
      ]),
    ]),
  );
});
afterAll(() => service.close());

const predicates = async (where: string, field = 'claims') => {
  const data = await service.data(`{ list: ${field}(${ALL}, where: { ${where} }) { nodes { predicate } } }`);
  return data.list.nodes.map(({ predicate }: { predicate: string }) => predicate).sort();
};
const refusal = async (query: string) => {
  const { errors } = await service.ask(query);
  return [errors?.[0]?.extensions.code, errors?.[0]?.message];
};

describe('where', () => {
  it.each([
    ['families: [SPONSORSHIP]', ['FUNDS']],
    ['families: [SPONSORSHIP, PLACES]', ['FUNDS', 'LOCATED_IN']],
    ['notFamilies: [PLACES, ATTACKS]', ['FUNDS']],
    ['predicates: [SPONSORS, LOCATED_IN], notFamilies: [PLACES]', ['FUNDS']],
    ['predicates: [LOCATED_IN], families: [SPONSORSHIP]', []],
    ['entityIds: ["river-front"]', ['FUNDS', 'PERPETRATED']],
    ['entityIds: ["river-front", "vesk"], subjectIds: ["quay"]', ['LOCATED_IN']],
    ['entityIds: ["arland", "river-front"], objectIds: ["quay-blast"]', ['PERPETRATED']],
    ['maxConfidence: 40', ['PERPETRATED']],
    ['minConfidence: 50, maxConfidence: 100', ['FUNDS', 'LOCATED_IN', 'OCCURRED_IN']],
  ])('{ %s } limits lists and changes of claims', async (where, expected) => {
    expect(await predicates(where)).toEqual(expected);
    if (!where.includes('Confidence')) expect(await predicates(where, 'changes')).toEqual(expected);
  });

  it('limits claims by who says them, how and where, all of one citation', async () => {
    expect(await predicates('speakerIds: ["vesk"]')).toEqual(['FUNDS', 'PERPETRATED']);
    expect(await predicates('speakerIds: ["vesk"], publishedDuring: "2031-04"')).toEqual([
      'FUNDS',
      'PERPETRATED',
    ]);
    expect(await predicates('publishedDuring: "2031-05/.."')).toEqual([]);
    expect(await predicates('confidenceLevels: [UNJUDGED]')).toEqual([]);
    expect(await predicates('minOrigins: 2')).toEqual(['FUNDS']);
    expect(
      await predicates('confidenceLevels: [MEDIUM, HIGH], maxConfidence: 100, families: [PLACES]'),
    ).toEqual(['LOCATED_IN']);
    expect(await predicates('speakerIds: ["vesk"], stances: [SUPPORTS]')).toEqual(['FUNDS']);
    expect(await predicates('speakerIds: ["vesk"], modalities: [POSSIBLE]')).toEqual([]);
    expect(await predicates('sourceIds: ["source:herald"], genres: [NEWS]')).toEqual([
      'FUNDS',
      'PERPETRATED',
    ]);
    expect(await predicates('speakerIds: ["vesk"], articleIds: ["article:courier"]')).toEqual([]);
    expect(await predicates('kinds: [PLACE]')).toEqual(['LOCATED_IN']);
    expect(await predicates('hasSoleSource: false')).toEqual(['FUNDS']);
    expect(await predicates('recordedSince: "2999-01-01T00:00:00Z"')).toEqual([]);
  });

  it('applies to the statements of an actor, which are no denials unless it asks for them', async () => {
    const { entity } = await service.data(`{ entity(id: "vesk") { ... on Actor {
      says: statements(${ALL}) { nodes { predicate } }
      denies: statements(${ALL}, where: { stances: [DENIES] }) { nodes { predicate } }
      firmly: statements(${ALL}, where: { modalities: [REPORTED_AS_FACT] }) { totalCount }
      notItself: statements(${ALL}, where: { speakerIds: ["arland"] }) { totalCount }
    } } }`);
    expect(entity).toEqual({
      says: { nodes: [{ predicate: 'FUNDS' }] },
      denies: { nodes: [{ predicate: 'PERPETRATED' }] },
      firmly: { totalCount: 0 },
      notItself: { totalCount: 0 },
    });
  });

  it('applies to the claims of an entity, a role and an article, within their own', async () => {
    const { entity, article } = await service.data(`{
      entity(id: "river-front") {
        claims(${ALL}, where: { subjectIds: ["arland"] }) { nodes { predicate } }
        ... on Actor { sponsors(${ALL}, where: { notFamilies: [SPONSORSHIP] }) { totalCount } }
      }
      article(id: "article:courier") {
        claims(${ALL}, where: { entityIds: ["quay"] }) { nodes { predicate } }
        none: claims(${ALL}, where: { articleIds: ["article:other"] }) { totalCount }
      }
    }`);
    expect(entity).toEqual({ claims: { nodes: [{ predicate: 'FUNDS' }] }, sponsors: { totalCount: 0 } });
    expect(article).toEqual({ claims: { nodes: [{ predicate: 'LOCATED_IN' }] }, none: { totalCount: 0 } });
  });

  it('leaves geography out of paths and neighbourhoods', async () => {
    const ends = `${ALL}, fromId: "arland", toId: "vesk"`;
    const { open, closed, around } = await service.data(`{
      open: paths(${ends}) { paths { steps { claim { predicate } } } }
      closed: paths(${ends}, where: { notFamilies: [PLACES, ATTACKS] }) { paths { length } }
      around: neighborhood(${ALL}, entityId: "vesk", depth: 3, where: { notFamilies: [PLACES] }) { entities { entity { id } } }
    }`);
    expect(open.paths).toHaveLength(1);
    expect(closed.paths).toEqual([]);
    expect(around.entities.map((one: { entity: { id: string } }) => one.entity.id)).toEqual([
      'vesk',
      'quay-blast',
      'river-front',
      'arland',
    ]);
  });

  it('rejects conditions that cannot be meant', async () => {
    const of = (where: string) => refusal(`{ claims(${ALL}, where: { ${where} }) { totalCount } }`);
    expect(await of('minOrigins: 0')).toEqual(['BAD_INPUT', 'minOrigins is 0; expected 1 to 1000']);
    expect(await of('publishedDuring: "soon"')).toEqual([
      'BAD_INPUT',
      expect.stringMatching(/^publishedDuring: /),
    ]);
    expect(await of('families: []')).toEqual(['BAD_INPUT', 'families is empty; omit it to match all']);
    expect(await of('entityIds: ["source:x"]')).toEqual([
      'BAD_INPUT',
      expect.stringMatching(/^entityIds: "source:x" is not the id of an entity/),
    ]);
    expect(await of('maxConfidence: 101')).toEqual(['BAD_INPUT', 'maxConfidence is 101; expected 0 to 100']);
    expect(await of('minConfidence: 60, maxConfidence: 40')).toEqual([
      'BAD_INPUT',
      'minConfidence is 60; expected at most maxConfidence, 40',
    ]);
  });
});

describe('where of a typed list', () => {
  const ids = async (list: string, where: string, statuses = ALL) => {
    const data = await service.data(
      `{ list: ${list}(${statuses}, where: { ${where} }) { nodes { id } totalCount } }`,
    );
    const found = data.list.nodes.map(({ id }: { id: string }) => id);
    expect(data.list.totalCount).toBe(found.length);
    return found;
  };

  beforeAll(async () => {
    const entities = [
      entity('arland', 'STATE'),
      entity('vesk', 'STATE'),
      entity('river-front', 'ARMED_GROUP'),
      entity('hill-cell', 'ARMED_GROUP'),
      entity('quay-blast', 'ATTACK'),
      entity('bridge-raid', 'ATTACK'),
      entity('summit', 'EVENT'),
      entity('canal', 'CORRIDOR'),
      entity('treaty', 'AGREEMENT'),
    ];
    const killed = (subject: string, min: number | null, max: number | null, best?: number) =>
      ({
        subject,
        predicate: 'KILLED',
        value: { type: 'COUNT', min, max, ...(best !== undefined && { best }) },
      }) as const;
    await service.store.write((writer) =>
      writer.put([
        articleOf('ledger', entities, [
          killed('quay-blast', 7, 7),
          killed('bridge-raid', 2, null, 9),
          { subject: 'bridge-raid', predicate: 'INJURED', value: { type: 'COUNT', min: null, max: 30 } },
          { subject: 'quay-blast', predicate: 'WEAPON', value: { type: 'WEAPON', term: 'PROJECTILE' } },
          { subject: 'bridge-raid', predicate: 'WEAPON', value: { type: 'WEAPON', term: 'DRONE' } },
          { subject: 'bridge-raid', predicate: 'OUTCOME', value: { type: 'OUTCOME', term: 'FOILED' } },
          { subject: 'quay-blast', predicate: 'DATED', value: { type: 'DATE', edtf: '2030' } },
          { subject: 'bridge-raid', predicate: 'DATED', value: { type: 'DATE', edtf: '2031-04' } },
          { subject: 'hill-cell', predicate: 'PERPETRATED', object: 'bridge-raid', modality: 'ACCUSED' },
          { subject: 'vesk', predicate: 'PARTICIPATED_IN', object: 'summit' },
          { subject: 'vesk', predicate: 'BACKS', object: 'canal' },
          { subject: 'hill-cell', predicate: 'THREATENED', object: 'canal', modality: 'ACCUSED' },
          { subject: 'arland', predicate: 'PARTY_TO', object: 'treaty' },
        ]),
      ]),
    );
  });

  it.each([
    ['attacks', 'minKilled: 7', ['bridge-raid', 'quay-blast']],
    ['attacks', 'minKilled: 8', ['bridge-raid']],
    ['attacks', 'minInjured: 1', []],
    ['attacks', 'minCasualties: 9', ['bridge-raid']],
    ['attacks', 'weapons: [EXPLOSIVES]', ['quay-blast']],
    ['attacks', 'outcomes: [ATTEMPTED]', ['bridge-raid']],
    ['attacks', 'placeIds: ["vesk"], weapons: [PROJECTILE]', ['quay-blast']],
    ['attacks', 'placeIds: ["vesk"], weapons: [DRONE]', []],
    ['attacks', 'perpetratorIds: ["hill-cell"]', ['bridge-raid']],
    ['attacks', 'during: "2031"', ['bridge-raid']],
    ['attacks', 'during: "2030", minKilled: 7', ['quay-blast']],
    ['attacks', 'during: "2031", minKilled: 7, weapons: [EXPLOSIVES]', []],
    ['events', 'participantIds: ["vesk", "arland"]', ['summit']],
    ['corridors', 'threatIds: ["hill-cell"], backerIds: ["vesk"]', ['canal']],
    ['agreements', 'partyIds: ["arland"]', ['treaty']],
    ['agreements', 'partyIds: ["vesk"]', []],
    ['actors', 'kinds: [ARMED_GROUP], sponsorIds: ["arland"]', ['river-front']],
    ['actors', 'attackIds: ["bridge-raid"]', ['hill-cell']],
  ])('of %s: %s', async (list, where, expected) => {
    expect(await ids(list, where)).toEqual(expected);
  });

  it('is met only by claims with the requested statuses', async () => {
    const facts = 'statuses: [CONFIRMED, REPORTED]';
    expect(await ids('attacks', 'perpetratorIds: ["hill-cell"]', facts)).toEqual([]);
    expect(await ids('corridors', 'threatIds: ["hill-cell"]', facts)).toEqual([]);
    expect(await ids('attacks', 'minKilled: 8', facts)).toEqual(['bridge-raid']);
  });

  it('rejects conditions that cannot be meant', async () => {
    const of = (list: string, where: string) =>
      refusal(`{ ${list}(${ALL}, where: { ${where} }) { totalCount } }`);
    expect(await of('attacks', 'perpetratorIds: []')).toEqual([
      'BAD_INPUT',
      'perpetratorIds is empty; omit it to match all',
    ]);
    expect(await of('attacks', 'minKilled: -1')).toEqual([
      'BAD_INPUT',
      expect.stringMatching(/^minKilled is -1; expected 0 to /),
    ]);
    expect(await of('attacks', 'includeUndated: true')).toEqual([
      'BAD_INPUT',
      expect.stringMatching(/^includeUndated is set without during/),
    ]);
    expect(await refusal('{ attacks(statuses: []) { totalCount } }')).toEqual([
      'STATUSES_REQUIRED',
      expect.any(String),
    ]);
  });
});
