import type Database from 'libsql';
import { type EntityDeclarations, searchableEntity } from '../../../domain/declarations.js';
import { declaredTextsOf, textKey } from '../../../domain/declared-texts.js';
import type { EntityKind } from '../../../domain/ontology.js';
import { isLive } from '../../../domain/records.js';
import type { Searchable } from '../../../domain/search/search.js';
import { sketchBands } from '../../../domain/text-sketch.js';
import { openSealed } from '../../sealed-json.js';
import type { Collector } from '../../verify/report.js';
import { type Row, type SqliteConnection, wrapDatabase } from '../connection/connection.js';
import { openDeclarations } from '../schema/article-declarations.js';
import { hexOf, isBytes } from '../schema/compact-ids.js';
import { toArticle, toClaim, toEntity } from '../schema/row-mapping.js';
import { DATE_COLUMNS, dateRows } from '../write/dates.js';
import { PERIOD_COLUMNS, periodRows } from '../write/periods.js';
import { textRows } from '../write/texts.js';
import { nameOf, readRawRows } from './raw-rows.js';

/** Rows that are made of a record. */
interface DerivedRows {
  readonly table: string;
  /** Selects the current rows of one record, whose id is the parameter. Where no index finds them, selects one row by its values. */
  readonly select: string;
  readonly selects: 'rows of a record' | 'one row';
  /** The number of current rows of all records. */
  readonly count: string;
  readonly expected: (row: Row, db: SqliteConnection) => readonly (readonly unknown[])[];
}

/**
 * Checks that the rows by which claims are found in time and by which records are found by their texts are those that follow from the
 * records, and that there are no others.
 */
export function checkDerived(database: Database.Database, collector: Collector): void {
  const db = wrapDatabase(database);
  const silent = { report: () => {}, count: () => {} };
  for (const [table, derived] of Object.entries(DERIVED)) {
    const statements = derived.map((one) => ({ ...one, statement: database.prepare(one.select).raw() }));
    const totals = new Map(derived.map((one) => [one.table, 0]));
    collector.attempt(`the table ${table}`, () => {
      for (const row of readRawRows(database, table, silent))
        for (const one of statements)
          collector.attempt(nameOf(table, row), () => {
            // A damaged record is reported by the check of records.
            const expected = expectedOrNull(one, row, db);
            totals.set(one.table, (totals.get(one.table) ?? 0) + (expected?.length ?? Number.NaN));
            if (expected === null) return;
            if (!hasRows(one, row.id, expected))
              collector.report(
                nameOf(table, row),
                `its rows in the table ${one.table} are not what follows from it`,
                'rebuild',
              );
          });
    });
    for (const one of derived)
      collector.attempt(`the table ${one.table}`, () => {
        const [found] = database.prepare(one.count).all([]) as { n: number }[];
        const total = totals.get(one.table);
        if (total !== found?.n && !Number.isNaN(total))
          collector.report(`the table ${one.table}`, 'it has rows that follow from no record', 'rebuild');
      });
  }
}

function expectedOrNull(
  derived: DerivedRows,
  row: Row,
  db: SqliteConnection,
): readonly (readonly unknown[])[] | null {
  try {
    return derived.expected(row, db);
  } catch {
    return null;
  }
}

function hasRows(
  { selects, statement }: DerivedRows & { readonly statement: Database.Statement },
  id: unknown,
  expected: readonly (readonly unknown[])[],
): boolean {
  return selects === 'one row'
    ? expected.every((row) => statement.all([...row]).length === 1)
    : sameRows(statement.all([isBytes(id) ? Buffer.from(id as ArrayBuffer) : id]), expected);
}

function sameRows(found: readonly unknown[], expected: readonly (readonly unknown[])[]): boolean {
  if (found.length !== expected.length) return false;
  const textOf = (row: readonly unknown[]) =>
    JSON.stringify(row.map((value) => (isBytes(value) ? hexOf(value) : value)));
  const sorted = (rows: readonly unknown[]) => rows.map((row) => textOf(row as readonly unknown[])).sort();
  const other = sorted(expected);
  return sorted(found).every((row, index) => row === other[index]);
}

const TEXTS = {
  table: 'text',
  selects: 'rows of a record' as const,
  select:
    'SELECT kind, field, normalized, joined, phonetic FROM text WHERE record_id = ? AND replaced_at IS NULL',
};
const textsOf = (record: Searchable, kind: EntityKind | null) =>
  textRows(record).map(({ field, normalized, joined, phonetic }) => [
    kind,
    field,
    normalized,
    joined,
    phonetic,
  ]);

const DERIVED: Readonly<Record<string, readonly DerivedRows[]>> = {
  claim: [
    {
      table: 'claim_period',
      selects: 'rows of a record',
      select: `SELECT ${PERIOD_COLUMNS} FROM claim_period WHERE claim_id = ?`,
      count: 'SELECT count(*) AS n FROM claim_period',
      expected: (row) => periodRows(toClaim(row)),
    },
    {
      table: 'claim_date',
      selects: 'rows of a record',
      select: `SELECT ${DATE_COLUMNS.join(', ')} FROM claim_date WHERE claim_id = ? AND replaced_at IS NULL`,
      count: 'SELECT count(*) AS n FROM claim_date WHERE replaced_at IS NULL',
      expected: (row) => dateRows(toClaim(row)).map((date) => DATE_COLUMNS.map((column) => date[column])),
    },
  ],
  entity: [
    {
      ...TEXTS,
      count: 'SELECT count(*) AS n FROM text WHERE replaced_at IS NULL AND kind IS NOT NULL',
      expected: (row) => {
        const entity = toEntity(row);
        const declared = openSealed<EntityDeclarations>(row.declarations);
        return textsOf(searchableEntity(entity, declared), entity.kind);
      },
    },
  ],
  article: [
    {
      ...TEXTS,
      count: 'SELECT count(*) AS n FROM text WHERE replaced_at IS NULL AND kind IS NULL',
      expected: (row) => textsOf(toArticle(row), null),
    },
    {
      table: 'text_band',
      selects: 'one row',
      select: 'SELECT 1 FROM text_band WHERE band = ? AND article_id = ?',
      count: 'SELECT count(*) AS n FROM text_band',
      expected: (row) => {
        const { textSketch, id } = toArticle(row);
        return textSketch === null ? [] : [...new Set(sketchBands(textSketch))].map((band) => [band, id]);
      },
    },
    {
      table: 'text_declaration',
      selects: 'one row',
      select: `SELECT 1 FROM declared_text AS d JOIN declared_set_text AS s ON s.text_row = d.row
           JOIN text_declaration AS t ON t.set_row = s.set_row
         WHERE d.entity_id = ? AND d.role = ? AND d.text_key = ? AND t.article_id = ? AND d.text = ? AND t.ended_at IS NULL`,
      count: `SELECT count(*) AS n FROM text_declaration AS t LEFT JOIN declared_set_text AS s ON s.set_row = t.set_row
         WHERE t.ended_at IS NULL`,
      expected: (row, db) =>
        isLive(toArticle(row))
          ? openDeclarations(db, [row])
              .flatMap(({ declared }) => declaredTextsOf(declared.entities))
              .map(({ entityId, role, text }) => [entityId, role, textKey(text), row.id, text])
          : [],
    },
  ],
};
