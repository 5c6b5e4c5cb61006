import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contradictionKinds } from '#ascribe/domain/analysis/contradictions.js';
import { claimId } from '#ascribe/domain/ids.js';
import { entityKinds, kindTypeName, type Term } from '#ascribe/domain/ontology.js';
import { STATUSES } from '#ascribe/domain/records.js';
import { rounds } from '../rounds.js';
import { sampleOf } from '../sample-of.js';
import { articleOf, entity, type Sentence } from '../store-contract/article-builder.js';
import { builtSchema, SEEDS, type Service, startService, UNLIMITED } from './service.js';
import { collectStatuses, statusQueryBuilder, TIME_SCOPES, TIME_VARIABLES } from './status-queries.js';

let service: Service;
beforeAll(async () => {
  service = await startService({ load: SEEDS, limits: UNLIMITED });
  await service.store.write((writer) => writer.put(disagreeing));
  await service.store.write((writer) => writer.assess({ ...judgement, claimId: claimId(killed(11)) }));
  await service.store.write((writer) =>
    writer.retract({
      articleId: 'article:mixed-c',
      reason: 'made up',
      analyst: 'anna',
      includeDerived: false,
    }),
  );
});
afterAll(() => service.close());

const statuses = Object.keys(STATUSES);
/** Every non-empty set of statuses. */
const allSets = [...Array(2 ** statuses.length).keys()]
  .slice(1)
  .map((bits) => statuses.filter((_, at) => bits & (1 << at)));
const isSmallOrLarge = ({ length }: readonly string[]) => length === 1 || length >= statuses.length - 1;
/** Each status alone, all, all but one, and some others, which change from run to run. */
const sets = [
  ...allSets.filter(isSmallOrLarge),
  ...sampleOf(
    allSets.filter((set) => !isSmallOrLarge(set)),
    rounds(3),
  ),
];

const killed = (count: number) => ({
  subjectId: 'mixed-blast',
  predicate: 'KILLED' as const,
  objectId: null,
  value: { type: 'COUNT', min: count, max: count } as const,
});
const judgement = { analyst: 'anna', status: 'DENIED', confidence: null, rationale: 'A misprint.' } as const;

/** Two sources that disagree in claims with every status: contradictions of each kind, between statuses too. */
const disagreeing = (() => {
  const entities = [
    entity('mixed-blast', 'ATTACK'),
    ...['first', 'second', 'third', 'fourth'].map((id) => entity(`${id}-suspects`, 'ARMED_GROUP')),
  ];
  const figure = (count: number, more: Partial<Sentence> = {}): Sentence => ({
    subject: 'mixed-blast',
    predicate: 'KILLED',
    value: killed(count).value,
    ...more,
  });
  const ended = (outcome: Term<'OUTCOME'>, more: Partial<Sentence> = {}): Sentence => ({
    subject: 'mixed-blast',
    predicate: 'OUTCOME',
    value: { type: 'OUTCOME', term: outcome },
    ...more,
  });
  const dated = (edtf: string, more: Partial<Sentence> = {}): Sentence => ({
    subject: 'mixed-blast',
    predicate: 'DATED',
    value: { type: 'DATE', edtf },
    ...more,
  });
  const did = (who: string, more: Partial<Sentence> = {}): Sentence => ({
    subject: `${who}-suspects`,
    predicate: 'PERPETRATED',
    object: 'mixed-blast',
    ...more,
  });
  const claimed = { predicate: 'CLAIMED_RESPONSIBILITY_FOR' } as const;
  const [alleged, denied] = [{ modality: 'ACCUSED' } as const, { stance: 'DENIES' } as const];
  return [
    articleOf('mixed-a', entities, [
      ...[figure(7), figure(8, alleged), figure(9), figure(10), figure(11)],
      ...[ended('CARRIED_OUT'), ended('FOILED', alleged), ended('FAILED')],
      ...[dated('2031-04'), dated('2031-05', alleged), dated('2031-06')],
      ...[did('first'), did('second', alleged), did('third'), did('fourth', { ...claimed, ...alleged })],
    ]),
    articleOf('mixed-b', entities, [
      ...[figure(7), figure(8, { ...alleged, quote: 'eight' }), figure(9, denied), figure(12, denied)],
      ...[ended('CARRIED_OUT'), ended('FAILED', denied)],
      ...[dated('2031-06', denied), dated('2031-07', denied)],
      ...[
        did('first'),
        did('first', { ...claimed, ...alleged }),
        did('third', denied),
        did('fourth', denied),
      ],
    ]),
    articleOf('mixed-c', entities, [figure(20), dated('2031-08'), did('fourth')]),
  ];
})();

