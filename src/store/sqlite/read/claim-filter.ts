import { recordTypeOf } from '../../../domain/ids.js';
import { symmetricPredicates, withNarrower } from '../../../domain/ontology.js';
import { statusRank } from '../../../domain/order.js';
import { confidenceKeys, type KeyBounds } from '../../read/recheck-filter.js';
import type { Scope } from '../../read/scope.js';
import type { ClaimFilter, Direction, PropositionFilter } from '../../store.js';
import { viewSuffix } from '../schema/as-of.js';
import { IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';
import { allOf, type Condition, conditionOf } from '../schema/sql.js';
import { citationCondition } from './citation-filter.js';

/** A set of claims at an entity: those with this end, and of these only those that meet the condition. */
export interface ClaimEnd {
  readonly end: Condition;
  readonly condition: Condition;
}

/** The sets of claims at an entity that together make the direction; a claim may be in both. */
export function claimEnds(direction: Direction, { predicates }: ClaimFilter, id: string): ClaimEnd[] {
  const all = allOf([]);
  const subject = conditionOf('subject_id = ?', id);
  const object = conditionOf('object_id = ?', id);
  if (direction === 'BOTH')
    return [
      { end: subject, condition: all },
      { end: object, condition: all },
    ];
  const [own, other] = direction === 'OUT' ? [subject, object] : [object, subject];
  const symmetric = symmetricPredicates(predicates);
  const ends = [{ end: own, condition: all }];
  return symmetric.length === 0
    ? ends
    : [...ends, { end: other, condition: conditionOf(`predicate ${IN_JSON_LIST}`, jsonList(symmetric)) }];
}

/** All conditions of a filter without `during`; see `selectClaims`. */
export const filterConditions = (scope: Scope, filter: ClaimFilter): Condition[] => [
  statusCondition(filter),
  claimCondition(scope, filter),
];

/** The conditions on status and confidence, which the order of claims begins with. */
export function statusCondition(filter: ClaimFilter): Condition {
  const keys = confidenceKeys(filter);
  return allOf([
    // The plus keeps SQLite from sorting by several index ranges: it walks the order once and skips.
    conditionOf(`+status_rank ${IN_JSON_LIST}`, jsonList(filter.statuses.map(statusRank))),
    ...(keys === null ? [] : [inKeyBounds('confidence_key', keys)]),
  ]);
}

/** The condition that a confidence key lies within one of these bounds. */
export const inKeyBounds = (key: string, bounds: readonly KeyBounds[]): Condition =>
  conditionOf(`(${bounds.map(() => `${key} BETWEEN ? AND ?`).join(' OR ') || 'FALSE'})`, ...bounds.flat());

/** All conditions of a filter except status, confidence and `during`. */
export function claimCondition(scope: Scope, filter: ClaimFilter): Condition {
  return allOf([
    propositionCondition(filter),
    citationCondition(scope, filter),
    ...ifGiven(filter.kinds, (kinds) =>
      conditionOf(
        `EXISTS (SELECT 1 FROM entity${viewSuffix(scope)} AS e WHERE e.id IN (subject_id, object_id) AND e.kind ${IN_JSON_LIST})`,
        jsonList(kinds),
      ),
    ),
    ...ifGiven(filter.terms, (terms) => columnIn("value ->> '$.term'", terms)),
    ...ifGiven(filter.minFigure, (figure) =>
      conditionOf("coalesce(value ->> '$.best', value ->> '$.min') >= ?", figure),
    ),
    ...ifGiven(filter.assessed, (is) => conditionOf(`assessment_id IS ${is ? 'NOT NULL' : 'NULL'}`)),
    ...ifGiven(filter.disagreesWithDerived, (does) =>
      conditionOf(`status_rank ${does ? '<>' : '='} derived_status_rank`),
    ),
    ...ifGiven(filter.contested, (is) => conditionOf(`contested = ${is ? 1 : 0}`)),
    ...ifGiven(filter.minOrigins, (count) => conditionOf('supporting_origins >= ?', count)),
    ...ifGiven(filter.hasSoleArticle, (has) =>
      conditionOf(`sole_article_id IS ${has ? 'NOT NULL' : 'NULL'}`),
    ),
    ...ifGiven(filter.hasSoleSource, (has) => conditionOf(`sole_source_id IS ${has ? 'NOT NULL' : 'NULL'}`)),
    ...ifGiven(filter.recordedSince, (time) => conditionOf('first_known_at >= ?', time)),
    ...ifGiven(filter.recordedUntil, (time) => conditionOf('first_known_at < ?', time)),
    ...ifGiven(filter.soleArticleId, (id) => conditionOf('sole_article_id = ?', id)),
    ...ifGiven(filter.soleSourceId, (id) => conditionOf('sole_source_id = ?', id)),
    ...(filter.citedBy ?? []).map((id) => citedLiveBy(scope, id, 'IN')),
    ...(filter.notCitedBy ?? []).map((id) => citedLiveBy(scope, id, 'NOT IN')),
  ]);
}

/** The conditions on what a claim states. */
export function propositionCondition(filter: PropositionFilter): Condition {
  return allOf([
    ...ifGiven(filter.predicates, (names) => columnIn('predicate', withNarrower(names))),
    ...ifGiven(filter.subjectIds, (ids) => columnIn('subject_id', ids)),
    ...ifGiven(filter.objectIds, (ids) => columnIn('object_id', ids)),
    ...ifGiven(filter.entityIds, (ids) =>
      conditionOf(`(subject_id ${IN_JSON_LIST} OR object_id ${IN_JSON_LIST})`, jsonList(ids), jsonList(ids)),
    ),
  ]);
}

const ifGiven = <T>(value: T | undefined, condition: (value: T) => Condition): Condition[] =>
  value === undefined ? [] : [condition(value)];

const columnIn = (column: string, values: readonly string[]): Condition =>
  conditionOf(`${column} ${IN_JSON_LIST}`, jsonList(values));

/** Whether a source or an article has a live citation of the claim. */
function citedLiveBy(scope: Scope, id: string, operator: 'IN' | 'NOT IN'): Condition {
  const column = recordTypeOf(id) === 'source' ? 'source_id' : 'id';
  const articles = `SELECT key FROM article${viewSuffix(scope)} WHERE ${column} = ? AND live = 1`;
  return conditionOf(
    `id ${operator} (SELECT claim_id FROM citation${viewSuffix(scope)} WHERE article_key IN (${articles}))`,
    id,
  );
}
