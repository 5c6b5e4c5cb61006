import { withNarrower } from '../../../domain/ontology.js';
import type { Claim } from '../../../domain/records.js';
import { hasCitationFilter } from '../../read/citation-filter.js';
import { claimKey, type Slice } from '../../read/cursor.js';
import type { KeyedRecord } from '../../read/read-port.js';
import type { Scope } from '../../read/scope.js';
import type { ClaimFilter } from '../../store.js';
import { allOf, type CypherParameters, parseRecord, type Query, where } from '../connection/cypher.js';
import { anyVersionOf, dropDuplicates, validAt } from '../schema/as-of.js';
import { encodeClaimKey } from '../schema/order-keys.js';
import { claimCondition } from './claim-filter.js';
import {
  type ClaimWalk,
  claimWalks,
  type IndexedCondition,
  periodsOfAll,
  walkOfSelection,
} from './claim-walks.js';
import { selectClaims } from './claim-window.js';
import { DATES_IN_WINDOW, dateParameters, FEW_DATES, walksFromDates } from './date-walks.js';
import { rangeAfter } from './key-ranges.js';
import { runCount, startKeyOf, toOrderedRows, UNWIND_KEY_RANGES } from './list-query.js';

/** Claims of a filter in their order, after a key. */
export async function readClaimsAfter(
  query: Query,
  scope: Scope,
  filter: ClaimFilter,
  slice: Slice,
): Promise<KeyedRecord<Claim>[]> {
  if (slice.orderBy === 'NEWEST' || slice.orderBy === 'OLDEST')
    return readByRecordedTime(query, scope, filter, slice);
  const list = claimList(scope, filter, { startKey: startKeyOf(slice, encodeClaimKey), isPage: true });
  const rows = await query(
    `${unionOfWalks(list, firstOfWalk, 'n, orderKey')}
     ${dropDuplicates(scope)} ORDER BY orderKey LIMIT $limit
     RETURN n.record AS record, orderKey ORDER BY orderKey`,
    { ...list.parameters, limit: slice.limit },
  );
  return toOrderedRows<Claim>(rows).map(({ record }) => ({ record, key: claimKey(record) }));
}

/** No index has this order: all claims of the filter are read and sorted. */
async function readByRecordedTime(
  query: Query,
  scope: Scope,
  filter: ClaimFilter,
  { key, limit, orderBy }: Slice,
): Promise<KeyedRecord<Claim>[]> {
  const { label, validAt } = anyVersionOf(scope);
  // An index of two properties is used only if the statement names both.
  const conditions = ["n.orderKey > ''", validAt('n')];
  const { cypher, parameters } = selectClaims(scope, filter, `MATCH (n:${label('Claim')})`, ...conditions);
  const [operator, direction] = orderBy === 'NEWEST' ? ['<', 'DESC'] : ['>', 'ASC'];
  const isAfter = `(n.firstKnownAt ${operator} $recordedAt OR n.firstKnownAt = $recordedAt AND n.id ${operator} $afterId)`;
  const [recordedAt, afterId] = key ?? [];
  const rows = await query(
    `${cypher} ${where(key === null ? '' : isAfter)}
     ${scope === 'now' ? 'WITH n' : 'WITH n.id AS id, last(collect(n)) AS n'}
     RETURN n.record AS record ORDER BY n.firstKnownAt ${direction}, n.id ${direction} LIMIT $limit`,
    { ...parameters, limit, ...(key !== null && { recordedAt, afterId }) },
  );
  return rows.map((row) => {
    const record = parseRecord<Claim>(row);
    return { record, key: [record.firstKnownAt, record.id] };
  });
}

/** The first `$limit` claims of a walk. */
export const firstOfWalk = ({ match, orderKey, order }: ClaimWalk): string =>
  `${match} RETURN n, ${orderKey} AS orderKey ORDER BY ${order} LIMIT $limit`;

