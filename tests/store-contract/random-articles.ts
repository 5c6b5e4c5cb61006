import fc from 'fast-check';
import type { Predicate } from '#ascribe/domain/ontology.js';
import {
  type AnnotatedArticle,
  GENRES,
  type Genre,
  MODALITIES,
  type Modality,
} from '#ascribe/domain/records.js';
import { article, buildClaim, type ClaimSpec, entity } from './article-builder.js';
import { randomValidity } from './random-graphs.js';

const ENTITY_IDS = ['arland', 'borland', 'river-front', 'hill-guard'] as const;
/** An attack and an event, which claims about them happened with. */
const HAPPENINGS = [entity('blast', 'ATTACK'), entity('talks', 'EVENT')] as const;
const NAMES = ['Arland', 'Ärland Republic', 'River Front', 'Фронт реки', 'Front 7'] as const;
/** Each is nearly the same as the one before it, and the first is unlike the third. */
const SKETCHES = [0, 20, 40].map((changed) =>
  Buffer.concat([Buffer.alloc(2 * changed, 9), Buffer.alloc(256 - 2 * changed, 7)]).toString('base64'),
);
const NO_BODY = [null, null, null, null, null, null];
const pick = <T>(values: readonly T[]) => fc.constantFrom(...values);

const randomProposition: fc.Arbitrary<ClaimSpec> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        ends: fc.shuffledSubarray([...ENTITY_IDS], { minLength: 2, maxLength: 2 }),
        predicate: pick<Predicate>(['FUNDS', 'SPONSORS', 'ALLIED_WITH', 'OPPOSES', 'KILLED']),
        min: fc.integer({ min: 0, max: 3 }),
      })
      .map(({ ends, predicate, min }): ClaimSpec => {
        // The importer sorts the ends of a symmetric claim.
        const [subjectId = '', objectId = ''] = predicate === 'ALLIED_WITH' ? ends.toSorted() : ends;
        return predicate === 'KILLED'
          ? { subjectId, predicate, objectId: null, value: { type: 'COUNT', min, max: null } }
          : { subjectId, predicate, objectId };
      }),
  },
  pick<ClaimSpec>([
    { predicate: 'KILLED', value: { type: 'COUNT', min: 7, max: 12, best: 9 } },
    { predicate: 'KILLED', value: { type: 'COUNT', min: 3, max: 3, of: 'civilians' } },
    { predicate: 'KILLED', value: { type: 'COUNT', min: null, max: null, best: 9, of: 'civilians' } },
    {
      predicate: 'LOCATED_AT',
      value: { type: 'COORDINATES', latitude: -3.5, longitude: 180, precision: 40.5 },
    },
    { predicate: 'LOCATED_AT', value: { type: 'COORDINATES', latitude: 0, longitude: 7, precision: 'NEAR' } },
    { predicate: 'LOCATED_AT', value: { type: 'COORDINATES', latitude: 0, longitude: 7, precision: null } },
    { predicate: 'WEAPON', value: { type: 'WEAPON', term: 'DRONE' } },
  ]).map((said) => ({ ...said, subjectId: 'blast', objectId: null })),
  pick<ClaimSpec>([
    { subjectId: 'river-front', predicate: 'PERPETRATED', objectId: 'blast' },
    { subjectId: 'arland', predicate: 'PARTICIPATED_IN', objectId: 'talks' },
    { subjectId: 'blast', predicate: 'OCCURRED_IN', objectId: 'borland' },
  ]),
  fc
    .record({
      subjectId: pick(['blast', 'blast', 'talks', 'arland']),
      edtf: pick(['2020', '2031-04-12', '2018/2022', '2031~', '-0100', '1500/1900']),
    })
    .map(
      ({ subjectId, edtf }): ClaimSpec => ({ subjectId, predicate: 'DATED', value: { type: 'DATE', edtf } }),
    ),
);

