import { statusRank } from '../../../domain/order.js';
import type { Article, Citation, Claim, ClaimStatus } from '../../../domain/records.js';
import type { Scope } from '../../read/scope.js';
import type { SqliteConnection } from '../connection/connection.js';
import { viewSuffix } from '../schema/as-of.js';
import {
  CITATION_COLUMNS,
  IN_JSON_LIST,
  jsonList,
  toArticle,
  toCitation,
  toClaim,
} from '../schema/row-mapping.js';

/** Articles after an id, each with the JSON of its declarations. */
export function readArticlesAfter(
  db: SqliteConnection,
  scope: Scope,
  id: string,
  limit: number,
): { readonly article: Article; readonly declarations: string }[] {
  const rows = db.all(
    `SELECT record, declarations FROM article${viewSuffix(scope)} WHERE id > ? ORDER BY id LIMIT ?`,
    id,
    limit,
  );
  return rows.map((row) => ({ article: toArticle(row), declarations: row.declarations as string }));
}

/** The JSON of the declarations of each of these articles. */
export function readDeclarations(
  db: SqliteConnection,
  scope: Scope,
  articleIds: readonly string[],
): Map<string, string> {
  const sql = `SELECT id, declarations FROM article${viewSuffix(scope)} WHERE id ${IN_JSON_LIST}`;
  return new Map(
    db.all(sql, jsonList(articleIds)).map((row) => [row.id as string, row.declarations as string]),
  );
}

export function readCitationsIn(
  db: SqliteConnection,
  scope: Scope,
  articleIds: readonly string[],
): Citation[] {
  // Without ORDER BY, which would keep SQLite from looking through the view to the index.
  const sql = `SELECT ${CITATION_COLUMNS} FROM citation${viewSuffix(scope)} WHERE article_id ${IN_JSON_LIST}`;
  return db.all(sql, jsonList(articleIds)).map(toCitation);
}

export function readClaimsWithStatus(
  db: SqliteConnection,
  scope: Scope,
  ids: readonly string[],
  statuses: readonly ClaimStatus[],
): Claim[] {
  const sql = `SELECT * FROM claim${viewSuffix(scope)} WHERE id ${IN_JSON_LIST} AND status_rank ${IN_JSON_LIST}`;
  return db.all(sql, jsonList(ids), jsonList(statuses.map(statusRank))).map(toClaim);
}
