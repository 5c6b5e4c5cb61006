import { slugOf } from '../domain/ids.js';
import {
  type Article,
  type Assessment,
  type Citation,
  type ClaimStatus,
  type Entity,
  isLive,
  type Quantity,
  type Source,
  type Value,
} from '../domain/records.js';
import type { Annotation } from '../store/store.js';

/**
 * Converts an article to the annotated-article format (docs/format.md). Importing the document creates the same records. What a retracted
 * article declares about entities is left out, unless the export has RETRACTED claims: nobody else may say it.
 */
export function toDocument(
  { article, source, entities, claims }: Annotation,
  assessments: ReadonlyMap<string, readonly Assessment[]>,
  statuses: readonly ClaimStatus[],
): object {
  const isShown = isLive(article) || statuses.includes('RETRACTED');
  const shared = sharedAnnotator(claims.flatMap(({ citations }) => citations));
  return {
    ascribe: 1,
    ...shared,
    article: toDocumentArticle(article, source),
    ...omitIfEmpty('entities', isShown ? entities.map(toDocumentEntity) : []),
    ...omitIfEmpty(
      'claims',
      claims.map(({ id, subjectId, predicate, objectId, value, citations }) => ({
        subject: subjectId,
        predicate,
        ...(value === null ? { object: objectId } : { value: toDocumentValue(value) }),
        citations: citations.map((citation) => toDocumentCitation(citation, shared)),
        ...omitIfEmpty('assessments', (assessments.get(id) ?? []).map(toDocumentAssessment)),
      })),
    ),
  };
}

export function toDocumentEntity({
  id,
  kind,
  name,
  aliases,
  description,
  identifiers,
  organOf,
}: Entity): object {
  const byScheme = new Map<string, string[]>();
  for (const { scheme, value } of identifiers) byScheme.set(scheme, [...(byScheme.get(scheme) ?? []), value]);
  return {
    id,
    kind,
    name,
    ...omitIfEmpty('aliases', aliases),
    ...omitNulls({ description }),
    ...(byScheme.size > 0 && { identifiers: Object.fromEntries(byScheme) }),
    // One article declares at most one.
    ...(organOf[0] !== undefined && { organOf: organOf[0] }),
  };
}

export function toDocumentSource({ id, name, reliability, affiliation }: Source): object {
  return { id: slugOf(id), name, reliability, ...omitNulls({ affiliation }) };
}

function toDocumentArticle(article: Article, source: Source): object {
  const {
    id,
    title,
    genre,
    url,
    authors,
    publishedAt,
    retrievedAt,
    language,
    derivedFrom,
    textSha256,
    textSketch,
  } = article;
  const { retractedAt, retractionReason, retractedBy, retractsDerived } = article;
  return {
    id: slugOf(id),
    title,
    genre,
    source: toDocumentSource(source),
    ...omitNulls({ url }),
    ...omitIfEmpty('authors', authors),
    ...omitNulls({ publishedAt, retrievedAt, language }),
    ...(derivedFrom !== null && { derivedFrom: slugOf(derivedFrom) }),
    ...omitNulls({ textSha256, textSketch, retractedAt, retractionReason, retractedBy }),
    ...(retractsDerived && { retractsDerived }),
  };
}

interface SharedAnnotator {
  readonly annotator?: string;
  readonly annotatedAt?: string;
}

/** The annotator and time that all citations share; they are given once, for the document. */
function sharedAnnotator(citations: readonly Citation[]): SharedAnnotator {
  const [first] = citations;
  const shared = (key: 'annotator' | 'annotatedAt') =>
    first !== undefined && first[key] !== null && citations.every((citation) => citation[key] === first[key])
      ? { [key]: first[key] }
      : {};
  return { ...shared('annotator'), ...shared('annotatedAt') };
}

function toDocumentCitation(citation: Citation, shared: SharedAnnotator): object {
  const { quote, modality, stance, assertedBy, credibility, locator, validFrom, validTo, note } = citation;
  const { start, end, paragraph, page } = locator;
  const { annotator, annotatedAt } = citation;
  return {
    quote,
    modality,
    ...(stance === 'DENIES' && { stance }),
    ...omitIfEmpty('assertedBy', assertedBy),
    ...(credibility !== 6 && { credibility }),
    ...(start !== null && end !== null && { place: { start, end } }),
    ...omitNulls({ paragraph, page, validFrom, validTo }),
    ...(shared.annotator === undefined && omitNulls({ annotator })),
    ...(shared.annotatedAt === undefined && omitNulls({ annotatedAt })),
    ...omitNulls({ note }),
  };
}

export function toDocumentAssessment({
  analyst,
  status,
  confidence,
  rationale,
  validFrom,
  validTo,
  at,
  endedAt,
  end,
}: Assessment): object {
  return { analyst, status, rationale, at, ...omitNulls({ confidence, validFrom, validTo, endedAt, end }) };
}

export function toDocumentValue(value: Value): unknown {
  switch (value.type) {
    case 'COUNT':
    case 'YEARS':
      return toDocumentQuantity(value);
    case 'DATE':
      return value.edtf;
    case 'COORDINATES':
      return omitNulls({ latitude: value.latitude, longitude: value.longitude, precision: value.precision });
    default:
      return value.term;
  }
}

function toDocumentQuantity({ min, max, best, of }: Quantity): unknown {
  if (min !== null && min === max && of === undefined) return min;
  return omitNulls({ min, max, best: best ?? null, of: of ?? null });
}

/** The format has no null: an unknown value is absent. */
function omitNulls(record: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}

function omitIfEmpty(key: string, items: readonly unknown[]): object {
  return items.length === 0 ? {} : { [key]: items };
}
