import { articleId, sourceId } from '../../domain/ids.js';
import { compareCodePoints } from '../../domain/order.js';
import type { AnnotatedArticle, Entity, Identifier, Source } from '../../domain/records.js';
import type { AnnotatedDocument, EntityDraft } from './article-schema.js';

/** The entity that a draft declares; null if a required key is missing. */
export function toEntity(draft: EntityDraft): Entity | null {
  const { id, kind, name, aliases, description, identifiers, organOf } = draft;
  if (id === undefined || kind === undefined || name === undefined) return null;
  return {
    id,
    kind,
    name,
    aliases: sortedUnique((aliases ?? []).filter((alias) => alias !== null && alias !== name) as string[]),
    description: description ?? null,
    identifiers: toIdentifiers(identifiers ?? {}),
    organOf: organOf === undefined ? [] : [organOf],
  };
}

function toIdentifiers(byScheme: NonNullable<EntityDraft['identifiers']>): Identifier[] {
  return sortedUnique(Object.keys(byScheme)).flatMap((scheme) => {
    const ids = byScheme[scheme];
    const values = typeof ids === 'string' ? [ids] : ((ids ?? []) as readonly string[]);
    return sortedUnique(values).map((value) => ({ scheme, value }));
  });
}

export function toSource({
  id,
  name,
  reliability,
  affiliation,
}: AnnotatedDocument['article']['source']): Source {
  return { id: sourceId(id), name, reliability, affiliation: affiliation ?? null };
}

/** `text` has the hash and the sketch of the text that was read; null to use those that the document declares. */
export function toArticle(
  article: AnnotatedDocument['article'],
  text: { readonly sha256: string; readonly sketch: string | null } | null,
): AnnotatedArticle['article'] {
  const { retractedBy, retractsDerived } = article;
  return {
    id: articleId(article.id),
    sourceId: sourceId(article.source.id),
    title: article.title,
    url: article.url ?? null,
    authors: article.authors,
    publishedAt: article.publishedAt ?? null,
    retrievedAt: article.retrievedAt ?? null,
    language: article.language ?? null,
    genre: article.genre,
    derivedFrom: article.derivedFrom === undefined ? null : articleId(article.derivedFrom),
    textSha256: text?.sha256 ?? article.textSha256 ?? null,
    textSketch: text === null ? (article.textSketch ?? null) : text.sketch,
    retractedAt: article.retractedAt ?? null,
    retractionReason: article.retractionReason ?? null,
    // Absent unless given, so that the digest of other articles does not depend on these keys.
    ...(retractedBy !== undefined && { retractedBy }),
    ...(retractsDerived !== undefined && { retractsDerived }),
  };
}

const sortedUnique = (texts: readonly string[]): string[] =>
  texts.length < 2 ? [...texts] : [...new Set(texts)].sort(compareCodePoints);
