import { citationId, claimId } from '#ascribe/domain/ids.js';
import type { EntityKind, Predicate } from '#ascribe/domain/ontology.js';
import type {
  AnnotatedArticle,
  Citation,
  DeclaredArticle,
  Entity,
  Locator,
  Proposition,
  Source,
  Value,
} from '#ascribe/domain/records.js';

/** Builders for the input of a store. Each fills in everything that a test does not specify. */
export function entity(id: string, kind: EntityKind = 'STATE', more: Partial<Entity> = {}): Entity {
  return { id, kind, name: id, aliases: [], description: null, identifiers: [], organOf: [], ...more };
}

const NOWHERE: Locator = { start: null, end: null, paragraph: null, page: null };

export type ClaimSpec = Partial<Proposition> & { readonly citations?: readonly Partial<Citation>[] };

export function buildClaim(articleSlug: string, { citations = [{}], ...given }: ClaimSpec = {}) {
  const proposition: Proposition = {
    subjectId: 'arland',
    predicate: 'FUNDS',
    objectId: given.value === undefined || given.value === null ? 'river-front' : null,
    value: null,
    ...given,
  };
  const id = claimId(proposition);
  const articleId = `article:${articleSlug}`;
  return {
    ...proposition,
    id,
    citations: citations.map((citation, index): Citation => {
      const quote = citation.quote ?? `words ${index}`;
      return {
        id: citationId(id, articleId, quote, NOWHERE, citation.assertedBy ?? []),
        claimId: id,
        articleId,
        quote,
        locator: NOWHERE,
        quoteCheck: 'UNVERIFIED',
        stance: 'SUPPORTS',
        modality: 'REPORTED_AS_FACT',
        assertedBy: [],
        credibility: 2,
        validFrom: null,
        validTo: null,
        annotator: null,
        annotatedAt: null,
        note: null,
        ...citation,
      };
    }),
  };
}

export interface ArticleSpec {
  readonly article?: Partial<DeclaredArticle>;
  readonly source?: Partial<Source>;
  readonly entities?: readonly Entity[];
  readonly borrowed?: readonly Entity[];
  readonly says?: readonly ClaimSpec[];
}

/** Default: a separate B-rated source reports as fact that Arland funds the River Front. */
export function article(slug: string, given: ArticleSpec = {}): AnnotatedArticle {
  const source: Source = {
    id: `source:${slug}`,
    name: `Source of ${slug}`,
    reliability: 'B',
    affiliation: null,
    ...given.source,
  };
  return {
    article: {
      id: `article:${slug}`,
      sourceId: source.id,
      title: `Title of ${slug}`,
      url: null,
      authors: [],
      publishedAt: '2031-04-12',
      retrievedAt: null,
      language: 'en',
      genre: 'NEWS',
      derivedFrom: null,
      textSha256: null,
      textSketch: null,
      retractedAt: null,
      retractionReason: null,
      ...given.article,
    },
    source,
    entities: given.entities ?? [entity('arland'), entity('river-front', 'ARMED_GROUP')],
    referencedEntities: given.borrowed ?? [],
    claims: (given.says ?? [{}]).map((said) => buildClaim(slug, said)),
  };
}

/** What one sentence of an article says. */
export interface Sentence
  extends Partial<Pick<Citation, 'modality' | 'assertedBy' | 'stance' | 'validFrom' | 'validTo'>> {
  readonly subject: string;
  readonly predicate: Predicate;
  readonly object?: string;
  readonly value?: Value;
  readonly quote?: string;
}

/** The same in short: an article of a separate source, unless `source` names one, that says these sentences. */
export function articleOf(
  slug: string,
  entities: readonly Entity[],
  sentences: readonly Sentence[],
  { source = slug, publishedAt = '2031-04-12' }: { source?: string; publishedAt?: string | null } = {},
): AnnotatedArticle {
  return article(slug, {
    article: { title: `Of ${slug}`, sourceId: `source:${source}`, publishedAt },
    source: { id: `source:${source}`, name: source },
    entities,
    says: sentences.map(
      ({
        subject,
        predicate,
        object = null,
        value = null,
        quote = `${subject} ${predicate}`,
        ...citation
      }) => ({
        subjectId: subject,
        predicate,
        objectId: object,
        value,
        citations: [{ quote, ...citation }],
      }),
    ),
  });
}
