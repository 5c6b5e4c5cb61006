import { recordTypeOf } from '../../../domain/ids.js';
import { symmetricPredicates, withNarrower } from '../../../domain/ontology.js';
import { confidenceKey } from '../../../domain/order.js';
import { confidenceKeys, type KeyBounds } from '../../read/recheck-filter.js';
import type { Scope } from '../../read/scope.js';
import type { ClaimFilter, Direction, PropositionFilter } from '../../store.js';
import { allOf, type Condition, conditionOf, where } from '../connection/cypher.js';
import { anyVersionOf, matchEntities } from '../schema/as-of.js';
import { CITATION_OF_CLAIM, citationCondition } from './citation-filter.js';

/** The condition that the claim `n` is about an entity of one of the kinds. */
const hasKind = (scope: Scope): string =>
  `EXISTS { ${matchEntities(scope, 'end', 'end.id IN [n.subjectId, n.objectId]', 'end.kind IN $entityKinds')} }`;

/**
 * All conditions of a filter except status, confidence and `during`. The order of claims begins with status and confidence: see
 * `claimKeyRanges`.
 */
export function claimCondition(scope: Scope, filter: ClaimFilter): Condition {
  const cited = [...(filter.citedBy ?? []), ...(filter.notCitedBy ?? [])];
  return allOf([
    propositionCondition(filter),
    ...ifGiven(filter.entityIds, (entityIds) =>
      conditionOf('(n.subjectId IN $entityIds OR n.objectId IN $entityIds)', { entityIds }),
    ),
    citationCondition(scope, filter),
    ...ifGiven(filter.kinds, (entityKinds) => conditionOf(hasKind(scope), { entityKinds })),
    ...ifGiven(filter.terms, (terms) => conditionOf('n.term IN $terms', { terms })),
    ...ifGiven(filter.minFigure, (minFigure) => conditionOf('n.figure >= $minFigure', { minFigure })),
    ...ifGiven(filter.assessed, (is) => conditionOf(`n.assessmentId IS ${is ? 'NOT NULL' : 'NULL'}`)),
    ...ifGiven(filter.disagreesWithDerived, (does) =>
      conditionOf(`${does ? '' : 'NOT '}coalesce(n.derivedStatus <> n.status, false)`),
    ),
    ...ifGiven(filter.contested, (contested) =>
      conditionOf(contested ? 'n.contested = true' : 'n.contested IS NULL'),
    ),
    ...ifGiven(filter.minOrigins, (minOrigins) =>
      conditionOf('n.supportingOrigins >= $minOrigins', { minOrigins }),
    ),
    ...ifGiven(filter.hasSoleArticle, (has) =>
      conditionOf(`n.soleArticleId IS ${has ? 'NOT NULL' : 'NULL'}`),
    ),
    ...ifGiven(filter.hasSoleSource, (has) => conditionOf(`n.soleSourceId IS ${has ? 'NOT NULL' : 'NULL'}`)),
    ...ifGiven(filter.recordedSince, (recordedSince) =>
      conditionOf('n.firstKnownAt >= $recordedSince', { recordedSince }),
    ),
    ...ifGiven(filter.recordedUntil, (recordedUntil) =>
      conditionOf('n.firstKnownAt < $recordedUntil', { recordedUntil }),
    ),
    ...ifGiven(filter.soleArticleId, (soleArticleId) =>
      conditionOf('n.soleArticleId = $soleArticleId', { soleArticleId }),
    ),
    ...ifGiven(filter.soleSourceId, (soleSourceId) =>
      conditionOf('n.soleSourceId = $soleSourceId', { soleSourceId }),
    ),
    ...cited.map((id, index) =>
      conditionOf(
        `${index < (filter.citedBy?.length ?? 0) ? '' : 'NOT '}${citedLiveBy(scope, id, `$cited[${index}]`)}`,
        { cited },
      ),
    ),
  ]);
}