const REQUIRED = {
  compareSources: 'aId: "source:mixed-a", bId: "source:mixed-b"',
  compareArticles: 'aId: "article:mixed-b", bId: "article:mixed-a"',
  neighborhood: 'entityId: "iran", depth: 3, limit: 1000, claimLimit: 2000',
  paths: 'fromId: "iran", toId: "azerbaijan", limit: 100',
  search: 'text: "mixed", in: [QUOTE]',
};
const CONDITIONS = {
  timeline: 'entityIds: ["first-suspects", "second-suspects", "third-suspects", "fourth-suspects"]',
  anyIds:
    '["first-suspects", "third-suspects", "fourth-suspects", "mixed-blast", "iran", "azerbaijan", "armenia", "united-states", "isis-k"]',
};
const asking = statusQueryBuilder(builtSchema(), REQUIRED, CONDITIONS);

const OF_ENTITIES = `query ($s: [ClaimStatus!]!, $after: String) {
  entities(first: 100, after: $after) {
    nodes { ${entityKinds
      .map(kindTypeName)
      .map((type) => `... on ${type} { ${asking(type)} }`)
      .join('\n')} }
    pageInfo { hasNextPage endCursor }
  }
}`;
const REMAINING_FIELDS = `query ($s: [ClaimStatus!]!) {
  ${asking('Query')}
  articles(first: 100) { nodes { ${asking('Article')} } }
  sources(first: 100) { nodes { ${asking('Source')} } }
}`;

