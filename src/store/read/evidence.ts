import type { Evidence } from '../../domain/derivation/evidence.js';
import { lineageOf } from '../../domain/derivation/lineage.js';
import { type Article, type Citation, isLive, type Source } from '../../domain/records.js';

/** A citation with the properties of its article and source that the policy weighs. */
export interface CitationContext {
  readonly citation: Citation;
  readonly article: Pick<Article, 'id' | 'genre' | 'publishedAt' | 'derivedFrom'>;
  readonly live: boolean;
  readonly source: Source;
}

/** Groups citations by claim, in the given order. `originals` maps each article to the one it derives from, up to its root. */
export function groupEvidenceByClaim(
  cited: readonly CitationContext[],
  originals: ReadonlyMap<string, string | null>,
): Map<string, Evidence[]> {
  const found = new Map<string, Evidence[]>();
  for (const { citation, article, live, source } of cited) {
    const evidence = found.get(citation.claimId) ?? [];
    evidence.push({
      citation,
      genre: article.genre,
      publishedAt: article.publishedAt,
      live,
      lineage: lineageOf(article.id, originals),
      sourceId: source.id,
      sourceName: source.name,
      reliability: source.reliability,
      affiliation: source.affiliation,
    });
    found.set(citation.claimId, evidence);
  }
  return found;
}

/** Joins citations with their articles and sources; drops those whose article or source was not found. */
export function joinCitations(
  citations: readonly Citation[],
  articles: ReadonlyMap<string, Article>,
  sources: ReadonlyMap<string, Source>,
): CitationContext[] {
  return citations.flatMap((citation) => {
    const article = articles.get(citation.articleId);
    const source = sources.get(article?.sourceId ?? '');
    return article === undefined || source === undefined
      ? []
      : [{ citation, article, live: isLive(article), source }];
  });
}
