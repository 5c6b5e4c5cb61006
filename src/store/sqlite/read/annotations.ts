import { statusRank } from '../../../domain/order.js';
import type { Article, Citation, Claim, ClaimStatus } from '../../../domain/records.js';
import type { Scope } from '../../read/scope.js';
import type { ArticleDeclarations } from '../../write/article-declarations.js';
import type { Row, SqliteConnection } from '../connection/connection.js';
import { openDeclarations } from '../schema/article-declarations.js';
import { viewSuffix } from '../schema/as-of.js';
import { IN_ID_LIST, idList } from '../schema/compact-ids.js';
import {
  CITATION_COLUMNS,
  CITED_IN_LIST,
  IN_JSON_LIST,
  jsonList,
  toArticle,
  toCitation,
  toClaim,
} from '../schema/row-mapping.js';

/** Articles after an id, each with what it declares. */
export function readArticlesAfter(
  db: SqliteConnection,
  scope: Scope,
  id: string,
  limit: number,
): { readonly article: Article; readonly declared: ArticleDeclarations }[] {
  const rows = db.all(
    `SELECT id, record, declarations FROM article${viewSuffix(scope)} WHERE id > ? ORDER BY id LIMIT ?`,
    id,
    limit,
  );
  return openDeclarations(db, rows).map(({ declared }, index) => ({
    article: toArticle(rows[index] as Row),
    declared,
  }));
}

/** What each of these articles declares. */
export function readDeclarations(
  db: SqliteConnection,
  scope: Scope,
  articleIds: readonly string[],
): Map<string, ArticleDeclarations> {
  const sql = `SELECT id, declarations FROM article${viewSuffix(scope)} WHERE id ${IN_JSON_LIST}`;
  return new Map(
    openDeclarations(db, db.all(sql, jsonList(articleIds))).map(({ id, declared }) => [id, declared]),
  );
}

export function readCitationsIn(
  db: SqliteConnection,
  scope: Scope,
  articleIds: readonly string[],
): Citation[] {
  // Without ORDER BY, which would keep SQLite from looking through the view to the index.
  const sql = `SELECT ${CITATION_COLUMNS} FROM citation${viewSuffix(scope)} WHERE ${CITED_IN_LIST}`;
  return db.all(sql, jsonList(articleIds)).map(toCitation);
}

export function readClaimsWithStatus(
  db: SqliteConnection,
  scope: Scope,
  ids: readonly string[],
  statuses: readonly ClaimStatus[],
): Claim[] {
  const sql = `SELECT * FROM claim${viewSuffix(scope)} WHERE id ${IN_ID_LIST} AND status_rank ${IN_JSON_LIST}`;
  return db.all(sql, idList(ids), jsonList(statuses.map(statusRank))).map(toClaim);
}
