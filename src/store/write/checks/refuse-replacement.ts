import { annotatorsOf, describeReplacement, replacedParts } from '../../../domain/article-identity.js';
import { AscribeError } from '../../../domain/errors.js';
import type { AnnotatedArticle, Citation } from '../../../domain/records.js';
import type { StoredArticle } from '../write-port.js';

/** Throws ARTICLE_CONFLICT if one of these articles would replace a different one, or the work of a different annotator. */
export function refuseReplacement(
  articles: readonly AnnotatedArticle[],
  stored: ReadonlyMap<string, StoredArticle>,
  citations: readonly Citation[],
): void {
  for (const { article, claims } of articles) {
    const old = stored.get(article.id);
    if (old === undefined) continue;
    const before = citations.filter(({ articleId }) => articleId === article.id);
    const after = claims.flatMap((claim) => claim.citations);
    const parts = replacedParts(
      { article: old.article, annotators: annotatorsOf(before), hasCitations: before.length > 0 },
      { article, annotators: annotatorsOf(after), hasCitations: after.length > 0 },
    );
    if (parts.length > 0) throw new AscribeError('ARTICLE_CONFLICT', describeReplacement(article.id, parts));
  }
}
