import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Citation } from '#ascribe/domain/records.js';
import { article, buildClaim, type ClaimSpec, entity } from '../store-contract/article-builder.js';
import { failureOf } from './failure-of.js';
import { type Service, startService } from './service.js';

const ADA = { authorization: 'Bearer key-of-ada' };
const ALL = '[CONFIRMED, REPORTED, ALLEGED, DISPUTED, DENIED, RETRACTED]';
const CLAIM = buildClaim('any').id;

let service: Service;
beforeEach(async () => {
  service = await startService({ keys: 'ada:key-of-ada' });
});
afterEach(() => service.close());

/** What one article says of the claim, about one year. */
const about = (year: string | null, citation: Partial<Citation> = {}, claim: ClaimSpec = {}): ClaimSpec => ({
  ...claim,
  citations: [{ validFrom: year, validTo: year, ...citation }],
});
const ENTITIES = [
  entity('arland', 'STATE', { name: 'Arland' }),
  entity('river-front', 'ARMED_GROUP', { name: 'River Front' }),
  entity('blast', 'ATTACK', { name: 'Bridge attack' }),
];
const put = (articles: Readonly<Record<string, readonly ClaimSpec[]>>) =>
  service.store.write((writer) =>
    writer.put(Object.entries(articles).map(([slug, says]) => article(slug, { entities: ENTITIES, says }))),
  );
const claim = async (fields: string) => (await service.data(`{ claim(id: "${CLAIM}") { ${fields} } }`)).claim;
const claims = async (args: string, fields = 'status confidence') =>
  (await service.data(`{ claims(${args}) { nodes { ${fields} } } }`)).claims.nodes;
const mutate = (mutation: string) => service.ask(`mutation { ${mutation} }`, {}, ADA);

const POSSIBLE = { modality: 'POSSIBLE' } as const;
const THREE_YEARS = { courier: [about('2001')], wire: [about('2015')], gazette: [about('2009', POSSIBLE)] };

describe('facets with more values than are asked for', () => {
  it('say that they are truncated, and how many values there are', async () => {
    const years = Array.from({ length: 23 }, (_, index) => String(1990 + index));
    await put(Object.fromEntries(years.map((year) => [`of-${year}`, [about(year)]])));
    const facets = async (fields: string, args = '') =>
      (await service.data(`{ facets(statuses: ${ALL}${args}) { ${fields} } }`)).facets;
    const shown = await facets('truncated years { value } valueCounts { years sources }');
    expect([shown.truncated, shown.years.length, shown.valueCounts.years]).toEqual([true, 20, 23]);
    expect(await facets('years { value } truncated', ', first: 23')).toMatchObject({ truncated: false });
    expect((await facets('years { value }', ', first: 22')).years).toHaveLength(22);
    // A facet that is not selected does not count.
    expect(await facets('truncated statuses { value }')).toMatchObject({ truncated: false });
  });
});

