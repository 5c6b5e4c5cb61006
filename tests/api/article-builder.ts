import { citationId, claimId } from '#ascribe/domain/ids.js';
import type { EntityKind, Predicate } from '#ascribe/domain/ontology.js';
import type { AnnotatedArticle, Citation, Entity, Value } from '#ascribe/domain/records.js';

/** One sentence of an invented article. */
export interface ClaimSpec {
  readonly subject: string;
  readonly predicate: Predicate;
  readonly object?: string;
  readonly value?: Value;
  readonly quote?: string;
  readonly modality?: Citation['modality'];
  readonly assertedBy?: readonly string[];
  readonly stance?: Citation['stance'];
  readonly validFrom?: string;
  readonly validTo?: string;
}

const NOWHERE = { start: null, end: null, paragraph: null, page: null };

/** An entity of which nothing but the name is known. */
export function entity(id: string, kind: EntityKind): Entity {
  return { id, kind, name: id, aliases: [], description: null, identifiers: [], organOf: [] };
}

/** An article that says these things; of a source of its own and of 12 April 2031, unless told otherwise. */
export function article(
  slug: string,
  entities: readonly Entity[],
  sayings: readonly ClaimSpec[],
  { source: by = slug, publishedAt = '2031-04-12' }: { source?: string; publishedAt?: string | null } = {},
): AnnotatedArticle {
  const id = `article:${slug}`;
  const source = { id: `source:${by}`, name: by, reliability: 'B', affiliation: null } as const;
  return {
    article: {
      id,
      sourceId: source.id,
      title: `Of ${slug}`,
      url: null,
      authors: [],
      publishedAt,
      retrievedAt: null,
      language: 'en',
      genre: 'NEWS',
      derivedFrom: null,
      textSha256: null,
      textSketch: null,
      retractedAt: null,
      retractionReason: null,
    },
    source,
    entities,
    referencedEntities: [],
    claims: sayings.map((saying) => {
      const { subject, predicate, object = null, value = null, quote = `${subject} ${predicate}` } = saying;
      const proposition = { subjectId: subject, predicate, objectId: object, value };
      const claim = claimId(proposition);
      const citation: Citation = {
        id: citationId(claim, id, quote, NOWHERE, saying.assertedBy ?? []),
        claimId: claim,
        articleId: id,
        quote,
        locator: NOWHERE,
        quoteCheck: 'UNVERIFIED',
        stance: saying.stance ?? 'SUPPORTS',
        modality: saying.modality ?? 'REPORTED_AS_FACT',
        assertedBy: saying.assertedBy ?? [],
        credibility: 2,
        validFrom: saying.validFrom ?? null,
        validTo: saying.validTo ?? null,
        annotator: null,
        annotatedAt: null,
        note: null,
      };
      return { ...proposition, id: claim, citations: [citation] };
    }),
  };
}
