import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countryCode, countryName } from '#ascribe/interchange/objects/countries.js';
import { convertContents, convertPaths, importedStatuses } from './convert-objects.js';

const uuid = (at: number): string => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
const cluster = (at: number, value: string, meta: object = {}, more: object = {}) => ({
  uuid: uuid(at),
  value,
  meta,
  ...more,
});
const galaxy = (type: string, ...values: readonly object[]) => ({ name: type, type, values, version: 1 });
const claimsOf = async (...values: readonly object[]) => {
  const { documents, problems } = await convertContents('misp', {
    'actors.json': galaxy('threat-actor', ...values),
  });
  expect(problems).toEqual([]);
  return documents.flatMap(({ claims = [] }) => claims);
};

describe('a country', () => {
  it('has one code, by whatever name or code', () => {
    const same: readonly (readonly [string, ...string[]])[] = [
      ['FR', 'France', 'FX', 'fr'],
      ['GB', 'United Kingdom', 'UK'],
      ['RU', 'Russia', 'Russian Federation', 'SU'],
      ['KP', 'North Korea', "Korea (Democratic People's Republic of)"],
      ['MM', 'BU', 'Myanmar'],
      ['IR', 'Iran', 'Iran (Islamic Republic of)'],
    ];
    for (const [code, ...names] of same) for (const name of names) expect(countryCode(name), name).toBe(code);
    for (const name of ['EU', 'UN', 'European Union', 'Middle East', 'Unknown', 'ZZ', 'XQ', ''])
      expect(countryCode(name), name).toBeNull();
    for (const first of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
      for (const second of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
        const name = countryName(first + second);
        if (name !== null) expect(countryCode(name)).toBe(countryCode(first + second));
      }
  });
});

describe('a galaxy of MISP', () => {
  it('makes what it suspects a possibility, with the attribution confidence as credibility', async () => {
    expect(
      await claimsOf(
        cluster(1, 'Grey Heron', {
          'cfr-suspected-state-sponsor': 'Russian Federation',
          'cfr-suspected-victims': ['France', 'Private sector'],
          'attribution-confidence': '100',
          country: 'RU',
        }),
      ),
    ).toEqual([
      {
        subject: 'state-ru',
        predicate: 'SPONSORS',
        object: `misp-${uuid(1)}`,
        citations: [
          { quote: 'cfr-suspected-state-sponsor: Russian Federation', modality: 'POSSIBLE', credibility: 1 },
        ],
      },
      {
        subject: `misp-${uuid(1)}`,
        predicate: 'TARGETS',
        object: 'state-fr',
        citations: [{ quote: 'cfr-suspected-victims: France', modality: 'POSSIBLE' }],
      },
      {
        subject: `misp-${uuid(1)}`,
        predicate: 'LOCATED_IN',
        object: 'state-ru',
        citations: [{ quote: 'country: RU', modality: 'ASSESSED', credibility: 1 }],
      },
    ]);
  });

  it('weighs what is related by its estimative language', async () => {
    const likely = 'estimative-language:likelihood-probability="likely"';
    const unlikely = 'estimative-language:likelihood-probability="unlikely"';
    const claims = await claimsOf(
      cluster(
        1,
        'Grey Heron',
        {},
        {
          related: [
            { 'dest-uuid': uuid(2), type: 'linked-to', tags: [likely] },
            { 'dest-uuid': uuid(3), type: 'linked-to', tags: [unlikely] },
            { 'dest-uuid': uuid(2), type: 'similar', tags: [likely] },
            { 'dest-uuid': uuid(9), type: 'similar' },
          ],
        },
      ),
      cluster(2, 'Red Kite'),
      cluster(3, 'Blue Tit'),
    );
    expect(
      claims.map(({ predicate, citations: [{ modality, credibility }] }) => [
        predicate,
        modality,
        credibility,
      ]),
    ).toEqual([
      ['AFFILIATED_WITH', 'ASSESSED', 2],
      ['AFFILIATED_WITH', 'POSSIBLE', 4],
      ['SAME_AS', 'POSSIBLE', 2],
    ]);
  });

  it('counts what is lost', async () => {
    const { summary } = await convertContents('misp', {
      'tools.json': galaxy('tool', cluster(1, 'Moss')),
      'actors.json': galaxy(
        'threat-actor',
        cluster(2, 'Grey Heron', { motive: 'Money', 'cfr-suspected-state-sponsor': 'Unknown' }),
      ),
    });
    expect(summary.lost.map(({ what }) => what).sort()).toEqual([
      'cluster of tool',
      'meta.cfr-suspected-state-sponsor',
      'meta.motive',
    ]);
  });
});

describe('an event of MISP', () => {
  const event = (more: object) => ({
    Event: {
      uuid: uuid(1),
      info: 'Break-in at Arland Rail',
      date: '2031-04-12',
      Orgc: { name: 'Desk One' },
      ...more,
    },
  });

  it('says who took part as a judgement of its organization, graded by its tags', async () => {
    const { documents, problems } = await convertContents('misp', {
      'event.json': {
        response: [
          event({
            Tag: [
              { name: 'admiralty-scale:source-reliability="b"' },
              { name: 'admiralty-scale:information-credibility="2"' },
            ],
            Attribute: [
              { type: 'threat-actor', value: 'Grey Heron' },
              { type: 'ip-dst', value: '192.0.2.1' },
              { type: 'link', value: 'https://courier.example/31' },
            ],
          }),
        ],
      },
    });
    expect(problems).toEqual([]);
    const made = documents.at(-1);
    expect(made?.article).toMatchObject({
      publishedAt: '2031-04-12',
      source: { name: 'Desk One', reliability: 'B' },
      derivedFrom: expect.stringMatching(/^url-/),
    });
    expect(made?.claims).toEqual([
      {
        subject: 'actor-grey-heron',
        predicate: 'PARTICIPATED_IN',
        object: `misp-event-${uuid(1)}`,
        citations: [{ quote: 'threat-actor: Grey Heron', modality: 'ASSESSED', credibility: 2 }],
      },
    ]);
    expect([...(await importedStatuses(documents)).values()]).toEqual(['ALLEGED']);
  });

  it('with wrong types gets an error or loses them, and harms nobody', async () => {
    const { problems } = await convertContents('misp', {
      'a.json': {
        response: [
          { Event: { uuid: 7 } },
          { Event: null },
          event({ Attribute: 'x', Galaxy: [{ GalaxyCluster: [1] }], Tag: [{ name: 3 }], date: {} }),
        ],
      },
    });
    expect(problems).toEqual([
      expect.stringMatching(/^a\.json:1: INVALID_DOCUMENT expected a cluster of a galaxy/),
      expect.stringMatching(/INVALID_DOCUMENT/),
    ]);
  });
});

const GALAXIES = '../shared/data/misp-galaxy';
describe.skipIf(!existsSync(GALAXIES))('the galaxies of MISP (need the data at ../shared/data)', () => {
  it('import without a problem, and make nothing but allegations', async () => {
    const files = ['threat-actor', 'target-information', 'intelligence-agencies'];
    const { documents, problems } = await convertPaths(
      'misp',
      files.map((name) => join(GALAXIES, `${name}.json`)),
    );
    expect(problems).toEqual([]);
    const statuses = await importedStatuses(documents);
    const count = (predicate: string) =>
      [...statuses.keys()].filter((claim) => claim.includes(` ${predicate} `)).length;
    // 99 actors have a sponsor; for 9 of them it is not one country.
    expect(count('SPONSORS')).toBeGreaterThan(85);
    expect(count('TARGETS')).toBeGreaterThan(700);
    expect(new Set(statuses.values())).toEqual(new Set(['ALLEGED']));
  });
});
