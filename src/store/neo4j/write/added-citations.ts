import type { Evidence } from '../../../domain/derivation/evidence.js';
import { type Citation, isLive, type Source } from '../../../domain/records.js';
import type { CitationContext, ClaimEnds } from '../../read/evidence.js';
import type { NewClaim, StoredArticle } from '../../write/write-port.js';
import type { Query } from '../connection/cypher.js';
import { readEvidenceBeside } from '../read/evidence.js';

/**
 * What a transaction added since it last saved claims. The evidence of an import is mostly this, so it is kept instead of read back. New claims
 * and citations are written together with what follows from them.
 */
export interface AddedCitations {
  readonly addSources: (sources: readonly Source[]) => void;
  readonly addArticles: (articles: readonly StoredArticle[]) => void;
  readonly addClaims: (claims: readonly NewClaim[], storedIds: ReadonlySet<string>) => void;
  readonly addCitations: (citations: readonly Citation[]) => void;
  readonly removeCitations: (ids: readonly string[]) => void;
  /** Those of these claims that the store has. */
  readonly storedAmong: (claimIds: readonly string[]) => string[];
  readonly evidence: (claimIds: readonly string[]) => Promise<Map<string, Evidence[]>>;
  /** Forgets everything and returns the citations, to write them after their claims. */
  readonly take: () => Citation[];
}

export function rememberAddedCitations(query: Query): AddedCitations {
  const sources = new Map<string, Source>();
  const articles = new Map<string, StoredArticle['article']>();
  const ends = new Map<string, ClaimEnds>();
  const created = new Set<string>();
  const citations = new Map<string, Citation>();
  const contextOf = (citation: Citation): CitationContext => {
    const article = articles.get(citation.articleId);
    const source = sources.get(article?.sourceId ?? '');
    if (article === undefined || source === undefined) throw new Error(`${citation.id} has no saved article`);
    return { citation, article, live: isLive(article), source };
  };
  const storedAmong = (claimIds: readonly string[]) => claimIds.filter((id) => !created.has(id));
  return {
    addSources: (saved) => {
      for (const source of saved) sources.set(source.id, source);
    },
    addArticles: (saved) => {
      for (const { article } of saved) articles.set(article.id, article);
    },
    addClaims: (claims, storedIds) => {
      for (const { id, subjectId, objectId } of claims) {
        ends.set(id, { subjectId, objectId });
        if (!storedIds.has(id)) created.add(id);
      }
    },
    addCitations: (added) => {
      for (const citation of added) citations.set(citation.id, citation);
    },
    removeCitations: (ids) => {
      for (const id of ids) citations.delete(id);
    },
    storedAmong,
    evidence: (claimIds) => {
      const asked = new Set(claimIds);
      const cited = [...citations.values()].filter(({ claimId }) => asked.has(claimId)).map(contextOf);
      return readEvidenceBeside(query, storedAmong([...asked]), { cited, ends });
    },
    take: () => {
      const taken = [...citations.values()];
      for (const known of [sources, articles, ends, created, citations]) known.clear();
      return taken;
    },
  };
}
