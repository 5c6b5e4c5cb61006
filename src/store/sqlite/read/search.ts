import { statusRank } from '../../../domain/order.js';
import { indexQuote } from '../../../domain/search/index-text.js';
import {
  JOINED_TIER,
  type Phase,
  type SearchMatch,
  SOUND_TIER,
  searchFields,
} from '../../../domain/search/search.js';
import {
  type QueryWord,
  requiredWords,
  type SearchQuery,
  type SearchTerm,
} from '../../../domain/search/search-query.js';
import { tokenize } from '../../../domain/search/tokenize.js';
import type { RankedId, SearchStep } from '../../read/read-port.js';
import type { Scope } from '../../read/scope.js';
import { isQuotePhase } from '../../read/search.js';
import type { RecordType, SearchFilter } from '../../store.js';
import type { Row, SqliteConnection } from '../connection/connection.js';
import { validAt, viewSuffix } from '../schema/as-of.js';
import { citationIdOf, idBytes } from '../schema/compact-ids.js';
import { IN_QUOTE_ROW_RANGE, quoteRowId } from '../schema/quote-rows.js';
import { CITATION_COLUMNS, IN_JSON_LIST, jsonList, toCitation } from '../schema/row-mapping.js';
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
  return find(db, scope, query, filter, step, limit);
}

