import type { AnnotatedArticle } from '../../domain/records.js';
import { putArticles } from '../put-articles.js';
import type { WriteOutcome } from '../store.js';
import { drawRelationships } from './draw.js';
import type { Query } from './query.js';
import { drawAffiliations } from './references.js';
import { neo4jTables } from './tables.js';
import { unawaited } from './unawaited.js';

/** Writes whole articles, and draws what is seen of them; inside a transaction that holds the lock of the writers. */
export async function put(
  query: Query,
  now: string,
  articles: readonly AnnotatedArticle[],
): Promise<readonly WriteOutcome[]> {
  const touched = { sources: new Set<string>(), claims: new Set<string>() };
  const writes = unawaited();
  try {
    const outcomes = await putArticles(neo4jTables(query, writes, now, touched), articles);
    await drawAffiliations(query, [...touched.sources]);
    await drawRelationships(query, [...touched.claims]);
    return outcomes;
  } finally {
    // Its error goes before that of a statement which could not run any more because of it.
    await writes.done();
  }
}
