import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { GraphQLField, GraphQLNamedType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENTITY_LISTS } from '#ascribe/api/execution/entity-arguments.js';
import { formatScopedId, parseScopedId, refOf } from '#ascribe/api/execution/scoped-id.js';
import { parseEdtf } from '#ascribe/domain/edtf.js';
import { article, buildClaim, entity } from '../store-contract/article-builder.js';
import { subscribe } from './event-stream.js';
import { failureOf } from './failure-of.js';
import { builtSchema, type Service, startService } from './service.js';

// Vite would load a second copy of graphql, which does not recognize the types of this schema.
const { getNamedType, isInputObjectType, isInterfaceType, isObjectType } = createRequire(import.meta.url)(
  'graphql',
) as typeof import('graphql');

const schema = builtSchema();
const ALL = 'statuses: [CONFIRMED, REPORTED, ALLEGED, DISPUTED, DENIED, RETRACTED]';
const ADA = { authorization: 'Bearer key-of-ada' };
const CLAIM = buildClaim('any', { citations: [{ validFrom: '2009', validTo: '2009' }] });

let service: Service;
/** A moment at which the article and the entity had other titles and names. */
let earlier: string;
beforeAll(async () => {
  service = await startService({ keys: 'ada:key-of-ada' });
  const says = [{ citations: [{ validFrom: '2009', validTo: '2009' }] }];
  const put = (title: string, name: string) =>
    service.store.write((writer) =>
      writer.put([
        article('one', {
          article: { title },
          says,
          source: { name: title },
          entities: [entity('arland', 'STATE', { name }), entity('river-front', 'ARMED_GROUP')],
        }),
      ]),
    );
  await put('Old title', 'Old Arland');
  earlier = (await service.store.writePosition()).lastWriteAt;
  await put('New title', 'New Arland');
  await service.store.write((writer) => writer.put([article('two', { says: [{ predicate: 'ARMS' }] })]));
});
afterAll(() => service.close());

const codeOf = async (query: string) => failureOf(await service.ask(query, {}, ADA));

describe('a scoped id', () => {
  const ref = fc.constantFrom('iran', 'article:some-slug', 'source:wire', `citation:${'0'.repeat(32)}`);
  const claimRef = fc.constant(`claim:${'a'.repeat(32)}`);
  const asOf = fc
    .date({ min: new Date('0001-01-01'), max: new Date(), noInvalidDate: true })
    .map((date) => date.toISOString());
  const edtf = fc
    .oneof(
      fc.constantFrom('2031', '2031-04~', '2031?', '%2031', '156X', '[..1984]', '[1960,1961-01]'),
      fc.constantFrom('2031-04/2031-05~', '/2031', '2031/..', '2004-06-11%', 'Y-17000', '2001-XX'),
      fc.constantFrom('2004-01-01T10:10:10+05:00', '?2004-06-~11', '2031/2032?', '-0044'),
    )
    .filter(isEdtf);
  const window = fc.record({
    during: edtf.map((text) => parseEdtf(text).text),
    includeUndated: fc.boolean(),
  });
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

  it('is read back as the same ref and scope, and differs for every two scopes', () => {
    const scoped = fc.oneof(
      fc.record({ ref, scope: fc.record({ asOf: maybe(asOf), window: fc.constant(null) }) }),
      fc.record({ ref: claimRef, scope: fc.record({ asOf: maybe(asOf), window: maybe(window) }) }),
    );
    fc.assert(
      fc.property(scoped, scoped, (one, other) => {
        const [id, otherId] = [one, other].map(({ ref, scope }) => formatScopedId(ref, scope));
        expect(parseScopedId(id ?? '')).toEqual(one);
        expect(id?.length).toBeLessThan(400);
        expect(id === otherId).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
      { numRuns: 2000 },
    );
  });

  it('is the bare ref now and without a window', () => {
    expect(formatScopedId('iran', { asOf: null, window: null })).toBe('iran');
    expect(refOf('iran@asOf=2001-01-01T00:00:00.000Z')).toBe('iran');
  });

  it('is the same for every way to write one moment or window', () => {
    const id = (text: string) => {
      const { ref, scope } = parseScopedId(text) ?? { ref: '', scope: { asOf: null, window: null } };
      return formatScopedId(ref, scope);
    };
    expect(id('iran@asOf=2001-01-01T02:00:00+02:00')).toBe('iran@asOf=2001-01-01T00:00:00.000Z');
    expect(id(`${CLAIM.id}@during=?2004-06`)).toBe(`${CLAIM.id}@during=${parseEdtf('?2004-06').text}`);
  });

  it('is rejected in any other form', () => {
    const rejected = [
      ...['iran@', 'iran@now', 'iran@asOf=', 'iran@asOf=2031', '@asOf=x'],
      ...['iran@during=2009', 'iran@includeUndated', 'article:x@during=2009'],
      ...[
        `${CLAIM.id}@during=`,
        `${CLAIM.id}@during=soon`,
        `${CLAIM.id}@during=2009;asOf=2001-01-01T00:00:00Z`,
      ],
      ...[`${CLAIM.id}@during=2009;`, `${CLAIM.id}@during=2009;during=2010`, `${CLAIM.id}@includeUndated`],
      ...['iran@asOf=2001-01-01T00:00:00Z;', 'iran@asOf=2001-01-01T00:00:00Z@asOf=2001-01-01T00:00:00Z'],
      `iran@asOf=2001-01-01T00:00:00.${'0'.repeat(1000)}Z`,
    ];
    for (const id of rejected) expect(parseScopedId(id), id).toBeNull();
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(refOf(`${text}@${text}`)).toBe(`${text}@${text}`);
      }),
    );
  });
});

