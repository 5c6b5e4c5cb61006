import { yearOfSortKey } from '../../../domain/edtf.js';
import type { Facet } from '../../../domain/facets.js';
import { statusAtRank, statusRank } from '../../../domain/order.js';
import { statuses } from '../../../domain/records.js';
import { parseTimeSpan } from '../../../domain/time-span.js';
import { datingMask, isOfAllClaims, OWN_DATES } from '../../read/claim-counts.js';
import type { Scope } from '../../read/scope.js';
import type { ClaimFilter, FacetCount } from '../../store.js';
import { type CypherParameters, type Query, where } from '../connection/cypher.js';
import { anyVersionOf, matchEntities } from '../schema/as-of.js';
import { CITATION_OF_CLAIM } from './citation-filter.js';
import { ALL_CLAIMS, claimList, unionOfWalks } from './claim-lists.js';
import type { ClaimWalk } from './claim-walks.js';
import {
  eventParameters,
  matchDatesOf,
  matchEventsOf,
  OVERALL_STRENGTH,
  strengthCondition,
} from './claim-window.js';

/** One statement for each facet: over the counts that the writer keeps, or over claims if there are conditions on them. */
export async function countBy(
  query: Query,
  scope: Scope,
  facet: Facet,
  filter: ClaimFilter,
  limit: number,
): Promise<readonly FacetCount[]> {
  const { values, parameters } =
    scope === 'now' && isOfAllClaims(filter) ? keptCounts(facet, filter) : countsOf(scope, facet, filter);
  const rows = await query(
    `${values}
     RETURN value, sum(part) AS count ORDER BY count DESC, value LIMIT $limit`,
    { ...parameters, limit },
  );
  return rows.map(({ value, count }) => ({
    value: facet === 'STATUS' ? statusAtRank(value as number) : String(value),
    count: count as number,
  }));
}

interface FacetQuery {
  /** Clauses that bind each `value`, perhaps more than once, and the number of claims that have it, as `part`. */
  readonly values: string;
  readonly parameters: CypherParameters;
}

/** The counts of all claims with the statuses of a filter; see `ClaimCount`. */
function keptCounts(facet: Facet, filter: ClaimFilter): FacetQuery {
  const value = { STATUS: 'k.statusRank', YEAR: 'toInteger(k.value)' }[facet as string] ?? 'k.value';
  const mask = datingMask(filter);
  const datings = Array.from({ length: 2 * OWN_DATES }, (_, dating) => dating);
  return {
    values: `MATCH (k:ClaimCount) WHERE k.facet = $facet AND k.statusRank IN $statusRanks AND k.dating IN $datings
     WITH ${value} AS value, k.n AS part`,
    parameters: {
      facet,
      statusRanks: filter.statuses.map(statusRank),
      // Cypher cannot compare bits.
      datings: datings.filter((dating) => (dating & mask) !== 0),
    },
  };
}

/** The number of all claims with the statuses of a filter. */
export async function countAllClaims(query: Query, filter: ClaimFilter): Promise<number> {
  const { values, parameters } = keptCounts('STATUS', filter);
  const [row] = await query(`${values} RETURN sum(part) AS n`, parameters);
  return row?.n as number;
}

const countsOf = (scope: Scope, facet: Facet, filter: ClaimFilter): FacetQuery =>
  facet === 'YEAR' ? yearsOfClaims(scope, filter) : valuesOfClaims(scope, filter, FACET_QUERIES[facet]);

function valuesOfClaims(
  scope: Scope,
  filter: ClaimFilter,
  facetQuery: (scope: Scope, walk: ClaimWalk) => string,
): FacetQuery {
  const list = claimList(scope, filter, ALL_CLAIMS);
  const finish = (walk: ClaimWalk) => `${walk.match} ${facetQuery(scope, walk)}`;
  return { values: unionOfWalks(list, finish, 'value, part'), parameters: list.parameters };
}

