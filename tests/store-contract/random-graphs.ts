import fc from 'fast-check';
import type { Predicate } from '#ascribe/domain/ontology.js';
import {
  type AnnotatedArticle,
  type Citation,
  type ClaimStatus,
  type ConfidenceLevel,
  STATUSES,
} from '#ascribe/domain/records.js';
import type { Direction, TraversalFilter } from '#ascribe/store/store.js';
import { sampleOf } from '../sample-of.js';
import { article, type ClaimSpec, entity } from './article-builder.js';

const ALL = Object.keys(STATUSES) as ClaimStatus[];
const pick = <T>(values: readonly T[]) => fc.constantFrom(...values);

/** A claim between the nth and the mth entity of a graph. */
interface Edge {
  readonly from: number;
  readonly to: number;
  readonly predicate: Predicate;
  readonly status: ClaimStatus;
  readonly credibility: Citation['credibility'];
  readonly held: Pick<Citation, 'validFrom' | 'validTo'>;
}

export interface Graph {
  readonly size: number;
  readonly edges: readonly Edge[];
}

/** The period of a citation, often without a date. Documents cannot end a period before it starts. */
export const randomValidity: fc.Arbitrary<Edge['held']> = pick([
  { validFrom: null, validTo: null },
  { validFrom: null, validTo: null },
  { validFrom: '2019', validTo: null },
  { validFrom: null, validTo: '2021' },
  { validFrom: '2019', validTo: '2021' },
  { validFrom: '2019', validTo: '2031?' },
  { validFrom: '2031-04~', validTo: '2031?' },
]);

/** Small graphs with cycles, parallel claims, claims of an entity about itself, and often a hub. */
export const randomGraph: fc.Arbitrary<Graph> = fc
  .record({ size: fc.integer({ min: 2, max: 8 }), hub: fc.boolean() })
  .chain(({ size, hub }) => {
    const end = fc.nat({ max: size - 1 });
    const edge = fc.record({
      from: hub ? fc.oneof(fc.constant(0), end) : end,
      to: end,
      predicate: pick<Predicate>(['FUNDS', 'SPONSORS', 'USES_AS_PROXY', 'ALLIED_WITH', 'OPPOSES']),
      status: fc.oneof(pick(ALL), pick<ClaimStatus>(['CONFIRMED', 'REPORTED', 'ALLEGED'])),
      credibility: pick([1, 2, 3, 6] as const),
      held: randomValidity,
    });
    return fc.record({
      size: fc.constant(size),
      edges: fc.uniqueArray(edge, {
        minLength: 1,
        maxLength: 20,
        selector: ({ from, to, predicate }) =>
          `${predicate} ${predicate === 'ALLIED_WITH' ? [from, to].sort() : [from, to]}`,
      }),
    });
  });

/** The id of the nth entity of a graph. The name of the graph makes it unique. */
export const nodeId = (graph: string, n: number): string => `${graph}-e${n}`;

/** The slugs of the live and the retracted article of a graph. */
const articleSlugs = (graph: string): readonly string[] => [`${graph}-0`, `${graph}-1`];

export const articleIdsOf = (graph: string): readonly string[] =>
  articleSlugs(graph).map((slug) => `article:${slug}`);

/** Builds a live and a retracted article with the claims of a graph. */
export function toArticles(graph: string, { size, edges }: Graph): AnnotatedArticle[] {
  const entities = Array.from({ length: size }, (_, n) => entity(nodeId(graph, n)));
  const sides = [false, true].map((retracted) =>
    edges
      .filter(({ status }) => (status === 'RETRACTED') === retracted)
      .map((edge) => edgeToClaim(graph, edge)),
  );
  return sides.map((says, retracted) =>
    article(articleSlugs(graph)[retracted] as string, {
      entities,
      article: { retractedAt: retracted === 1 ? '2031-05-01T00:00:00Z' : null },
      says,
    }),
  );
}

function edgeToClaim(graph: string, { from, to, predicate, status, credibility, held }: Edge): ClaimSpec {
  const ends = [nodeId(graph, from), nodeId(graph, to)];
  // The importer sorts the ends of a symmetric claim.
  const [subjectId = '', objectId = ''] = predicate === 'ALLIED_WITH' ? ends.sort() : ends;
  return {
    subjectId,
    predicate,
    objectId,
    citations: CITATIONS_BY_STATUS[status].map((one, n) => ({
      quote: `words ${n}`,
      credibility,
      ...held,
      ...one,
    })),
  };
}

/** Citations that give a claim each status. */
export const CITATIONS_BY_STATUS: Readonly<Record<ClaimStatus, readonly Partial<Citation>[]>> = {
  CONFIRMED: [{ modality: 'ADJUDICATED' }],
  REPORTED: [{ modality: 'REPORTED_AS_FACT' }],
  ALLEGED: [{ modality: 'ACCUSED' }],
  DISPUTED: [{ modality: 'REPORTED_AS_FACT' }, { stance: 'DENIES' }],
  DENIED: [{ stance: 'DENIES' }],
  RETRACTED: [{}],
};

