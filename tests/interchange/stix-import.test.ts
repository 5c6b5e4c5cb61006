import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertContents, convertPaths, importedStatuses } from './convert-objects.js';

const DATA = '../shared/data';

const uuid = (at: number): string => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
const sdo = (type: string, at: number, more: object = {}) => ({
  type,
  spec_version: '2.1',
  id: `${type}--${uuid(at)}`,
  created: '2031-04-12T10:00:00.000Z',
  modified: '2031-04-12T10:00:00.000Z',
  ...more,
});
const ACTOR = sdo('threat-actor', 1, { name: 'Grey Heron', aliases: ['GH'] });
const VICTIM = sdo('identity', 2, { name: 'Arland Rail', identity_class: 'organization' });
const CAMPAIGN = sdo('campaign', 3, { name: 'Night Train' });
const AUTHOR = sdo('identity', 4, { name: 'Desk One', identity_class: 'organization' });
const STATE = sdo('location', 5, { country: 'FR' });
const relationship = (
  at: number,
  type: string,
  from: { id: string },
  to: { id: string },
  more: object = {},
) => sdo('relationship', at, { relationship_type: type, source_ref: from.id, target_ref: to.id, ...more });
const bundle = (...objects: readonly object[]) => ({ type: 'bundle', id: `bundle--${uuid(99)}`, objects });

const convert = (...objects: readonly object[]) =>
  convertContents('stix', { 'bundle.json': bundle(...objects) });
const citationOf = async (...objects: readonly object[]) => {
  const { documents, problems } = await convert(ACTOR, VICTIM, CAMPAIGN, AUTHOR, STATE, ...objects);
  expect(problems).toEqual([]);
  return documents.flatMap(({ claims = [] }) => claims);
};

