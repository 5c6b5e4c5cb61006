import { statusRank } from '../../../domain/order.js';
import { modalities, stances } from '../../../domain/records.js';
import { hasCitationFilter } from '../../read/citation-filter.js';
import { publishedKeys } from '../../read/cursor.js';
import type { Scope } from '../../read/scope.js';
import type { ClaimFilter } from '../../store.js';
import { viewSuffix } from '../schema/as-of.js';
import { CITED_IN_LIST, IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';
import { allOf, type Condition, conditionOf } from '../schema/sql.js';

/** The condition that one citation of a claim meets all conditions on citations; see `CitationFilter`. */
export function citationCondition(scope: Scope, filter: ClaimFilter): Condition {
  const { articleIds, speakerIds, stances: taken, modalities: stated } = filter;
  const conditions = [
    ...(articleIds === undefined ? [] : [conditionOf(CITED_IN_LIST, jsonList(articleIds))]),
    ...(speakerIds === undefined ? [] : [assertedByOneOf(scope, speakerIds)]),
    // The key begins with stance and modality: see `citationRank`.
    ...(taken === undefined ? [] : [keyPartIn('order_key / 1000', stances, taken)]),
    ...(stated === undefined ? [] : [keyPartIn('order_key % 1000 / 10', modalities, stated)]),
    ...articleConditions(scope, filter),
  ];
  if (conditions.length === 0) return allOf([]);
  const cited = citedWhere(scope, conditions);
  if (!hasCitationFilter(filter)) return cited;
  const live = conditionOf(`article_key NOT IN (SELECT key FROM article${viewSuffix(scope)} WHERE live = 0)`);
  const citedLive = citedWhere(scope, [...conditions, live]);
  return conditionOf(
    `(${citedLive.sql} OR derived_status_rank = ${statusRank('RETRACTED')} AND ${cited.sql})`,
    ...citedLive.parameters,
    ...cited.parameters,
  );
}

const citedWhere = (scope: Scope, conditions: readonly Condition[]): Condition => {
  const { sql, parameters } = allOf(conditions);
  return conditionOf(`id IN (SELECT claim_id FROM citation${viewSuffix(scope)} WHERE ${sql})`, ...parameters);
};

const keyPartIn = <T>(part: string, order: readonly T[], values: readonly T[]): Condition =>
  conditionOf(`${part} ${IN_JSON_LIST}`, jsonList(values.map((value) => order.indexOf(value))));

/** Whether one of these is in the chain of speakers. Earlier versions of citations have no index of the earlier speakers. */
function assertedByOneOf(scope: Scope, ids: readonly string[]): Condition {
  const list = jsonList(ids);
  if (scope === 'asOf')
    return conditionOf(
      `(speaker_id ${IN_JSON_LIST}
        OR EXISTS (SELECT 1 FROM json_each(earlier_speakers) AS speaker WHERE speaker.value ${IN_JSON_LIST}))`,
      list,
      list,
    );
  return conditionOf(
    `(speaker_id ${IN_JSON_LIST} OR id IN (
       SELECT c.id FROM citation AS c, json_each(c.earlier_speakers) AS speaker
       WHERE c.earlier_speakers IS NOT NULL AND speaker.value ${IN_JSON_LIST}))`,
    list,
    list,
  );
}

function articleConditions(scope: Scope, { sourceIds, genres, publishedDuring }: ClaimFilter): Condition[] {
  const { sql, parameters } = allOf([
    ...(sourceIds === undefined ? [] : [conditionOf(`source_id ${IN_JSON_LIST}`, jsonList(sourceIds))]),
    ...(genres === undefined ? [] : [conditionOf(`record ->> '$.genre' ${IN_JSON_LIST}`, jsonList(genres))]),
    ...(publishedDuring === undefined
      ? []
      : [conditionOf('newest_first BETWEEN ? AND ?', ...publishedKeys(publishedDuring))]),
  ]);
  if (sql === 'TRUE') return [];
  return [
    conditionOf(`article_key IN (SELECT key FROM article${viewSuffix(scope)} WHERE ${sql})`, ...parameters),
  ];
}