/** The number of claims of a filter. As of an earlier time, a statement may meet a claim and its archived version. */
export async function countClaims(query: Query, scope: Scope, filter: ClaimFilter): Promise<number> {
  const list = withCountedPeriods(scope, filter, claimList(scope, filter, ALL_CLAIMS));
  const [part, total] = scope === 'now' ? ['count(*)', 'sum(part)'] : ['n.id', 'count(DISTINCT part)'];
  const parts = unionOfWalks(list, ({ match }) => `${match} RETURN ${part} AS part`, 'part');
  return runCount(query, `${parts} RETURN ${total}`, list.parameters);
}

/**
 * A list for counting under `during`, without conditions on claims: its first walk, which reads the claim of each period, is replaced by one
 * that reads the index of periods alone.
 */
function withCountedPeriods(scope: Scope, filter: ClaimFilter, list: ClaimList): ClaimList {
  const isOfAll = claimCondition(scope, filter).cypher === allOf([]).cypher;
  if (scope !== 'now' || filter.during === undefined || !isOfAll) return list;
  return { ...list, walks: list.walks.slice(1), others: [...list.others, periodsOfAll(filter)] };
}

/** The claims of a filter: no claim is in two walks. */
export interface ClaimList {
  /** Variables that all walks use, if there are any, and the clauses that bind them. */
  readonly before: string;
  readonly imports: readonly string[];
  /** Walks for each `key` and `keyRange` of the parameters. */
  readonly walks: readonly ClaimWalk[];
  /** Walks for all keys and key ranges at once. */
  readonly others: readonly ClaimWalk[];
  readonly parameters: CypherParameters;
}

/** Which part of a list is read: all claims after a key, or only a page of these. */
interface ListPart {
  readonly startKey: string | null;
  readonly isPage: boolean;
}

export const ALL_CLAIMS: ListPart = { startKey: null, isPage: false };

/** The rows of all walks of a list. `finish` completes a walk with a `RETURN` of the columns. */
export function unionOfWalks(
  { before, imports, walks, others }: ClaimList,
  finish: (walk: ClaimWalk) => string,
  columns: string,
): string {
  const keyed = `${UNWIND_KEY_RANGES}
    CALL (${['key', 'keyRange', ...imports].join(', ')}) { ${walks.map(finish).join(' UNION ALL ')} }`;
  if (others.length === 0) return keyed;
  const parts = [...(walks.length === 0 ? [] : [`${keyed} RETURN ${columns}`]), ...others.map(finish)];
  return `${before}
       CALL (${imports.join(', ')}) { ${parts.join(' UNION ALL ')} }`;
}

/** Uses the most selective index; the rest of the filter is a condition. */
export function claimList(scope: Scope, filter: ClaimFilter, part: ListPart): ClaimList {
  const { articleIds, ...besidesArticles } = filter;
  if (articleIds !== undefined)
    return listOfArticles(scope, hasCitationFilter(filter) ? filter : besidesArticles, articleIds, part);
  const { subjectIds, ...besidesSubjects } = filter;
  const { objectIds, ...besidesObjects } = besidesSubjects;
  const { predicates: names, ...besidesPredicates } = besidesObjects;
  if (subjectIds !== undefined) return listAmong(scope, besidesSubjects, part, 'subjectId', subjectIds);
  if (objectIds !== undefined) return listAmong(scope, besidesObjects, part, 'objectId', objectIds);
  const { entityIds, ...besidesEntities } = besidesObjects;
  if (entityIds !== undefined) return listAtEntities(scope, besidesEntities, part, entityIds);
  if (filter.speakerIds !== undefined && scope === 'now')
    return listFrom(scope, filter, CURRENT_ASSERTED_CLAIMS, part);
  const list =
    names === undefined
      ? listAmong(scope, besidesPredicates, part)
      : listAmong(scope, besidesPredicates, part, 'predicate', withNarrower(names));
  return scope === 'now' && filter.during !== undefined && filter.includeUndated !== true
    ? withDates(list, besidesPredicates, part, names === undefined ? '' : 'n.predicate IN $keys')
    : list;
}