describe('a bundle of STIX', () => {
  it('becomes entities with their names and ids, and claims with their author', async () => {
    const said = relationship(10, 'targets', ACTOR, VICTIM, {
      created_by_ref: AUTHOR.id,
      description: 'Grey Heron broke into the network of Arland Rail.',
      start_time: '2030-01-02T00:00:00.000Z',
    });
    const { documents, problems } = await convert(said, ACTOR, VICTIM, AUTHOR);
    expect(problems).toEqual([]);
    const made = documents.find(({ claims }) => claims !== undefined);
    expect(made?.article).toMatchObject({
      source: { name: 'Desk One', reliability: 'F' },
      publishedAt: '2031-04-12',
      text: 'Grey Heron broke into the network of Arland Rail.',
    });
    expect(made?.claims).toEqual([
      {
        subject: `threat-actor-${uuid(1)}`,
        predicate: 'TARGETS',
        object: `identity-${uuid(2)}`,
        citations: [
          {
            quote: 'Grey Heron broke into the network of Arland Rail.',
            modality: 'REPORTED_AS_FACT',
            validFrom: '2030-01-02',
          },
        ],
      },
    ]);
    expect(made?.entities).toContainEqual({
      id: `threat-actor-${uuid(1)}`,
      kind: 'ORGANIZATION',
      name: 'Grey Heron',
      aliases: ['GH'],
      identifiers: { stix: ACTOR.id },
    });
  });

  it('is a judgement at most where it has no words of its own, and where it attributes', async () => {
    const [bare] = await citationOf(relationship(10, 'targets', ACTOR, VICTIM));
    expect(bare?.citations[0].modality).toBe('ASSESSED');
    const [cited] = await citationOf(
      relationship(10, 'targets', ACTOR, VICTIM, {
        description: ' (Citation: Courier 2031)(Citation: Wire)',
      }),
    );
    expect(cited?.citations[0].modality).toBe('ASSESSED');
    const [attributed] = await citationOf(
      relationship(10, 'attributed-to', CAMPAIGN, ACTOR, { description: 'Grey Heron ran Night Train.' }),
    );
    expect(attributed).toMatchObject({
      subject: `threat-actor-${uuid(1)}`,
      predicate: 'PARTICIPATED_IN',
      citations: [{ modality: 'ASSESSED' }],
    });
  });

  it.each(['suspected', 'alleged', 'possibly', 'likely', 'believed to be', 'reportedly'])(
    'that says "%s" never reports a fact, whatever its confidence',
    async (word) => {
      const [claim] = await citationOf(
        relationship(10, 'targets', ACTOR, VICTIM, {
          confidence: 100,
          description: `Grey Heron is ${word} behind the break-in at Arland Rail.`,
        }),
      );
      expect(claim?.citations[0].modality).not.toMatch(/REPORTED_AS_FACT|ADJUDICATED|ADMITTED/);
    },
  );

  it('has its confidence on the scale of the standard, and a low one makes it a possibility', async () => {
    const graded = async (confidence: number) => {
      const description = 'Grey Heron broke into Arland Rail.';
      const [claim] = await citationOf(
        relationship(10, 'targets', ACTOR, VICTIM, { confidence, description }),
      );
      return claim?.citations[0];
    };
    expect(await graded(95)).toMatchObject({ credibility: 1, modality: 'REPORTED_AS_FACT' });
    expect(await graded(70)).toMatchObject({ credibility: 2, modality: 'ASSESSED' });
    expect(await graded(45)).toMatchObject({ credibility: 3, modality: 'ASSESSED' });
    expect(await graded(20)).toMatchObject({ credibility: 4, modality: 'POSSIBLE' });
    expect(await graded(0)).toMatchObject({ credibility: 5, modality: 'POSSIBLE' });
  });

  it('disputes a relationship with an opinion that disagrees, and adds the words of notes', async () => {
    const said = relationship(10, 'targets', ACTOR, VICTIM, {
      description: 'Grey Heron broke into Arland Rail.',
    });
    const { documents } = await convert(
      ACTOR,
      VICTIM,
      AUTHOR,
      said,
      sdo('opinion', 11, {
        opinion: 'strongly-disagree',
        explanation: 'Arland Rail was never touched by Grey Heron.',
        created_by_ref: AUTHOR.id,
        object_refs: [said.id],
      }),
      sdo('note', 12, { content: 'Seen in one log only.', object_refs: [said.id] }),
    );
    const citations = documents.flatMap(({ claims = [] }) => claims.flatMap((claim) => claim.citations));
    expect(citations).toEqual([
      expect.objectContaining({ modality: 'REPORTED_AS_FACT', note: 'Seen in one log only.' }),
      expect.objectContaining({ modality: 'ASSESSED', stance: 'DENIES' }),
    ]);
    const statuses = await importedStatuses(documents);
    expect([...statuses.values()]).toEqual(['DISPUTED']);
  });

  it('names the report that lists a relationship as its origin, so that two rows of one report are one origin', async () => {
    const [one, two] = [
      relationship(10, 'targets', ACTOR, VICTIM, {
        created_by_ref: AUTHOR.id,
        description: 'Heron hit Rail.',
      }),
      relationship(11, 'targets', ACTOR, VICTIM, { description: 'Grey Heron struck the railway.' }),
    ];
    const report = sdo('report', 12, {
      name: 'Rail report',
      published: '2031-03-01T00:00:00Z',
      object_refs: [one.id, two.id],
    });
    const { documents } = await convert(ACTOR, VICTIM, AUTHOR, one, two, report);
    expect(documents.filter(({ claims }) => claims).map(({ article }) => article.derivedFrom)).toEqual([
      `report-${uuid(12)}`,
      `report-${uuid(12)}`,
    ]);
    expect([...(await importedStatuses(documents)).values()]).toEqual(['REPORTED']);
  });

  it('names the only work that it cites as its origin, once for all who cite it', async () => {
    const external_references = [
      { source_name: 'Courier', url: 'https://courier.example/31', description: 'Courier 31' },
    ];
    const { documents } = await convert(
      ACTOR,
      VICTIM,
      relationship(10, 'targets', ACTOR, VICTIM, { external_references }),
      relationship(11, 'targets', ACTOR, VICTIM, { external_references }),
    );
    const cited = documents.filter(({ article }) => article.url === 'https://courier.example/31');
    expect(cited).toHaveLength(1);
    expect(cited[0]?.article).toMatchObject({ title: 'Courier 31', source: { name: 'courier.example' } });
    for (const { article } of documents.filter(({ claims }) => claims))
      expect(article.derivedFrom).toBe(cited[0]?.article.id);
  });

  it('makes a sighting of a campaign at a location a judgement, and a revoked object retracted', async () => {
    const [seen] = await citationOf(
      sdo('sighting', 10, {
        sighting_of_ref: CAMPAIGN.id,
        where_sighted_refs: [STATE.id],
        first_seen: '2030-05-01T00:00:00Z',
      }),
    );
    expect(seen).toMatchObject({
      predicate: 'OCCURRED_IN',
      object: 'state-fr',
      citations: [{ modality: 'ASSESSED', validFrom: '2030-05-01' }],
    });
    const revoked = relationship(10, 'targets', ACTOR, VICTIM, { revoked: true });
    const { documents } = await convert(ACTOR, VICTIM, revoked);
    expect([...(await importedStatuses(documents)).values()]).toEqual(['RETRACTED']);
  });

  it('reads the statuses in types such as alleged-funds, and makes nothing of denied-funds', async () => {
    const types = [
      'funds',
      'alleged-funds',
      'suspected-funds',
      'reported-funds',
      'denied-funds',
      'retracted-funds',
    ];
    const claims = await citationOf(
      ...types.map((type, at) =>
        relationship(20 + at, type, ACTOR, VICTIM, { description: 'Heron pays Rail.' }),
      ),
    );
    expect(claims.map(({ citations }) => citations[0].modality)).toEqual([
      'REPORTED_AS_FACT',
      'ACCUSED',
      'POSSIBLE',
      'ASSESSED',
    ]);
  });

  it('counts what is lost by kind, with examples', async () => {
    const malware = sdo('malware', 30, { name: 'Moss', is_family: true });
    const { summary } = await convert(
      { ...ACTOR, goals: ['money'], object_marking_refs: [`marking-definition--${uuid(50)}`] },
      VICTIM,
      malware,
      relationship(10, 'uses', ACTOR, malware),
      relationship(11, 'impersonates', ACTOR, VICTIM),
      relationship(12, 'targets', ACTOR, { id: `identity--${uuid(77)}` }),
    );
    expect(summary.lost.map(({ what, reason }) => `${what}: ${reason}`).sort()).toEqual([
      'malware: ascribe has no kind of entity for it',
      'object_marking_refs: ascribe has no markings; check whether the data may be shared',
      'relationship threat-actor impersonates identity: ascribe has no predicate for it',
      'relationship threat-actor targets identity: its target is not in these files',
      'relationship threat-actor uses malware: ascribe has no kind of entity for malware',
      'threat-actor.goals: ascribe does not read this property',
    ]);
    expect(summary.lost.find(({ what }) => what === 'malware')?.examples).toEqual([malware.id]);
  });

  it('keeps the latest version of an object, in whatever order and file', async () => {
    const older = { ...ACTOR, name: 'Old name', modified: '2030-01-01T00:00:00.000Z' };
    for (const order of [
      [ACTOR, older],
      [older, ACTOR],
    ]) {
      const { documents } = await convertContents('stix', {
        'a.json': bundle(order[0] as object),
        'b.jsonl': JSON.stringify(order[1]),
      });
      expect(documents.map(({ article }) => article.title)).toEqual(['Grey Heron']);
    }
  });
});