function isEdtf(text: string): boolean {
  try {
    return parseEdtf(text).text !== '';
  } catch {
    return false;
  }
}

describe('the id of a record', () => {
  it('carries the moment of asOf, and a claim also its window; ref never does', async () => {
    const fields = `nodes { id ref subject { id ref } citations { nodes { id ref claim { id } article { id source { id } } } } }`;
    const { now, then, held, both } = await service.data(
      `{ now: claims(${ALL}, where: { predicates: [FUNDS] }) { ${fields} }
         then: claims(${ALL}, asOf: "${earlier}") { ${fields} }
         held: claims(${ALL}, where: { during: "2009", predicates: [FUNDS] }) { ${fields} }
         both: claims(${ALL}, where: { during: "2009", includeUndated: true }, asOf: "${earlier}") { ${fields} } }`,
    );
    const expected = (asOf: string, window: string) => {
      const scope = [asOf, window].filter((part) => part !== '').join(';');
      const at = asOf === '' ? '' : `@${asOf}`;
      return {
        id: scope === '' ? CLAIM.id : `${CLAIM.id}@${scope}`,
        ref: CLAIM.id,
        subject: { id: `arland${at}`, ref: 'arland' },
        citations: {
          nodes: [
            {
              id: expect.stringMatching(new RegExp(`^citation:[0-9a-f]{32}${at.replace('.', '\\.')}$`)),
              ref: expect.stringMatching(/^citation:[0-9a-f]{32}$/),
              // A citation has no window, so its claim is the one over all time.
              claim: { id: `${CLAIM.id}${at}` },
              article: { id: `article:one${at}`, source: { id: `source:one${at}` } },
            },
          ],
        },
      };
    };
    expect(now.nodes).toEqual([expected('', '')]);
    expect(then.nodes).toEqual([expected(`asOf=${earlier}`, '')]);
    expect(held.nodes).toEqual([expected('', 'during=2009')]);
    expect(both.nodes).toEqual([expected(`asOf=${earlier}`, 'during=2009;includeUndated')]);
  });

  it('carries the window in every field with during', async () => {
    const during = 'where: { during: "2009" }';
    const data = await service.data(
      `{ entity(id: "arland") { claims(${ALL}, ${during}) { nodes { id } }
           ... on Actor { proxies(${ALL}, ${during}) { edges { node { id } claim { id } chain { id } } }
                          deep: proxies(${ALL}, ${during}, depth: 2) { edges { claim { id } chain { id } } } } }
         article(id: "article:one") { claims(${ALL}, ${during}) { nodes { id } } }
         neighborhood(entityId: "arland", ${ALL}, ${during}) { entities { entity { id } } claims { id } }
         paths(fromId: "arland", toId: "river-front", ${ALL}, ${during}) { paths { steps { from { id } claim { id } } } } }`,
    );
    const claim = { id: `${CLAIM.id}@during=2009` };
    expect(data).toEqual({
      entity: {
        claims: { nodes: [claim] },
        proxies: { edges: [{ node: { id: 'river-front' }, claim, chain: [claim] }] },
        deep: { edges: [{ claim, chain: [claim] }] },
      },
      article: { claims: { nodes: [claim] } },
      neighborhood: {
        entities: [{ entity: { id: 'arland' } }, { entity: { id: 'river-front' } }],
        claims: [claim],
      },
      paths: { paths: [{ steps: [{ from: { id: 'arland' }, claim }] }] },
    });
  });

  it('starts without a window in lists further below', async () => {
    const { claims } = await service.data(
      `{ claims(${ALL}, where: { during: "2009" }) { nodes { subject { claims(${ALL}, where: { predicates: [FUNDS] }) { nodes { id } } } } } }`,
    );
    expect(claims.nodes).toEqual([{ subject: { claims: { nodes: [{ id: CLAIM.id }] } } }]);
  });

  it('carries the period of a date in a timeline, exact to the moment', async () => {
    const at = (validFrom: string, modality: 'REPORTED_AS_FACT' | 'POSSIBLE') => [
      { predicate: 'OPPOSES' as const, citations: [{ modality, validFrom, validTo: validFrom }] },
    ];
    const entities = [
      entity('arland', 'STATE', { name: 'New Arland' }),
      entity('river-front', 'ARMED_GROUP'),
    ];
    await service.store.write((writer) =>
      writer.put([
        article('morning', { says: at('2031-04-12T10:00:00Z', 'REPORTED_AS_FACT'), entities }),
        article('evening', { says: at('2031-04-12T20:00:00Z', 'POSSIBLE'), entities }),
      ]),
    );
    const { timeline } = await service.data(
      `{ timeline(${ALL}, where: { predicates: [OPPOSES] }) { nodes { claim { id status confidence } } } }`,
    );
    const claims = timeline.nodes.map(({ claim }: { claim: { id: string } }) => claim);
    expect(claims.map(({ status }: { status: string }) => status)).toEqual(['REPORTED', 'ALLEGED']);
    const ids = claims.map(({ id }: { id: string }) => id);
    const { nodes } = await service.data(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Claim { id status confidence } } }',
      { ids },
    );
    expect(nodes).toEqual(claims);
  });

  it('of an assessment carries the moment, as it may have ended since', async () => {
    await service.ask(
      `mutation { assessClaim(input: { claimId: "${CLAIM.id}", status: DENIED, rationale: "x" }) { claim { id } } }`,
      {},
      ADA,
    );
    const at = (await service.store.writePosition()).lastWriteAt;
    await service.ask(
      `mutation { withdrawAssessment(input: { claimId: "${CLAIM.id}" }) { claim { id } } }`,
      {},
      ADA,
    );
    const fields = 'assessments { id ref endedAt }';
    const { now, then } = await service.data(
      `{ now: claim(id: "${CLAIM.id}") { ${fields} } then: claim(id: "${CLAIM.id}", asOf: "${at}") { ${fields} } }`,
    );
    const ref = expect.stringMatching(/^assessment:[0-9a-f]{32}$/);
    const [one] = then.assessments;
    expect(one).toEqual({ id: `${one.ref}@asOf=${at}`, ref, endedAt: null });
    expect(now.assessments).toEqual([{ id: one.ref, ref, endedAt: expect.stringContaining('T') }]);
  });

  it('is a field of nothing but records: everything else that names one has a field of another name', () => {
    const withId = Object.values(schema.getTypeMap()).filter((type) => fieldsOf(type).some(isId));
    const records = withId.filter(
      (type) => (isObjectType(type) || isInterfaceType(type)) && type.getInterfaces().length > 0,
    );
    expect(withId.filter((type) => !records.includes(type)).map(({ name }) => name)).toEqual([
      'Assessment',
      'Node',
    ]);
    for (const type of withId) expect(fieldsOf(type).map(({ name }) => name)).toContain('ref');
  });
});

