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
    entity('dockers', 'PEOPLE'),
    entity('port-blast', 'ATTACK'),
    entity('port-sele', 'PLACE'),
    entity('trial', 'EVENT'),
    entity('north-road', 'CORRIDOR'),
  ];
  await service.store.write((writer) =>
    writer.put([
      articleOf('courier', entities, [
        { subject: 'arland', predicate: 'FUNDS', object: 'river-front' },
        { subject: 'arland', predicate: 'USES_AS_PROXY', object: 'marsh-column', modality: 'ACCUSED' },
        { subject: 'hill-cell', predicate: 'PART_OF', object: 'river-front' },
        { subject: 'river-front', predicate: 'PERPETRATED', object: 'port-blast' },
        { subject: 'marsh-column', predicate: 'CLAIMED_RESPONSIBILITY_FOR', object: 'port-blast' },
        { subject: 'river-front', predicate: 'PARTICIPATED_IN', object: 'trial' },
        { subject: 'port-blast', predicate: 'TARGETED', object: 'north-road' },
        { subject: 'port-blast', predicate: 'OCCURRED_IN', object: 'port-sele' },
        { subject: 'port-blast', predicate: 'KILLED', value: { type: 'COUNT', min: 7, max: null } },
        { subject: 'port-blast', predicate: 'KILLED', value: { type: 'COUNT', min: 9, max: 9 } },
        { subject: 'port-blast', predicate: 'INJURED', value: { type: 'COUNT', min: 20, max: 30 } },
        { subject: 'port-blast', predicate: 'DATED', value: { type: 'DATE', edtf: '2031-04' } },
        { subject: 'port-blast', predicate: 'OUTCOME', value: { type: 'OUTCOME', term: 'CARRIED_OUT' } },
        {
          subject: 'port-blast',
          predicate: 'KILLED',
          value: { type: 'COUNT', min: 4, max: 8, best: 6, of: 'civilians' },
        },
        ...([40.5, 'PROVINCE', null] as const).map((precision) => ({
          subject: 'port-blast',
          predicate: 'LOCATED_AT' as const,
          value: { type: 'COORDINATES' as const, latitude: 16.87, longitude: 96.2, precision },
        })),
        { subject: 'port-blast', predicate: 'ATTACK_TYPE', value: { type: 'ATTACK_TYPE', term: 'BOMBING' } },
        { subject: 'port-blast', predicate: 'WEAPON', value: { type: 'WEAPON', term: 'DRONE' } },
        { subject: 'dockers', predicate: 'KILLED_IN', object: 'port-blast' },
        { subject: 'hill-cell', predicate: 'TARGETS', object: 'north-road' },
        { subject: 'north-road', predicate: 'CONNECTS', object: 'port-sele' },
        { subject: 'north-road', predicate: 'PASSES_THROUGH', object: 'vesk' },
        { subject: 'vesk', predicate: 'OPERATES', object: 'north-road' },
        { subject: 'arland', predicate: 'OPPOSES', object: 'north-road' },
        { subject: 'river-front', predicate: 'THREATENED', object: 'north-road' },
        { subject: 'arland', predicate: 'ALLIED_WITH', object: 'vesk' },
      ]),
    ]),
  );
});
afterAll(() => service.close());

const STATUSES = '[CONFIRMED, REPORTED, ALLEGED]';
const names = (connection: { nodes: { id: string }[] }) => connection.nodes.map(({ id }) => id).sort();