describe('a hostile bundle', () => {
  const messages = async (content: string | object) =>
    (await convertContents('stix', { 'a.json': content })).problems.join('\n');

  it.each([
    ['is empty of objects', '{"type":"bundle"}', /a\.json:1: INVALID_DOCUMENT expected an object of STIX/],
    ['is cut off', '{"type":"bundle","objects":[{"type":"identity",', /ends in the middle/],
    ['is no JSON', 'hello', /expected JSON/],
    ['lists numbers', '{"objects":[1,2]}', /expected a list of objects/],
    ['closes what it never opened', ']', /expected an object, found "\]"/],
    ['repeats a key', '{"objects":[{"id":1,"id":2}]}', /DUPLICATE/],
    ['has a key __proto__', '{"objects":[{"__proto__":{"id":1}}]}', /__proto__/],
    ['nests deeply', `{"objects":[${'{"a":'.repeat(60)}1${'}'.repeat(60)}]}`, /LIMIT_EXCEEDED/],
    [
      'has an object of 12 MB',
      `{"objects":[{"a":"${'x'.repeat(12_000_000)}"}]}`,
      /LIMIT_EXCEEDED an object is longer/,
    ],
    ['never ends a string', `{"objects":[{"a":"${'x'.repeat(12_000_000)}`, /LIMIT_EXCEEDED/],
  ])('that %s gets an error with its line', async (_, content, message) => {
    expect(await messages(content)).toMatch(message);
  });

  it('that refers to itself in a circle ends', async () => {
    const [a, b] = [sdo('report', 1), sdo('report', 2)];
    const { problems } = await convert(
      { ...a, name: 'A', object_refs: [b.id, a.id], created_by_ref: a.id },
      { ...b, name: 'B', object_refs: [a.id, b.id], created_by_ref: b.id },
      relationship(3, 'targets', ACTOR, ACTOR),
      ACTOR,
    );
    expect(problems).toEqual([]);
  });

  it('never throws and never makes a claim stronger than its words, whatever the types of its properties', async () => {
    const value = fc.oneof(
      fc.constantFrom(null, true, 1e308, -1, '', ' ', '\u2028', 'x'.repeat(3_000), '__proto__', ACTOR.id),
      fc.array(fc.constantFrom<unknown>(ACTOR.id, null, 1, {}), { maxLength: 3 }),
      fc.object({ maxDepth: 1 }),
    );
    const keys = [
      ...['name', 'aliases', 'description', 'created', 'modified', 'confidence', 'source_ref', 'target_ref'],
      ...[
        'external_references',
        'object_refs',
        'opinion',
        'explanation',
        'created_by_ref',
        'country',
        'lang',
      ],
    ];
    const object = fc
      .tuple(
        fc.constantFrom(
          'identity',
          'threat-actor',
          'location',
          'relationship',
          'opinion',
          'report',
          'sighting',
        ),
        fc.nat({ max: 5 }),
        fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 6 }),
      )
      .map(([type, at, more]) => ({
        ...sdo(type, at),
        relationship_type: 'targets',
        source_ref: ACTOR.id,
        target_ref: VICTIM.id,
        ...more,
      }));
    await fc.assert(
      fc.asyncProperty(fc.array(object, { maxLength: 6 }), async (objects) => {
        const { documents } = await convert(ACTOR, VICTIM, ...objects);
        for (const { claims = [] } of documents)
          for (const { citations } of claims)
            expect(['ASSESSED', 'POSSIBLE', 'REPORTED_AS_FACT']).toContain(citations[0].modality);
      }),
      { numRuns: 60 },
    );
  });

  it('is read the same, wherever its bytes are cut', async () => {
    const objects = Array.from({ length: 4_000 }, (_, at) =>
      sdo('identity', at, { name: `A "quoted\\" name } ] é 💥 ${at}` }),
    );
    const { documents, problems } = await convertContents('stix', {
      'a.json': JSON.stringify(bundle(...objects), null, 1),
    });
    expect(problems).toEqual([]);
    expect(documents.map(({ article }) => article.title)).toEqual(
      objects.map((object) => (object as unknown as { name: string }).name),
    );
  });
});