const fieldsOf = (type: GraphQLNamedType): GraphQLField<unknown, unknown>[] =>
  isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
const isId = ({ name }: { readonly name: string }) => name === 'id';

describe('a field that reads one record by id', () => {
  const FIELDS = '__typename id ref ... on Article { title source { id name } } ... on Entity { name }';

  it('reads it in the scope of the id, and everything below it too', async () => {
    const at = `@asOf=${earlier}`;
    const { node, article, entity, source, nodes } = await service.data(
      `{ node(id: "article:one${at}") { ${FIELDS} }
         article(id: "article:one${at}") { title source { id name } }
         source(id: "source:one${at}") { id name articles { nodes { id title } } }
         entity(id: "arland${at}") { id name }
         nodes(ids: ["arland", "arland${at}", "article:one", "article:one${at}"]) { ${FIELDS} } }`,
    );
    const then = {
      __typename: 'Article',
      id: `article:one${at}`,
      ref: 'article:one',
      title: 'Old title',
      source: { id: `source:one${at}`, name: 'Old title' },
    };
    expect(node).toEqual(then);
    expect(article).toEqual({ title: then.title, source: then.source });
    expect(source).toEqual({ ...then.source, articles: { nodes: [{ id: then.id, title: then.title }] } });
    expect(entity).toEqual({ id: `arland${at}`, name: 'Old Arland' });
    expect(nodes).toEqual([
      { __typename: 'State', id: 'arland', ref: 'arland', name: 'New Arland' },
      { __typename: 'State', id: `arland${at}`, ref: 'arland', name: 'Old Arland' },
      {
        ...then,
        id: 'article:one',
        title: 'New title',
        source: { id: 'source:one', name: 'New title' },
      },
      then,
    ]);
  });

  it('refuses a moment later than the clock and the last write', async () => {
    const { errors } = await service.ask('{ node(id: "arland@asOf=2999-01-01T00:00:00Z") { id } }');
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['BAD_INPUT']);
  });

  it('reads a claim in the window of the id', async () => {
    const id = `${CLAIM.id}@during=2009;includeUndated`;
    const { node, claim } = await service.data(
      `{ node(id: "${id}") { id ref } claim(id: "${id}", asOf: "${earlier}") { id ref } }`,
    );
    expect(node).toEqual({ id, ref: CLAIM.id });
    expect(claim).toEqual({ id: `${CLAIM.id}@asOf=${earlier};during=2009;includeUndated`, ref: CLAIM.id });
  });

  it('prefers its own asOf', async () => {
    const { entity } = await service.data(
      `{ entity(id: "arland@asOf=2001-01-01T00:00:00.000Z", asOf: "${earlier}") { id name } }`,
    );
    expect(entity).toEqual({ id: `arland@asOf=${earlier}`, name: 'Old Arland' });
  });

  it('reports a record that did not exist then, and an id of no record', async () => {
    const [code, message] = await codeOf('{ node(id: "arland@asOf=2001-01-01T00:00:00.000Z") { id } }');
    expect([code, message]).toEqual(['NOT_FOUND', expect.stringContaining('arland')]);
    expect(await codeOf('{ nodes(ids: ["article:two@asOf=2001-01-01T00:00:00.000Z"]) { id } }')).toEqual([
      'NOT_FOUND',
      expect.stringContaining('article:two@asOf='),
    ]);
    for (const field of [
      'node(id: "iran@asOf=soon")',
      'entity(id: "iran@asOf=soon")',
      'nodes(ids: ["iran@"])',
    ])
      expect(await codeOf(`{ ${field} { id } }`)).toEqual(['BAD_INPUT', expect.stringContaining('@asOf=')]);
  });
});

