import { articleId, sourceId } from '../../domain/ids.js';
import type { AnnotatedArticle, Entity, Identifier, Source } from '../../domain/records.js';
import type { AnnotatedDocument, EntityDraft } from './article-schema.js';

/** The domain's record of an entity, or null where the draft is broken. */
export function toEntity(draft: EntityDraft): Entity | null {
  const { id, kind, name, aliases, description, identifiers } = draft;
  if (id === undefined || kind === undefined || name === undefined) return null;
  return {
    id,
    kind,
    name,
    aliases: sortedUnique((aliases ?? []).filter((alias) => alias !== null && alias !== name) as string[]),
    description: description ?? null,
    identifiers: toIdentifiers(identifiers ?? {}),
  };
}

function toIdentifiers(byScheme: NonNullable<EntityDraft['identifiers']>): Identifier[] {
  return sortedUnique(Object.keys(byScheme)).flatMap((scheme) => {
    const held = byScheme[scheme];
    const values = typeof held === 'string' ? [held] : ((held ?? []) as readonly string[]);
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

/** `textSha256`: of the text that was read, else as declared. */
export function toArticle(
  article: AnnotatedDocument['article'],
  textSha256: string | null,
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
    textSha256: textSha256 ?? article.textSha256 ?? null,
    retractedAt: article.retractedAt ?? null,
    retractionReason: article.retractionReason ?? null,
    // No key of other documents: what they mean, and so their digest, stays as it was.
    ...(retractedBy !== undefined && { retractedBy }),
    ...(retractsDerived !== undefined && { retractsDerived }),
  };
}

/** Each once, in code-point order. (`sort` compares UTF-16 units; the two differ beyond the basic plane.) */
function sortedUnique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
