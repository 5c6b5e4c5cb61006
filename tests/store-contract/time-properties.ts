import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntityKind, Predicate } from '#ascribe/domain/ontology.js';
import {
  type AnnotatedArticle,
  type Claim,
  type ClaimStatus,
  GENRES,
  type Genre,
  MODALITIES,
  type Modality,
  STATUSES,
} from '#ascribe/domain/records.js';
import { readAllPages } from '#ascribe/store/read/read-all-pages.js';
import type {
  ClaimFilter,
  ClaimOfEntity,
  ClaimOrder,
  ClaimPath,
  Direction,
  EntityFilter,
  PageRequest,
  Reads,
  Store,
} from '#ascribe/store/store.js';
import { sampleOf } from '../sample-of.js';
import { article, buildClaim, type ClaimSpec, entity } from './article-builder.js';
import { randomDate, randomValidity, randomWindow } from './calendar.js';
import { readNaively, type TimeFilter } from './naive-time.js';
import { naiveTraversals } from './naive-traversals.js';

const ALL = Object.keys(STATUSES) as ClaimStatus[];
const pick = <T>(values: readonly T[]) => fc.constantFrom(...values);
const KINDS = new Map<string, EntityKind>([
  ['arland', 'STATE'],
  ['borland', 'STATE'],
  ['front', 'ARMED_GROUP'],
  ['guard', 'ARMED_GROUP'],
  ['blast', 'ATTACK'],
  ['raid', 'ATTACK'],
  ['summit', 'EVENT'],
  ['treaty', 'AGREEMENT'],
]);
const ENTITY_IDS = [...KINDS.keys()];

const link = (subjectId: string, predicate: Predicate, objectId: string): ClaimSpec => ({
  subjectId,
  predicate,
  objectId,
});
const randomProposition: fc.Arbitrary<ClaimSpec> = fc.oneof(
  pick<ClaimSpec>([
    link('arland', 'FUNDS', 'front'),
    link('arland', 'ARMS', 'front'),
    link('borland', 'FUNDS', 'guard'),
    link('front', 'ALLIED_WITH', 'guard'),
    link('arland', 'OPPOSES', 'borland'),
    link('arland', 'PARTY_TO', 'treaty'),
    link('front', 'PERPETRATED', 'blast'),
    link('guard', 'PERPETRATED', 'blast'),
    link('guard', 'PERPETRATED', 'raid'),
    link('blast', 'OCCURRED_IN', 'borland'),
    link('summit', 'OCCURRED_IN', 'arland'),
    { subjectId: 'blast', predicate: 'KILLED', value: { type: 'COUNT', min: 7, max: 7 } },
    { subjectId: 'blast', predicate: 'KILLED', value: { type: 'COUNT', min: 9, max: null } },
    { subjectId: 'blast', predicate: 'KILLED', value: { type: 'COUNT', min: 5, max: null, best: 11 } },
    { subjectId: 'raid', predicate: 'INJURED', value: { type: 'COUNT', min: null, max: 12 } },
    { subjectId: 'raid', predicate: 'WEAPON', value: { type: 'WEAPON', term: 'DRONE' } },
    { subjectId: 'blast', predicate: 'ATTACK_TYPE', value: { type: 'ATTACK_TYPE', term: 'BOMBING' } },
  ]),
  fc.tuple(pick(['blast', 'blast', 'raid', 'summit', 'treaty', 'front']), randomDate).map(
    ([subjectId, date]): ClaimSpec => ({
      subjectId,
      predicate: 'DATED',
      value: { type: 'DATE', edtf: date.text },
    }),
  ),
);

/** Claims about events have dates of their own less often. */
const randomClaim: fc.Arbitrary<ClaimSpec> = randomProposition.chain((what) => {
  const isDated = what.predicate === 'DATED' || what.objectId === 'blast' ? 0.2 : 0.8;
  const citation = fc
    .record({
      stance: fc.oneof({ weight: 4, arbitrary: fc.constant('SUPPORTS' as const) }, pick(['DENIES' as const])),
      modality: fc.oneof(
        { weight: 3, arbitrary: fc.constant('REPORTED_AS_FACT' as const) },
        pick(Object.keys(MODALITIES) as Modality[]),
      ),
      credibility: pick([1, 2, 3, 6] as const),
      assertedBy: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.subarray(['arland', 'front'])),
      validity: randomValidity,
      dice: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ validity, dice, ...more }) => ({ ...more, ...(dice < isDated ? validity : {}) }));
  return fc.array(citation, { minLength: 1, maxLength: 3 }).map((citations) => ({
    ...what,
    citations: citations.map((one, index) => ({ ...one, quote: `words ${index}` })),
  }));
});