/** For each argument or condition that takes ids, fields that use it. */
const ID_ARGUMENTS: Readonly<Record<string, { readonly ref: string; readonly ask: (id: string) => string }>> =
  {
    ...Object.fromEntries(
      Object.entries({
        subjectIds: 'arland',
        objectIds: 'river-front',
        entityIds: 'arland',
        articleIds: 'article:two',
        sourceIds: 'source:two',
        speakerIds: 'arland',
      }).map(([condition, ref]) => {
        const where = (id: string) => `where: { ${condition}: ["${id}", "${id}"] }`;
        const ask = (id: string) =>
          `claims(${ALL}, ${where(id)}) { nodes { ref } }
           counts: facets(${ALL}, ${where(id)}) { statuses { value count } }
           dates: timeline(${ALL}, ${where(id)}) { nodes { from claim { ref } } }
           excluded: contradictions(${ALL}, ${where(id)}) { totalCount }`;
        return [`ClaimWhere.${condition}`, { ref, ask }];
      }),
    ),
    ...Object.fromEntries(
      Object.entries({ subjectIds: 'arland', objectIds: 'river-front', entityIds: 'arland' }).map(
        ([condition, ref]) => {
          const ask = (id: string) =>
            `changes(${ALL}, where: { ${condition}: ["${id}"] }) { nodes { claimId at } }`;
          return [`ChangeWhere.${condition}`, { ref, ask }];
        },
      ),
    ),
    ...Object.fromEntries(
      Object.entries(ENTITY_LISTS).flatMap(([list, { conditions }]) =>
        Object.keys(conditions)
          .filter((condition) => condition.endsWith('Ids'))
          .map((condition) => {
            const type = `${list[0]?.toUpperCase()}${list.slice(1, -1)}Where`;
            const ask = (id: string) =>
              `${list}(${ALL}, where: { ${condition}: ["${id}"] }) { totalCount nodes { ref } }`;
            return [`${type}.${condition}`, { ref: 'arland', ask }];
          }),
      ),
    ),
    'Query.compareSources(aId)': {
      ref: 'source:one',
      ask: (id) => `compareSources(${ALL}, aId: "${id}", bId: "source:two") { a { ref name } }`,
    },
    'Query.compareSources(bId)': {
      ref: 'source:one',
      ask: (id) => `compareSources(${ALL}, aId: "source:two", bId: "${id}") { b { ref name } }`,
    },
    'Query.compareArticles(aId)': {
      ref: 'article:one',
      ask: (id) => `compareArticles(${ALL}, aId: "${id}", bId: "article:two") { a { ref title } }`,
    },
    'Query.compareArticles(bId)': {
      ref: 'article:one',
      ask: (id) => `compareArticles(${ALL}, aId: "article:two", bId: "${id}") { b { ref title } }`,
    },
    'Query.neighborhood(entityId)': {
      ref: 'arland',
      ask: (id) => `neighborhood(${ALL}, entityId: "${id}") { entities { entity { ref } } }`,
    },
    'Query.paths(fromId)': {
      ref: 'arland',
      ask: (id) => `paths(${ALL}, fromId: "${id}", toId: "river-front") { paths { length } }`,
    },
    'Query.paths(toId)': {
      ref: 'arland',
      ask: (id) => `paths(${ALL}, fromId: "river-front", toId: "${id}") { paths { length } }`,
    },
    'Query.paths(avoidIds)': {
      ref: 'far-land',
      ask: (id) =>
        `paths(${ALL}, fromId: "arland", toId: "river-front", avoidIds: ["${id}"]) { paths { length } }`,
    },
    'Query.paths(throughIds)': {
      ref: 'arland',
      ask: (id) =>
        `paths(${ALL}, fromId: "arland", toId: "river-front", throughIds: ["${id}"]) { paths { length } }`,
    },
    'Query.articles(sourceIds)': {
      ref: 'source:one',
      ask: (id) => `articles(sourceIds: ["${id}"]) { nodes { ref } }`,
    },
  };
