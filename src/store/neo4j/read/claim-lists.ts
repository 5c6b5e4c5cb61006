import { withNarrower } from '../../../domain/ontology.js';
import type { Claim } from '../../../domain/records.js';
import type { Scope } from '../../read/scope.js';
import type { ClaimFilter } from '../../store.js';
import { type CypherParameters, type Query, unionAll, where } from '../connection/cypher.js';
import { type Version, versionsOf } from '../schema/as-of.js';
import { claimCondition } from './claim-filter.js';
import { claimKeyRanges } from './key-ranges.js';
import {
  countList,
  inKeyRange,
  type KeyedRecord,
  type ListQuery,
  listMatches,
  listParameters,
  readInOrder,
  runCount,
  toKeyedRecords,
  UNWIND_KEY_RANGES,
} from './lists.js';

/** Claims of a filter in their order, from a place in it on; throws STATUSES_REQUIRED. */
export async function listClaims(
  query: Query,
  scope: Scope,
  filter: ClaimFilter,
  startKey: string | null,
  first: number,
): Promise<KeyedRecord<Claim>[]> {
  if (filter.articleIds === undefined) return readInOrder(query, claimList(filter, scope, startKey), first);
  const { parts, parameters } = claimsOfArticles(filter, scope, startKey);
  const inOrder = 'ORDER BY place LIMIT $limit';
  const pages = parts.map((part) => `${part} RETURN n.record AS record, n.orderKey AS place ${inOrder}`);
  const rows = await query(unionAll(pages, `RETURN DISTINCT record, place ${inOrder}`), {
    ...parameters,
    limit: first + 1,
  });
  return toKeyedRecords(rows);
}

/** How many claims a filter lets through; throws STATUSES_REQUIRED. */
export async function countClaims(query: Query, scope: Scope, filter: ClaimFilter): Promise<number> {
  if (filter.articleIds === undefined) return countList(query, claimList(filter, scope, null));
  const { parts, parameters } = claimsOfArticles(filter, scope, null);
  const found = parts.map((part) => `${part} RETURN n.id AS id`);
  return runCount(query, `CALL () { ${found.join(' UNION ')} } RETURN count(id)`, parameters);
}

/** What matches the claims `n` of a filter, each in one of the parts alone; `PARTS` goes before them where they need a `key` and a `stretch`. */
export function claimMatches(
  filter: ClaimFilter,
  scope: Scope,
): { readonly before: string; readonly parts: readonly string[]; readonly parameters: CypherParameters } {
  if (filter.articleIds !== undefined) return { before: '', ...claimsOfArticles(filter, scope, null) };
  const list = claimList(filter, scope, null);
  return { before: UNWIND_KEY_RANGES, parts: listMatches(list), parameters: listParameters(list) };
}

/** By the index that leaves the fewest, and by the rest of the filter as a condition. */
function claimList(filter: ClaimFilter, scope: Scope, startKey: string | null): ListQuery {
  const { subjectIds, ...besidesSubjects } = filter;
  const { objectIds, ...besidesObjects } = besidesSubjects;
  const { predicates: asked, ...besidesPredicates } = besidesObjects;
  const list = (rest: ClaimFilter, among?: ListQuery['among']): ListQuery => {
    const { cypher, parameters } = claimCondition(rest, scope);
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
  return list(besidesPredicates, asked && { property: 'predicate', values: withNarrower(asked) });
}

/** From the articles on, as those have few claims and the store has many. */
function claimsOfArticles(filter: ClaimFilter, scope: Scope, startKey: string | null) {
  const { articleIds, ...rest } = filter;
  const { cypher, parameters } = claimCondition(rest, scope);
  const inOrder = `any(stretch IN $stretches WHERE ${inKeyRange('orderKey')})`;
  return {
    parts: versionsOf(scope).map(
      (version) =>
        `${scope === 'now' ? CURRENT_CITED_CLAIMS : citedClaimsAsOf(version)} ${where(inOrder, cypher, version.validAt('n'))}`,
    ),
    parameters: { ...parameters, articleIds, stretches: claimKeyRanges(filter, startKey) },
  };
}

const CURRENT_CITED_CLAIMS = `MATCH (from:Article)<-[:FROM]-(:Citation)-[:EVIDENCE_FOR]->(n:Claim) WHERE from.id IN $articleIds
  WITH DISTINCT n`;

/** Of each version the claims with a citation, of that moment, in one of the articles `$articleIds`. */
function citedClaimsAsOf({ label }: Version): string {
  const [standing, past] = versionsOf('asOf').map(({ validAt }) => validAt('e'));
  return `CALL () {
      MATCH (from:Article)<-[:FROM]-(e:Citation) WHERE from.id IN $articleIds AND ${standing}
      RETURN e.claimId AS claimId
      UNION MATCH (e:PastCitation) WHERE e.articleId IN $articleIds AND ${past} RETURN e.claimId AS claimId
    }
    MATCH (n:${label('Claim')} {id: claimId})`;
}
