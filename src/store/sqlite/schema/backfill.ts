import { datesOf } from '../../../domain/claim-dates.js';
import type { EntityKind } from '../../../domain/ontology.js';
import { indexed, searchFields, textsOf } from '../../../domain/search/search.js';
import type { Connection, Row } from '../connection/connection.js';
import { insertDate } from '../write/dates.js';
import { insertText, saveQuote } from '../write/texts.js';
import { toArticle, toCitation, toClaim, toEntity } from './row-mapping.js';

/** How many rows are held at a time. */
const BATCH = 2_000;

/** What a migration leaves to be filled in, by part; to be called in a transaction each. */
export const BUILDS: Readonly<Record<string, (db: Connection) => void>> = {
  texts: buildTexts,
  dates: buildDates,
};

function buildTexts(db: Connection): void {
  for (const table of ['entity', 'entity_past'])
    eachRow(db, table, (row) => addTexts(db, toEntity(row), row.kind as EntityKind, row));
  for (const table of ['article', 'article_past'])
    eachRow(db, table, (row) => addTexts(db, toArticle(row), null, row));
  for (const table of ['citation', 'citation_past'])
    eachRow(db, table, (row) => saveQuote(db, toCitation(row)));
}

function buildDates(db: Connection): void {
  for (const table of ['claim', 'claim_past'])
    eachRow(db, table, (row) => {
      const claim = toClaim(row);
      for (const date of datesOf(claim))
        insertDate(db, claim, date, row.recorded_at as string, (row.replaced_at ?? null) as string | null);
    });
}

function addTexts(
  db: Connection,
  record: Parameters<typeof textsOf>[0] & { readonly id: string },
  kind: EntityKind | null,
  row: Row,
): void {
  for (const { field, text } of textsOf(record)) {
    insertText(db, {
      id: record.id,
      kind,
      field: searchFields.indexOf(field),
      ...indexed(text),
      recordedAt: row.recorded_at as string,
      replacedAt: (row.replaced_at ?? null) as string | null,
    });
  }
}

function eachRow(db: Connection, table: string, work: (row: Row) => void): void {
  for (let last = 0; ; ) {
    const rows = db.all(
      `SELECT rowid AS number, * FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ?`,
      last,
      BATCH,
    );
    for (const row of rows) work(row);
    if (rows.length < BATCH) return;
    last = rows.at(-1)?.number as number;
  }
}
