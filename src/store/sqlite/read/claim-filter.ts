import { recordTypeOf } from '../../../domain/ids.js';
import { symmetricPredicates, withNarrower } from '../../../domain/ontology.js';
import { statusRank } from '../../../domain/order.js';
import { parseTimeSpan } from '../../../domain/time-span.js';
import { requireStatuses } from '../../read/cursor.js';
import type { Scope } from '../../read/scope.js';
import type { ClaimFilter, Direction } from '../../store.js';
import { viewSuffix } from '../schema/as-of.js';
import { IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';
import { allOf, type Condition, conditionOf } from '../schema/sql.js';

/** The sets of claims that stand at an entity; together they are the direction. */
export function claimEnds(id: string, direction: Direction, { predicates }: ClaimFilter): Condition[] {
  const subject = conditionOf('subject_id = ?', id);
  const object = conditionOf('object_id = ?', id);
  if (direction === 'BOTH') return [subject, object];
  const own = direction === 'OUT' ? subject : object;
  const other = direction === 'OUT' ? object : subject;
  const symmetric = symmetricPredicates(predicates);
  return symmetric.length === 0
    ? [own]
    : [own, allOf([other, conditionOf(`predicate ${IN_JSON_LIST}`, jsonList(symmetric))])];
}

export function claimConditions(filter: ClaimFilter, scope: Scope): Condition[] {
  requireStatuses(filter.statuses);
  const given = <T>(value: T | undefined, condition: (value: T) => Condition): Condition[] =>
    value === undefined ? [] : [condition(value)];
  // The plus keeps SQLite from sorting by several index ranges: it walks the order once and skips.
  return [
    conditionOf(`+status_rank ${IN_JSON_LIST}`, jsonList(filter.statuses.map(statusRank))),
    ...given(filter.predicates, (asked) =>
      conditionOf(`predicate ${IN_JSON_LIST}`, jsonList(withNarrower(asked))),
    ),
    ...given(filter.subjectIds, (ids) => conditionOf(`subject_id ${IN_JSON_LIST}`, jsonList(ids))),
    ...given(filter.objectIds, (ids) => conditionOf(`object_id ${IN_JSON_LIST}`, jsonList(ids))),
    ...given(filter.articleIds, (ids) =>
      conditionOf(
        `id IN (SELECT claim_id FROM citation${viewSuffix(scope)} WHERE article_id ${IN_JSON_LIST})`,
        jsonList(ids),
      ),
    ),
    ...given(filter.minConfidence, (least) => conditionOf('confidence_key <= ?', 100 - least)),
    ...given(filter.during, (edtf) => heldDuring(edtf, filter.includeUndated ?? false)),
    ...given(filter.assessed, (is) => conditionOf(`assessment_id IS ${is ? 'NOT NULL' : 'NULL'}`)),
    ...given(filter.disagreesWithDerived, (does) =>
      conditionOf(`status_rank ${does ? '<>' : '='} derived_status_rank`),
    ),
    ...given(filter.contested, (is) => conditionOf(`contested = ${is ? 1 : 0}`)),
    ...given(filter.soleArticleId, (id) => conditionOf('sole_article_id = ?', id)),
    ...given(filter.soleSourceId, (id) => conditionOf('sole_source_id = ?', id)),
    ...(filter.citedBy ?? []).map((id) => citedLiveBy(id, 'IN', scope)),
    ...(filter.notCitedBy ?? []).map((id) => citedLiveBy(id, 'NOT IN', scope)),
  ];
}

function heldDuring(edtf: string, includeUndated: boolean): Condition {
  const { start, end } = parseTimeSpan(edtf);
  const span = includeUndated ? 'possible' : 'known';
  const held = `EXISTS (SELECT 1 FROM json_each(validity_spans) WHERE value ->> '$.${span}.start' <= ? AND value ->> '$.${span}.end' >= ?)`;
  return conditionOf(includeUndated ? `(validity_spans = '[]' OR ${held})` : held, end, start);
}

/** By a live citation of a source or an article. */
function citedLiveBy(id: string, operator: 'IN' | 'NOT IN', scope: Scope): Condition {
  const column = recordTypeOf(id) === 'source' ? 'source_id' : 'id';
  const articles = `SELECT id FROM article${viewSuffix(scope)} WHERE ${column} = ? AND live = 1`;
  return conditionOf(
    `id ${operator} (SELECT claim_id FROM citation${viewSuffix(scope)} WHERE article_id IN (${articles}))`,
    id,
  );
}
