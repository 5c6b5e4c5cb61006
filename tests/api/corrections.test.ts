import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AscribeError } from '#ascribe/domain/errors.js';
import { article, buildClaim } from '../store-contract/article-builder.js';
import { failureOf } from './failure-of.js';
import { type Service, startService } from './service.js';

const ADA = { authorization: 'Bearer key-of-ada' };
const BO = { authorization: 'Bearer key-of-bo' };
const ALL = '[CONFIRMED, REPORTED, ALLEGED, DISPUTED, DENIED, RETRACTED]';
const CLAIM = buildClaim('any').id;

let service: Service;
beforeEach(async () => {
  service = await startService({ keys: 'ada:key-of-ada,bo:key-of-bo' });
  await service.store.write((writer) => writer.put([article('one'), article('two')]));
});
afterEach(() => service.close());

const status = async () => (await service.data(`{ claim(id: "${CLAIM}") { status } }`)).claim.status;
const codeOf = async (query: string, headers: Record<string, string> = ADA) => {
  return failureOf(await service.ask(query, {}, headers));
};
/** The timestamp of the last write. */
const lastWriteAt = async () => (await service.store.writePosition()).lastWriteAt;

describe('a correction', () => {
  const retract = (more: string) =>
    `mutation { retractArticle(input: { articleId: "article:two", reason: " made up ", ${more} }) {
       problems { code } preview article { live retractedBy retractionReason retractsDerived }
       changes { claimId subject { id } predicate object { id } from { status confidence } to { status confidence } cause { kind analyst articles { id } } } } }`;
  const change = {
    claimId: CLAIM,
    subject: { id: 'arland' },
    predicate: 'FUNDS',
    object: { id: 'river-front' },
    from: { status: 'CONFIRMED', confidence: 88 },
    to: { status: 'REPORTED', confidence: 65 },
    cause: { kind: 'RETRACTION', analyst: 'ada', articles: [{ id: 'article:two' }] },
  };

  it('previews its effects without writing', async () => {
    const { data } = await service.ask(retract('preview: true'), {}, ADA);
    expect(data.retractArticle).toEqual({
      problems: [],
      preview: true,
      article: { live: true, retractedBy: null, retractionReason: null, retractsDerived: false },
      changes: [change],
    });
    expect(await status()).toBe('CONFIRMED');
  });

  it('is recorded under the name of the key and can be undone', async () => {
    const { data } = await service.ask(retract('includeDerived: true'), {}, ADA);
    expect(data.retractArticle).toEqual({
      problems: [],
      preview: false,
      article: { live: false, retractedBy: 'ada', retractionReason: 'made up', retractsDerived: true },
      changes: [change],
    });
    expect(await status()).toBe('REPORTED');
    const back = await service.ask(
      'mutation { restoreArticle(input: { articleId: "article:two" }) { article { live } changes { to { status } cause { kind analyst } } } }',
      {},
      BO,
    );
    expect(back.data.restoreArticle).toEqual({
      article: { live: true },
      changes: [{ to: { status: 'CONFIRMED' }, cause: { kind: 'RESTORATION', analyst: 'bo' } }],
    });
  });

  it.each([
    ['retractArticle(input: { articleId: "article:none", reason: "x" })', 'NOT_FOUND', /article:none/],
    [
      'retractArticle(input: { articleId: "river-front", reason: "x" })',
      'BAD_INPUT',
      /is not the id of an article/,
    ],
    [
      'retractArticle(input: { articleId: "article:one", reason: " " })',
      'BAD_INPUT',
      /reason has 0 characters/,
    ],
    ['restoreArticle(input: { articleId: "article:one" })', 'NOT_RETRACTED', /article:one/],
    [
      `assessClaim(input: { claimId: "${CLAIM}", status: DENIED, confidence: 101, rationale: "x" })`,
      'BAD_INPUT',
      /0 to 100/,
    ],
    [
      `assessClaim(input: { claimId: "claim:${'0'.repeat(32)}", status: DENIED, rationale: "x" })`,
      'NOT_FOUND',
      /claim:0/,
    ],
    [
      `withdrawAssessment(input: { claimId: "${CLAIM}" })`,
      'NOT_FOUND',
      /^ada has no active assessment of claim:/,
    ],
  ])('%s is rejected', async (field, code, message) => {
    const mutation = `mutation { ${field} { problems { code message } changes { claimId } } }`;
    expect(await codeOf(mutation)).toEqual([code, expect.stringMatching(message)]);
    expect(await codeOf(mutation, {})).toEqual(['UNAUTHENTICATED', expect.any(String)]);
    expect(await status()).toBe('CONFIRMED');
  });

  it('has all problems of its fields in its payload, each with its place, and nothing else', async () => {
    const problems = 'problems { code message path line column } changes { claimId }';
    const { data, errors } = await service.ask(
      `mutation {
         retractArticle(input: { articleId: "river-front", reason: "" }) { ${problems} article { id } derived { id } preview }
         restoreArticle(input: { articleId: "article:none", preview: true }) { ${problems} article { id } preview }
         assessClaim(input: { claimId: "${CLAIM}", status: DENIED, rationale: " ", confidence: -1 }) { ${problems} assessment { id } claim { id } }
         withdrawAssessment(input: { claimId: "${CLAIM}", validFrom: "soon", validTo: "2031" }) { ${problems} assessment { id } claim { id } }
       }`,
      {},
      ADA,
    );
    expect(errors).toBeUndefined();
    const places = Object.fromEntries(
      Object.entries<{ problems: { code: string; path: string }[] }>(data).map(([name, payload]) => [
        name,
        payload.problems.map(({ code, path }) => [code, path]),
      ]),
    );
    expect(places).toEqual({
      retractArticle: [
        ['BAD_INPUT', 'input.articleId'],
        ['BAD_INPUT', 'input.reason'],
      ],
      restoreArticle: [['NOT_FOUND', 'input.articleId']],
      assessClaim: [
        ['BAD_INPUT', 'input.confidence'],
        ['BAD_INPUT', 'input.rationale'],
      ],
      withdrawAssessment: [['BAD_INPUT', 'input.validFrom']],
    });
    expect(data.retractArticle).toMatchObject({ changes: [], article: null, derived: [], preview: false });
    expect(data.restoreArticle).toMatchObject({ changes: [], article: null, preview: true });
    expect(data.assessClaim).toMatchObject({ changes: [], assessment: null, claim: null });
    expect(data.assessClaim.problems[0]).toEqual({
      code: 'BAD_INPUT',
      message: 'confidence is -1; expected 0 to 100',
      path: 'input.confidence',
      line: null,
      column: null,
    });
  });
});

