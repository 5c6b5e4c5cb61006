import type { Citation, DeclaredArticle } from './records.js';

/** What tells whether two documents annotate the same article, by the same annotator. */
export interface ArticleIdentity {
  readonly article: Pick<DeclaredArticle, 'id' | 'sourceId' | 'url' | 'textSha256'>;
  /** Names of the annotators of its citations. */
  readonly annotators: readonly string[];
  readonly hasCitations: boolean;
}

/** The names of those who made these citations, in order. */
export function annotatorsOf(citations: readonly Pick<Citation, 'annotator'>[]): string[] {
  return [...new Set(citations.flatMap(({ annotator }) => (annotator === null ? [] : [annotator])))].sort();
}

/**
 * In what an article differs from the one that it would replace, for messages: the source, the url, the text, or all its annotators. Empty
 * if it may replace it, because it may be a correction. A url, a text or an annotator that one of them lacks is no difference; but an
 * annotation without a name does not replace one with a name.
 */
export function replacedParts(stored: ArticleIdentity, next: ArticleIdentity): string[] {
  const { sourceId, url, textSha256 } = stored.article;
  const parts: string[] = [];
  if (next.article.sourceId !== sourceId)
    parts.push(`its source is ${sourceId}, not ${next.article.sourceId}`);
  if (url !== null && next.article.url !== null && next.article.url !== url)
    parts.push(`its url is ${url}, not ${next.article.url}`);
  if (textSha256 !== null && next.article.textSha256 !== null && next.article.textSha256 !== textSha256)
    parts.push('its text is different');
  const { annotators } = stored;
  if (
    annotators.length > 0 &&
    next.hasCitations &&
    !next.annotators.some((name) => annotators.includes(name))
  )
    parts.push(`its annotator is ${annotators.join(', ')}, not ${next.annotators.join(', ') || 'unnamed'}`);
  return parts;
}

/** The message for an article that must not be replaced. `parts`: see `replacedParts`. */
export function describeReplacement(articleId: string, parts: readonly string[]): string {
  return `the store has a different article or annotation as ${articleId}: ${parts.join('; ')}. Use another id, or say that it is meant: --replace, or the argument replace`;
}