const SLUGS = ['one', 'two', 'three', 'four', 'five', 'six'];
const randomArticle: fc.Arbitrary<AnnotatedArticle> = fc
  .record({
    slug: pick(SLUGS),
    source: pick(['wire', 'paper', 'court', 'radio']),
    publishedAt: pick([null, '2030', '2030-12-31', '2031-04', '2031-04-12', '2031-04-13']),
    reliability: pick(['A', 'B', 'B', 'D', 'F'] as const),
    affiliation: pick([null, null, null, 'arland']),
    genre: fc.oneof(
      { weight: 3, arbitrary: fc.constant('NEWS' as const) },
      pick(Object.keys(GENRES) as Genre[]),
    ),
    derivedFrom: pick([null, null, null, 'article:one']),
    retractedAt: pick([null, null, null, null, '2031-05-01T00:00:00Z']),
    says: fc.uniqueArray(randomClaim, {
      minLength: 3,
      maxLength: 9,
      selector: (one) => buildClaim('any', one).id,
    }),
  })
  .map(({ slug, source, publishedAt, reliability, affiliation, genre, derivedFrom, retractedAt, says }) =>
    article(slug, {
      source: { id: `source:${source}`, name: source, reliability, affiliation },
      article: {
        genre,
        publishedAt,
        retractedAt,
        derivedFrom: derivedFrom === `article:${slug}` ? null : derivedFrom,
      },
      entities: [...KINDS].map(([id, kind]) => entity(id, kind)),
      says,
    }),
  );

const articles = (minLength: number) =>
  fc.uniqueArray(randomArticle, { minLength, maxLength: SLUGS.length, selector: (one) => one.article.id });

/** Assessments name a claim by its place among all claims. */
const randomAssessments = fc.array(
  fc.record({
    claim: fc.nat(100),
    analyst: pick(['ada', 'bo']),
    status: pick(ALL),
    confidence: pick([null, null, 12, 90]),
    validity: randomValidity,
  }),
  { maxLength: 4 },
);

/** What a server plans anew: the conditions and the direction, but not their values. */
interface QuestionShape {
  readonly filter: Omit<TimeFilter, 'window'>;
  readonly hasWindow: boolean;
  readonly direction: Direction;
  /** Null: lists of entities are not read. */
  readonly end: ClaimOfEntity['end'] | null;
  readonly secondEnd: ClaimOfEntity['end'];
}

const randomEnd = pick<ClaimOfEntity['end']>(['SUBJECT', 'OBJECT', 'EITHER']);