describe('an allegation of one year', () => {
  beforeEach(() => put(THREE_YEARS));

  it('is not told as a fact by any field, though other years are reported', async () => {
    const strong = 'statuses: [CONFIRMED, REPORTED], where: { during: "2009" }';
    const answer = await service.data(`{
      claims(${strong}) { totalCount }
      facets(statuses: [CONFIRMED, REPORTED]) { years { value count } }
      facetsOf2009: facets(${strong}) { statuses { value count } predicates { count } years { count } }
      paths(fromId: "arland", toId: "river-front", ${strong}) { paths { length } }
      neighborhood(entityId: "arland", ${strong}) { claims { id } }
      timeline(${strong}) { nodes { from } }
      actors(${strong}) { totalCount }
      sponsored: actors(statuses: [CONFIRMED, REPORTED], where: { sponsorIds: ["arland"], during: "2009" }) { totalCount }
      entity(id: "river-front") { ... on Actor { sponsors(${strong}) { totalCount } deep: sponsors(depth: 3, ${strong}) { totalCount } } }
    }`);
    expect(answer).toEqual({
      claims: { totalCount: 0 },
      facets: {
        years: [
          { value: 2001, count: 1 },
          { value: 2015, count: 1 },
        ],
      },
      facetsOf2009: { statuses: [], predicates: [], years: [] },
      paths: { paths: [] },
      neighborhood: { claims: [] },
      timeline: { nodes: [] },
      actors: { totalCount: 0 },
      sponsored: { totalCount: 0 },
      entity: { sponsors: { totalCount: 0 }, deep: { totalCount: 0 } },
    });
  });

  it('is told as an allegation by all of them', async () => {
    const weak = 'statuses: [ALLEGED], where: { during: "2009" }';
    const answer = await service.data(`{
      claims(${weak}) { totalCount nodes { status derivedStatus } }
      paths(fromId: "arland", toId: "river-front", ${weak}) { paths { weakestStatus } }
      neighborhood(entityId: "arland", ${weak}) { claims { status } }
      timeline(${weak}) { nodes { from weakestStatus claim { status } } }
      actors(${weak}) { totalCount }
      sponsored: actors(statuses: [ALLEGED], where: { sponsorIds: ["arland"], during: "2009" }) { nodes { id } }
      entity(id: "river-front") { ... on Actor { sponsors(${weak}) { edges { weakestStatus claim { status } } } } }
    }`);
    expect(answer).toEqual({
      claims: { totalCount: 1, nodes: [{ status: 'ALLEGED', derivedStatus: 'ALLEGED' }] },
      paths: { paths: [{ weakestStatus: 'ALLEGED' }] },
      neighborhood: { claims: [{ status: 'ALLEGED' }] },
      timeline: { nodes: [{ from: '2009', weakestStatus: 'ALLEGED', claim: { status: 'ALLEGED' } }] },
      actors: { totalCount: 2 },
      sponsored: { nodes: [{ id: 'river-front' }] },
      entity: { sponsors: { edges: [{ weakestStatus: 'ALLEGED', claim: { status: 'ALLEGED' } }] } },
    });
  });

  it('has a period of its own, and reports of different years confirm none', async () => {
    const { status, periods } = await claim('status periods { from to status confidence known }');
    const year = (of: string) => ({ from: `${of}-01-01`, to: `${of}-12-31`, known: true });
    expect(status).toBe('REPORTED');
    expect(periods).toEqual([
      { ...year('2001'), status: 'REPORTED', confidence: 65 },
      { ...year('2009'), status: 'ALLEGED', confidence: expect.any(Number) },
      { ...year('2015'), status: 'REPORTED', confidence: 65 },
    ]);
    expect(await claims('statuses: [CONFIRMED]')).toEqual([]);
  });

  it('is explained: the period of the status, and the status in each period', async () => {
    const { explanation } = await claim('explanation');
    expect(explanation).toMatch(/^REPORTED, 65 \(MEDIUM\) in 2001: 1 independent origin: /);
    expect(explanation).toMatch(
      / By time: in 2001 REPORTED, 65 \(MEDIUM\); in 2009 ALLEGED, \d+ \(LOW\); in 2015 REPORTED, 65 \(MEDIUM\)\.$/,
    );
    const [of2009] = await claims(
      `statuses: ${ALL}, where: { during: "2009" }`,
      'explanation independentOrigins { citations { modality } }',
    );
    expect(of2009.explanation).toMatch(/^ALLEGED, \d+ \(LOW\) in 2009: 1 independent origin: .*possible/);
    expect(of2009.independentOrigins).toEqual([{ citations: [{ modality: 'POSSIBLE' }] }]);
  });
});

describe('periods', () => {
  it('are one of all time for a claim without dates', async () => {
    await put({ courier: [{}] });
    const { periods, explanation } = await claim('periods { from to status known } explanation');
    expect(periods).toEqual([{ from: null, to: null, status: 'REPORTED', known: false }]);
    expect(explanation).toMatch(/^REPORTED, 65 \(MEDIUM\): /);
    expect(explanation).not.toMatch(/By time/);
  });

  it('tell what is known from what is possible', async () => {
    await put({ courier: [about('2001')], wire: [{}] });
    expect((await claim('periods { from to status known }')).periods).toEqual([
      { from: null, to: '2000-12-31', status: 'REPORTED', known: false },
      { from: '2001-01-01', to: '2001-12-31', status: 'REPORTED', known: true },
      { from: '2001-01-01', to: '2001-12-31', status: 'CONFIRMED', known: false },
      { from: '2002-01-01', to: null, status: 'REPORTED', known: false },
    ]);
    expect((await claim('explanation')).explanation).toMatch(
      / By time: until 2000 possibly REPORTED, .*; in 2001 REPORTED, .*; in 2001 possibly CONFIRMED, .*; from 2002 on possibly REPORTED, /,
    );
  });
});

