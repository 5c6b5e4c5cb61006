import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { articleOf, entity, type Sentence } from '../store-contract/article-builder.js';
import { interceptCalls, type Service, startService } from './service.js';

let service: Service;
const calls: string[] = [];

const GROUPS = ['river-front', 'black-lanterns', 'salt-guild', 'quiet-hand'];
const attacks = Array.from({ length: 12 }, (_, at) => `raid-${String(at).padStart(2, '0')}`);
const entities = [
  entity('quay-blast', 'ATTACK'),
  entity('ministry', 'ORGANIZATION'),
  entity('arland', 'STATE'),
  ...GROUPS.map((id) => entity(id, 'ARMED_GROUP')),
  ...attacks.map((id) => entity(id, 'ATTACK')),
];
const did = (subject: string, more: Partial<Sentence> = {}): Sentence => ({
  subject,
  predicate: 'PERPETRATED',
  object: 'quay-blast',
  ...more,
});

beforeAll(async () => {
  service = await startService({
    wrap: (store) =>
      interceptCalls(store, (name, call) => {
        calls.push(name);
        return call();
      }),
  });
  await service.store.write((writer) =>
    writer.put([
      articleOf('first-rumour', entities, [did('river-front', { modality: 'POSSIBLE' })], {
        publishedAt: '2031-04-12',
      }),
      articleOf('second-rumour', entities, [did('river-front', { modality: 'ACCUSED' })], {
        publishedAt: '2031-04-20',
      }),
      articleOf(
        'accusation',
        entities,
        [
          did('river-front', {
            modality: 'ACCUSED_BY_AUTHORITIES',
            assertedBy: ['ministry'],
            quote: 'the ministry blames the Front',
          }),
          did('salt-guild', { predicate: 'PARTICIPATED_IN', quote: 'men of the Guild carried it' }),
          did('river-front', {
            stance: 'DENIES',
            assertedBy: ['river-front'],
            quote: 'we were not there',
          }),
        ],
        { publishedAt: '2031-04-16' },
      ),
      articleOf(
        'message',
        entities,
        [
          did('black-lanterns', { predicate: 'CLAIMED_RESPONSIBILITY_FOR', assertedBy: ['black-lanterns'] }),
          did('river-front', { predicate: 'CLAIMED_RESPONSIBILITY_FOR' }),
        ],
        { publishedAt: null },
      ),
      articleOf('message-again', entities, [did('river-front', { predicate: 'CLAIMED_RESPONSIBILITY_FOR' })]),
      articleOf('denial', entities, [did('quiet-hand', { stance: 'DENIES', assertedBy: ['ministry'] })]),
      articleOf(
        'raids',
        entities,
        attacks.flatMap((object) => GROUPS.map((subject) => did(subject, { object, modality: 'ACCUSED' }))),
      ),
    ]),
  );
});
afterAll(() => service.close());

const LIVE = '[CONFIRMED, REPORTED, ALLEGED, DISPUTED]';
const ATTRIBUTION = `actor { ref } status confidence strongest { predicate status } responsibility { status }
  claims { predicate status } support { quote stance } denials { quote stance claim { predicate } }
  firstSaid { at citation { quote } article { ref } source { ref } speakers { ref } }`;

async function attributions(args: string, shown = ATTRIBUTION, at = '') {
  const { entity: attack } = await service.data(
    `{ entity(id: "quay-blast"${at}) { ... on Attack { attributions(${args}) { competing totalCount nodes { ${shown} } } } } }`,
  );
  expect(attack.attributions.totalCount).toBe(attack.attributions.nodes.length);
  return attack.attributions;
}
const actors = async (args: string) =>
  (await attributions(args)).nodes.map(({ actor }: { actor: { ref: string } }) => actor.ref);

