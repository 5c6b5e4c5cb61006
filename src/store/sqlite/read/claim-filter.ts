import { spanDuring } from '../../../domain/derivation/validity.js';
import { recordTypeOf } from '../../../domain/ids.js';
import { symmetricAmong, withNarrower } from '../../../domain/ontology.js';
import { strength } from '../../../domain/order.js';
import { requireStatuses } from '../../read/cursor.js';
import type { ClaimFilter, Direction } from '../../store.js';
import type { Moment } from '../schema/as-of.js';
import { IN, list } from '../schema/row-mapping.js';
import { all, type Where, where } from '../schema/sql.js';

/** The sets of claims that stand at an entity; together they are the direction. */
export function ends(id: string, direction: Direction, { predicates }: ClaimFilter): Where[] {
  const subject = where('subject_id = ?', id);
  const object = where('object_id = ?', id);
  if (direction === 'BOTH') return [subject, object];
  const own = direction === 'OUT' ? subject : object;
  const other = direction === 'OUT' ? object : subject;
  const symmetric = symmetricAmong(predicates);
  return symmetric.length === 0 ? [own] : [own, all([other, where(`predicate ${IN}`, list(symmetric))])];
}

export function claimConditions(filter: ClaimFilter, moment: Moment): Where[] {
  requireStatuses(filter.statuses);
  const given = <T>(value: T | undefined, condition: (value: T) => Where): Where[] =>
    value === undefined ? [] : [condition(value)];
  // The plus keeps SQLite from sorting by several index ranges: it walks the order once and skips.
  return [
    where(`+strength ${IN}`, list(filter.statuses.map(strength))),
    ...given(filter.predicates, (asked) => where(`predicate ${IN}`, list(withNarrower(asked)))),
    ...given(filter.subjectIds, (ids) => where(`subject_id ${IN}`, list(ids))),
    ...given(filter.objectIds, (ids) => where(`object_id ${IN}`, list(ids))),
    ...given(filter.articleIds, (ids) =>
      where(`id IN (SELECT claim_id FROM citation${moment} WHERE article_id ${IN})`, list(ids)),
    ),
    ...given(filter.minConfidence, (least) => where('confidence_key <= ?', 100 - least)),
    ...given(filter.during, (edtf) => heldDuring(edtf, filter.includeUndated ?? false)),
    ...given(filter.assessed, (is) => where(`assessment_id IS ${is ? 'NOT NULL' : 'NULL'}`)),
    ...given(filter.disagreesWithDerived, (does) => where(`strength ${does ? '<>' : '='} derived_strength`)),
    ...given(filter.contested, (is) => where(`contested = ${is ? 1 : 0}`)),
    ...given(filter.soleArticleId, (id) => where('sole_article_id = ?', id)),
    ...given(filter.soleSourceId, (id) => where('sole_source_id = ?', id)),
    ...(filter.citedBy ?? []).map((id) => citedBy(id, 'IN', moment)),
    ...(filter.notCitedBy ?? []).map((id) => citedBy(id, 'NOT IN', moment)),
  ];
}

function heldDuring(edtf: string, includeUndated: boolean): Where {
  const { start, end } = spanDuring(edtf);
  const span = includeUndated ? 'possible' : 'known';
  const held = `EXISTS (SELECT 1 FROM json_each(spans) WHERE value ->> '$.${span}.start' <= ? AND value ->> '$.${span}.end' >= ?)`;
  return where(includeUndated ? `(spans = '[]' OR ${held})` : held, end, start);
}

/** By a live citation of a source or an article. */
function citedBy(id: string, is: 'IN' | 'NOT IN', moment: Moment): Where {
  const column = recordTypeOf(id) === 'source' ? 'source_id' : 'id';
  const articles = `SELECT id FROM article${moment} WHERE ${column} = ? AND live = 1`;
  return where(`id ${is} (SELECT claim_id FROM citation${moment} WHERE article_id IN (${articles}))`, id);
}