/** Few ids, so that articles share claims, sources and entities. */
const randomClaim: fc.Arbitrary<ClaimSpec> = fc
  .record({
    said: randomProposition,
    citations: fc.uniqueArray(
      fc.record({
        quote: pick(['a', 'b', 'c', '“d” 🌋', 'a Fahrt nach Ärland', 'Arlendian a']),
        stance: fc.oneof(
          { weight: 4, arbitrary: fc.constant('SUPPORTS' as const) },
          pick(['DENIES' as const]),
        ),
        modality: pick(Object.keys(MODALITIES) as Modality[]),
        credibility: pick([1, 2, 3, 6] as const),
        assertedBy: fc.subarray([...ENTITY_IDS], { maxLength: 2 }),
        held: randomValidity,
      }),
      { minLength: 1, maxLength: 3, selector: ({ quote }) => quote },
    ),
  })
  .map(({ said, citations }) => ({
    ...said,
    citations: citations.map(({ held, ...citation }) => ({ ...citation, ...held })),
  }));

/** An article with one of these slugs. If `sound`, every store accepts it. */
export const randomArticle = (slugs: readonly string[], sound = false): fc.Arbitrary<AnnotatedArticle> =>
  fc
    .record({
      slug: pick(slugs),
      source: pick(['wire', 'paper', 'court']),
      reliability: pick(['A', 'B', 'D', 'F'] as const),
      affiliation: pick([null, null, 'arland', sound ? 'borland' : 'nobody']),
      genre: pick(Object.keys(GENRES) as Genre[]),
      publishedAt: pick([null, '1999', '2031-04', '2031-04-12', '-0044', '2031?']),
      derivedFrom: pick([null, null, 'article:one', 'article:two', 'article:elsewhere']),
      retractedAt: pick([null, null, null, '2031-05-01T00:00:00Z']),
      textSketch: pick([null, null, ...SKETCHES]),
      names: fc.tuple(...ENTITY_IDS.map(() => pick(NAMES))),
      // An organ comes after its body, so that no articles make a circle.
      bodies: fc.tuple(...ENTITY_IDS.map((_, index) => pick([...NO_BODY, ...ENTITY_IDS.slice(0, index)]))),
      declared: fc.oneof({ weight: 9, arbitrary: fc.constant(4) }, fc.constant(sound ? 4 : 3)),
      kind: fc.oneof(
        { weight: 9, arbitrary: fc.constant('ARMED_GROUP' as const) },
        pick([sound ? ('ARMED_GROUP' as const) : ('PLACE' as const)]),
      ),
      said: fc.uniqueArray(randomClaim, {
        minLength: 1,
        maxLength: 4,
        selector: (one) => buildClaim('any', one).id,
      }),
    })
    .map((given) => {
      const { slug, source, reliability, genre, publishedAt, derivedFrom, retractedAt, textSketch } = given;
      const textSha256 = textSketch === null ? null : 'ab'.repeat(32);
      const entities = ENTITY_IDS.map((id, index) =>
        entity(id, index < 2 ? 'STATE' : index < 3 ? 'ARMED_GROUP' : given.kind, {
          name: given.names[index] ?? id,
          organOf: [given.bodies[index] ?? []].flat(),
        }),
      );
      return article(slug, {
        // 'nobody' is not declared: both stores must reject it as the owner of a source.
        source: {
          id: `source:${source}`,
          name: source,
          reliability,
          affiliation: given.declared === 4 ? given.affiliation : null,
        },
        article: {
          genre,
          publishedAt,
          derivedFrom,
          textSha256,
          textSketch,
          retractedAt,
          title: given.names.join(', '),
        },
        entities: [...entities.slice(0, given.declared), ...HAPPENINGS],
        says: given.said,
      });
    });

/** Articles to import in one transaction. */
export const randomImport: fc.Arbitrary<AnnotatedArticle[]> = fc.uniqueArray(
  randomArticle(['one', 'two', 'three', 'four', 'five']),
  { minLength: 1, maxLength: 3, selector: ({ article }) => article.id },
);