describe('attributions of an attack', () => {
  it('lists each candidate once, strongest first, then those who only claimed responsibility', async () => {
    const { nodes, competing } = await attributions(`statuses: ${LIVE}`);
    expect(
      nodes.map((one: { actor: { ref: string }; status: string }) => [one.actor.ref, one.status]),
    ).toEqual([
      ['salt-guild', 'REPORTED'],
      ['river-front', 'ALLEGED'],
      ['black-lanterns', null],
    ]);
    expect(competing).toBe(true);
  });

  it('shows all claims for a candidate, with support and denials', async () => {
    const { nodes } = await attributions(`statuses: ${LIVE}`);
    expect(nodes[1]).toMatchObject({
      claims: [
        { predicate: 'CLAIMED_RESPONSIBILITY_FOR', status: 'CONFIRMED' },
        { predicate: 'PERPETRATED', status: 'ALLEGED' },
      ],
      denials: [{ quote: 'we were not there', stance: 'DENIES', claim: { predicate: 'PERPETRATED' } }],
    });
    expect(nodes[1].support).toHaveLength(5);
  });

  it('shows a claim of responsibility separately, without a status from it', async () => {
    const { nodes } = await attributions(`statuses: ${LIVE}`);
    expect(nodes[1]).toMatchObject({
      status: 'ALLEGED',
      strongest: { predicate: 'PERPETRATED' },
      responsibility: { status: 'CONFIRMED' },
    });
    expect(nodes[2]).toMatchObject({ status: null, confidence: null, strongest: null });
    expect(nodes[0].responsibility).toBeNull();
  });

  it('shows who said it first and when; null if no support is dated', async () => {
    const { nodes } = await attributions(
      `statuses: ${LIVE}, where: { predicates: [PERPETRATED, PARTICIPATED_IN] }`,
    );
    expect(nodes[1].firstSaid).toMatchObject({
      at: '2031-04-12',
      article: { ref: 'article:first-rumour' },
      source: { ref: 'source:first-rumour' },
      speakers: [],
    });
    const claimed = await attributions(
      `statuses: ${LIVE}, where: { predicates: [CLAIMED_RESPONSIBILITY_FOR] }`,
    );
    expect(claimed.nodes.map((one: { firstSaid: unknown }) => one.firstSaid === null)).toEqual([false, true]);
  });

  it('omits actors whose role sources only deny, unless that status is requested', async () => {
    expect(await actors(`statuses: ${LIVE}`)).not.toContain('quiet-hand');
    expect(await actors('statuses: [DENIED]')).toEqual(['quiet-hand']);
    expect((await attributions('statuses: [DENIED]')).competing).toBe(false);
    expect(await actors('statuses: [ALLEGED]')).toEqual(['river-front']);
  });

  it('follows the requested predicates and rejects unrelated ones', async () => {
    expect(await actors(`statuses: ${LIVE}, where: { predicates: [PARTICIPATED_IN] }`)).toEqual([
      'salt-guild',
    ]);
    const { errors } = await service.ask(
      `{ entity(id: "quay-blast") { ... on Attack { attributions(statuses: ${LIVE}, where: { predicates: [FOILED] }) { totalCount } } } }`,
    );
    expect(errors?.[0]?.extensions.code).toBe('BAD_INPUT');
    expect(errors?.[0]?.message).toContain('FOILED is not a predicate of attributions');
  });

  it('pages through the candidates, each once', async () => {
    const seen: string[] = [];
    for (let after = '', more = true; more; ) {
      const { entity: attack } = await service.data(
        `{ entity(id: "quay-blast") { ... on Attack { attributions(statuses: ${LIVE}, first: 1${after}) {
          competing edges { cursor node { actor { id } } } pageInfo { hasNextPage endCursor hasPreviousPage } } } } }`,
      );
      const { edges, pageInfo, competing } = attack.attributions;
      expect([edges.length, competing, pageInfo.hasPreviousPage]).toEqual([1, true, after !== '']);
      seen.push(edges[0].node.actor.id);
      more = pageInfo.hasNextPage;
      after = `, after: "${pageInfo.endCursor}"`;
    }
    expect(seen).toEqual(['salt-guild', 'river-front', 'black-lanterns']);
    const { errors } = await service.ask(
      `{ entity(id: "quay-blast") { ... on Attack { attributions(statuses: ${LIVE}, after: "no") { totalCount nodes { status } } } } }`,
    );
    expect(errors?.[0]?.extensions.code).toBe('BAD_CURSOR');
  });

  it('needs no more store calls for a page of attacks than for one', async () => {
    const asked = async (first: number) => {
      calls.length = 0;
      await service.data(
        `{ attacks(statuses: ${LIVE}, first: ${first}) { nodes { attributions(statuses: ${LIVE}) { competing nodes { ${ATTRIBUTION} } } } } }`,
      );
      return [...calls];
    };
    const one = await asked(1);
    expect((await asked(12)).length).toBe(one.length);
    expect(one.filter((name) => name === 'evidenceOf')).toHaveLength(1);
  });

  it('reads the graph as of an earlier timestamp', async () => {
    const was = await attributions(`statuses: ${LIVE}`);
    const then = (await service.store.writePosition()).lastWriteAt;
    await service.store.write((writer) =>
      writer.retract({
        articleId: 'article:first-rumour',
        reason: 'made up',
        analyst: 'anna',
        includeDerived: false,
      }),
    );
    const { nodes } = await attributions(`statuses: ${LIVE}, where: { predicates: [PERPETRATED] }`);
    expect(nodes[0].firstSaid).toMatchObject({ at: '2031-04-16', speakers: [{ ref: 'ministry' }] });
    expect(await attributions(`statuses: ${LIVE}`, ATTRIBUTION, `, asOf: "${then}"`)).toEqual(was);
  });

  it('compete only if none is the body that the others belong to, by claims of the requested statuses', async () => {
    const competing = async (attack: string, statuses = LIVE, at = '') => {
      const { entity: found } = await service.data(
        `{ entity(id: "${attack}"${at}) { ... on Attack { attributions(statuses: ${statuses}) { competing } } } }`,
      );
      return found.attributions.competing;
    };
    const people = [
      entity('ilmar', 'PERSON'),
      entity('joska', 'PERSON'),
      { ...entity('salt-press', 'ORGANIZATION'), organOf: ['salt-guild'] },
      entity('own-group', 'ATTACK'),
      entity('own-organ', 'ATTACK'),
      entity('two-groups', 'ATTACK'),
    ];
    await service.store.write((writer) =>
      writer.put([
        articleOf(
          'suspects',
          [...entities, ...people],
          [
            did('river-front', { object: 'own-group' }),
            did('ilmar', { object: 'own-group' }),
            did('joska', { object: 'own-group' }),
            did('salt-guild', { object: 'own-organ' }),
            did('salt-press', { object: 'own-organ' }),
            did('ilmar', { object: 'two-groups' }),
            did('river-front', { object: 'two-groups' }),
            did('black-lanterns', { object: 'two-groups' }),
          ],
        ),
      ]),
    );
    expect(await competing('own-organ')).toBe(false);
    expect(await competing('own-group')).toBe(true);
    const before = (await service.store.writePosition()).lastWriteAt;
    await service.store.write((writer) =>
      writer.put([
        articleOf('roster', people, [
          { subject: 'ilmar', predicate: 'LEADS', object: 'river-front' },
          { subject: 'joska', predicate: 'MEMBER_OF', object: 'river-front', modality: 'POSSIBLE' },
        ]),
      ]),
    );
    expect(await competing('own-group')).toBe(false);
    expect(await competing('own-group', '[CONFIRMED, REPORTED]')).toBe(true);
    expect(await competing('two-groups')).toBe(true);
    expect(await competing('own-group', LIVE, `, asOf: "${before}"`)).toBe(true);
  });
});
