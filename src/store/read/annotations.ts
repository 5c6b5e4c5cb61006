import { compareCitations } from '../../domain/order.js';
import type { AnnotatedClaim, Article, Citation, Claim, ClaimStatus } from '../../domain/records.js';
import type { Annotation } from '../store.js';
import type { ArticleDeclarations } from '../write/article-declarations.js';
import type { ReadPort } from './read-port.js';

/** The contents of articles after an id, with the claims of these statuses. */
export async function readAnnotations(
  port: ReadPort,
  statuses: readonly ClaimStatus[],
  limit: number,
  afterId: string,
): Promise<Annotation[]> {
  const found = await port.articlesAfter(afterId, limit);
  const citations = await port.citationsIn(found.map(({ article }) => article.id));
  const claims = await port.claimsWithStatus([...new Set(citations.map(({ claimId }) => claimId))], statuses);
  return assembleAnnotations(found, citations, new Map(claims.map((claim) => [claim.id, claim])));
}

/** Groups citations by article and claim. Citations of other claims are ignored. */
function assembleAnnotations(
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
