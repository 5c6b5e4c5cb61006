import { statusRank } from '../../../domain/order.js';
import type { ClaimStatus, Source } from '../../../domain/records.js';
import { assembleAnnotations, fallbackDeclarations } from '../../read/article-annotations.js';
import { requireStatuses } from '../../read/cursor.js';
import type { Scope } from '../../read/scope.js';
import type { Annotation } from '../../store.js';
import type { SqliteConnection } from '../connection/connection.js';
import { viewSuffix } from '../schema/as-of.js';
import { IN_JSON_LIST, jsonList, toArticle, toCitation, toClaim, toSource } from '../schema/row-mapping.js';

export function readAnnotations(
  db: SqliteConnection,
  scope: Scope,
  statuses: readonly ClaimStatus[],
  first: number,
  after: string | null,
): Annotation[] {
  requireStatuses(statuses);
  const rows = db.all(
    `SELECT record, declared FROM article${viewSuffix(scope)} WHERE id > ? ORDER BY id LIMIT ?`,
    after ?? '',
    first,
  );
  const found = rows.map((row) => ({ article: toArticle(row), declared: row.declared as string | null }));
  const sources = new Map(
    db
      .all(
        `SELECT * FROM source${viewSuffix(scope)} WHERE id ${IN_JSON_LIST}`,
        jsonList(found.map(({ article }) => article.sourceId)),
      )
      .map((row) => [row.id as string, toSource(row)]),
  );
  const citations = db
    .all(
      // Without an order: that would keep SQLite from looking through the view to the index.
      `SELECT record FROM citation${viewSuffix(scope)} WHERE article_id ${IN_JSON_LIST}`,
      jsonList(found.map(({ article }) => article.id)),
    )
    .map(toCitation);
  const claims = db
    .all(
      `SELECT * FROM claim${viewSuffix(scope)} WHERE id ${IN_JSON_LIST} AND strength ${IN_JSON_LIST}`,
      jsonList([...new Set(citations.map(({ claimId }) => claimId))]),
      jsonList(statuses.map(statusRank)),
    )
    .map(toClaim);
  return assembleAnnotations(
    found.map(({ article, declared }) => ({
      article,
      declared:
        declared === null
          ? fallbackDeclarations(sources.get(article.sourceId) as Source)
          : JSON.parse(declared),
    })),
    citations,
    new Map(claims.map((claim) => [claim.id, claim])),
  );
}