const FACET_QUERIES: Readonly<Record<Exclude<Facet, 'YEAR'>, (scope: Scope, walk: ClaimWalk) => string>> = {
  STATUS: (_, { orderKey }) => `RETURN toInteger(left(${orderKey}, 1)) AS value, count(*) AS part`,
  PREDICATE: () => 'RETURN n.predicate AS value, count(*) AS part',
  KIND: (
    scope,
  ) => `${matchEntities(scope, 's', 's.id = n.subjectId')} OPTIONAL ${matchEntities(scope, 'o', 'o.id = n.objectId')}
    WITH s.kind AS one, o.kind AS other, count(*) AS pairs
    UNWIND CASE WHEN other IS NULL OR other = one THEN [one] ELSE [one, other] END AS value
    RETURN value, sum(pairs) AS part`,
  COUNTRY: (scope) => `UNWIND CASE WHEN n.objectId IS NULL OR n.objectId = n.subjectId THEN [n.subjectId]
      ELSE [n.subjectId, n.objectId] END AS value
    WITH value, count(*) AS part ${matchEntities(scope, 's', 's.id = value', "s.kind = 'STATE'")}
    RETURN value, part`,
  SOURCE: (scope) =>
    `${scope === 'now' ? CURRENT_SOURCES_OF_CLAIM : sourcesOfClaimAsOf()} RETURN value, count(DISTINCT n) AS part`,
};

/** Claims with dates by their status in each year, whatever it is over all time; others by the years of what they are about. */
function yearsOfClaims(scope: Scope, filter: ClaimFilter): FacetQuery {
  const {
    during,
    includeUndated: _,
    minConfidence: __,
    maxConfidence: ___,
    confidenceLevels: ____,
    ...conditions
  } = filter;
  const list = claimList(scope, { ...conditions, statuses }, ALL_CLAIMS);
  const inYear = strengthCondition(filter, 'held', ['heldRanks', 'heldKeys']);
  const [from, to] = yearsDuring(during);
  const finish = ({ match }: ClaimWalk) => `${match}
        CALL (n) {
          WITH n WHERE n.dated UNWIND range(0, size(n.years) - 1) AS i
          RETURN n.years[i] AS value, n.yearStrengths[i] AS held
          UNION ALL
          WITH n WHERE NOT n.dated AND n.predicate = 'DATED' UNWIND n.dateYears AS value
          RETURN value, ${OVERALL_STRENGTH} AS held
          UNION ALL
          WITH n WHERE NOT n.dated AND n.predicate <> 'DATED' AND n.predicate IN $eventPredicates
          ${matchEventsOf(scope)}
          ${matchDatesOf(scope, 'e')}
          UNWIND d.dateYears AS value
          RETURN DISTINCT value, ${OVERALL_STRENGTH} AS held
        }
        WITH value, held ${where('$fromYear <= value', 'value <= $toYear', inYear.cypher)}
        RETURN value, count(*) AS part`;
  return {
    values: unionOfWalks(list, finish, 'value, part'),
    parameters: {
      ...list.parameters,
      ...inYear.parameters,
      ...eventParameters(filter),
      fromYear: from,
      toYear: to,
    },
  };
}

/** The first and the last year that overlap a window. */
function yearsDuring(during: string | undefined): readonly [number, number] {
  const { start, end } = during === undefined ? { start: '', end: '~' } : parseTimeSpan(during);
  return [
    start === '' ? Number.MIN_SAFE_INTEGER : yearOfSortKey(start),
    end === '~' ? Number.MAX_SAFE_INTEGER : yearOfSortKey(end),
  ];
}

const CURRENT_SOURCES_OF_CLAIM = `MATCH (n)<-[:EVIDENCE_FOR]-()-[:FROM]->(a) WHERE a.live
  WITH n, a.sourceId AS value`;

function sourcesOfClaimAsOf(): string {
  const { label, validAt } = anyVersionOf('asOf');
  return `MATCH (e:${label('Citation')}), (a:${label('Article')})
    ${where(CITATION_OF_CLAIM, 'a.id = e.articleId', 'a.live', validAt('e'), validAt('a'))} WITH n, a.sourceId AS value`;
}
