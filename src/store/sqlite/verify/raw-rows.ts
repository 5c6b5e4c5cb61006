import { isUtf8 } from 'node:buffer';
import type Database from 'libsql';
import type { Collector } from '../../verify/report.js';
import type { Row } from '../connection/connection.js';

/**
 * Yields the rows of a table. Texts are read as bytes, because the database library ends its process for a text that is not UTF-8; such
 * texts are reported, and their rows are left out.
 */
export function* readRawRows(
  database: Database.Database,
  table: string,
  { report, count }: Pick<Collector, 'report' | 'count'>,
): Generator<Row> {
  const columns = database.prepare('SELECT name FROM pragma_table_info(?)').all([table]) as {
    name: string;
  }[];
  const selected = columns.map(
    ({ name }) =>
      `CASE WHEN typeof("${name}") IN ('text', 'blob') THEN CAST("${name}" AS BLOB) ELSE "${name}" END AS "${name}"`,
  );
  for (const raw of database.prepare(`SELECT ${selected.join(', ')} FROM "${table}"`).iterate([])) {
    const row = decodeRow(raw as Row);
    const bad = columns.find(({ name }) => row[name] === NOT_UTF8)?.name;
    count(table);
    if (bad === undefined) yield row;
    else report(nameOf(table, row), `is damaged: its column ${bad} is not UTF-8`);
  }
}

const NOT_UTF8 = Symbol('not UTF-8');

function decodeRow(raw: Row): Row {
  const row: Row = {};
  for (const [name, value] of Object.entries(raw)) row[name] = decode(value);
  return row;
}

function decode(value: unknown): unknown {
  if (!(value instanceof ArrayBuffer || ArrayBuffer.isView(value))) return value;
  const bytes = value instanceof ArrayBuffer ? Buffer.from(value) : Buffer.from(value.buffer);
  return isUtf8(bytes) ? bytes.toString() : NOT_UTF8;
}

/** For people: `article article:wire-1`. */
export function nameOf(table: string, row: Row): string {
  const id = [row.id, row.claim_id, row.record_id, row.entity_id, row.number, row.row].find(
    (one) => typeof one === 'string' || typeof one === 'number',
  );
  return `${table} ${String(id ?? 'with an unreadable id').slice(0, 200)}`;
}
