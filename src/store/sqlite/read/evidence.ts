import type { Evidence } from '../../../domain/derivation/evidence.js';
import type { Article } from '../../../domain/records.js';
import { groupEvidenceByClaim, joinCitations } from '../../read/evidence.js';
import type { Scope } from '../../read/scope.js';
import type { SqliteConnection } from '../connection/connection.js';
import { viewSuffix } from '../schema/as-of.js';
import { IN_JSON_LIST, jsonList, toArticle, toCitation } from '../schema/row-mapping.js';
import { readRecordsById } from './lists.js';

/** For each claim everything the policy weighs, ordered by citation id. */
export function readEvidence(
  db: SqliteConnection,
  scope: Scope,
  claimIds: readonly string[],
): Map<string, Evidence[]> {
  const citations = db
    .all(`SELECT record FROM citation${viewSuffix(scope)} WHERE claim_id ${IN_JSON_LIST}`, jsonList(claimIds))
    .map(toCitation);
  const articles = new Map<string, Article>();
  const originals = new Map<string, string | null>();
  for (
    let wanted = new Set(citations.map(({ articleId }) => articleId));
    wanted.size > 0;
    wanted = new Set([...originals.values()].filter((id) => id !== null && !originals.has(id)) as string[])
  ) {
    const rows = db.all(
      `SELECT record FROM article${viewSuffix(scope)} WHERE id ${IN_JSON_LIST}`,
      jsonList([...wanted]),
    );
    for (const article of rows.map(toArticle)) articles.set(article.id, article);
    for (const id of wanted) originals.set(id, articles.get(id)?.derivedFrom ?? null);
  }
  const sourceIds = [...articles.values()].map((article) => article.sourceId);
  const sources = readRecordsById(db, scope, 'sources', sourceIds);
  const found = groupEvidenceByClaim(joinCitations(citations, articles, sources), originals);
  // Sorted here, as SQLite would carry every record through its sorter.
  for (const evidence of found.values()) evidence.sort((a, b) => (a.citation.id < b.citation.id ? -1 : 1));
  return found;
}