function findRecords(
  db: SqliteConnection,
  scope: Scope,
  query: SearchQuery,
  { kinds, match }: SearchFilter,
  { phase, fields, from, endTier }: SearchStep,
  limit: number,
): RankedId[] {
  const rows = db.all(
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
  return rows.map(({ id, tier }) => ({ id: id as string, tier: tier as number }));
}

/** A prefix with this many places in the index is common: gathering these takes a few milliseconds. */
const COMMON_PLACES = 5000;
/** How many quotes that have all words but the last are read to look for the last, in about the same time. */
const CANDIDATES = 64;

/**
 * The last word is a prefix, and the index gathers all places of all words that begin with it before it looks for other words: half of all
 * quotes have one that begins with "t". So if the prefix is common, the other words come first, and the last is looked for in the quotes
 * that they find, unless these are too many.
 */
export function findQuotes(
  db: SqliteConnection,
  scope: Scope,
  query: SearchQuery,
  filter: SearchFilter,
  step: SearchStep,
  limit: number,
  { commonPlaces, candidates } = { commonPlaces: COMMON_PLACES, candidates: CANDIDATES },
): RankedId[] {
  const matcher = quoteMatcher(query, filter.match, step.phase);
  if (matcher.others !== '' && isCommon(db, query, commonPlaces)) {
    const found = walkQuotes(db, scope, matcher.others, filter, step, candidates);
    const hits = found.filter((row) => matcher.matches(toCitation(row).quote));
    if (hits.length >= limit || found.length < candidates) return hits.slice(0, limit).map(toRankedQuote);
  }
  const hits: Row[] = [];
  for (let { from } = step; ; ) {
    const asked = limit - hits.length;
    const found = walkQuotes(db, scope, matcher.all, filter, { ...step, from }, asked);
    // A row of the index may have the words of two quotes.
    hits.push(...found.filter((row) => matcher.matches(toCitation(row).quote)));
    const last = found.at(-1);
    if (hits.length === limit || found.length < asked || last === undefined) return hits.map(toRankedQuote);
    from = toRankedQuote(last);
  }
}

/** Whether words that begin with the last word of a query have this many places in quotes. */
function isCommon(db: SqliteConnection, { words }: SearchQuery, places: number): boolean {
  const prefix = words.at(-1)?.word.token ?? '';
  db.run(
    'CREATE VIRTUAL TABLE IF NOT EXISTS temp.quote_place USING fts5vocab (main, citation_tokens, instance)',
  );
  const [row] = db.all(
    'SELECT count(*) AS n FROM (SELECT 1 FROM temp.quote_place WHERE term >= ? AND term < ? LIMIT ?)',
    prefix,
    `${prefix}\u{10ffff}`,
    places,
  );
  return row?.n === places;
}

/** Walks the index in the order of ids and stops at the limit. As of an earlier time it finds all, then sorts. */
function walkQuotes(
  db: SqliteConnection,
  scope: Scope,
  expression: string,
  { statuses }: SearchFilter,
  { from }: SearchStep,
  limit: number,
): Row[] {
  return db.all(
    `SELECT ${CITATION_COLUMNS}, ? AS tier
     FROM (SELECT rowid AS row_id FROM citation_tokens WHERE citation_tokens MATCH ? AND rowid >= ?)
     CROSS JOIN citation${viewSuffix(scope)} AS c
     WHERE ${IN_QUOTE_ROW_RANGE} AND c.id > ?
       AND EXISTS (SELECT 1 FROM claim${viewSuffix(scope)} WHERE id = c.claim_id AND status_rank ${IN_JSON_LIST})
       ${statuses.includes('RETRACTED') ? '' : `AND EXISTS (SELECT 1 FROM article${viewSuffix(scope)} WHERE key = c.article_key AND live = 1)`}
     ORDER BY ${scope === 'now' ? 'row_id' : 'c.id'} LIMIT ?`,
    from.tier,
    expression,
    from.id === '' ? 0 : quoteRowId(from.id),
    idBytes(from.id),
    jsonList(statuses.map(statusRank)),
    limit,
  );
}

/** What a phase finds in quotes: as an expression of FTS5, as one without the last word (empty if no other is left), and as a function. */
function quoteMatcher(query: SearchQuery, match: SearchMatch | undefined, phase: Phase) {
  const exact = query.words.map(({ word }) => [[word]]);
  const similar = requiredWords(query).map((word) => similarTerms(word, match));
  const isExact = phase === 'QUOTED_EXACT';
  return {
    all: isExact ? allWords(exact) : `(${allWords(similar)}) NOT (${allWords(exact)})`,
    others: allWords((isExact ? exact : similar).slice(0, -1)),
    matches: (quote: string): boolean => {
      if (isExact) return hasWords(tokenize(quote), exact);
      const tokens = indexQuote(quote).split(' ');
      return hasWords(tokens, similar) && !hasWords(tokens, exact);
    },
  };
}

/** What a word of a query can be in a text: one of these lists of terms, which occur together. */
type WordTerms = readonly (readonly SearchTerm[])[];

const similarTerms = ({ variants, sounds }: QueryWord, match: SearchMatch | undefined): WordTerms => [
  ...variants,
  ...(match === 'EXACT' ? [] : sounds),
];

const hasWords = (tokens: readonly string[], words: readonly WordTerms[]): boolean =>
  words.every((word) => word.some((terms) => terms.every((term) => hasTerm(tokens, term))));

const hasTerm = (tokens: readonly string[], { token, isPrefix }: SearchTerm): boolean =>
  isPrefix ? tokens.some((one) => one.startsWith(token)) : tokens.includes(token);

const exactQuery = ({ words }: SearchQuery): string => allWords(words.map(({ word }) => [[word]]));

const similarQuery = (query: SearchQuery, match: SearchMatch | undefined): string =>
  allWords(requiredWords(query).map((word) => similarTerms(word, match)));

/** Words are letters and digits, so none is an operator of FTS5. */
const allWords = (words: readonly WordTerms[]): string =>
  words
    .map((word) => `(${word.map((terms) => `(${terms.map(oneTerm).join(' AND ')})`).join(' OR ')})`)
    .join(' AND ');

const oneTerm = ({ token, isPrefix }: SearchTerm): string => `"${token}"${isPrefix ? ' *' : ''}`;

const toRankedQuote = ({ id, tier }: Row): RankedId => ({ id: citationIdOf(id), tier: tier as number });

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
