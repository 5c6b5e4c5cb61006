import { isUtf8 } from 'node:buffer';
import type Database from 'libsql';
import type { Collector } from '../../verify/report.js';
import type { Row } from '../connection/connection.js';
import { citationIdOf, claimIdOf, isBytes } from '../schema/compact-ids.js';

/**
 * Yields the rows of a table. Texts are read as bytes, because the database library ends its process for a text that is not UTF-8; such
 * texts are reported, and their rows are left out.
 */
export function* readRawRows(
  database: Database.Database,
  table: string,
  { report, count }: Pick<Collector, 'report' | 'count'>,
): Generator<Row> {
  const columns = database.prepare('SELECT name, type FROM pragma_table_info(?)').all([table]) as {
    name: string;
    type: string;
  }[];
  const bytes = new Set(columns.filter(({ type }) => type === 'BLOB').map(({ name }) => name));
  const selected = columns.map(
    ({ name }) =>
      `CASE WHEN typeof("${name}") IN ('text', 'blob') THEN CAST("${name}" AS BLOB) ELSE "${name}" END AS "${name}"`,
  );
  if (bytes.has('claim_id') && columns.some(({ name }) => name === 'article_key'))
    selected.push('(SELECT CAST(article.id AS BLOB) FROM article WHERE key = article_key) AS article_id');
  for (const raw of database.prepare(`SELECT ${selected.join(', ')} FROM "${table}"`).iterate([])) {
    const row = decodeRow(raw as Row, bytes);
    const bad = columns.find(({ name }) => row[name] === NOT_UTF8)?.name;
    count(table);
    if (bad === undefined) yield row;
    else report(nameOf(table, row), `is damaged: its column ${bad} is not UTF-8`);
  }
}

const NOT_UTF8 = Symbol('not UTF-8');

function decodeRow(raw: Row, bytes: ReadonlySet<string>): Row {
  const row: Row = {};
  for (const [name, value] of Object.entries(raw)) row[name] = bytes.has(name) ? value : decode(value);
  return row;
}

function decode(value: unknown): unknown {
  if (!isBytes(value)) return value;
  const bytes = value instanceof ArrayBuffer ? Buffer.from(value) : Buffer.from(value.buffer);
  return isUtf8(bytes) ? bytes.toString() : NOT_UTF8;
}

/** For people: `article article:wire-1`. */
export function nameOf(table: string, row: Row): string {
  const compact = table.startsWith('citation') ? citationIdOf : claimIdOf;
  const id = [row.id, row.claim_id, row.record_id, row.entity_id, row.number, row.row]
    .map((one) => (isBytes(one) ? compact(one) : one))
    .find((one) => typeof one === 'string' || typeof one === 'number');
  return `${table} ${String(id ?? 'with an unreadable id').slice(0, 200)}`;
}