describe('an actor', () => {
  it('lists its proxies, each with its claim', async () => {
    const { entity } =
      await service.data(`{ entity(id: "arland") { ... on Actor { proxies(statuses: ${STATUSES}) {
      totalCount edges { node { id } claim { predicate status subject { id } object { id } } } } } } }`);
    expect(entity.proxies).toEqual({
      totalCount: 2,
      edges: [
        {
          node: { id: 'river-front' },
          claim: {
            predicate: 'FUNDS',
            status: 'REPORTED',
            subject: { id: 'arland' },
            object: { id: 'river-front' },
          },
        },
        {
          node: { id: 'marsh-column' },
          claim: {
            predicate: 'USES_AS_PROXY',
            status: 'ALLEGED',
            subject: { id: 'arland' },
            object: { id: 'marsh-column' },
          },
        },
      ],
    });
  });

  it('lists only proxies whose claims have a requested status', async () => {
    const { entity } = await service.data(`{ entity(id: "arland") { ... on Actor {
      confirmed: proxies(statuses: [CONFIRMED]) { totalCount nodes { id } }
      alleged: proxies(statuses: [ALLEGED]) { totalCount nodes { id } } } } }`);
    expect(entity.confirmed).toEqual({ totalCount: 0, nodes: [] });
    expect(entity.alleged).toEqual({ totalCount: 1, nodes: [{ id: 'marsh-column' }] });
  });

  it('lists only strict proxies if the query asks for USES_AS_PROXY', async () => {
    const { entity } = await service.data(`{ entity(id: "arland") { ... on Actor {
      proxies(statuses: ${STATUSES}, where: { predicates: [USES_AS_PROXY] }) { nodes { id } } } } }`);
    expect(names(entity.proxies)).toEqual(['marsh-column']);
  });

  it('lists sponsors, attacks and members', async () => {
    const { entity } = await service.data(`{ entity(id: "river-front") { ... on Actor {
      sponsors(statuses: ${STATUSES}) { nodes { id } }
      attacks(statuses: ${STATUSES}, where: { predicates: [PERPETRATED] }) { nodes { id } }
      members(statuses: ${STATUSES}) { nodes { id } } } } }`);
    expect(names(entity.sponsors)).toEqual(['arland']);
    expect(names(entity.attacks)).toEqual(['port-blast']);
    expect(names(entity.members)).toEqual(['hill-cell']);
  });

  it('rejects predicates of another role', async () => {
    const { errors } = await service.ask(`{ entity(id: "river-front") { ... on Actor {
      sponsors(statuses: ${STATUSES}, where: { predicates: [THREATENED] }) { nodes { id } } } } }`);
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_INPUT' }, path: ['entity', 'sponsors'] });
    expect(errors?.[0]?.message).toContain('FUNDS');
  });
});

describe('an attack', () => {
  it('lists perpetrators, and those who only claimed responsibility if requested', async () => {
    const { entity } = await service.data(`{ entity(id: "port-blast") { ... on Attack {
      perpetrators(statuses: ${STATUSES}) { nodes { id } }
      claimedBy: perpetrators(statuses: ${STATUSES}, where: { predicates: [CLAIMED_RESPONSIBILITY_FOR] }) { nodes { id } } } } }`);
    expect(names(entity.perpetrators)).toEqual(['river-front']);
    expect(names(entity.claimedBy)).toEqual(['marsh-column']);
  });

  it('lists targets and places', async () => {
    const { entity } = await service.data(`{ entity(id: "port-blast") { ... on Attack {
      targets(statuses: ${STATUSES}) { nodes { id } } places(statuses: ${STATUSES}) { nodes { id } } } } }`);
    expect(names(entity.targets)).toEqual(['north-road']);
    expect(names(entity.places)).toEqual(['port-sele']);
  });

  it('lists casualties; two figures are two claims', async () => {
    const { entity } = await service.data(`{ entity(id: "port-blast") { ... on Attack {
      casualties(statuses: ${STATUSES}) { totalCount nodes { predicate object { id } value { text ... on Quantity { min max exact best of unit } } } } } } }`);
    expect(entity.casualties.totalCount).toBe(4);
    expect(entity.casualties.nodes.map((one: { value: unknown }) => one.value)).toEqual(
      expect.arrayContaining([
        { text: 'at least 7', min: 7, max: null, exact: null, best: null, of: null, unit: 'PEOPLE' },
        { text: '9', min: 9, max: 9, exact: 9, best: null, of: null, unit: 'PEOPLE' },
        { text: '20 to 30', min: 20, max: 30, exact: null, best: null, of: null, unit: 'PEOPLE' },
        {
          text: '4 to 8, best estimate 6 (civilians)',
          min: 4,
          max: 8,
          exact: null,
          best: 6,
          of: 'civilians',
          unit: 'PEOPLE',
        },
      ]),
    );
  });

  it('has coordinates with the precision of each source, types, weapons and victims', async () => {
    const { entity } = await service.data(`{ entity(id: "port-blast") {
      located: claims(statuses: ${STATUSES}, where: { predicates: [LOCATED_AT] }) {
        nodes { value { text ... on Coordinates { latitude longitude precision precisionMeters } } } }
      types: claims(statuses: ${STATUSES}, where: { predicates: [ATTACK_TYPE] }) { nodes { value { ... on AttackTypeValue { attackType } } } }
      weapons: claims(statuses: ${STATUSES}, where: { predicates: [WEAPON] }) { nodes { value { ... on WeaponValue { weapon } } } }
      ... on Attack { victims(statuses: ${STATUSES}) { edges { node { id __typename } claim { predicate } } } } } }`);
    const at = { latitude: 16.87, longitude: 96.2 };
    expect(entity.located.nodes.map((one: { value: unknown }) => one.value)).toEqual(
      expect.arrayContaining([
        { text: '16.87, 96.2 (within 40.5 m)', ...at, precision: null, precisionMeters: 40.5 },
        { text: '16.87, 96.2 (PROVINCE)', ...at, precision: 'PROVINCE', precisionMeters: null },
        { text: '16.87, 96.2', ...at, precision: null, precisionMeters: null },
      ]),
    );
    expect(entity.types.nodes).toEqual([{ value: { attackType: 'BOMBING' } }]);
    expect(entity.weapons.nodes).toEqual([{ value: { weapon: 'DRONE' } }]);
    expect(entity.victims.edges).toEqual([
      { node: { id: 'dockers', __typename: 'People' }, claim: { predicate: 'KILLED_IN' } },
    ]);
  });

  it('has an uncertain date and an outcome', async () => {
    const { entity } = await service.data(`{ entity(id: "port-blast") {
      dated: claims(statuses: ${STATUSES}, where: { predicates: [DATED] }) { nodes { value { ... on DateValue { edtf earliest latest } } } }
      outcome: claims(statuses: ${STATUSES}, where: { predicates: [OUTCOME] }) { nodes { value { ... on OutcomeValue { outcome } } } } } }`);
    expect(entity.dated.nodes).toEqual([
      {
        value: {
          edtf: '2031-04',
          earliest: '2031-04-01T00:00:00.000Z',
          latest: '2031-04-30T23:59:59.999Z',
        },
      },
    ]);
    expect(entity.outcome.nodes).toEqual([{ value: { outcome: 'CARRIED_OUT' } }]);
  });
});

