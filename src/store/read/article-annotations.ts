import { compareCitations } from '../../domain/order.js';
import type { AnnotatedClaim, Article, Citation, Claim } from '../../domain/records.js';
import type { Annotation } from '../store.js';
import type { ArticleDeclarations } from '../write/write-port.js';

/** Puts together what articles say. Of citations those count whose claim is given. */
export function assembleAnnotations(
  articles: readonly { readonly article: Article; readonly declared: ArticleDeclarations }[],
  citations: readonly Citation[],
  claims: ReadonlyMap<string, Claim>,
): Annotation[] {
  const byArticle = new Map(articles.map(({ article }) => [article.id, new Map<string, Citation[]>()]));
  for (const citation of citations) {
    const ofArticle = byArticle.get(citation.articleId);
    if (ofArticle === undefined || !claims.has(citation.claimId)) continue;
    const ofClaim = ofArticle.get(citation.claimId);
    if (ofClaim === undefined) ofArticle.set(citation.claimId, [citation]);
    else ofClaim.push(citation);
  }
  return articles.map(({ article, declared }) => ({
    article,
    ...declared,
    claims: [...(byArticle.get(article.id) ?? [])]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, cited]) => toAnnotatedClaim(claims.get(id) as Claim, cited)),
  }));
}

function toAnnotatedClaim(
  { id, subjectId, predicate, objectId, value }: Claim,
  citations: readonly Citation[],
): AnnotatedClaim {
  return {
    id,
    subjectId,
    predicate,
    objectId,
    value,
    citations: [...citations].sort(compareCitations),
  };
}