const randomShape: fc.Arbitrary<QuestionShape> = fc
  .record({
    statuses: fc.oneof(fc.constant(ALL), fc.subarray(ALL, { minLength: 1 })),
    predicates: pick<readonly Predicate[] | null>([
      null,
      null,
      null,
      ['SPONSORS'],
      ['PERPETRATED', 'DATED'],
      ['FUNDS', 'ALLIED_WITH', 'PERPETRATED'],
    ]),
    minConfidence: pick([null, null, null, 0, 30, 60]),
    maxConfidence: pick([null, null, null, 0, 30, 60, 100]),
    ends: pick<Pick<ClaimFilter, 'subjectIds' | 'objectIds' | 'entityIds'>>([
      {},
      {},
      {},
      {},
      { entityIds: ['front', 'blast', 'guard'] },
      { entityIds: ['arland', 'nobody'] },
      { subjectIds: ['front', 'blast'], entityIds: ['blast', 'guard'] },
      { objectIds: ['blast', 'front'] },
      { entityIds: [] },
    ]),
    cited: pick<Partial<TimeFilter>>([
      {},
      {},
      {},
      {},
      { speakerIds: ['arland'] },
      { speakerIds: ['arland', 'front'], stances: ['SUPPORTS'] },
      { speakerIds: ['front'], articleIds: ['article:one', 'article:two', 'article:three'] },
      { sourceIds: ['source:wire', 'source:paper'], modalities: ['REPORTED_AS_FACT', 'ACCUSED'] },
      { genres: ['NEWS', 'COURT'], stances: ['DENIES'] },
      { articleIds: ['article:one', 'article:four'] },
      { kinds: ['ATTACK', 'AGREEMENT'] },
      { kinds: ['ARMED_GROUP'], hasSoleSource: true },
      { hasSoleArticle: false },
      { minOrigins: 2 },
      { minOrigins: 3, stances: ['SUPPORTS'] },
      { publishedDuring: '2031', stances: ['SUPPORTS'] },
      { publishedDuring: '2030/2031-04-12' },
      { confidenceLevels: ['LOW', 'HIGH'] },
      { confidenceLevels: ['UNJUDGED', 'MEDIUM'] },
      { minFigure: 8 },
      { minFigure: 10, kinds: ['ATTACK'] },
      { terms: ['DRONE', 'BOMBING'] },
    ]),
    hasWindow: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false)),
    includeUndated: fc.boolean(),
    direction: pick<Direction>(['OUT', 'IN', 'BOTH']),
    end: randomEnd,
    secondEnd: randomEnd,
  })
  .map(
    ({
      end,
      secondEnd,
      predicates,
      minConfidence,
      maxConfidence,
      ends,
      cited,
      hasWindow,
      includeUndated,
      statuses,
      direction,
    }) => ({
      filter: {
        statuses,
        ...ends,
        ...cited,
        ...(predicates !== null && { predicates }),
        ...(minConfidence !== null && { minConfidence }),
        ...(maxConfidence !== null && { maxConfidence }),
        ...(hasWindow && { includeUndated }),
      },
      hasWindow,
      direction,
      end,
      secondEnd,
    }),
  );

const questionWith = (shape: fc.Arbitrary<QuestionShape>) =>
  fc
    .record({
      shape,
      window: randomWindow,
      pageSize: pick([1, 2, 5, 100]),
      from: pick(ENTITY_IDS),
      to: pick(ENTITY_IDS),
      entityIds: fc.option(fc.subarray(ENTITY_IDS, { minLength: 1, maxLength: 2 }), { nil: undefined }),
    })
    .map(({ shape: { filter, hasWindow, ...shape }, window, ...rest }) => ({
      ...rest,
      ...shape,
      filter: { ...filter, window: hasWindow ? window : null },
    }));

/** Its questions nearly always have answers. */
const BASIC_SHAPE: QuestionShape = {
  filter: { statuses: ALL, includeUndated: false },
  hasWindow: true,
  direction: 'BOTH',
  end: 'EITHER',
  secondEnd: 'SUBJECT',
};

export const randomQuestion = questionWith(
  fc.oneof({ weight: 4, arbitrary: randomShape }, fc.constant(BASIC_SHAPE)),
);

const OTHER_SHAPES: QuestionShape[] = [
  { ...BASIC_SHAPE, filter: { statuses: ALL, includeUndated: true } },
  // Finds claims without dates by the dates of their events.
  {
    filter: { statuses: ALL, predicates: ['PERPETRATED', 'DATED'], includeUndated: false },
    hasWindow: true,
    direction: 'OUT',
    end: 'SUBJECT',
    secondEnd: 'EITHER',
  },
  {
    filter: {
      statuses: ALL,
      entityIds: ['front', 'blast', 'guard'],
      confidenceLevels: ['LOW', 'HIGH'],
      includeUndated: false,
    },
    hasWindow: true,
    direction: 'BOTH',
    end: 'EITHER',
    secondEnd: 'OBJECT',
  },
  {
    filter: {
      statuses: ALL,
      speakerIds: ['arland', 'front'],
      stances: ['SUPPORTS'],
      kinds: ['ATTACK', 'STATE'],
      minOrigins: 2,
    },
    hasWindow: false,
    direction: 'BOTH',
    end: 'EITHER',
    secondEnd: 'OBJECT',
  },
  {
    filter: {
      statuses: ALL.filter((status) => status !== 'RETRACTED'),
      speakerIds: ['arland'],
      sourceIds: ['source:wire', 'source:paper'],
      genres: ['NEWS', 'COURT'],
      publishedDuring: '2030-06/2031-04-12',
      includeUndated: true,
    },
    hasWindow: true,
    direction: 'OUT',
    end: 'SUBJECT',
    secondEnd: 'EITHER',
  },
  ...fc.sample(randomShape, { numRuns: 4, seed: 7 }).map((shape) => ({ ...shape, end: null })),
];

