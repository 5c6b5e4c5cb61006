import { recordTypeOf } from '../../../domain/ids.js';
import { symmetricPredicates, withNarrower } from '../../../domain/ontology.js';
import { confidenceKey, statusRank } from '../../../domain/order.js';
import { parseTimeSpan } from '../../../domain/time-span.js';
import { requireStatuses } from '../../read/cursor.js';
import type { Scope } from '../../read/scope.js';
import type { ClaimFilter, Direction } from '../../store.js';
import { type CypherParameters, where } from '../connection/cypher.js';
import { versionsOf } from '../schema/as-of.js';

/** A condition on the claim `n`, as Cypher and its parameters; empty where all will do. */
export interface Condition {
  readonly cypher: string;
  readonly parameters: CypherParameters;
}

/** What a filter asks besides status and confidence, which are a part of the order: see `claimStretches`. */
export function claimCondition(filter: ClaimFilter, scope: Scope): Condition {
  const given = <T>(value: T | undefined, condition: (value: T) => Condition): Condition[] =>
    value === undefined ? [] : [condition(value)];
  const cited = [...(filter.citedBy ?? []), ...(filter.notCitedBy ?? [])];
  return allOf([
    ...given(filter.predicates, (asked) =>
      conditionOf('n.predicate IN $predicates', { predicates: withNarrower(asked) }),
    ),
    ...given(filter.subjectIds, (subjectIds) => conditionOf('n.subjectId IN $subjectIds', { subjectIds })),
    ...given(filter.objectIds, (objectIds) => conditionOf('n.objectId IN $objectIds', { objectIds })),
    ...given(filter.articleIds, (articleIds) => conditionOf(citedInArticles(scope), { articleIds })),
    ...given(filter.during, (edtf) => heldDuring(edtf, filter.includeUndated ?? false)),
    ...given(filter.assessed, (is) => conditionOf(`n.assessmentId IS ${is ? 'NOT NULL' : 'NULL'}`)),
    ...given(filter.disagreesWithDerived, (does) =>
      conditionOf(`n.status ${does ? '<>' : '='} n.derivedStatus`),
    ),
    ...given(filter.contested, (contested) => conditionOf('n.contested = $contested', { contested })),
    ...given(filter.soleArticleId, (soleArticleId) =>
      conditionOf('n.soleArticleId = $soleArticleId', { soleArticleId }),
    ),
    ...given(filter.soleSourceId, (soleSourceId) =>
      conditionOf('n.soleSourceId = $soleSourceId', { soleSourceId }),
    ),
    ...cited.map((id, index) =>
      conditionOf(
        `${index < (filter.citedBy?.length ?? 0) ? '' : 'NOT '}${citedLiveBy(id, `$cited[${index}]`, scope)}`,
        { cited },
      ),
    ),
  ]);
}

/** The status and confidence that a filter asks for, where the order is of no use. Throws STATUSES_REQUIRED. */
export function statusCondition({ statuses, minConfidence }: ClaimFilter): Condition {
  requireStatuses(statuses);
  return allOf([
    conditionOf('n.statusRank IN $statusRanks', { statusRanks: statuses.map(statusRank) }),
    ...(minConfidence === undefined
      ? []
      : [
          conditionOf('n.confidenceKey <= $mostConfidenceKey', {
            mostConfidenceKey: confidenceKey(minConfidence),
          }),
        ]),
  ]);
}

function allOf(conditions: readonly Condition[]): Condition {
  return {
    cypher: conditions.map(({ cypher }) => cypher).join(' AND '),
    parameters: Object.assign({}, ...conditions.map(({ parameters }) => parameters)),
  };
}

function conditionOf(cypher: string, parameters: CypherParameters = {}): Condition {
  return { cypher, parameters };
}

function heldDuring(edtf: string, includeUndated: boolean): Condition {
  const span = includeUndated ? 'possible' : 'known';
  const held = `any(i IN range(0, size(n.${span}Starts) - 1)
    WHERE n.${span}Starts[i] <= $during.end AND n.${span}Ends[i] >= $during.start)`;
  return conditionOf(includeUndated ? `(size(n.possibleStarts) = 0 OR ${held})` : held, {
    during: parseTimeSpan(edtf),
  });
}

/** By a citation in one of the articles `$articleIds`. */
function citedInArticles(scope: Scope): string {
  if (scope === 'now')
    return 'EXISTS { MATCH (n)<-[:EVIDENCE_FOR]-(e:Citation) WHERE e.articleId IN $articleIds }';
  return anyOf(
    versionsOf(scope).map(
      ({ label, validAt }) =>
        `EXISTS { MATCH (e:${label('Citation')}) ${where(CITATION_OF_CLAIM, 'e.articleId IN $articleIds', validAt('e'))} }`,
    ),
  );
}

/** By a live citation of the source or the article whose id the expression gives. */
function citedLiveBy(id: string, expression: string, scope: Scope): string {
  const ofIt = `a.${recordTypeOf(id) === 'source' ? 'sourceId' : 'id'} = ${expression}`;
  if (scope === 'now')
    return `EXISTS { MATCH (n)<-[:EVIDENCE_FOR]-(:Citation)-[:FROM]->(a:Article) WHERE a.live AND ${ofIt} }`;
  const versions = versionsOf(scope);
  return anyOf(
    versions.flatMap((citation) =>
      versions.map(
        (article) =>
          `EXISTS { MATCH (e:${citation.label('Citation')}), (a:${article.label('Article')})
             ${where(CITATION_OF_CLAIM, 'a.id = e.articleId', 'a.live', ofIt, citation.validAt('e'), article.validAt('a'))} }`,
      ),
    ),
  );
}

/** A citation `e` of the claim `n` by its index, as copies of what was have no relationships. */
export const CITATION_OF_CLAIM = "e.claimId = n.id AND e.orderKey > ''";

const anyOf = (conditions: readonly string[]): string => `(${conditions.join(' OR ')})`;

/** A set of claims `n` that stand at the entity `id`. */
export interface ClaimEnd {
  readonly property: 'subjectId' | 'objectId';
  readonly cypher: string;
}

/** The sets that together are the direction; no claim is in two of them. Their parameter `$symmetric` is `symmetricAmong` the predicates. */
export function claimEnds(direction: Direction, { predicates }: ClaimFilter): readonly ClaimEnd[] {
  const [own, other] =
    direction === 'IN' ? (['objectId', 'subjectId'] as const) : (['subjectId', 'objectId'] as const);
  const rest = `n.${other} = id AND n.${own} <> id`;
  const ends: readonly ClaimEnd[] = [
    { property: own, cypher: `n.${own} = id` },
    { property: other, cypher: direction === 'BOTH' ? rest : `${rest} AND n.predicate IN $symmetric` },
  ];
  return direction === 'BOTH' || symmetricPredicates(predicates).length > 0 ? ends : ends.slice(0, 1);
}
