import fc from 'fast-check';
import {
  DECIDING_MODALITIES,
  DEFAULT_POLICY,
  type DecidingModality,
} from '#ascribe/domain/derivation/policy.js';
import {
  type AnnotatedArticle,
  type Credibility,
  GENRES,
  type Genre,
  MODALITIES,
  type Modality,
  RELIABILITIES,
  type Reliability,
} from '#ascribe/domain/records.js';
import { keyOf } from '../domain/random-evidence.js';
import { article, entity } from '../store-contract/article-builder.js';

const subsetOf = <T extends string>(table: Record<T, unknown>) => fc.subarray(Object.keys(table) as T[]);

const STATES = ['arland', 'norland', 'police', 'league'];
const ENTITIES = [...STATES.map((id) => entity(id)), entity('river-front', 'ARMED_GROUP')];
const SLUGS = ['a', 'b', 'c', 'd', 'e', 'f'];

const citation = fc.record({
  modality: keyOf<Modality>(MODALITIES),
  credibility: fc.constantFrom<Credibility[]>(1, 2, 3, 4, 6),
  stance: fc.constantFrom('SUPPORTS', 'SUPPORTS', 'SUPPORTS', 'DENIES'),
  assertedBy: fc.array(fc.constantFrom(...STATES), { maxLength: 2 }),
});

/** Articles of few sources about few claims, so that they often coincide. Some are copies, some are retracted, some deny. */
export const randomArticles: fc.Arbitrary<AnnotatedArticle[]> = fc
  .record({
    sources: fc.array(
      fc.record({
        reliability: keyOf<Reliability>(RELIABILITIES),
        affiliation: fc.constantFrom(null, null, ...STATES),
      }),
      { minLength: 3, maxLength: 3 },
    ),
    articles: fc.array(
      fc.record({
        source: fc.nat(2),
        genre: keyOf<Genre>(GENRES),
        derivedFrom: fc.constantFrom(null, null, ...SLUGS),
        retractedAt: fc.constantFrom(null, null, null, '2031-05-01T00:00:00Z'),
        says: fc.uniqueArray(
          fc.record({
            subjectId: fc.constantFrom(...STATES),
            citations: fc.array(citation, { minLength: 1, maxLength: 3 }),
          }),
          { minLength: 1, maxLength: 4, selector: ({ subjectId }) => subjectId },
        ),
      }),
      { minLength: 2, maxLength: SLUGS.length },
    ),
  })
  .map(({ sources, articles }) =>
    articles.map(({ source, genre, derivedFrom, retractedAt, says }, index) =>
      article(SLUGS[index] as string, {
        article: {
          genre,
          retractedAt,
          derivedFrom: derivedFrom === null || derivedFrom === SLUGS[index] ? null : `article:${derivedFrom}`,
        },
        source: { id: `source:s${source}`, name: `Source ${source}`, ...sources[source] },
        entities: ENTITIES,
        says,
      }),
    ),
  );

const share = fc.integer({ min: 0, max: 20 }).map((twentieths) => twentieths / 20);
const weights = (table: Readonly<Record<string, number | null>>) =>
  fc.record(
    Object.fromEntries(
      Object.entries(table).map(([key, weight]) => [key, weight === null ? fc.constant(null) : share]),
    ),
    { requiredKeys: [] },
  );

/** Policy documents in which any part may be missing. */
export const randomPolicy: fc.Arbitrary<object> = fc.record(
  {
    policy: fc.constant(3),
    reliability: weights(DEFAULT_POLICY.reliability),
    credibility: weights(DEFAULT_POLICY.credibility),
    modality: weights(DEFAULT_POLICY.modality),
    denial: fc.record(
      {
        interestedLeaves: share,
        leavesAtMost: share,
        adjudicatedThrough: subsetOf<Reliability>(RELIABILITIES),
        adjudicatedLeaves: share,
      },
      { requiredKeys: [] },
    ),
    confirm: fc.record(
      {
        adjudicatedThrough: subsetOf<Reliability>(RELIABILITIES),
        factThrough: subsetOf<Reliability>(RELIABILITIES),
        factOrigins: fc.integer({ min: 1, max: 3 }),
        notGenres: subsetOf<Genre>(GENRES),
        notGenresFor: subsetOf<DecidingModality>(DECIDING_MODALITIES),
      },
      { requiredKeys: [] },
    ),
    allegations: subsetOf<Modality>(MODALITIES),
  },
  { requiredKeys: ['policy'] },
);