/** These read the record in the scope of the id. */
const BY_ID = ['node(id)', 'nodes(ids)', 'entity(id)', 'claim(id)', 'article(id)', 'source(id)'].map(
  (field) => `Query.${field}`,
);

describe('an argument that takes ids', () => {
  const idArguments = Object.values(schema.getTypeMap()).flatMap((type) =>
    fieldsOf(type).flatMap((field) =>
      field.args
        .filter((argument) => getNamedType(argument.type).name === 'ID')
        .map((argument) => `${type.name}.${field.name}(${argument.name})`),
    ),
  );
  const idConditions = Object.values(schema.getTypeMap()).flatMap((type) =>
    isInputObjectType(type)
      ? Object.values(type.getFields())
          .filter((field) => getNamedType(field.type).name === 'ID')
          .map((field) => `${type.name}.${field.name}`)
      : [],
  );

  it('is tested here', () => {
    const mutations = idConditions.filter((name) => name.includes('Input.'));
    expect(mutations).toEqual([
      'RetractArticleInput.articleId',
      'RestoreArticleInput.articleId',
      'AssessClaimInput.claimId',
      'WithdrawAssessmentInput.claimId',
      'EraseInput.id',
    ]);
    expect([...Object.keys(ID_ARGUMENTS), ...BY_ID, ...mutations].sort()).toEqual(
      [...idArguments, ...idConditions].sort(),
    );
  });

  for (const [name, { ref, ask }] of Object.entries(ID_ARGUMENTS))
    it(`takes both forms: ${name}`, async () => {
      const bare = await service.data(`{ answer: ${ask(ref)} }`);
      expect(bare.answer).not.toBeNull();
      expect(await service.data(`{ answer: ${ask(`${ref}@asOf=${earlier}`)} }`)).toEqual(bare);
    });

  it('takes both forms: ChangeWhere.entityIds of a subscription, whose claims are read as of their change', async () => {
    const query = `subscription { claimChanged(${ALL}, where: { entityIds: ["arland@asOf=${earlier}"] }) { claimId at claim { id ref } } }`;
    const stream = await subscribe(service, query);
    await service.store.write((writer) =>
      writer.put([article('three', { says: [{ predicate: 'TRAINS' }] })]),
    );
    const { claimId, at, claim } = (await stream.next()).data.claimChanged;
    stream.disconnect();
    expect(claim).toEqual({ id: `${claimId}@asOf=${at}`, ref: claimId });
    const { changes } = await service.data(
      `{ changes(${ALL}, since: "${at}") { edges { node { claimId } claim { id ref } } } }`,
    );
    expect(changes.edges).toEqual([{ node: { claimId }, claim }]);
  });

  it('finds out that both forms name one record', async () => {
    const at = `@asOf=${earlier}`;
    expect(await codeOf(`{ paths(fromId: "arland", toId: "arland${at}", ${ALL}) { truncated } }`)).toEqual([
      'BAD_INPUT',
      expect.stringContaining('two different entities'),
    ]);
    expect(
      await codeOf(`{ compareArticles(aId: "article:one", bId: "article:one${at}", ${ALL}) { a { id } } }`),
    ).toEqual(['BAD_INPUT', expect.stringContaining('two different articles')]);
  });

  it('of a mutation takes only the ref, as a mutation changes the record as it is now', async () => {
    const mutations = [
      `retractArticle(input: { articleId: "article:one@asOf=${earlier}", reason: "x" })`,
      `restoreArticle(input: { articleId: "article:one@asOf=${earlier}" })`,
      `assessClaim(input: { claimId: "${CLAIM.id}@during=2009", status: DENIED, rationale: "x" })`,
      `withdrawAssessment(input: { claimId: "${CLAIM.id}@asOf=${earlier};during=2009" })`,
    ];
    for (const mutation of mutations)
      expect(await codeOf(`mutation { ${mutation} { problems { code message } } }`)).toEqual([
        'BAD_INPUT',
        expect.stringMatching(/expected its ref, (article:one|claim:[0-9a-f]{32})$/),
      ]);
  });
});