describe('a corridor', () => {
  it('lists what it connects and crosses, its backers, opponents and threats in one query', async () => {
    const { corridors } = await service.data(`{ corridors(statuses: ${STATUSES}) { nodes { id
      connects(statuses: ${STATUSES}) { nodes { id } } passesThrough(statuses: ${STATUSES}) { nodes { id } }
      backers(statuses: ${STATUSES}) { nodes { id } } opponents(statuses: ${STATUSES}) { nodes { id } }
      threats(statuses: ${STATUSES}) { nodes { id kind } } } } }`);
    const [road] = corridors.nodes;
    expect(names(road.connects)).toEqual(['port-sele']);
    expect(names(road.passesThrough)).toEqual(['vesk']);
    expect(names(road.backers)).toEqual(['vesk']);
    expect(names(road.opponents)).toEqual(['arland']);
    expect(road.threats.nodes).toEqual(
      expect.arrayContaining([
        { id: 'port-blast', kind: 'ATTACK' },
        { id: 'hill-cell', kind: 'ARMED_GROUP' },
        { id: 'river-front', kind: 'ARMED_GROUP' },
      ]),
    );
  });
});

describe('the claims of an entity', () => {
  it('are filtered by direction; symmetric claims appear in both', async () => {
    const { entity } = await service.data(`{ entity(id: "vesk") {
      out: claims(statuses: ${STATUSES}, direction: OUT) { nodes { predicate } }
      in: claims(statuses: ${STATUSES}, direction: IN) { nodes { predicate } }
      both: claims(statuses: ${STATUSES}) { totalCount } } }`);
    const predicates = (list: { nodes: { predicate: string }[] }) =>
      list.nodes.map((one) => one.predicate).sort();
    expect(predicates(entity.out)).toEqual(['ALLIED_WITH', 'OPERATES']);
    expect(predicates(entity.in)).toEqual(['ALLIED_WITH', 'PASSES_THROUGH']);
    expect(entity.both.totalCount).toBe(3);
  });

  it('are found by a broader predicate', async () => {
    const { claims } = await service.data(
      `{ claims(statuses: ${STATUSES}, where: { predicates: [SPONSORS], subjectIds: ["arland"] }) { nodes { predicate } } }`,
    );
    expect(claims.nodes.map((one: { predicate: string }) => one.predicate).sort()).toEqual([
      'FUNDS',
      'USES_AS_PROXY',
    ]);
  });
});
