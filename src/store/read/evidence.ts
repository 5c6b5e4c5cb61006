import type { Evidence } from '../../domain/derivation/evidence.js';
import { lineageOf } from '../../domain/derivation/lineage.js';
import { type Article, type Citation, isLive, type Source } from '../../domain/records.js';
import { voicesOf } from '../../domain/voices.js';

/** A citation with the properties of its article and source that the policy weighs. */
export interface CitationContext {
  readonly citation: Citation;
  readonly article: Pick<Article, 'id' | 'genre' | 'publishedAt' | 'derivedFrom' | 'textSketch'>;
  readonly live: boolean;
  readonly source: Source;
}

/** The entities at the ends of a claim; `objectId` is null if it has a value. */
export interface ClaimEnds {
  readonly subjectId: string;
  readonly objectId: string | null;
}

/** What the evidence of claims is made of, besides citations. */
export interface EvidenceContext {
  /** For each article the one it derives from, up to its root. */
  readonly originals: ReadonlyMap<string, string | null>;
  readonly ends: ReadonlyMap<string, ClaimEnds>;
  /** For each organ among `voiceIdsOf`, and for each organ above it, the bodies that it speaks for. */
  readonly bodies: ReadonlyMap<string, readonly string[]>;
}

/** Ids of the entities whose voices the evidence needs. */
export function voiceIdsOf(
  cited: readonly CitationContext[],
  ends: ReadonlyMap<string, ClaimEnds>,
): Set<string> {
  const ids = [
    ...[...ends.values()].flatMap(({ subjectId, objectId }) => [subjectId, objectId]),
    ...cited.flatMap(({ citation, source }) => [citation.assertedBy.at(-1) ?? null, source.affiliation]),
  ];
  return new Set(ids.filter((id) => id !== null));
}

/** Groups citations by claim, in the given order. */
export function groupEvidenceByClaim(
  cited: readonly CitationContext[],
  { originals, ends, bodies }: EvidenceContext,
): Map<string, Evidence[]> {
  const voices = (id: string | null | undefined): readonly string[] =>
    id == null ? [] : voicesOf(id, (organ) => bodies.get(organ) ?? []);
  const found = new Map<string, Evidence[]>();
  for (const { citation, article, live, source } of cited) {
    const { subjectId = null, objectId = null } = ends.get(citation.claimId) ?? {};
    const evidence = found.get(citation.claimId) ?? [];
    evidence.push({
      citation,
      genre: article.genre,
      publishedAt: article.publishedAt,
      live,
      lineage: lineageOf(article.id, originals),
      textSketch: article.textSketch,
      sourceId: source.id,
      sourceName: source.name,
      reliability: source.reliability,
      affiliation: source.affiliation,
      voices: {
        speaker: voices(citation.assertedBy.at(-1)),
        owner: voices(source.affiliation),
        subject: voices(subjectId),
        object: voices(objectId),
      },
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