/** Questions of this many shapes, which change from run to run, and of one that is always asked; with many different windows, ends and articles. */
export const randomPlannedQuestion = (otherShapes: number): typeof randomQuestion =>
  questionWith(pick([BASIC_SHAPE, ...sampleOf(OTHER_SHAPES, otherShapes)]));

type Question = typeof randomQuestion extends fc.Arbitrary<infer T> ? T : never;

/**
 * Properties of the status in time in every store, for random articles and assessments: all reads equal a reference that derives each
 * half-year by itself. `open` creates an empty store; `count` is the number of questions for each store.
 */
export function timeProperties(
  name: string,
  open: () => Promise<Store>,
  {
    numRuns,
    questions,
    count,
  }: { readonly numRuns: number; readonly questions: typeof randomQuestion; readonly count: number },
): void {
  describe(`status in time on ${name}, for random articles`, () => {
    it(
      'equals a derivation of each half-year by itself, in all reads, now and as of an earlier time',
      async () => {
        const store = await open();
        const seen = { alleged: 0, events: 0, linked: 0, paths: 0, entities: 0 };
        await fc.assert(
          fc.asyncProperty(
            articles(4),
            articles(2),
            randomAssessments,
            fc.array(questions, { minLength: count, maxLength: count }),
            async (before, after, assessments, asked) => {
              await withdrawAll(store);
              await store.write((writer) => writer.put(before, { replace: true }));
              await assess(store, assessments.slice(0, 2));
              const earlier = store.asOf((await store.writePosition()).lastWriteAt);
              await store.write((writer) => writer.put(after, { replace: true }));
              await assess(store, assessments.slice(2));
              for (const reads of [store, earlier]) {
                const naive = await readNaively(reads, KINDS);
                expect(statuses(await listAll(reads, { statuses: ALL }, 100))).toEqual(
                  statuses(naive.claims({ statuses: ALL, window: null })),
                );
                for (const question of asked) await check(reads, naive, question, seen);
              }
            },
          ),
          { numRuns, endOnFailure: true },
        );
        // Ensures that the random questions have answers.
        for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(0);
        await store.close();
      },
      Math.max(900_000, numRuns * 30_000),
    );
  });
}

const statuses = (claims: readonly Claim[]) =>
  claims.map(({ id, status, confidence }) => [id, status, confidence]);

async function listAll(
  reads: Reads,
  filter: ClaimFilter,
  pageSize: number,
  orderBy: ClaimOrder = 'STRONGEST',
): Promise<Claim[]> {
  const claims: Claim[] = [];
  const read = (page: PageRequest) => reads.list('claims', filter, { ...page, orderBy });
  for await (const { items } of readAllPages(read, pageSize)) claims.push(...items);
  return claims;
}

async function check(
  reads: Reads,
  naive: Awaited<ReturnType<typeof readNaively>>,
  question: Question,
  seen: Record<'alleged' | 'events' | 'linked' | 'paths' | 'entities', number>,
): Promise<void> {
  const { window, ...rest } = question.filter;
  const filter: ClaimFilter = { ...rest, ...(window !== null && { during: window.during }) };
  const expected = naive.claims(question.filter);
  expect(statuses(await listAll(reads, filter, question.pageSize))).toEqual(statuses(expected));
  await checkCounts(reads, filter, expected);
  await checkClaimsOf(reads, filter, question, expected);
  await checkEntities(reads, filter, question, expected, seen);
  if (question.end !== null) await checkOrders(reads, filter, question, expected);
  await checkTraversals(reads, filter, question, expected, seen);
  const years = await reads.countBy('YEAR', filter, 100);
  expect(new Map(years.map(({ value, count }) => [Number(value), count]))).toEqual(
    new Map([...naive.years(question.filter)].sort(([a, m], [b, n]) => n - m || a - b)),
  );
  const entityIds = question.entityIds ?? question.filter.entityIds;
  const asked = {
    ...rest,
    ...(window !== null && { during: window.during }),
    ...(entityIds && { entityIds }),
  };
  const timeline: unknown[] = [];
  const readTimeline = (page: PageRequest) => reads.timeline(asked, page);
  for await (const { items } of readAllPages(readTimeline, question.pageSize))
    timeline.push(
      ...items.map(({ date, claim, via }) => [date.orderKey, claim.id, claim.status, via?.id, via?.status]),
    );
  expect(timeline).toEqual(naive.timeline({ ...question.filter, ...(entityIds && { entityIds }) }));
  seen.alleged += expected.filter(({ status }) => status === 'ALLEGED').length;
  if (window !== null && filter.includeUndated !== true)
    seen.events += expected.filter(
      ({ periods, objectId }) => periods.length === 0 && objectId !== null,
    ).length;
  seen.linked += timeline.filter((entry) => (entry as unknown[])[3] !== undefined).length;
}

