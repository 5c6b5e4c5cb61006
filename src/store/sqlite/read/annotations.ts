import { strength } from '../../../domain/order.js';
import type { ClaimStatus, Source } from '../../../domain/records.js';
import { annotationsOf, declaredAsStood } from '../../read/article-annotations.js';
import { requireStatuses } from '../../read/cursor.js';
import type { Annotation } from '../../store.js';
import type { Connection } from '../connection/connection.js';
import type { Moment } from '../schema/as-of.js';
import { IN, list, toArticle, toCitation, toClaim, toSource } from '../schema/row-mapping.js';

export function annotations(
  db: Connection,
  moment: Moment,
  statuses: readonly ClaimStatus[],
  first: number,
  after: string | null,
): Annotation[] {
  requireStatuses(statuses);
  const rows = db.all(
    `SELECT record, declared FROM article${moment} WHERE id > ? ORDER BY id LIMIT ?`,
    after ?? '',
    first,
  );
  const found = rows.map((row) => ({ article: toArticle(row), declared: row.declared as string | null }));
  const sources = new Map(
    db
      .all(`SELECT * FROM source${moment} WHERE id ${IN}`, list(found.map(({ article }) => article.sourceId)))
      .map((row) => [row.id as string, toSource(row)]),
  );
  const citations = db
    .all(
      // Without an order: that would keep SQLite from looking through the view to the index.
      `SELECT record FROM citation${moment} WHERE article_id ${IN}`,
      list(found.map(({ article }) => article.id)),
    )
    .map(toCitation);
  const claims = db
    .all(
      `SELECT * FROM claim${moment} WHERE id ${IN} AND strength ${IN}`,
      list([...new Set(citations.map(({ claimId }) => claimId))]),
      list(statuses.map(strength)),
    )
    .map(toClaim);
  return annotationsOf(
    found.map(({ article, declared }) => ({
      article,
      declared:
        declared === null ? declaredAsStood(sources.get(article.sourceId) as Source) : JSON.parse(declared),
    })),
    citations,
    new Map(claims.map((claim) => [claim.id, claim])),
  );
}
