import type { EntityKind } from '../../../domain/ontology.js';
import type { Citation } from '../../../domain/records.js';
import { indexQuote, indexText } from '../../../domain/search/index-text.js';
import { type Searchable, searchableTexts, searchFields } from '../../../domain/search/search.js';
import type { SqliteConnection } from '../connection/connection.js';
import { IN_QUOTE_ROW_RANGE, quoteRowId } from '../schema/quote-rows.js';
import { IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';

/** Saves the searchable texts of an entity or article. If they or the kind changed, the old rows end now. `kind` is null for an article. */
export function saveTexts(
  db: SqliteConnection,
  record: Searchable & { readonly id: string },
  kind: EntityKind | null,
  now: string,
): void {
  const texts = textRows(record);
  const current = db.all(
    'SELECT kind, field, normalized, phonetic FROM text WHERE record_id = ? AND replaced_at IS NULL ORDER BY row',
    record.id,
  );
  const next = texts.map(({ field, normalized, phonetic }) => ({ kind, field, normalized, phonetic }));
  if (JSON.stringify(current) === JSON.stringify(next)) return;
  if (current.length > 0)
    db.run('UPDATE text SET replaced_at = ? WHERE record_id = ? AND replaced_at IS NULL', now, record.id);
  for (const { field, normalized, joined, phonetic, tokens } of texts) {
    db.run(
      'INSERT INTO text (record_id, kind, field, normalized, joined, phonetic, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      record.id,
      kind,
      field,
      normalized,
      joined,
      phonetic,
      now,
    );
    db.run('INSERT INTO text_tokens (rowid, tokens) VALUES (last_insert_rowid(), ?)', tokens);
  }
}

/** The search texts of an entity or article, in order. */
export const textRows = (record: Searchable) =>
  searchableTexts(record).map(({ field, text }) => ({
    field: searchFields.indexOf(field),
    ...indexText(field, text),
  }));

/** Indexes the quote of each citation once: the id contains the quote, so a citation that is removed and added again keeps its row. */
export function indexQuotes(
  db: SqliteConnection,
  citations: readonly Pick<Citation, 'id' | 'quote'>[],
): void {
  const quotes = new Map<number, string[]>();
  for (const { id, quote } of citations) {
    const rowId = quoteRowId(id);
    const others = quotes.get(rowId);
    if (others === undefined) quotes.set(rowId, [quote]);
    else others.push(quote);
  }
  const known = db
    .all(
      `SELECT rowid AS row_id FROM citation_tokens WHERE rowid ${IN_JSON_LIST}`,
      jsonList([...quotes.keys()]),
    )
    .map(({ row_id }) => row_id as number);
  const stored = known.length === 0 ? new Map<number, string[]>() : quotesOfRows(db, known);
  for (const rowId of known) {
    const all = stored.get(rowId) ?? [];
    if (all.length > 1) {
      removeQuotes(db, [rowId]);
      quotes.set(rowId, all);
    } else quotes.delete(rowId);
  }
  addQuotes(db, quotes);
}

/** Removes these citations, which are not stored any more, from the index of quotes. */
export function unindexQuotes(db: SqliteConnection, citationIds: readonly string[]): void {
  const rowIds = citationIds.map(quoteRowId);
  removeQuotes(db, rowIds);
  addQuotes(db, quotesOfRows(db, rowIds));
}

/** The quotes of the stored citations with each of these row ids, earlier versions included. */
function quotesOfRows(db: SqliteConnection, rowIds: readonly number[]): Map<number, string[]> {
  const quotes = new Map<number, string[]>();
  const select = (table: string) =>
    `SELECT row_id, c.id, quote FROM (SELECT DISTINCT value AS row_id FROM json_each(?)) CROSS JOIN ${table} AS c WHERE ${IN_QUOTE_ROW_RANGE}`;
  const list = jsonList(rowIds);
  for (const { row_id, quote } of db.all(
    `${select('citation')} UNION ${select('citation_version')}`,
    list,
    list,
  ))
    quotes.set(row_id as number, [...(quotes.get(row_id as number) ?? []), quote as string]);
  return quotes;
}

function removeQuotes(db: SqliteConnection, rowIds: readonly number[]): void {
  for (const rowId of rowIds) db.run('DELETE FROM citation_tokens WHERE rowid = ?', rowId);
}

/** In the order of row ids, because the index writes all that it has gathered to the file whenever a row id is lower than the one before. */
function addQuotes(db: SqliteConnection, quotes: ReadonlyMap<number, readonly string[]>): void {
  for (const [rowId, [quote = '', ...others]] of [...quotes].sort(([a], [b]) => a - b)) {
    const tokens = others.length === 0 ? indexQuote(quote) : tokensOfAll([quote, ...others]);
    db.run('INSERT INTO citation_tokens (rowid, tokens) VALUES (?, ?)', rowId, tokens);
  }
}

const tokensOfAll = (quotes: readonly string[]): string =>
  [...new Set(quotes.flatMap((quote) => indexQuote(quote).split(' ')))].join(' ');