describe('a claim whose status was not requested', () => {
  it('is searched for in every field that takes statuses, and in all parts of its result', () => {
    expect(asking('Query')).toMatch(
      /Query_contradictions: .* edges { node { claims\(first: 100\) { ref status } claimCount } }/,
    );
    expect(asking('Query')).toMatch(/Query_compareSources: .* differences.* a { citations/);
    expect(asking('Query')).toMatch(
      /Query_search: .* edges { node { ... on Citation { ref claim { ref status } } } }/,
    );
    expect(asking('Query')).toMatch(/Query_facets: .*statuses { status: value count }/);
    expect(asking('Query')).toMatch(/Query_timeline: .* via { ref status } weakestStatus/);
    expect(asking('Attack')).toMatch(/firstSaid { citation { ref claim { ref status } } }/);
    expect(asking('Query')).toMatch(
      /Query_attacks_\d+: attacks\(statuses: \$s, first: 100, where: { weapons: .* edges { node { ref } } totalCount/,
    );
  });

  it('could be found: contradictions of each kind join claims with several statuses', async () => {
    const { contradictions } = await service.data(
      `{ contradictions(statuses: [${statuses}], first: 100) { nodes { kind claims { status } } } }`,
    );
    const found = contradictions.nodes as { kind: string; claims: { status: string }[] }[];
    for (const kind of contradictionKinds) {
      const own = found.filter((one) => one.kind === kind);
      expect(
        new Set(own.flatMap(({ claims }) => claims.map(({ status }) => status))).size,
        kind,
      ).toBeGreaterThan(1);
    }
  });

  it('could be found: quotes of claims with each status match a search', async () => {
    const found = async (asked: readonly string[]) => {
      const shown: string[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const { search } = await service.data(
          `query ($after: String) {
            search(text: "mixed", in: [QUOTE], first: 100, after: $after, statuses: [${asked}]) {
              nodes { ... on Citation { claim { status } } }
              pageInfo { hasNextPage endCursor }
            }
          }`,
          { after },
        );
        shown.push(...collectStatuses(search));
        more = search.pageInfo.hasNextPage;
        after = search.pageInfo.endCursor;
      }
      return shown;
    };
    for (const status of statuses) {
      expect(new Set(await found([status])), status).toEqual(new Set([status]));
      expect(new Set(await found([status, 'RETRACTED'])), status).toEqual(new Set([status, 'RETRACTED']));
    }
  });

  it('could be found: dates of each status are linked by claims with other statuses', async () => {
    const { timeline } = await service.data(
      `{ timeline(statuses: [${statuses}], where: { entityIds: ["first-suspects", "second-suspects"] }, first: 100) {
           nodes { claim { status } via { status } } } }`,
    );
    const found = timeline.nodes as { claim: { status: string }; via: { status: string } | null }[];
    expect(found.filter(({ via, claim }) => via !== null && via.status !== claim.status)).not.toEqual([]);
    expect(new Set(found.map(({ claim }) => claim.status)).size).toBeGreaterThan(3);
  });

  it('is counted in no facet', async () => {
    const sum = (counts: readonly { count: number }[]) => counts.reduce((all, { count }) => all + count, 0);
    for (const asked of sets) {
      const { facets, claims } = await service.data(
        `{ facets(statuses: [${asked}], first: 100) { statuses { value count } predicates { count } }
           claims(statuses: [${asked}], first: 1) { totalCount } }`,
      );
      expect([sum(facets.statuses), sum(facets.predicates)]).toEqual([claims.totalCount, claims.totalCount]);
      for (const { value } of facets.statuses) expect(asked).toContain(value);
    }
  });

  it('is returned and counted by no field, for any set of statuses', async () => {
    const seen = new Set<string>();
    const check = (data: unknown, asked: readonly string[]) => {
      const shown = collectStatuses(data);
      for (const status of shown) seen.add(status);
      expect(shown.filter((status) => !asked.includes(status))).toEqual([]);
      for (const { totalCount, edges } of listsIn(data))
        if (edges.length < 100) expect(totalCount).toBe(edges.length);
    };
    for (const asked of sets) {
      check(await service.data(REMAINING_FIELDS, { s: asked }), asked);
      for (let after: string | null = null, more = true; more; ) {
        const { entities } = await service.data(OF_ENTITIES, { s: asked, after });
        check(entities, asked);
        more = entities.pageInfo.hasNextPage;
        after = entities.pageInfo.endCursor;
      }
    }
    expect([...seen].sort()).toEqual([...statuses].sort());
  });
});

describe('a claim whose status then was not requested', () => {
  /** Years in which a claim is reported, alleged, disputed and denied, so that its status differs between windows. */
  const changing = (() => {
    const entities = [entity('changing-state', 'STATE'), entity('changing-group', 'ARMED_GROUP')];
    const said = (year: string, more: Partial<Sentence> = {}): Sentence => ({
      subject: 'changing-state',
      predicate: 'FUNDS',
      object: 'changing-group',
      validFrom: year,
      validTo: year,
      ...more,
    });
    const [possible, denied] = [{ modality: 'POSSIBLE' } as const, { stance: 'DENIES' } as const];
    return [
      articleOf('changing-a', entities, [said('2001')]),
      articleOf('changing-b', entities, [said('2001')]),
      articleOf('changing-c', entities, [said('2009', possible)]),
      articleOf('changing-d', entities, [said('2015', denied)]),
      articleOf('changing-e', entities, [said('2020')]),
      articleOf('changing-f', entities, [said('2020', denied)]),
    ];
  })();
  const WINDOWS = ['2001', '2009', '2015', '2020', '2001/2009', '2009/2020', '2031-04'];

  it('is returned and counted by no field that takes a window, now, as of an earlier time, and both', async () => {
    const before = (await service.store.writePosition()).lastWriteAt;
    await service.store.write((writer) => writer.put(changing));
    const moments = [before, (await service.store.writePosition()).lastWriteAt];
    const seen = new Set<string>();
    const random = fc.sample(
      fc.record({
        asked: fc.constantFrom(...sets),
        scope: fc.constantFrom(...TIME_SCOPES),
        during: fc.constantFrom(...WINDOWS),
        includeUndated: fc.boolean(),
        asOf: fc.constantFrom(...moments),
      }),
      rounds(25),
    );
    for (const { asked, scope, during, includeUndated, asOf } of random) {
      const ask = statusQueryBuilder(builtSchema(), REQUIRED, CONDITIONS, scope);
      const data = await service.data(
        `query ($s: [ClaimStatus!]!, ${TIME_VARIABLES}) {
          all: claims(statuses: $s, where: { during: $during, includeUndated: $includeUndated }, first: 100, asOf: $asOf) { totalCount edges { node { status } } }
          ${ask('Query')}
          entity(id: "iran") { ... on State { ${ask('State')} } }
          states: entities(kinds: [STATE, ARMED_GROUP], first: 100) { nodes { ... on State { ${ask('State')} } ... on ArmedGroup { ${ask('ArmedGroup')} } } }
        }`,
        { s: asked, ...(scope.window && { during, includeUndated }), ...(scope.asOf && { asOf }) },
      );
      const shown = collectStatuses(data);
      for (const status of shown) seen.add(status);
      expect(shown.filter((status) => !asked.includes(status))).toEqual([]);
      for (const { totalCount, edges } of listsIn(data))
        if (edges.length < 100) expect(totalCount).toBe(edges.length);
    }
    expect(seen.size).toBeGreaterThan(4);
  });
});

interface List {
  readonly totalCount: number;
  readonly edges: readonly unknown[];
}

/** All counted lists in a response. */
function listsIn(data: unknown): List[] {
  if (typeof data !== 'object' || data === null) return [];
  const inside = Object.values(data).flatMap(listsIn);
  return 'totalCount' in data ? [data as List, ...inside] : inside;
}