it('a store that is down is an error of the request, and no problem of the input', async () => {
  const down = await startService({
    keys: 'ada:key-of-ada',
    wrap: (store) => ({
      ...store,
      write: () => Promise.reject(new AscribeError('STORE_UNAVAILABLE', 'the store is away')),
    }),
  });
  try {
    const mutation = 'mutation { restoreArticle(input: { articleId: "article:one" }) { problems { code } } }';
    const { data, errors } = await down.ask(mutation, {}, ADA);
    expect([data, errors?.[0]?.extensions.code]).toEqual([null, 'STORE_UNAVAILABLE']);
  } finally {
    await down.close();
  }
});

describe('an assessment', () => {
  const assess = (status: string, headers: Record<string, string>, more = '') =>
    service.ask(
      `mutation { assessClaim(input: { claimId: "${CLAIM}", status: ${status}, ${more} rationale: "I was there." }) {
         assessment { analyst end } claim { status derivedStatus confidence derivedConfidence explanation } changes { to { status } } } }`,
      {},
      headers,
    );

  it('sets the claim’s status under the analyst’s name, keeps the derived status, and stays in the history when withdrawn', async () => {
    const { data } = await assess('DISPUTED', ADA, 'confidence: 10,');
    expect(data.assessClaim).toMatchObject({
      assessment: { analyst: 'ada', end: null },
      claim: { status: 'DISPUTED', derivedStatus: 'CONFIRMED', confidence: 10, derivedConfidence: 88 },
      changes: [{ to: { status: 'DISPUTED' } }],
    });
    expect(data.assessClaim.claim.explanation).toMatch(
      /^DISPUTED, 10 \(LOW\), as assessed by ada on \d{4}-\d\d-\d\d: “I was there\.” Derived from the evidence: CONFIRMED, 88/,
    );
    await assess('DENIED', BO);
    expect(await status()).toBe('DENIED');
    await service.ask(
      `mutation { withdrawAssessment(input: { claimId: "${CLAIM}" }) { claim { status } } }`,
      {},
      BO,
    );
    const { claims } = await service.data(
      `{ claims(statuses: ${ALL}, where: { assessed: true, disagreesWithDerived: true }) { totalCount nodes { status assessments { analyst status end } } } }`,
    );
    expect(claims).toEqual({
      totalCount: 1,
      nodes: [
        {
          status: 'DISPUTED',
          assessments: [
            { analyst: 'bo', status: 'DENIED', end: 'WITHDRAWN' },
            { analyst: 'ada', status: 'DISPUTED', end: null },
          ],
        },
      ],
    });
  });
});