describe('a denial of one year', () => {
  it('disputes that year only, and a contradiction says which', async () => {
    await put({ ...THREE_YEARS, herald: [about('2009', { stance: 'DENIES' })] });
    expect(
      (await claims(`statuses: ${ALL}, where: { during: "2009" }`)).map(
        ({ status }: { status: string }) => status,
      ),
    ).toEqual(['DISPUTED']);
    expect(await claim('status contested')).toEqual({ status: 'REPORTED', contested: true });
    const { contradictions } = await service.data(
      `{ contradictions(statuses: ${ALL}) { nodes { kind sentence } } }`,
    );
    expect(contradictions.nodes).toEqual([
      {
        kind: 'SUPPORTED_AND_DENIED',
        sentence:
          'It cannot be both true and false in 2009 that Arland FUNDS River Front (DISPUTED): supported by Source of gazette; denied by Source of herald.',
      },
    ]);
  });

  it('contradicts no other year', async () => {
    await put({ courier: [about('2001')], herald: [about('2009', { stance: 'DENIES' })] });
    const { contradictions } = await service.data(`{ contradictions(statuses: ${ALL}) { totalCount } }`);
    expect(contradictions.totalCount).toBe(0);
  });
});

describe('a comparison of sources', () => {
  const differences = async () =>
    (
      await service.data(
        `{ compareSources(aId: "source:courier", bId: "source:wire", statuses: ${ALL}) { differences { totalCount edges { kinds sentence } } } }`,
      )
    ).compareSources.differences;

  it('finds no difference between what they say of different years', async () => {
    await put({ courier: [about('2001')], wire: [about('2009', { stance: 'DENIES' })] });
    expect(await differences()).toEqual({ totalCount: 0, edges: [] });
  });

  it('says in which year they differ', async () => {
    await put({
      courier: [
        {
          citations: [
            about('2001').citations?.[0] ?? {},
            { ...POSSIBLE, validFrom: '2009', validTo: '2009' },
          ],
        },
      ],
      wire: [about('2009', { modality: 'ACCUSED' })],
    });
    expect(await differences()).toEqual({
      totalCount: 1,
      edges: [
        {
          kinds: ['MODALITY'],
          sentence:
            'In 2009, Source of wire gives as an accusation what Source of courier only gives as possible: Arland FUNDS River Front.',
        },
      ],
    });
  });
});

describe('an assessment of a period', () => {
  const assess = (args: string) =>
    mutate(
      `assessClaim(input: { claimId: "${CLAIM}", rationale: "Seen.", ${args} }) { problems { code message } assessment { validFrom validTo } claim { status } }`,
    );

  it('sets the status of that period, and its explanation names it', async () => {
    await put(THREE_YEARS);
    const { data } = await assess('status: CONFIRMED, validFrom: "2015", validTo: "2015"');
    expect(data.assessClaim).toEqual({
      problems: [],
      assessment: { validFrom: '2015', validTo: '2015' },
      claim: { status: 'CONFIRMED' },
    });
    const [of2015] = await claims(
      `statuses: ${ALL}, where: { during: "2015" }`,
      'status derivedStatus derivedConfidence explanation',
    );
    expect(of2015).toMatchObject({ status: 'CONFIRMED', derivedStatus: 'REPORTED', derivedConfidence: 65 });
    expect(of2015.explanation).toMatch(
      /^CONFIRMED, 65 \(MEDIUM\) in 2015, as assessed by ada on .*: “Seen\.” Derived from the evidence: REPORTED, 65 \(MEDIUM\) in 2015: /,
    );
    const [of2009] = await claims(
      `statuses: ${ALL}, where: { during: "2009" }`,
      'status derivedStatus explanation',
    );
    expect(of2009).toMatchObject({ status: 'ALLEGED', derivedStatus: 'ALLEGED' });
    expect(of2009.explanation).toMatch(/^ALLEGED/);
  });

  it('is withdrawn by its period, in any spelling', async () => {
    await put(THREE_YEARS);
    await assess('status: CONFIRMED, validFrom: "2015-04-01"');
    const withdraw = async (args: string) => {
      const response = await mutate(
        `withdrawAssessment(input: { claimId: "${CLAIM}"${args} }) { problems { code message } claim { status } }`,
      );
      return failureOf(response)[0] ?? response.data.withdrawAssessment.claim.status;
    };
    expect(await withdraw('')).toBe('NOT_FOUND');
    expect(await withdraw(', validFrom: "2015"')).toBe('NOT_FOUND');
    expect(await withdraw(', validFrom: "2015-04-01"')).toBe('REPORTED');
  });

  it('rejects a period that ends before it starts, and what is no date', async () => {
    await put(THREE_YEARS);
    const codeOf = async (args: string) => failureOf(await assess(`status: CONFIRMED, ${args}`));
    expect(await codeOf('validFrom: "2015", validTo: "2014"')).toEqual([
      'BAD_INPUT',
      'validTo is 2014; expected a date not before validFrom (2015)',
    ]);
    expect(await codeOf('validFrom: "soon"')).toEqual(['BAD_INPUT', expect.stringContaining('soon')]);
  });
});

