import { statusRank } from '../../../domain/order.js';
import type { ClaimStatus } from '../../../domain/records.js';
import { assembleAnnotations } from '../../read/article-annotations.js';
import { requireStatuses } from '../../read/cursor.js';
import type { Scope } from '../../read/scope.js';
import type { Annotation } from '../../store.js';
import type { ArticleDeclarations } from '../../write/write-port.js';
import type { SqliteConnection } from '../connection/connection.js';
import { viewSuffix } from '../schema/as-of.js';
import { IN_JSON_LIST, jsonList, toArticle, toCitation, toClaim } from '../schema/row-mapping.js';

export function readAnnotations(
  db: SqliteConnection,
  scope: Scope,
  statuses: readonly ClaimStatus[],
  first: number,
  after: string | null,
): Annotation[] {
  requireStatuses(statuses);
  const rows = db.all(
    `SELECT record, declarations FROM article${viewSuffix(scope)} WHERE id > ? ORDER BY id LIMIT ?`,
    after ?? '',
    first,
  );
  const found = rows.map((row) => ({
    article: toArticle(row),
    declared: JSON.parse(row.declarations as string) as ArticleDeclarations,
  }));
  const citations = db
    .all(
      // Without an order: that would keep SQLite from looking through the view to the index.
      `SELECT record FROM citation${viewSuffix(scope)} WHERE article_id ${IN_JSON_LIST}`,
      jsonList(found.map(({ article }) => article.id)),
    )
    .map(toCitation);
  const claims = db
    .all(
      `SELECT * FROM claim${viewSuffix(scope)} WHERE id ${IN_JSON_LIST} AND status_rank ${IN_JSON_LIST}`,
      jsonList([...new Set(citations.map(({ claimId }) => claimId))]),
      jsonList(statuses.map(statusRank)),
    )
    .map(toClaim);
  return assembleAnnotations(found, citations, new Map(claims.map((claim) => [claim.id, claim])));
}
