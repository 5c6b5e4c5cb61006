import type { AnnotatedArticle, Citation, Entity, Value } from '#ascribe/domain/records.js';

/** An article as its annotator would write it, for `ascribe import`. */
export function documentOf({ article, source, entities, claims }: AnnotatedArticle): object {
  return {
    ascribe: 1,
    article: given({
      id: article.id.replace('article:', ''),
      title: article.title,
      url: article.url,
      authors: article.authors,
      publishedAt: article.publishedAt,
      genre: article.genre,
      source: given({
        id: source.id.replace('source:', ''),
        name: source.name,
        reliability: source.reliability,
        affiliation: source.affiliation,
      }),
      derivedFrom: article.derivedFrom,
      retractedAt: article.retractedAt,
      retractionReason: article.retractionReason,
    }),
    entities: entities.map(entityOf),
    claims: claims.map(({ subjectId, predicate, objectId, value, citations }) => ({
      subject: subjectId,
      predicate,
      ...(objectId === null ? { value: written(value) } : { object: objectId }),
      citations: citations.map(citationOf),
    })),
  };
}

function entityOf({ id, kind, name, aliases, description, identifiers }: Entity): object {
  return given({
    id,
    kind,
    name,
    aliases,
    description,
    identifiers: Object.fromEntries(identifiers.map(({ scheme, value }) => [scheme, value])),
  });
}

function citationOf({ quote, stance, modality, assertedBy, credibility }: Citation): object {
  return { quote, stance, modality, assertedBy, credibility };
}

function written(value: Value | null): unknown {
  if (value?.type === 'COUNT') return { min: value.min, max: value.max };
  throw new Error(`the world says no ${value?.type}`);
}

function given(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== null));
}