describe('a date in an argument', () => {
  it.each([
    ['20310412', 'during: "20310412" is not a date; expected 2031-04-12'],
    ['1/2/2031', 'during: "1/2/2031" is not a date; expected 2031-01-02 or 2031-02-01'],
    [
      '2031-02-30',
      'during: "2031-02-30" is not a date: 2031-02 has 28 days; expected 2031-02-01 to 2031-02-28',
    ],
    [
      '{2001,2015}',
      'during: "{2001,2015}" lists dates that all apply; expected one date; for several, write a claim for each',
    ],
  ])('%s is refused with the argument and the form that is meant', async (during, message) => {
    for (const field of ['claims', 'timeline', 'facets']) {
      const selection = field === 'facets' ? '{ years { value } }' : '{ nodes { __typename } }';
      const { errors } = await service.ask(
        `{ ${field}(statuses: ${ALL}, where: { during: "${during}" }) ${selection} }`,
      );
      expect(errors?.[0]).toMatchObject({ message, extensions: { code: 'BAD_INPUT' }, path: [field] });
    }
  });

  it('is one window, however it is written', async () => {
    await put(THREE_YEARS);
    const ids = await Promise.all(
      ['2009', '2009-XX', '2009/2009', '[2009-01..2009-12]'].map((during) =>
        claims(`statuses: [ALLEGED], where: { during: "${during}" }`, 'id'),
      ),
    );
    expect(ids).toEqual(Array(4).fill([{ id: `${CLAIM}@during=2009` }]));
  });

  it('must exist as a timestamp too', async () => {
    for (const asOf of ['2021-02-30T08:00:00Z', '2021-04-12T24:00:00Z', '2021-04-12', '20210412']) {
      const { errors } = await service.ask(`{ claims(statuses: ${ALL}, asOf: "${asOf}") { totalCount } }`);
      expect(errors?.[0]?.message).toBe(
        `asOf is "${asOf}"; expected an RFC 3339 timestamp such as 2031-04-13T08:00:00Z`,
      );
    }
  });

  it('of an assessment is open at neither end', async () => {
    await put(THREE_YEARS);
    const response = await mutate(
      `assessClaim(input: { claimId: "${CLAIM}", status: CONFIRMED, rationale: "Seen.", validFrom: "2031/.." }) { problems { code message } }`,
    );
    expect(failureOf(response)[1]).toMatch(
      /^validFrom: "2031\/\.\." is open; expected a date with a start and an end/,
    );
  });
});

describe('the value of a claim with a time', () => {
  it('keeps its offset in both bounds', async () => {
    const value = { type: 'DATE', edtf: '2031-04-17T00:30+02:00' } as const;
    await put({ courier: [{ subjectId: 'blast', predicate: 'DATED', value }] });
    const [found] = await claims(
      `statuses: ${ALL}, where: { during: "2031-04-17" }`,
      'value { ... on DateValue { edtf earliest latest } }',
    );
    expect(found.value).toEqual({
      edtf: '2031-04-17T00:30+02:00',
      earliest: '2031-04-17T00:30:00.000+02:00',
      latest: '2031-04-17T00:30:59.999+02:00',
    });
    expect(await claims(`statuses: ${ALL}, where: { during: "2031-04-16" }`)).toEqual([]);
  });
});

describe('claims about an attack', () => {
  it('are found by the date of the attack, in lists, roles and traversals', async () => {
    await put({
      courier: [
        { subjectId: 'river-front', predicate: 'PERPETRATED', objectId: 'blast' },
        { subjectId: 'blast', predicate: 'KILLED', value: { type: 'COUNT', min: 7, max: 7 } },
        { subjectId: 'blast', predicate: 'DATED', value: { type: 'DATE', edtf: '2021-04-12' } },
      ],
    });
    const found = async (during: string) => {
      const answer = await service.data(`{
        claims(statuses: [REPORTED], where: { predicates: [PERPETRATED], during: "${during}" }) { totalCount }
        entity(id: "blast") { ... on Attack { perpetrators(statuses: [REPORTED], where: { during: "${during}" }) { totalCount } } }
        neighborhood(entityId: "river-front", statuses: [REPORTED], where: { during: "${during}" }) { claims { predicate } }
      }`);
      return [
        answer.claims.totalCount,
        answer.entity.perpetrators.totalCount,
        answer.neighborhood.claims.length,
      ];
    };
    expect(await found('2021')).toEqual([1, 1, 1]);
    expect(await found('2020')).toEqual([0, 0, 0]);
  });
});
