import { statusRank } from '../../../domain/order.js';
import type { Citation, Claim, ClaimStatus } from '../../../domain/records.js';
import { assembleAnnotations } from '../../read/article-annotations.js';
import { requireStatuses } from '../../read/cursor.js';
import type { Scope } from '../../read/scope.js';
import type { Annotation } from '../../store.js';
import type { ArticleDeclarations } from '../../write/write-port.js';
import { parseRecord, type Query, type Row, unionAll, where } from '../connection/cypher.js';
import { versionsOf } from '../schema/as-of.js';

/** In three statements of one transaction. */
export async function readAnnotations(
  query: Query,
  scope: Scope,
  statuses: readonly ClaimStatus[],
  first: number,
  after: string | null,
): Promise<Annotation[]> {
  requireStatuses(statuses);
  const inOrder = 'ORDER BY id LIMIT $first';
  const articleParts = versionsOf(scope).map(
    ({ label, validAt }) =>
      `MATCH (a:${label('Article')}) ${where('a.id > $after', validAt('a'))}
       RETURN a.id AS id, a.record AS record, a.declarations AS declarations ${inOrder}`,
  );
  const rows = await query(unionAll(articleParts, `RETURN DISTINCT id, record, declarations ${inOrder}`), {
    first,
    after: after ?? '',
  });
  const articles = rows.map((row) => ({
    article: parseRecord<Annotation['article']>(row),
    declared: JSON.parse(row.declarations as string) as ArticleDeclarations,
  }));
  const citations = await citationsOfArticles(
    query,
    scope,
    articles.map(({ article }) => article.id),
  );
  const claims = await claimsWithStatus(
    query,
    scope,
    new Set(citations.map(({ claimId }) => claimId)),
    statuses,
  );
  return assembleAnnotations(articles, citations, claims);
}

async function citationsOfArticles(
  query: Query,
  scope: Scope,
  articleIds: readonly string[],
): Promise<Citation[]> {
  const parts = versionsOf(scope).map(({ label, validAt }) => {
    // Articles lead to their citations; copies of what was have no relationships, and an index.
    const match =
      label('Citation') === 'Citation'
        ? `MATCH (a:Article)<-[:FROM]-(c:Citation) ${where('a.id IN $articleIds', validAt('c'))}`
        : `MATCH (c:${label('Citation')}) ${where('c.articleId IN $articleIds', validAt('c'))}`;
    return `${match} RETURN c.record AS record`;
  });
  const rows = await query(unionAll(parts, 'RETURN DISTINCT record'), { articleIds });
  return rows.map((row: Row) => parseRecord<Citation>(row));
}

async function claimsWithStatus(
  query: Query,
  scope: Scope,
  ids: ReadonlySet<string>,
  statuses: readonly ClaimStatus[],
): Promise<Map<string, Claim>> {
  const parts = versionsOf(scope).map(
    ({ label, validAt }) =>
      `MATCH (n:${label('Claim')}) ${where('n.id IN $ids', 'n.statusRank IN $statusRanks', validAt('n'))}
       RETURN n.id AS id, n.record AS record`,
  );
  const rows = await query(unionAll(parts, 'RETURN id, record'), {
    ids: [...ids],
    statusRanks: statuses.map(statusRank),
  });
  return new Map(rows.map((row) => [row.id as string, parseRecord<Claim>(row)]));
}
