import type { Scope } from '../../read/scope.js';
import type { SqliteConnection } from '../connection/connection.js';

/** The suffix for table names in a query: reads as of a time use the views. Example: `claim${viewSuffix(scope)}`. */
export const viewSuffix = (scope: Scope): '' | '_as_of' => (scope === 'now' ? '' : '_as_of');

/** The kind of an entity, which may have been corrected since. */
export const kindOf = (scope: Scope, id: string): string =>
  `(SELECT kind FROM entity${viewSuffix(scope)} WHERE id = ${id})`;

/** The condition that a row of a table with its own history (a date, a search text) is valid in the scope. */
export const validAt = (scope: Scope, alias: string): string =>
  scope === 'now'
    ? `${alias}.replaced_at IS NULL`
    : `${alias}.recorded_at <= (SELECT at FROM temp.as_of)
      AND (${alias}.replaced_at IS NULL OR ${alias}.replaced_at > (SELECT at FROM temp.as_of))`;

/** The condition that a row of `text_declaration` is valid in the scope. */
export const declaredAt = (scope: Scope, alias: string): string =>
  scope === 'now'
    ? `${alias}.ended_at IS NULL`
    : `${alias}.declared_at <= (SELECT ms FROM temp.as_of)
      AND (${alias}.ended_at IS NULL OR ${alias}.ended_at > (SELECT ms FROM temp.as_of))`;

export type VersionedTable = 'entity' | 'source' | 'article' | 'claim' | 'citation';

/** The columns of each table that its earlier versions keep. */
export const VERSIONED_COLUMNS: Readonly<Record<VersionedTable, string>> = {
  entity: 'id, kind, name, name_key, aliases, description, identifiers, organ_of, checksum',
  source: 'id, name, name_key, reliability, affiliation, checksum',
  article: 'key, id, source_id, derived_from, live, newest_first, oldest_first, record, declarations',
  claim: `id, subject_id, predicate, object_id, value, status_rank, derived_status_rank, confidence_key, derived_confidence_key,
    assessment_id, validity, periods, dated, years, sole_article_id, sole_source_id, supporting_origins, contested,
    first_known_at, checksum`,
  citation:
    'id, claim_id, article_key, order_key, quote_check, speaker_id, earlier_speakers, quote, more, checksum',
};

/** Whether a table has the time of its record in milliseconds from 1970: those with many rows do. */
export const hasTimesInMs = (table: string): boolean => table === 'claim' || table === 'citation';

/** The timestamp of a time that is stored in milliseconds from 1970. */
export const timeOfMs = (ms: unknown): string => new Date(ms as number).toISOString();

/**
 * Creates, for this connection, a view of each table as recorded at the timestamp that `setAsOf` sets. A query should name only one view:
 * SQLite then looks through it to the indexes.
 */
export function createAsOfViews(db: SqliteConnection): void {
  db.run('CREATE TEMP TABLE as_of (at TEXT NOT NULL, ms INTEGER NOT NULL)');
  db.run("INSERT INTO temp.as_of VALUES ('', 0)");
  const [text, ms] = ['(SELECT at FROM temp.as_of)', '(SELECT ms FROM temp.as_of)'];
  for (const [table, columns] of Object.entries(VERSIONED_COLUMNS)) {
    const at = hasTimesInMs(table) ? ms : text;
    db.run(
      `CREATE TEMP VIEW ${table}_as_of AS SELECT ${columns}, recorded_at FROM main.${table} WHERE recorded_at <= ${at}
       UNION ALL SELECT ${columns}, recorded_at FROM main.${table}_version WHERE recorded_at <= ${at} AND replaced_at > ${at}`,
    );
  }
  db.run(`CREATE TEMP VIEW claim_change_as_of AS SELECT * FROM main.claim_change WHERE at <= ${ms}`);
  db.run(`CREATE TEMP VIEW policy_as_of AS SELECT * FROM main.policy WHERE at <= ${text}`);
  db.run(
    `CREATE TEMP VIEW assessment_as_of AS SELECT id, claim_id, at, record, coalesce(ended_at > ${text}, 0) AS in_force
     FROM main.assessment WHERE at <= ${text}`,
  );
}

/** `timestamp` is empty before the first write. */
export function setAsOf(db: SqliteConnection, timestamp: string): void {
  const ms = timestamp === '' ? 0 : Date.parse(timestamp);
  db.run('UPDATE temp.as_of SET at = ?, ms = ?', timestamp, ms);
}