function listAmong(
  scope: Scope,
  filter: ClaimFilter,
  { startKey }: ListPart,
  property?: IndexedCondition['property'],
  values: readonly string[] = [],
  more: (node: string) => string = () => '',
): ClaimList {
  const among = property && { property, cypher: (node: string) => `${node}.${property} = key${more(node)}` };
  const { walks, parameters } = claimWalks(scope, filter, startKey, among);
  const keys = among === undefined ? [null] : [...new Set(values)];
  return { before: '', imports: [], walks, others: [], parameters: { ...parameters, keys } };
}

/** The claims with one of these entities as subject, then those with one as object that are not among the first. */
function listAtEntities(
  scope: Scope,
  filter: ClaimFilter,
  part: ListPart,
  entityIds: readonly string[],
): ClaimList {
  const asSubject = listAmong(scope, filter, part, 'subjectId', entityIds);
  const asObject = listAmong(
    scope,
    filter,
    part,
    'objectId',
    entityIds,
    (node) => ` AND NOT ${node}.subjectId IN $entityIds`,
  );
  return {
    ...asSubject,
    walks: [...asSubject.walks, ...asObject.walks],
    parameters: { ...asSubject.parameters, entityIds },
  };
}

/** Finds claims without dates from the dates in the window, unless a page is full sooner by a walk along all of them. */
function withDates(list: ClaimList, filter: ClaimFilter, { isPage }: ListPart, condition: string): ClaimList {
  const [dated, undated] = list.walks as readonly [ClaimWalk, ClaimWalk];
  return {
    before: DATES_IN_WINDOW,
    imports: ['dated'],
    walks: isPage
      ? [dated, { ...undated, match: `WITH dated WHERE NOT ${FEW_DATES} ${undated.match}` }]
      : [dated],
    others: walksFromDates(filter, condition),
    parameters: { ...list.parameters, ...dateParameters(filter, isPage) },
  };
}

/** Starts from the articles, which have few claims. */
function listOfArticles(
  scope: Scope,
  rest: ClaimFilter,
  articleIds: readonly string[],
  part: ListPart,
): ClaimList {
  const list = listFrom(scope, rest, scope === 'now' ? CURRENT_CITED_CLAIMS : CITED_CLAIMS_AS_OF, part);
  return { ...list, parameters: { ...list.parameters, articleIds } };
}

/** The claims of a filter among those of a match, which are few. */
function listFrom(scope: Scope, filter: ClaimFilter, match: string, { startKey }: ListPart): ClaimList {
  const selection = selectClaims(scope, filter, match, anyVersionOf(scope).validAt('n'));
  return {
    before: '',
    imports: [],
    walks: [walkOfSelection(selection)],
    others: [],
    parameters: { ...selection.parameters, keys: [null], keyRanges: rangeAfter(startKey) },
  };
}

const CURRENT_ASSERTED_CLAIMS = `MATCH (from:Entity)<-[:ASSERTED_BY]-(:Citation)-[:EVIDENCE_FOR]->(n:Claim)
  WHERE from.id IN $speakerIds WITH DISTINCT n`;

const CURRENT_CITED_CLAIMS = `MATCH (from:Article)<-[:FROM]-(:Citation)-[:EVIDENCE_FOR]->(n:Claim) WHERE from.id IN $articleIds
  WITH DISTINCT n`;

/** Claims `n` with a citation, as of the timestamp, in one of the articles `$articleIds`. */
const CITED_CLAIMS_AS_OF = `CALL () {
      MATCH (from:Article)<-[:FROM]-(e:Citation) WHERE from.id IN $articleIds AND ${validAt('asOf', 'e')}
      RETURN e.claimId AS claimId
      UNION MATCH (e:PastCitation) WHERE e.articleId IN $articleIds AND ${validAt('asOf', 'e')} RETURN e.claimId AS claimId
    }
    MATCH (n:Claim|PastClaim {id: claimId})`;
