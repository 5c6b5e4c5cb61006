import fc from 'fast-check';
import type { Evidence } from '#ascribe/domain/derivation/evidence.js';
import {
  type Credibility,
  GENRES,
  type Genre,
  MODALITIES,
  type Modality,
  RELIABILITIES,
  type Reliability,
} from '#ascribe/domain/records.js';
import { buildEvidence } from './evidence-builder.js';

/** A random key of a table. */
export const keyOf = <T extends string>(table: Record<T, unknown>) =>
  fc.constantFrom(...(Object.keys(table) as T[]));

export const grades = fc.record({
  modality: keyOf<Modality>(MODALITIES),
  credibility: fc.constantFrom<Credibility[]>(1, 2, 3, 4, 5, 6),
});
export const reliability = keyOf<Reliability>(RELIABILITIES);
export const genre = keyOf<Genre>(GENRES);
/** The parties of FUNDING are among the owners and the speakers. */
export const owner = fc.constantFrom(null, null, 'norland', 'lanterns', 'press-trust', 'league');
export const speakers = fc.array(fc.constantFrom('norland', 'lanterns', 'police', 'witness', 'league'), {
  maxLength: 2,
});
export const SOURCES = ['source:s0', 'source:s1', 'source:s2', 'source:s3'];
/** No circles. */
const ORGANS = [
  {},
  {},
  { police: 'norland' },
  { witness: 'lanterns', 'press-trust': 'league' },
  { police: 'league', witness: 'police', 'press-trust': 'police' },
];
const ARTICLES = ['a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6'];

/** The article that an article derives from: none, one of the pool (cycles included), or an unknown one. */
const parent = fc.constantFrom(null, null, null, ...ARTICLES, 'wire');

function lineage(article: string, parents: readonly (string | null)[]): string[] {
  const path: string[] = [];
  for (let at: string | null = article; at !== null && !path.includes(at); ) {
    path.push(at);
    at = parents[ARTICLES.indexOf(at)] ?? null;
  }
  return path.map((name) => `article:${name}`);
}

/**
 * Evidence that a store could contain. Few sources, owners and speakers, so that they often coincide. Properties of a source or
 * an article are the same for all of its citations.
 */
export const randomEvidence: fc.Arbitrary<Evidence[]> = fc
  .record({
    organs: fc.constantFrom<Readonly<Record<string, string>>[]>(...ORGANS),
    sources: fc.array(fc.record({ reliability, owner }), { minLength: 4, maxLength: 4 }),
    articles: fc.array(
      fc.record({
        source: fc.nat(3),
        genre,
        parent,
        live: fc.constantFrom(true, true, true, true, false),
      }),
      { minLength: 7, maxLength: 7 },
    ),
    citations: fc.array(
      fc.record({
        article: fc.nat(6),
        grades,
        speakers,
        stance: fc.constantFrom('SUPPORTS', 'SUPPORTS', 'SUPPORTS', 'DENIES'),
      }),
      { maxLength: 9 },
    ),
  })
  .map(({ organs, sources, articles, citations }) => {
    const parents = articles.map((article) => article.parent);
    return citations.map(({ article, grades, speakers, stance }, at) => {
      const { source, genre, live } = articles[article] as (typeof articles)[number];
      const [id = '', ...from] = lineage(ARTICLES[article] as string, parents);
      return buildEvidence(`c${at}`, {
        ...grades,
        ...(sources[source] as (typeof sources)[number]),
        article: id,
        from,
        source: SOURCES[source] as string,
        by: speakers,
        stance,
        genre,
        live,
        organs,
      });
    });
  });