async function checkCounts(reads: Reads, filter: ClaimFilter, expected: readonly Claim[]): Promise<void> {
  expect(await reads.count('claims', filter)).toBe(expected.length);
  const count = (values: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  };
  const facet = async (name: Parameters<Reads['countBy']>[0]) =>
    new Map((await reads.countBy(name, filter, 100)).map((one) => [one.value, one.count]));
  expect(await facet('STATUS')).toEqual(count(expected.map(({ status }) => status)));
  expect(await facet('PREDICATE')).toEqual(count(expected.map(({ predicate }) => predicate)));
  const ends = expected.map(({ subjectId, objectId }) => [...new Set([subjectId, objectId ?? subjectId])]);
  expect(await facet('KIND')).toEqual(
    count(ends.flatMap((ids) => [...new Set(ids.map((id) => KINDS.get(id) as string))])),
  );
  expect(await facet('COUNTRY')).toEqual(count(ends.flat().filter((id) => KINDS.get(id) === 'STATE')));
}

async function checkOrders(
  reads: Reads,
  filter: ClaimFilter,
  { pageSize }: Question,
  expected: readonly Claim[],
): Promise<void> {
  const key = ({ firstKnownAt, id }: Claim) => `${firstKnownAt} ${id}`;
  const oldest = [...expected].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  expect(statuses(await listAll(reads, filter, pageSize, 'OLDEST'))).toEqual(statuses(oldest));
  expect(statuses(await listAll(reads, filter, pageSize, 'NEWEST'))).toEqual(statuses(oldest.toReversed()));
}

/** Entities that have a claim of the filter, and one of another filter in the same window. */
async function checkEntities(
  reads: Reads,
  filter: ClaimFilter,
  { end, pageSize, secondEnd }: Question,
  expected: readonly Claim[],
  seen: { entities: number },
): Promise<void> {
  if (end === null) return;
  const { statuses, during, includeUndated } = filter;
  const window = { ...(during !== undefined && { during, includeUndated: includeUndated ?? false }) };
  const second = { statuses, ...window, subjectIds: ['front', 'guard'] };
  const others = await listAll(reads, second, 100);
  const ofKinds = { kinds: ['ATTACK', 'ARMED_GROUP', 'STATE'] as const };
  const asked: readonly (readonly [EntityFilter, readonly ReadonlySet<string>[]])[] = [
    [{ having: [{ end, filter }] }, [atEnd(expected, end)]],
    [
      {
        ...ofKinds,
        having: [
          { end, filter },
          { end: secondEnd, filter: second },
        ],
      },
      [atEnd(expected, end), atEnd(others, secondEnd)],
    ],
  ];
  for (const [entityFilter, sets] of asked) {
    const kinds = entityFilter.kinds as readonly string[] | undefined;
    const ids = ENTITY_IDS.filter((id) => sets.every((set) => set.has(id)))
      .filter((id) => kinds?.includes(KINDS.get(id) as string) !== false)
      .sort();
    const found: string[] = [];
    const read = (page: PageRequest) => reads.list('entities', entityFilter, page);
    for await (const { items } of readAllPages(read, pageSize)) found.push(...items.map(({ id }) => id));
    expect(found).toEqual(ids);
    expect(await reads.count('entities', entityFilter)).toBe(ids.length);
    seen.entities += ids.length;
  }
}

