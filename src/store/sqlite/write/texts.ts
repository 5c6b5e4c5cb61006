import type { EntityKind } from '../../../domain/ontology.js';
import type { Citation } from '../../../domain/records.js';
import { indexText, type Searchable, searchableTexts, searchFields } from '../../../domain/search/search.js';
import type { SqliteConnection } from '../connection/connection.js';

/** What a search finds an entity or an article by: where that is another than before, what it was ends now. */
export function saveTexts(
  db: SqliteConnection,
  record: Searchable & { readonly id: string },
  kind: EntityKind | null,
  now: string,
): void {
  const texts = searchableTexts(record).map(({ field, text }) => ({
    field: searchFields.indexOf(field),
    ...indexText(text),
  }));
  const standing = db.all(
    'SELECT field, words, sounds FROM text WHERE id = ? AND replaced_at IS NULL ORDER BY row',
    record.id,
  );
  const shown = texts.map(({ field, words, sounds }) => ({ field, words, sounds }));
  if (JSON.stringify(standing) === JSON.stringify(shown)) return;
  if (standing.length > 0)
    db.run('UPDATE text SET replaced_at = ? WHERE id = ? AND replaced_at IS NULL', now, record.id);
  for (const text of texts)
    insertText(db, { id: record.id, kind, ...text, recordedAt: now, replacedAt: null });
}

interface TextRow {
  readonly id: string;
  readonly kind: EntityKind | null;
  readonly field: number;
  readonly words: string;
  readonly sounds: string;
  readonly tokens: string;
  readonly recordedAt: string;
  readonly replacedAt: string | null;
}

export function insertText(db: SqliteConnection, row: TextRow): void {
  const { id, kind, field, words, sounds, tokens, recordedAt, replacedAt } = row;
  db.run(
    'INSERT INTO text (id, kind, field, words, sounds, recorded_at, replaced_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    id,
    kind,
    field,
    words,
    sounds,
    recordedAt,
    replacedAt,
  );
  db.run('INSERT INTO text_tokens (rowid, tokens) VALUES (last_insert_rowid(), ?)', tokens);
}

/** A citation's quote is a part of its id, so it stays what it is, also where the citation is taken out and comes back. */
export function indexQuote(db: SqliteConnection, { id, quote }: Pick<Citation, 'id' | 'quote'>): void {
  const number = quoteRowId(id);
  if (db.all('SELECT 1 FROM quote_tokens WHERE rowid = ?', number).length > 0) return;
  db.run('INSERT INTO quote_tokens (rowid, tokens) VALUES (?, ?)', number, indexText(quote).tokens);
}

/** The first 60 of a citation id's 128 bits, which sort as the ids do. That two of a million share them has odds of one in two million. */
export const quoteRowId = (id: string): bigint => BigInt(`0x${id.slice('citation:'.length).slice(0, 15)}`);

/** The condition that the citation `c` is one of the number in `number`. */
export const IN_QUOTE_ROW_RANGE =
  "c.id > printf('citation:%015x', number) AND c.id < printf('citation:%015xg', number)";
