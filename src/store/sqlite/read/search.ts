import { statusRank } from '../../../domain/order.js';
import {
  PHASES,
  parseSearchQuery,
  type QueryWord,
  type SearchQuery,
  searchFields,
} from '../../../domain/search/search.js';
import type { Scope } from '../../read/scope.js';
import { planSearch, type RankedId, type SearchStep, searchPage } from '../../read/search-page.js';
import type { Page, PageRequest, SearchFilter, SearchHit } from '../../store.js';
import type { Row, SqliteConnection } from '../connection/connection.js';
import { viewSuffix } from '../schema/as-of.js';
import { IN_QUOTE_ROW_RANGE, quoteRowId } from '../schema/quote-rows.js';
import { IN_JSON_LIST, jsonList, toArticle, toCitation, toEntity } from '../schema/row-mapping.js';

/** The full-text indexes find, the database ranks, and only a page comes out. */
export function search(
  db: SqliteConnection,
  text: string,
  filter: SearchFilter,
  { first, after }: PageRequest,
  scope: Scope,
): Page<SearchHit> {
  const asked = parseSearchQuery(text);
  const ranked: RankedId[] = [];
  for (const step of planSearch(asked, filter, after)) {
    const limit = first + 1 - ranked.length;
    if (limit <= 0) break;
    const find = step.phase.startsWith('QUOTED') ? findQuotes : findRecords;
    ranked.push(...find(db, asked, filter, step, limit, scope).map(toRankedId));
  }
  const records = loadHits(db, ranked, scope);
  return searchPage(ranked, first, records);
}

function findRecords(
  db: SqliteConnection,
  asked: SearchQuery,
  { kinds }: SearchFilter,
  { phase, fields, from, endTier }: SearchStep,
  limit: number,
  scope: Scope,
): Row[] {
  const found = phase === 'EXACT' ? exactQuery(asked) : `(${exactQuery(asked)}) OR (${phoneticQuery(asked)})`;
  return db.all(
    `SELECT id, min(tier) AS tier FROM (
       SELECT text.record_id AS id, CASE
         WHEN normalized = ? THEN CASE WHEN field < 2 THEN field ELSE 3 + field END
         WHEN field = 0 AND substr(normalized, 1, length(?)) = ? THEN 2
         WHEN NOT EXISTS (SELECT 1 FROM json_each(?) WHERE instr(normalized, value) = 0) THEN 3 + field
         WHEN phonetic = ? AND field < 2 THEN ${PHASES.PHONETIC} + field
         ELSE ${PHASES.PHONETIC + 2} + field END AS tier
       FROM text_tokens JOIN text ON text.row = text_tokens.rowid
       WHERE text_tokens MATCH ? AND field ${IN_JSON_LIST} AND ${kinds === undefined ? 'coalesce(?, TRUE)' : `kind ${IN_JSON_LIST}`} AND ${TEXT_VALID_AT[scope]}
     ) GROUP BY id HAVING tier < ? AND (tier > ? OR (tier = ? AND id > ?)) ORDER BY tier, id LIMIT ?`,
    asked.phrase,
    asked.prefix,
    asked.prefix,
    JSON.stringify(asked.patterns),
    asked.phoneticPhrase,
    found,
    jsonList(fields.map((field) => searchFields.indexOf(field))),
    kinds === undefined ? null : jsonList(kinds),
    endTier,
    from.tier,
    from.tier,
    from.id,
    limit,
  );
}

const TEXT_VALID_AT: Readonly<Record<Scope, string>> = {
  now: 'replaced_at IS NULL',
  asOf: `recorded_at <= (SELECT at FROM temp.as_of)
    AND (replaced_at IS NULL OR replaced_at > (SELECT at FROM temp.as_of))`,
};

/** A walk along the index in the order of ids, which ends with the page; of an earlier moment all are found, then put in order. */
function findQuotes(
  db: SqliteConnection,
  asked: SearchQuery,
  { statuses }: SearchFilter,
  { phase, from }: SearchStep,
  limit: number,
  scope: Scope,
): Row[] {
  const found =
    phase === 'QUOTED_EXACT' ? exactQuery(asked) : `(${phoneticQuery(asked)}) NOT (${exactQuery(asked)})`;
  return db.all(
    `SELECT c.id, ? AS tier
     FROM (SELECT rowid AS row_id FROM quote_tokens WHERE quote_tokens MATCH ? AND rowid >= ?)
     CROSS JOIN citation${viewSuffix(scope)} AS c
     WHERE ${IN_QUOTE_ROW_RANGE} AND c.id > ?
       AND EXISTS (SELECT 1 FROM claim${viewSuffix(scope)} WHERE id = c.claim_id AND status_rank ${IN_JSON_LIST})
       ${statuses.includes('RETRACTED') ? '' : `AND EXISTS (SELECT 1 FROM article${viewSuffix(scope)} WHERE id = c.article_id AND live = 1)`}
     ORDER BY ${scope === 'now' ? 'row_id' : 'c.id'} LIMIT ?`,
    from.tier,
    found,
    from.id === '' ? 0n : quoteRowId(from.id),
    from.id,
    jsonList(statuses.map(statusRank)),
    limit,
  );
}

/** Words are letters and digits, so none is of the index's own language. */
const exactQuery = ({ words }: SearchQuery): string =>
  words.map(({ word, isPrefix }) => term(word, isPrefix)).join(' AND ');

const phoneticQuery = ({ words }: SearchQuery): string =>
  words.map((word) => `(${wordOrPhonetic(word)})`).join(' AND ');

const wordOrPhonetic = ({ word, isPrefix, sounds, isSoundPrefix }: QueryWord): string =>
  [term(word, isPrefix), ...sounds.map((sound) => term(`_${sound}`, isSoundPrefix))].join(' OR ');

const term = (token: string, begins: boolean): string => `"${token}"${begins ? ' *' : ''}`;

const toRankedId = ({ id, tier }: Row): RankedId => ({ id: id as string, tier: tier as number });

function loadHits(db: SqliteConnection, ranked: readonly RankedId[], scope: Scope) {
  const ids = jsonList(ranked.map(({ id }) => id));
  const rows = (table: string) =>
    db.all(`SELECT * FROM ${table}${viewSuffix(scope)} WHERE id ${IN_JSON_LIST}`, ids);
  return new Map<string, object>([
    ...rows('entity')
      .map(toEntity)
      .map((entity) => [entity.id, { type: 'entity', entity }] as const),
    ...rows('article')
      .map(toArticle)
      .map((article) => [article.id, { type: 'article', article }] as const),
    ...rows('citation')
      .map(toCitation)
      .map((citation) => [citation.id, { type: 'citation', citation }] as const),
  ]);
}