describe('asOf', () => {
  it('applies to a field and everything below it, next to fields of the current graph', async () => {
    const earlier = await lastWriteAt();
    await service.store.write((writer) =>
      writer.put([article('three', { says: [{}, { predicate: 'ARMS' }] })]),
    );
    const { data } = await service.ask(
      `mutation { retractArticle(input: { articleId: "article:two", reason: "x" }) { preview } }`,
      {},
      ADA,
    );
    expect(data.retractArticle.preview).toBe(false);
    const fields = `name claims(statuses: ${ALL}) { totalCount nodes { status citations { totalCount nodes { article { ref live } } } history { to { status } } } }`;
    const answer = await service.data(
      `query ($earlier: DateTime) {
         now: entity(id: "arland") { ${fields} }
         earlier: entity(id: "arland", asOf: $earlier) { ${fields} }
         node(id: "article:two@asOf=${earlier}") { ... on Article { live } }
         before: claims(statuses: ${ALL}, asOf: "2001-01-01T00:00:00+02:00") { totalCount }
       }`,
      { earlier },
    );
    expect(answer.earlier.claims).toEqual({
      totalCount: 1,
      nodes: [
        {
          status: 'CONFIRMED',
          citations: {
            totalCount: 2,
            nodes: expect.arrayContaining([
              { article: { ref: 'article:one', live: true } },
              { article: { ref: 'article:two', live: true } },
            ]),
          },
          history: [{ to: { status: 'CONFIRMED' } }],
        },
      ],
    });
    expect(answer.now.claims.totalCount).toBe(2);
    expect(answer.node).toEqual({ live: true });
    expect(answer.before.totalCount).toBe(0);
  });

  it('rejects timestamps that cannot be answered', async () => {
    const asked = (asOf: string) => codeOf(`{ claims(statuses: ${ALL}, asOf: "${asOf}") { totalCount } }`);
    expect(await asked('yesterday')).toEqual(['BAD_INPUT', expect.stringContaining('RFC 3339')]);
    expect(await asked('2031-02-30T00:00:00Z')).toEqual(['BAD_INPUT', expect.anything()]);
    expect(await asked('2931-01-01T00:00:00Z')).toEqual([
      'BAD_INPUT',
      expect.stringContaining('is in the future'),
    ]);
    const { errors } = await service.ask(
      `{ entity(id: "river-front", asOf: "2001-01-01T00:00:00Z") { name } }`,
    );
    expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});

describe('the list of changes', () => {
  it('shows what became CONFIRMED and what no longer is, with the claim as of each change', async () => {
    await service.ask(
      `mutation { retractArticle(input: { articleId: "article:two", reason: "x" }) { preview } }`,
      {},
      ADA,
    );
    const feed = async (args: string) =>
      (
        await service.data(
          `{ changes(${args}) { totalCount edges { claim { status } node { from { status } to { status } cause { kind } } } pageInfo { hasNextPage } } }`,
        )
      ).changes;
    expect(await feed('statuses: [CONFIRMED]')).toEqual({
      totalCount: 1,
      edges: [
        {
          claim: { status: 'CONFIRMED' },
          node: { from: null, to: { status: 'CONFIRMED' }, cause: { kind: 'IMPORT' } },
        },
      ],
      pageInfo: { hasNextPage: false },
    });
    expect(
      (await feed('statuses: [REPORTED], from: [CONFIRMED], where: { entityIds: ["river-front"] }')).edges,
    ).toEqual([
      {
        claim: { status: 'REPORTED' },
        node: { from: { status: 'CONFIRMED' }, to: { status: 'REPORTED' }, cause: { kind: 'RETRACTION' } },
      },
    ]);
    expect((await feed('statuses: [CONFIRMED], since: "2931-01-01T00:00:00Z"')).totalCount).toBe(0);
    expect(await codeOf('{ changes(statuses: [CONFIRMED], since: "now") { totalCount } }')).toEqual([
      'BAD_INPUT',
      expect.stringContaining('since'),
    ]);
    expect(await codeOf('{ changes(statuses: []) { totalCount } }')).toEqual([
      'STATUSES_REQUIRED',
      expect.anything(),
    ]);
  });
});

describe('valid time', () => {
  it('filters every list of claims and rejects dates that it cannot parse', async () => {
    await service.store.write((writer) =>
      writer.put([
        article('dated', {
          says: [{ predicate: 'ARMS', citations: [{ validFrom: '2019', validTo: '2021' }] }],
        }),
      ]),
    );
    const proxies = async (args: string) =>
      (
        await service.data(
          `{ entity(id: "arland") { ... on Actor { proxies(statuses: ${ALL}, ${args}) { edges { claim { predicate } } } } } }`,
        )
      ).entity.proxies.edges.map((edge: { claim: { predicate: string } }) => edge.claim.predicate);
    expect(await proxies('where: { during: "2020" }')).toEqual(['ARMS']);
    expect(await proxies('where: { during: "2023" }')).toEqual([]);
    expect(await proxies('where: { during: "2023", includeUndated: true }')).toEqual(['FUNDS']);
    expect(await codeOf(`{ claims(statuses: ${ALL}, where: { during: "soon" }) { totalCount } }`)).toEqual([
      'BAD_INPUT',
      expect.stringContaining('soon'),
    ]);
    expect(
      await codeOf(`{ claims(statuses: ${ALL}, where: { includeUndated: true }) { totalCount } }`),
    ).toEqual(['BAD_INPUT', expect.stringContaining('during')]);
  });
});

it('a source and an article list the claims that only they support', async () => {
  await service.store.write((writer) => writer.put([article('three', { says: [{ predicate: 'ARMS' }] })]));
  const asked = `soleSupportFor(statuses: ${ALL}) { totalCount nodes { predicate soleArticle { id } soleSource { id } } }`;
  const answer = await service.data(
    `{ article(id: "article:three") { ${asked} } source(id: "source:three") { ${asked} } one: article(id: "article:one") { ${asked} } }`,
  );
  const alone = {
    totalCount: 1,
    nodes: [{ predicate: 'ARMS', soleArticle: { id: 'article:three' }, soleSource: { id: 'source:three' } }],
  };
  expect(answer.article.soleSupportFor).toEqual(alone);
  expect(answer.source.soleSupportFor).toEqual(alone);
  expect(answer.one.soleSupportFor.totalCount).toBe(0);
});

describe('edge cases', () => {
  it.each(['1600000000000', '5.5', 'true', '[]', '{}'])(
    'a timestamp that is %s is rejected and not read as now',
    async (asOf) => {
      for (const field of [
        `claims(statuses: ${ALL}, asOf: ${asOf})`,
        `changes(statuses: ${ALL}, since: ${asOf})`,
      ]) {
        const { data, errors } = await service.ask(`{ ${field} { totalCount } }`);
        expect(data ?? null).toBeNull();
        expect(errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
      }
      const given = await service.ask(
        `query ($asOf: DateTime) { claims(statuses: ${ALL}, asOf: $asOf) { totalCount } }`,
        { asOf: asOf.startsWith('{') ? {} : JSON.parse(asOf) },
      );
      expect(given.data ?? null).toBeNull();
      expect(given.errors?.[0]?.extensions.code).toBe('BAD_INPUT');
    },
  );

  it('a year without quotation marks is rejected and not read as milliseconds', async () => {
    expect(await codeOf(`{ claims(statuses: ${ALL}, where: { during: 2030 }) { totalCount } }`)).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
      expect.stringContaining('expected a string such as'),
    ]);
  });

  it('an assessment of a deleted claim can be withdrawn; the claim is then null', async () => {
    await service.ask(
      `mutation { assessClaim(input: { claimId: "${CLAIM}", status: DENIED, rationale: "x" }) { claim { id } } }`,
      {},
      ADA,
    );
    const other = { says: [{ predicate: 'ARMS' as const }] };
    await service.store.write((writer) => writer.put([article('one', other), article('two', other)]));
    const { data } = await service.ask(
      `mutation { withdrawAssessment(input: { claimId: "${CLAIM}" }) { assessment { end } claim { id } changes { claimId } } }`,
      {},
      ADA,
    );
    expect(data.withdrawAssessment).toEqual({ assessment: { end: 'WITHDRAWN' }, claim: null, changes: [] });
    expect(service.loggedErrors).toEqual([]);
  });

  it('a repeated retraction keeps includeDerived if omitted, reports the derived articles, and is recorded under the last analyst', async () => {
    const copy = article('copy', { article: { derivedFrom: 'article:one' } });
    await service.store.write((writer) => writer.put([copy]));
    const retract = async (more: string, key: Record<string, string>) =>
      (
        await service.ask(
          `mutation { retractArticle(input: { articleId: "article:one", reason: "x"${more} }) {
             article { retractedBy retractsDerived retractedAt } derived { id live } } }`,
          {},
          key,
        )
      ).data.retractArticle;
    const first = await retract(', includeDerived: true', ADA);
    expect(first).toMatchObject({ derived: [{ id: 'article:copy', live: false }] });
    const again = await retract('', BO);
    expect(again).toMatchObject({ article: { retractedBy: 'bo', retractsDerived: true }, derived: [] });
    expect(again.article.retractedAt > first.article.retractedAt).toBe(true);
    expect(await retract(', includeDerived: false', BO)).toMatchObject({
      article: { retractsDerived: false },
      derived: [{ id: 'article:copy', live: true }],
    });
  });

  it('a reason must be plain text', async () => {
    const assess = (rationale: string) =>
      service.ask(
        `mutation ($rationale: String!) { assessClaim(input: { claimId: "${CLAIM}", status: DENIED, rationale: $rationale }) { problems { code message } assessment { rationale } } }`,
        { rationale },
        ADA,
      );
    for (const bad of ['a\u0000b', 'a\u001bb', 'a\u202eb', '\u200b', 'a\ud800b'])
      expect(failureOf(await assess(bad))[0]).toBe('BAD_INPUT');
    const { data } = await assess(' two\n  lines 🌋 ');
    expect(data.assessClaim.assessment.rationale).toBe('two lines 🌋');
    expect(failureOf(await assess('🌋'.repeat(2000)))).toEqual([]);
  });
});