const ICS = join(DATA, 'mitre-attack-ics');
describe.skipIf(!existsSync(ICS))(
  'the objects of MITRE ATT&CK for ICS (needs the data at ../shared/data)',
  () => {
    it('become attributions that are judgements, and import without a problem', async () => {
      const files = readdirSync(ICS).filter((name) => name.endsWith('.jsonl'));
      const { documents, problems, summary } = await convertPaths(
        'stix',
        files.map((name) => join(ICS, name)),
      );
      expect(problems).toEqual([]);
      expect(summary.objects).toBeGreaterThan(1_500);
      const attributions = await importedStatuses(documents);
      expect(attributions.size).toBeGreaterThan(4);
      expect(new Set(attributions.values())).toEqual(new Set(['ALLEGED']));
    });
  },
);

const EXAMPLES = join(DATA, 'stix2-schemas/examples');
describe.skipIf(!existsSync(EXAMPLES))('the examples of OASIS (need the data at ../shared/data)', () => {
  it.each(['threat-reports/apt1.json', 'threat-reports/poisonivy.json', 'infrastructure.json'])(
    'in %s import without a problem',
    async (name) => {
      const { documents, problems } = await convertPaths('stix', [join(EXAMPLES, name)]);
      expect(problems).toEqual([]);
      for (const status of (await importedStatuses(documents)).values()) expect(status).toBe('ALLEGED');
    },
  );
});
