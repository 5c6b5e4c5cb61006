import type { AnnotatedArticle, Citation, Entity, Value } from '#ascribe/domain/records.js';

/** An article as its annotator would write it, for `ascribe import`. */
export function toDocument({ article, source, entities, claims }: AnnotatedArticle): object {
  return {
    ascribe: 1,
    article: withoutNulls({
      id: article.id.replace('article:', ''),
      title: article.title,
      url: article.url,
      authors: article.authors,
      publishedAt: article.publishedAt,
      genre: article.genre,
      source: withoutNulls({
        id: source.id.replace('source:', ''),
        name: source.name,
        reliability: source.reliability,
        affiliation: source.affiliation,
      }),
      derivedFrom: article.derivedFrom,
      retractedAt: article.retractedAt,
      retractionReason: article.retractionReason,
    }),
    entities: entities.map(toEntityDocument),
    claims: claims.map(({ subjectId, predicate, objectId, value, citations }) => ({
      subject: subjectId,
      predicate,
      ...(objectId === null ? { value: toValueDocument(value) } : { object: objectId }),
      citations: citations.map(toCitationDocument),
    })),
  };
}

function toEntityDocument({ id, kind, name, aliases, description, identifiers }: Entity): object {
  return withoutNulls({
    id,
    kind,
    name,
    aliases,
    description,
    identifiers: Object.fromEntries(identifiers.map(({ scheme, value }) => [scheme, value])),
  });
}

function toCitationDocument({ quote, stance, modality, assertedBy, credibility }: Citation): object {
  return { quote, stance, modality, assertedBy, credibility };
}

function toValueDocument(value: Value | null): unknown {
  if (value?.type === 'COUNT') return { min: value.min, max: value.max };
  throw new Error(`expected a COUNT, as the generator makes no other values; got ${value?.type}`);
}

function withoutNulls(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== null));
}
