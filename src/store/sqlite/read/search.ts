import { statusRank } from '../../../domain/order.js';
import { JOINED_TIER, type SearchMatch, SOUND_TIER, searchFields } from '../../../domain/search/search.js';
import {
  type QueryWord,
  requiredWords,
  type SearchQuery,
  type SearchTerm,
} from '../../../domain/search/search-query.js';
import type { RankedId, SearchStep } from '../../read/read-port.js';
import type { Scope } from '../../read/scope.js';
import { isQuotePhase } from '../../read/search.js';
import type { RecordType, SearchFilter } from '../../store.js';
import type { Row, SqliteConnection } from '../connection/connection.js';
import { validAt, viewSuffix } from '../schema/as-of.js';
import { IN_QUOTE_ROW_RANGE, quoteRowId } from '../schema/quote-rows.js';
import { IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';
import { readRecordsById } from './lists.js';

/** The matches of one step, found by the full-text indexes and ranked by SQLite. */
export function readMatches(
  db: SqliteConnection,
  scope: Scope,
  query: SearchQuery,
  filter: SearchFilter,
  step: SearchStep,
  limit: number,
): RankedId[] {
  const find = isQuotePhase(step.phase) ? findQuotes : findRecords;
  return find(db, scope, query, filter, step, limit).map(toRankedId);
}

function findRecords(
  db: SqliteConnection,
  scope: Scope,
  query: SearchQuery,
  { kinds, match }: SearchFilter,
  { phase, fields, from, endTier }: SearchStep,
  limit: number,
): Row[] {
  return db.all(
    `SELECT id, min(tier) AS tier FROM (
       SELECT text.record_id AS id, CASE
         WHEN normalized = ? THEN CASE WHEN field < 2 THEN field ELSE 3 + field END
         WHEN field = 0 AND substr(normalized, 1, length(?)) = ? THEN 2
         WHEN NOT EXISTS (SELECT 1 FROM json_each(?) WHERE instr(normalized, value) = 0) THEN 3 + field
         WHEN field < 2 AND replace(normalized, ' ', '') = ? THEN ${JOINED_TIER} + field
         WHEN NOT EXISTS (SELECT 1 FROM json_each(?) AS word WHERE NOT EXISTS (
           SELECT 1 FROM json_each(word.value) AS pattern WHERE instr(normalized || joined, pattern.value) > 0
         )) THEN ${JOINED_TIER + 2} + field
         WHEN phonetic = ? AND field < 2 THEN ${SOUND_TIER} + field
         ELSE ${SOUND_TIER + 2} + field END AS tier
       FROM text_tokens JOIN text ON text.row = text_tokens.rowid
       WHERE text_tokens MATCH ? AND field ${IN_JSON_LIST} AND ${kinds === undefined ? 'coalesce(?, TRUE)' : `kind ${IN_JSON_LIST}`} AND ${validAt(scope, 'text')}
     ) GROUP BY id HAVING tier < ? AND (tier > ? OR (tier = ? AND id > ?)) ORDER BY tier, id LIMIT ?`,
    query.phrase,
    query.prefix,
    query.prefix,
    JSON.stringify(query.patterns),
    query.joinedPhrase,
    JSON.stringify(requiredWords(query).map(({ patterns }) => patterns)),
    query.phoneticPhrase,
    phase === 'EXACT' ? exactQuery(query) : similarQuery(query, match),
    jsonList(fields.map((field) => searchFields.indexOf(field))),
    kinds === undefined ? null : jsonList(kinds),
    endTier,
    from.tier,
    from.tier,
    from.id,
    limit,
  );
}

/** Walks the index in the order of ids and stops when the page is full. As of an earlier time it finds all, then sorts. */
function findQuotes(
  db: SqliteConnection,
  scope: Scope,
  query: SearchQuery,
  { statuses, match }: SearchFilter,
  { phase, from }: SearchStep,
  limit: number,
): Row[] {
  return db.all(
    `SELECT c.id, ? AS tier
     FROM (SELECT rowid AS row_id FROM quote_tokens WHERE quote_tokens MATCH ? AND rowid >= ?)
     CROSS JOIN citation${viewSuffix(scope)} AS c
     WHERE ${IN_QUOTE_ROW_RANGE} AND c.id > ?
       AND EXISTS (SELECT 1 FROM claim${viewSuffix(scope)} WHERE id = c.claim_id AND status_rank ${IN_JSON_LIST})
       ${statuses.includes('RETRACTED') ? '' : `AND EXISTS (SELECT 1 FROM article${viewSuffix(scope)} WHERE id = c.article_id AND live = 1)`}
     ORDER BY ${scope === 'now' ? 'row_id' : 'c.id'} LIMIT ?`,
    from.tier,
    phase === 'QUOTED_EXACT'
      ? exactQuery(query)
      : `(${similarQuery(query, match)}) NOT (${exactQuery(query)})`,
    from.id === '' ? 0n : quoteRowId(from.id),
    from.id,
    jsonList(statuses.map(statusRank)),
    limit,
  );
}

/** Words are letters and digits, so none is an operator of FTS5. */
const exactQuery = ({ words }: SearchQuery): string => words.map(({ word }) => oneTerm(word)).join(' AND ');

const similarQuery = (query: SearchQuery, match: SearchMatch | undefined): string =>
  requiredWords(query)
    .map((word) => `(${similarWord(word, match)})`)
    .join(' AND ');

const similarWord = ({ variants, sounds }: QueryWord, match: SearchMatch | undefined): string =>
  [
    ...variants.map((terms) => `(${terms.map(oneTerm).join(' AND ')})`),
    ...(match === 'EXACT' ? [] : sounds).map((terms) => `(${terms.map(oneTerm).join(' AND ')})`),
  ].join(' OR ');

const oneTerm = ({ token, isPrefix }: SearchTerm): string => `"${token}"${isPrefix ? ' *' : ''}`;

const toRankedId = ({ id, tier }: Row): RankedId => ({ id: id as string, tier: tier as number });

/** The entities, articles and citations of these ids. */
export function readHits(
  db: SqliteConnection,
  scope: Scope,
  ids: readonly string[],
): ReadonlyMap<string, object> {
  const ofType = <T extends RecordType>(type: T, hit: string) =>
    [...readRecordsById(db, scope, type, ids)].map(
      ([id, record]) => [id, { type: hit, [hit]: record }] as const,
    );
  return new Map<string, object>([
    ...ofType('entities', 'entity'),
    ...ofType('articles', 'article'),
    ...ofType('citations', 'citation'),
  ]);
}