/** The conditions on what the claim `n` or the node of a change states, except `entityIds`. */
export function propositionCondition(filter: PropositionFilter, node = 'n'): Condition {
  return allOf([
    ...ifGiven(filter.predicates, (names) =>
      conditionOf(`${node}.predicate IN $predicates`, { predicates: withNarrower(names) }),
    ),
    ...ifGiven(filter.subjectIds, (subjectIds) =>
      conditionOf(`${node}.subjectId IN $subjectIds`, { subjectIds }),
    ),
    ...ifGiven(filter.objectIds, (objectIds) => conditionOf(`${node}.objectId IN $objectIds`, { objectIds })),
  ]);
}

/** The conditions on status and confidence, for statements that do not follow the order of claims. */
export function statusCondition(filter: ClaimFilter): Condition {
  const keys = confidenceKeys(filter);
  return allOf([
    conditionOf('n.status IN $statuses', { statuses: filter.statuses }),
    ...(keys === null ? [] : [inKeyBounds(confidenceKeyOf('n'), keys)]),
  ]);
}

/** The confidence key of a claim's node or relationship, as an expression. */
export const confidenceKeyOf = (claim: string): string =>
  `coalesce(100 - ${claim}.confidence, ${confidenceKey(null)})`;

/** The condition that a confidence key lies within one of these bounds, as a parameter of this name. */
export function inKeyBounds(
  key: string,
  bounds: readonly KeyBounds[],
  parameter = 'confidenceKeys',
): Condition {
  const [only, ...others] = bounds;
  return only !== undefined && others.length === 0
    ? conditionOf(`$${parameter}[0] <= ${key} <= $${parameter}[1]`, { [parameter]: only })
    : conditionOf(`any(keys IN $${parameter} WHERE keys[0] <= ${key} <= keys[1])`, { [parameter]: bounds });
}

const ifGiven = <T>(value: T | undefined, condition: (value: T) => Condition): Condition[] =>
  value === undefined ? [] : [condition(value)];

/** Whether the source or article with this id has a live citation of the claim. `expression` is the id in Cypher. */
function citedLiveBy(scope: Scope, id: string, expression: string): string {
  const isCited = `a.${recordTypeOf(id) === 'source' ? 'sourceId' : 'id'} = ${expression}`;
  if (scope === 'now')
    return `EXISTS { MATCH (n)<-[:EVIDENCE_FOR]-(:Citation)-[:FROM]->(a:Article) WHERE a.live AND ${isCited} }`;
  const { label, validAt } = anyVersionOf(scope);
  return `EXISTS { MATCH (e:${label('Citation')}), (a:${label('Article')})
             ${where(CITATION_OF_CLAIM, 'a.id = e.articleId', 'a.live', isCited, validAt('e'), validAt('a'))} }`;
}

/** A set of claims at the entity `id`. */
interface ClaimEnd {
  readonly property: 'subjectId' | 'objectId';
  /** The condition on the claim `node`. */
  readonly cypher: (node: string) => string;
}

/** The sets of claims at an entity that together make the direction; no claim is in both. `$symmetric` are the symmetric predicates of the filter. */
export function claimEnds(direction: Direction, { predicates }: ClaimFilter): readonly ClaimEnd[] {
  const [own, other] =
    direction === 'IN' ? (['objectId', 'subjectId'] as const) : (['subjectId', 'objectId'] as const);
  const symmetric = (node: string) => (direction === 'BOTH' ? '' : ` AND ${node}.predicate IN $symmetric`);
  const ends: readonly ClaimEnd[] = [
    { property: own, cypher: (node) => `${node}.${own} = id` },
    {
      property: other,
      cypher: (node) => `${node}.${other} = id AND ${node}.${own} <> id${symmetric(node)}`,
    },
  ];
  return direction === 'BOTH' || symmetricPredicates(predicates).length > 0 ? ends : ends.slice(0, 1);
}
