import { withNarrower } from '../../domain/ontology.js';
import type { Claim } from '../../domain/records.js';
import type { ClaimFilter } from '../store.js';
import { claimCondition } from './claim-conditions.js';
import { count, countIn, inStretch, type List, type Placed, placed, recordsInOrder } from './lists.js';
import type { Query } from './query.js';
import { claimStretches } from './stretches.js';

/** Claims of a filter in their order, from a place in it on; throws STATUSES_REQUIRED. */
export async function listClaims(
  query: Query,
  filter: ClaimFilter,
  from: string | null,
  first: number,
): Promise<Placed<Claim>[]> {
  if (filter.articleIds === undefined) return recordsInOrder(query, listOf(filter, from), first);
  const { cypher, parameters } = ofArticles(filter, from);
  const rows = await query(
    `${cypher} RETURN n.record AS record, n.orderKey AS place ORDER BY place LIMIT $limit`,
    { ...parameters, limit: first + 1 },
  );
  return placed(rows);
}

/** How many claims a filter lets through; throws STATUSES_REQUIRED. */
export async function countClaims(query: Query, filter: ClaimFilter): Promise<number> {
  if (filter.articleIds === undefined) return countIn(query, listOf(filter, null));
  const { cypher, parameters } = ofArticles(filter, null);
  return count(query, `${cypher} RETURN count(*)`, parameters);
}

/** By the index that leaves the fewest, and by the rest of the filter as a condition. */
function listOf(filter: ClaimFilter, from: string | null): List {
  const { subjectIds, ...besidesSubjects } = filter;
  const { objectIds, ...besidesObjects } = besidesSubjects;
  const { predicates: asked, ...besidesPredicates } = besidesObjects;
  const list = (rest: ClaimFilter, among?: List['among']): List => {
    const { cypher, parameters } = claimCondition(rest);
    const stretches = claimStretches(filter, from);
    return { label: 'Claim', orderedBy: 'orderKey', among, stretches, condition: cypher, parameters };
  };
  if (subjectIds !== undefined) return list(besidesSubjects, { property: 'subjectId', values: subjectIds });
  if (objectIds !== undefined) return list(besidesObjects, { property: 'objectId', values: objectIds });
  return list(besidesPredicates, asked && { property: 'predicate', values: withNarrower(asked) });
}

/** From the articles on, as those have few claims and the store has many. */
function ofArticles(filter: ClaimFilter, from: string | null) {
  const { articleIds, ...rest } = filter;
  const { cypher, parameters } = claimCondition(rest);
  const conditions = [`any(stretch IN $stretches WHERE ${inStretch('orderKey')})`, cypher];
  return {
    cypher: `MATCH (from:Article)<-[:FROM]-(:Citation)-[:EVIDENCE_FOR]->(n:Claim) WHERE from.id IN $articleIds
             WITH DISTINCT n WHERE ${conditions.filter((one) => one !== '').join(' AND ')}`,
    parameters: { ...parameters, articleIds, stretches: claimStretches(filter, from) },
  };
}
