import type { Article, Citation, Claim, ClaimStatus } from '../../../domain/records.js';
import type { Scope } from '../../read/scope.js';
import { openSealed } from '../../sealed-json.js';
import type { ArticleDeclarations } from '../../write/article-declarations.js';
import { parseRecord, type Query, type Row, unionAll, where } from '../connection/cypher.js';
import { versionsOf } from '../schema/as-of.js';

/** Articles after an id, each with what it declares. */
export async function readArticlesAfter(
  query: Query,
  scope: Scope,
  id: string,
  limit: number,
): Promise<{ readonly article: Article; readonly declared: ArticleDeclarations }[]> {
  const inOrder = 'ORDER BY id LIMIT $limit';
  const parts = versionsOf(scope).map(
    ({ label, validAt }) =>
      `MATCH (a:${label('Article')}) ${where('a.id > $after', validAt('a'))}
       RETURN a.id AS id, a.record AS record, a.declarations AS declarations ${inOrder}`,
  );
  const rows = await query(unionAll(parts, `RETURN DISTINCT id, record, declarations ${inOrder}`), {
    after: id,
    limit,
  });
  return rows.map((row) => ({
    article: parseRecord<Article>(row),
    declared: declarationsOf(row),
  }));
}

/** What each of these articles declares. */
export async function readDeclarations(
  query: Query,
  scope: Scope,
  articleIds: readonly string[],
): Promise<Map<string, ArticleDeclarations>> {
  const parts = versionsOf(scope).map(
    ({ label, validAt }) =>
      `MATCH (a:${label('Article')}) ${where('a.id IN $articleIds', validAt('a'))}
       RETURN a.id AS id, a.declarations AS declarations`,
  );
  const rows = await query(unionAll(parts, 'RETURN id, declarations'), { articleIds });
  return new Map(rows.map((row) => [row.id as string, declarationsOf(row)]));
}

const declarationsOf = ({ id, declarations }: Row): ArticleDeclarations =>
  openSealed<ArticleDeclarations>(declarations, id as string);

export async function readCitationsIn(
  query: Query,
  scope: Scope,
  articleIds: readonly string[],
): Promise<Citation[]> {
  const parts = versionsOf(scope).map(({ label, validAt }) => {
    // Current articles lead to their citations; archived versions have an index instead of relationships.
    const match =
      label('Citation') === 'Citation'
        ? `MATCH (a:Article)<-[:FROM]-(c:Citation) ${where('a.id IN $articleIds', validAt('c'))}`
        : `MATCH (c:${label('Citation')}) ${where('c.articleId IN $articleIds', validAt('c'))}`;
    return `${match} RETURN c.record AS record`;
  });
  const rows = await query(unionAll(parts, 'RETURN DISTINCT record'), { articleIds });
  return rows.map((row) => parseRecord<Citation>(row));
}

export async function readClaimsWithStatus(
  query: Query,
  scope: Scope,
  ids: readonly string[],
  statuses: readonly ClaimStatus[],
): Promise<Claim[]> {
  const parts = versionsOf(scope).map(
    ({ label, validAt }) =>
      `MATCH (n:${label('Claim')}) ${where('n.id IN $ids', 'n.status IN $statuses', validAt('n'))}
       RETURN n.record AS record`,
  );
  const rows = await query(unionAll(parts, 'RETURN record'), {
    ids,
    statuses,
  });
  return rows.map((row) => parseRecord<Claim>(row));
}
