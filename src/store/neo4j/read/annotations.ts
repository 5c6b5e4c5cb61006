import { statusRank } from '../../../domain/order.js';
import type { Citation, Claim, ClaimStatus, Source } from '../../../domain/records.js';
import { assembleAnnotations, fallbackDeclarations } from '../../read/article-annotations.js';
import { requireStatuses } from '../../read/cursor.js';
import type { Scope } from '../../read/scope.js';
import type { Annotation } from '../../store.js';
import { parseRecord, type Query, type Row, unionAll, where } from '../connection/cypher.js';
import { versionsOf } from '../schema/as-of.js';
import { readRecordsById } from './lists.js';

/** In four statements of one transaction. */
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
       RETURN a.id AS id, a.record AS record, a.declared AS declared ${inOrder}`,
  );
  const rows = await query(unionAll(articleParts, `RETURN DISTINCT id, record, declared ${inOrder}`), {
    first,
    after: after ?? '',
  });
  const articles = rows.map((row) => ({
    article: parseRecord<Annotation['article']>(row),
    declared: row.declared as string | null,
  }));
  const sources = await readRecordsById<Source>(
    query,
    scope,
    'Source',
    articles.map(({ article }) => article.sourceId),
  );
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
  return assembleAnnotations(
    articles.map(({ article, declared }) => ({
      article,
      declared:
        declared === null
          ? fallbackDeclarations(sources.get(article.sourceId) as Source)
          : JSON.parse(declared),
    })),
    citations,
    claims,
  );
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
      `MATCH (n:${label('Claim')}) ${where('n.id IN $ids', 'n.strength IN $strengths', validAt('n'))}
       RETURN n.id AS id, n.record AS record`,
  );
  const rows = await query(unionAll(parts, 'RETURN id, record'), {
    ids: [...ids],
    strengths: statuses.map(statusRank),
  });
  return new Map(rows.map((row) => [row.id as string, parseRecord<Claim>(row)]));
}
