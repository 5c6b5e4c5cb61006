import { strength } from '../../../domain/order.js';
import type { Citation, Claim, ClaimStatus, Source } from '../../../domain/records.js';
import { annotationsOf, declaredAsStood } from '../../read/article-annotations.js';
import { requireStatuses } from '../../read/cursor.js';
import type { Annotation } from '../../store.js';
import { type Query, type Row, recordOf, united, where } from '../connection/cypher.js';
import { type Moment, versionsOf } from '../schema/as-of.js';
import { recordsById } from './lists.js';

/** In four statements of one transaction. */
export async function annotations(
  query: Query,
  moment: Moment,
  statuses: readonly ClaimStatus[],
  first: number,
  after: string | null,
): Promise<Annotation[]> {
  requireStatuses(statuses);
  const inOrder = 'ORDER BY id LIMIT $first';
  const articleParts = versionsOf(moment).map(
    ({ label, stood }) =>
      `MATCH (a:${label('Article')}) ${where('a.id > $after', stood('a'))}
       RETURN a.id AS id, a.record AS record, a.declared AS declared ${inOrder}`,
  );
  const rows = await query(united(articleParts, `RETURN DISTINCT id, record, declared ${inOrder}`), {
    first,
    after: after ?? '',
  });
  const articles = rows.map((row) => ({
    article: recordOf<Annotation['article']>(row),
    declared: row.declared as string | null,
  }));
  const sources = await recordsById<Source>(
    query,
    moment,
    'Source',
    articles.map(({ article }) => article.sourceId),
  );
  const citations = await citationsIn(
    query,
    moment,
    articles.map(({ article }) => article.id),
  );
  const claims = await claimsOf(query, moment, new Set(citations.map(({ claimId }) => claimId)), statuses);
  return annotationsOf(
    articles.map(({ article, declared }) => ({
      article,
      declared:
        declared === null ? declaredAsStood(sources.get(article.sourceId) as Source) : JSON.parse(declared),
    })),
    citations,
    claims,
  );
}

async function citationsIn(query: Query, moment: Moment, articleIds: readonly string[]): Promise<Citation[]> {
  const parts = versionsOf(moment).map(({ label, stood }) => {
    // Articles lead to their citations; copies of what was have no relationships, and an index.
    const match =
      label('Citation') === 'Citation'
        ? `MATCH (a:Article)<-[:FROM]-(c:Citation) ${where('a.id IN $articleIds', stood('c'))}`
        : `MATCH (c:${label('Citation')}) ${where('c.articleId IN $articleIds', stood('c'))}`;
    return `${match} RETURN c.record AS record`;
  });
  const rows = await query(united(parts, 'RETURN DISTINCT record'), { articleIds });
  return rows.map((row: Row) => recordOf<Citation>(row));
}

async function claimsOf(
  query: Query,
  moment: Moment,
  ids: ReadonlySet<string>,
  statuses: readonly ClaimStatus[],
): Promise<Map<string, Claim>> {
  const parts = versionsOf(moment).map(
    ({ label, stood }) =>
      `MATCH (n:${label('Claim')}) ${where('n.id IN $ids', 'n.strength IN $strengths', stood('n'))}
       RETURN n.id AS id, n.record AS record`,
  );
  const rows = await query(united(parts, 'RETURN id, record'), {
    ids: [...ids],
    strengths: statuses.map(strength),
  });
  return new Map(rows.map((row) => [row.id as string, recordOf<Claim>(row)]));
}