const randomTraversalFilter: fc.Arbitrary<TraversalFilter> = fc
  .record({
    statuses: fc.oneof(fc.constant(ALL), fc.subarray(ALL, { minLength: 1 })),
    predicates: pick<readonly Predicate[] | null>([null, null, ['SPONSORS'], ['FUNDS', 'ALLIED_WITH']]),
    minConfidence: pick([null, null, null, 0, 20, 60]),
    maxConfidence: pick([null, null, null, 20, 60]),
    confidenceLevels: pick<readonly ConfidenceLevel[] | null>([
      ...[null, null, null, null],
      ['UNJUDGED', 'MEDIUM'],
      ['LOW', 'HIGH'],
    ]),
    contested: pick([null, null, null, null, false]),
    during: pick([null, null, null, '2020', '2031-05']),
    includeUndated: fc.boolean(),
  })
  .map(({ statuses, predicates, minConfidence, maxConfidence, confidenceLevels, contested, ...window }) => ({
    statuses,
    ...(predicates !== null && { predicates }),
    ...(minConfidence !== null && { minConfidence }),
    ...(maxConfidence !== null && { maxConfidence }),
    ...(confidenceLevels !== null && { confidenceLevels }),
    ...(contested !== null && { contested }),
    ...(window.during !== null && { during: window.during, includeUndated: window.includeUndated }),
  }));

/** The input of all traversals of a graph. */
export interface TraversalQuery {
  readonly from: number;
  readonly to: number;
  readonly direction: Direction;
  readonly filter: TraversalFilter;
  readonly depth: number;
  readonly maxEntities: number;
  readonly maxClaims: number;
  readonly maxLength: number;
  readonly limit: number;
  readonly avoid: readonly number[];
  readonly through: readonly number[];
}

/** The part of a query that changes the statement, which a server needs time to plan. */
type QueryShape = Pick<TraversalQuery, 'direction' | 'filter' | 'depth'>;

const randomShape: fc.Arbitrary<QueryShape> = fc.record({
  direction: pick<Direction>(['OUT', 'IN', 'BOTH', 'BOTH']),
  filter: randomTraversalFilter,
  depth: fc.integer({ min: 1, max: 4 }),
});

export const randomTraversalQuery: fc.Arbitrary<TraversalQuery> = queryWith(randomShape);

const PLANNED_SHAPES: readonly QueryShape[] = [
  { direction: 'BOTH', filter: { statuses: ALL }, depth: 3 },
  { direction: 'OUT', filter: { statuses: ALL }, depth: 2 },
  { direction: 'BOTH', filter: { statuses: ALL, confidenceLevels: ['LOW', 'HIGH'] }, depth: 3 },
  { direction: 'OUT', filter: { statuses: ALL, confidenceLevels: ['UNJUDGED', 'MEDIUM'] }, depth: 2 },
  ...fc.sample(randomShape, { numRuns: 8, seed: 7 }),
];

/** Queries of this many shapes, which change from run to run, with many different ends, limits and graphs. */
export const randomPlannedQuery = (shapes: number): fc.Arbitrary<TraversalQuery> =>
  queryWith(pick(sampleOf(PLANNED_SHAPES, shapes)));

/** Searches a whole graph, so that long paths are found. */
export const randomWideQuery: fc.Arbitrary<TraversalQuery> = fc
  .record({ from: fc.nat({ max: 7 }), to: fc.nat({ max: 7 }) })
  .filter(({ from, to }) => from !== to)
  .map((ends) => ({
    ...ends,
    direction: 'BOTH',
    filter: { statuses: ALL },
    depth: 3,
    maxEntities: 100,
    maxClaims: 100,
    maxLength: 8,
    limit: 100,
    avoid: [],
    through: [],
  }));

function queryWith(shape: fc.Arbitrary<QueryShape>): fc.Arbitrary<TraversalQuery> {
  return fc
    .record({
      shape,
      from: fc.nat({ max: 7 }),
      to: fc.nat({ max: 7 }),
      maxEntities: pick([1, 2, 4, 100]),
      maxClaims: pick([1, 3, 100]),
      maxLength: fc.integer({ min: 1, max: 8 }),
      limit: pick([1, 3, 10, 100]),
      avoid: fc.subarray([1, 2, 3], { maxLength: 1 }),
      through: fc.oneof(fc.constant([]), fc.subarray([4, 5, 6], { maxLength: 2 })),
    })
    .map(({ shape, ...query }) => ({ ...query, ...shape }))
    .filter(
      ({ from, to, avoid, through }) =>
        from !== to && ![...avoid, ...through].some((n) => n === from || n === to),
    );
}
