import { isAttribute, predicateDefinition, predicates, withNarrower } from '../../domain/ontology.js';
import { requireStatuses, strength } from '../cursor.js';
import type { ClaimFilter, Direction } from '../store.js';
import type { Parameters } from './query.js';

/** A condition on the claim `c`, as Cypher and its parameters. */
export interface Condition {
  readonly cypher: string;
  readonly parameters: Parameters;
}

/** Which claims a filter lets through; throws STATUSES_REQUIRED. */
export function claimCondition(filter: ClaimFilter): Condition {
  requireStatuses(filter.statuses);
  const { predicates: asked, subjectIds, objectIds, articleIds, minConfidence } = filter;
  const parts: readonly (readonly [cypher: string, name: string, value: unknown])[] = [
    ['c.strength IN $strengths', 'strengths', filter.statuses.map(strength)],
    ['c.predicate IN $predicates', 'predicates', asked && withNarrower(asked)],
    ['c.subjectId IN $subjectIds', 'subjectIds', subjectIds],
    ['c.objectId IN $objectIds', 'objectIds', objectIds],
    [
      'EXISTS { MATCH (c)<-[:EVIDENCE_FOR]-(e:Citation) WHERE e.articleId IN $articleIds }',
      'articleIds',
      articleIds,
    ],
    [
      'c.confidenceKey <= $mostConfidenceKey',
      'mostConfidenceKey',
      minConfidence === undefined ? undefined : 100 - minConfidence,
    ],
  ];
  const given = parts.filter(([, , value]) => value !== undefined);
  return {
    cypher: given.map(([cypher]) => cypher).join(' AND '),
    parameters: Object.fromEntries(given.map(([, name, value]) => [name, value])),
  };
}

/** All claims of a filter: from the articles on where they are given, as those have few claims and the store has many. */
export function claimList(filter: ClaimFilter): Condition & { readonly match: string } {
  const { articleIds, ...others } = filter;
  const { cypher, parameters } = claimCondition(others);
  if (articleIds === undefined) return { match: 'MATCH (c:Claim)', cypher, parameters };
  return {
    match: `MATCH (from:Article)<-[:FROM]-(:Citation)-[:EVIDENCE_FOR]->(c:Claim) WHERE from.id IN $articleIds
            WITH DISTINCT c`,
    cypher,
    parameters: { ...parameters, articleIds },
  };
}

const SYMMETRIC = predicates.filter((name) => !isAttribute(name) && predicateDefinition(name).symmetric);

/** A set of claims that stand at the entity `id`. */
export interface ClaimEnd {
  readonly property: 'subjectId' | 'objectId';
  readonly cypher: string;
}

/** The sets that together are the direction; no claim is in two of them. */
export function claimEnds(direction: Direction): readonly ClaimEnd[] {
  const [own, other] =
    direction === 'IN' ? (['objectId', 'subjectId'] as const) : (['subjectId', 'objectId'] as const);
  const rest = `c.${other} = id AND c.${own} <> id`;
  const symmetric = SYMMETRIC.map((name) => `'${name}'`).join(', ');
  return [
    { property: own, cypher: `c.${own} = id` },
    {
      property: other,
      cypher: direction === 'BOTH' ? rest : `${rest} AND c.predicate IN [${symmetric}]`,
    },
  ];
}
