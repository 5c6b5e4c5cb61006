import { withNarrower } from '../../../domain/ontology.js';
import type { Claim } from '../../../domain/records.js';
import { claimKey, type Slice } from '../../read/cursor.js';
import type { KeyedRecord } from '../../read/read-port.js';
import type { Scope } from '../../read/scope.js';
import type { ClaimFilter } from '../../store.js';
import { type CypherParameters, type Query, unionAll, where } from '../connection/cypher.js';
import { type Version, versionsOf } from '../schema/as-of.js';
import { encodeClaimKey } from '../schema/order-keys.js';
import { claimCondition } from './claim-filter.js';
import { claimKeyRanges } from './key-ranges.js';
import {
  countInOrder,
  inKeyRange,
  type ListQuery,
  listMatches,
  listParameters,
  type OrderedRow,
  readInOrder,
  runCount,
  startKeyOf,
  toOrderedRows,
  UNWIND_KEY_RANGES,
} from './list-query.js';

/** Claims of a filter in their order, after a key. */
export async function readClaimsAfter(
  query: Query,
  scope: Scope,
  filter: ClaimFilter,
  slice: Slice,
): Promise<KeyedRecord<Claim>[]> {
  const startKey = startKeyOf(slice, encodeClaimKey);
  const found = await (filter.articleIds === undefined
    ? readInOrder<Claim>(query, claimList(scope, filter, startKey), slice.limit)
    : readClaimsOfArticles(query, scope, filter, startKey, slice.limit));
  return found.map(({ record }) => ({ record, key: claimKey(record) }));
}

async function readClaimsOfArticles(
  query: Query,
  scope: Scope,
  filter: ClaimFilter,
  startKey: string | null,
  limit: number,
): Promise<OrderedRow<Claim>[]> {
  const { parts, parameters } = claimsOfArticles(scope, filter, startKey);
  const inOrder = 'ORDER BY orderKey LIMIT $limit';
  const pages = parts.map((part) => `${part} RETURN n.record AS record, n.orderKey AS orderKey ${inOrder}`);
  const rows = await query(unionAll(pages, `RETURN DISTINCT record, orderKey ${inOrder}`), {
    ...parameters,
    limit,
  });
  return toOrderedRows(rows);
}

/** The number of claims of a filter. */
export async function countClaims(query: Query, scope: Scope, filter: ClaimFilter): Promise<number> {
  if (filter.articleIds === undefined) return countInOrder(query, claimList(scope, filter, null));
  const { parts, parameters } = claimsOfArticles(scope, filter, null);
  const found = parts.map((part) => `${part} RETURN n.id AS id`);
  return runCount(query, `CALL () { ${found.join(' UNION ')} } RETURN count(id)`, parameters);
}

/** Matches of the claims `n` of a filter, each claim in one part only. `before` defines `key` and `keyRange` if the parts need them. */
export function claimMatches(
  scope: Scope,
  filter: ClaimFilter,
): { readonly before: string; readonly parts: readonly string[]; readonly parameters: CypherParameters } {
  if (filter.articleIds !== undefined) return { before: '', ...claimsOfArticles(scope, filter, null) };
  const list = claimList(scope, filter, null);
  return { before: UNWIND_KEY_RANGES, parts: listMatches(list), parameters: listParameters(list) };
}

/** Uses the most selective index; the rest of the filter is a condition. */
function claimList(scope: Scope, filter: ClaimFilter, startKey: string | null): ListQuery {
  const { subjectIds, ...besidesSubjects } = filter;
  const { objectIds, ...besidesObjects } = besidesSubjects;
  const { predicates: names, ...besidesPredicates } = besidesObjects;
  const list = (rest: ClaimFilter, among?: ListQuery['among']): ListQuery => {
    const { cypher, parameters } = claimCondition(scope, rest);
    return {
      scope,
      record: 'Claim',
      orderedBy: 'orderKey',
      among,
      keyRanges: claimKeyRanges(filter, startKey),
      condition: cypher,
      parameters,
    };
  };
  if (subjectIds !== undefined) return list(besidesSubjects, { property: 'subjectId', values: subjectIds });
  if (objectIds !== undefined) return list(besidesObjects, { property: 'objectId', values: objectIds });
  return list(besidesPredicates, names && { property: 'predicate', values: withNarrower(names) });
}

/** Starts from the articles, which have few claims. */
function claimsOfArticles(scope: Scope, filter: ClaimFilter, startKey: string | null) {
  const { articleIds, ...rest } = filter;
  const { cypher, parameters } = claimCondition(scope, rest);
  const inOrder = `any(keyRange IN $keyRanges WHERE ${inKeyRange('orderKey')})`;
  return {
    parts: versionsOf(scope).map(
      (version) =>
        `${scope === 'now' ? CURRENT_CITED_CLAIMS : citedClaimsAsOf(version)} ${where(inOrder, cypher, version.validAt('n'))}`,
    ),
    parameters: { ...parameters, articleIds, keyRanges: claimKeyRanges(filter, startKey) },
  };
}

const CURRENT_CITED_CLAIMS = `MATCH (from:Article)<-[:FROM]-(:Citation)-[:EVIDENCE_FOR]->(n:Claim) WHERE from.id IN $articleIds
  WITH DISTINCT n`;

/** Claims `n` of one version with a citation, as of the timestamp, in one of the articles `$articleIds`. */
function citedClaimsAsOf({ label }: Version): string {
  const [current, archived] = versionsOf('asOf').map(({ validAt }) => validAt('e'));
  return `CALL () {
      MATCH (from:Article)<-[:FROM]-(e:Citation) WHERE from.id IN $articleIds AND ${current}
      RETURN e.claimId AS claimId
      UNION MATCH (e:PastCitation) WHERE e.articleId IN $articleIds AND ${archived} RETURN e.claimId AS claimId
    }
    MATCH (n:${label('Claim')} {id: claimId})`;
}
