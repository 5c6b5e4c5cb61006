import type { EntityKind } from '../../../domain/ontology.js';
import type { Citation } from '../../../domain/records.js';
import { indexQuote, indexText } from '../../../domain/search/index-text.js';
import { type Searchable, searchableTexts, searchFields } from '../../../domain/search/search.js';
import type { SqliteConnection } from '../connection/connection.js';
import { quoteRowId } from '../schema/quote-rows.js';
import { IN_JSON_LIST } from '../schema/row-mapping.js';

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

/**
 * Indexes the quote of each citation once: the id contains the quote, so a citation that is removed and added again keeps its row. In the order
 * of row ids, because the index writes all that it has gathered to the file whenever a row id is lower than the one before.
 */
export function indexQuotes(
  db: SqliteConnection,
  citations: readonly Pick<Citation, 'id' | 'quote'>[],
): void {
  const quotes = new Map(citations.map(({ id, quote }) => [quoteRowId(id), quote]));
  const known = db.all(
    `SELECT CAST(rowid AS TEXT) AS row_id FROM quote_tokens WHERE rowid ${IN_JSON_LIST}`,
    `[${[...quotes.keys()].join()}]`,
  );
  for (const { row_id } of known) quotes.delete(BigInt(row_id as string));
  for (const rowId of [...quotes.keys()].sort((a, b) => (a < b ? -1 : 1)))
    db.run(
      'INSERT INTO quote_tokens (rowid, tokens) VALUES (?, ?)',
      rowId,
      indexQuote(quotes.get(rowId) ?? ''),
    );
}
