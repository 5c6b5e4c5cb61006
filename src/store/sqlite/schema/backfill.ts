import { claimDates } from '../../../domain/claim-dates.js';
import type { EntityKind } from '../../../domain/ontology.js';
import { indexText, searchableTexts, searchFields } from '../../../domain/search/search.js';
import type { Row, SqliteConnection } from '../connection/connection.js';
import { insertDate } from '../write/dates.js';
import { indexQuote, insertText } from '../write/texts.js';
import { toArticle, toCitation, toClaim, toEntity } from './row-mapping.js';

/** How many rows are held at a time. */
const BATCH_SIZE = 2_000;

/** What a migration leaves to be filled in, by part; to be called in a transaction each. */
export const BACKFILLS: Readonly<Record<string, (db: SqliteConnection) => void>> = {
  texts: backfillTexts,
  dates: backfillDates,
};

function backfillTexts(db: SqliteConnection): void {
  for (const table of ['entity', 'entity_past'])
    forEachRow(db, table, (row) => insertTexts(db, toEntity(row), row.kind as EntityKind, row));
  for (const table of ['article', 'article_past'])
    forEachRow(db, table, (row) => insertTexts(db, toArticle(row), null, row));
  for (const table of ['citation', 'citation_past'])
    forEachRow(db, table, (row) => indexQuote(db, toCitation(row)));
}

function backfillDates(db: SqliteConnection): void {
  for (const table of ['claim', 'claim_past'])
    forEachRow(db, table, (row) => {
      const claim = toClaim(row);
      for (const date of claimDates(claim))
        insertDate(db, claim, date, row.recorded_at as string, (row.replaced_at ?? null) as string | null);
    });
}

function insertTexts(
  db: SqliteConnection,
  record: Parameters<typeof searchableTexts>[0] & { readonly id: string },
  kind: EntityKind | null,
  row: Row,
): void {
  for (const { field, text } of searchableTexts(record)) {
    insertText(db, {
      id: record.id,
      kind,
      field: searchFields.indexOf(field),
      ...indexText(text),
      recordedAt: row.recorded_at as string,
      replacedAt: (row.replaced_at ?? null) as string | null,
    });
  }
}

function forEachRow(db: SqliteConnection, table: string, work: (row: Row) => void): void {
  for (let last = 0; ; ) {
    const rows = db.all(
      `SELECT rowid AS number, * FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ?`,
      last,
      BATCH_SIZE,
    );
    for (const row of rows) work(row);
    if (rows.length < BATCH_SIZE) return;
    last = rows.at(-1)?.number as number;
  }
}