function atEnd(claims: readonly Claim[], end: ClaimOfEntity['end']): ReadonlySet<string> {
  const subjects = end === 'OBJECT' ? [] : claims.map(({ subjectId }) => subjectId);
  const objects = end === 'SUBJECT' ? [] : claims.map(({ objectId }) => objectId ?? '');
  return new Set([...subjects, ...objects]);
}

async function checkClaimsOf(
  reads: Reads,
  filter: ClaimFilter,
  { direction, pageSize }: Question,
  expected: readonly Claim[],
): Promise<void> {
  const at = (id: string) =>
    expected.filter(({ subjectId, objectId, predicate }) => {
      if (direction === 'BOTH' || predicate === 'ALLIED_WITH') return subjectId === id || objectId === id;
      return direction === 'OUT' ? subjectId === id : objectId === id;
    });
  expect(await reads.countClaimsOf(ENTITY_IDS, direction, filter)).toEqual(
    ENTITY_IDS.map((id) => at(id).length),
  );
  const { pages } = await reads.claimsOf(ENTITY_IDS, direction, filter, { first: pageSize, after: null });
  expect(pages.map(({ items }) => statuses(items))).toEqual(
    ENTITY_IDS.map((id) => statuses(at(id).slice(0, pageSize))),
  );
  const [page] = pages;
  if (page?.hasNext === true) {
    const next = { first: 100, after: page.cursors.at(-1) ?? null };
    const rest = await reads.claimsOf(ENTITY_IDS.slice(0, 1), direction, filter, next);
    expect(statuses(rest.pages[0]?.items ?? [])).toEqual(statuses(at('arland').slice(pageSize)));
  }
  const subjects = ENTITY_IDS.filter(
    (id) => expected.filter((one) => one.predicate === 'DATED' && one.subjectId === id).length > 1,
  );
  expect(await reads.subjectsWithMultipleClaims('DATED', filter, 100, null)).toEqual(subjects.sort());
}

const brief = ({ entityIds, claims }: ClaimPath) => ({ entityIds, claims: claims.map(({ id }) => id) });

async function checkTraversals(
  reads: Reads,
  filter: ClaimFilter,
  { direction, from, to }: Question,
  expected: readonly Claim[],
  seen: { paths: number },
): Promise<void> {
  const naive = naiveTraversals([...expected], direction);
  const chains = await reads.chainsFrom(from, 3, direction, filter);
  expect(chains.map(brief)).toEqual(naive.chainsFrom(from, 3));
  const around = await reads.neighborhood(
    { entityId: from, depth: 2, maxEntities: 100, maxClaims: 100 },
    direction,
    filter,
  );
  expect({
    entities: around.entities.map(({ entity, distance }) => [entity.id, distance]),
    claims: statuses(around.claims),
    truncated: around.truncated,
  }).toEqual({
    ...naive.neighborhood(from, 2, 100, 100),
    claims: statuses(expected.filter(({ id }) => naive.neighborhood(from, 2, 100, 100).claims.includes(id))),
  });
  if (from === to) return;
  const request = { fromId: from, toId: to, maxLength: 4, limit: 20, avoid: [], through: [] };
  const { paths } = await reads.paths(request, direction, filter);
  expect(paths.map(brief)).toEqual(naive.paths(request).paths);
  const byId = new Map(expected.map((claim) => [claim.id, claim]));
  for (const claim of [...paths, ...chains].flatMap(({ claims }) => claims))
    expect(statuses([claim])).toEqual(statuses([byId.get(claim.id) as Claim]));
  seen.paths += paths.length;
}

async function withdrawAll(store: Store): Promise<void> {
  const ids = (await listAll(store, { statuses: ALL }, 1000)).map(({ id }) => id);
  const assessments = (await store.assessmentsOf(ids)).flat().filter(({ endedAt }) => endedAt === null);
  if (assessments.length === 0) return;
  await store.write(async (writer) => {
    for (const one of assessments) await writer.withdrawAssessment(one);
  });
}

async function assess(
  store: Store,
  assessments: typeof randomAssessments extends fc.Arbitrary<infer T> ? T : never,
): Promise<void> {
  const claims = await listAll(store, { statuses: ALL }, 1000);
  for (const { claim, validity, ...assessment } of assessments) {
    const { id } = claims[claim % claims.length] as Claim;
    await store.write((writer) =>
      writer.assess({ ...assessment, ...validity, claimId: id, rationale: 'Seen.' }),
    );
  }
}
