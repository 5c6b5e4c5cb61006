import { isAttribute, predicateDefinition, predicates, withNarrower } from '../../domain/ontology.js';
import type { ClaimFilter, Direction } from '../store.js';
import type { Parameters } from './query.js';

/** A condition on the claim `n`, as Cypher and its parameters; empty where all will do. */
export interface Condition {
  readonly cypher: string;
  readonly parameters: Parameters;
}

/** What a filter asks besides status and confidence, which are a part of the order: see `claimStretches`. */
export function claimCondition({
  predicates: asked,
  subjectIds,
  objectIds,
  articleIds,
}: ClaimFilter): Condition {
  const parts: readonly (readonly [cypher: string, name: string, value: unknown])[] = [
    ['n.predicate IN $predicates', 'predicates', asked && withNarrower(asked)],
    ['n.subjectId IN $subjectIds', 'subjectIds', subjectIds],
    ['n.objectId IN $objectIds', 'objectIds', objectIds],
    [
      'EXISTS { MATCH (n)<-[:EVIDENCE_FOR]-(e:Citation) WHERE e.articleId IN $articleIds }',
      'articleIds',
      articleIds,
    ],
  ];
  const given = parts.filter(([, , value]) => value !== undefined);
  return {
    cypher: given.map(([cypher]) => cypher).join(' AND '),
    parameters: Object.fromEntries(given.map(([, name, value]) => [name, value])),
  };
}

const SYMMETRIC = predicates.filter((name) => !isAttribute(name) && predicateDefinition(name).symmetric);

/** A set of claims that stand at the entity `id`; `cypher` is a condition on the claim `n`. */
export interface ClaimEnd {
  readonly property: 'subjectId' | 'objectId';
  readonly cypher: string;
}

/** The sets that together are the direction; no claim is in two of them. */
export function claimEnds(direction: Direction): readonly ClaimEnd[] {
  const [own, other] =
    direction === 'IN' ? (['objectId', 'subjectId'] as const) : (['subjectId', 'objectId'] as const);
  const rest = `n.${other} = id AND n.${own} <> id`;
  const symmetric = SYMMETRIC.map((name) => `'${name}'`).join(', ');
  return [
    { property: own, cypher: `n.${own} = id` },
    {
      property: other,
      cypher: direction === 'BOTH' ? rest : `${rest} AND n.predicate IN [${symmetric}]`,
    },
  ];
}
