import { z } from 'zod';
import { DOCUMENT_LIMITS } from '../../documents/document-limits.js';
import {
  ENTITY_KINDS,
  fromOntology,
  type Predicate,
  predicateDefinition,
  predicates,
} from '../../domain/ontology.js';
import {
  type Credibility,
  GENRES,
  LOCATION_PRECISIONS,
  MODALITIES,
  RELIABILITIES,
  STANCES,
  STATUSES,
} from '../../domain/records.js';
import {
  articleReference,
  edtfBoundary,
  edtfDate,
  enumOf,
  httpUrl,
  languageTag,
  nonBlank,
  sha256Hex,
  slug,
  textSketch,
  timestamp,
} from './scalars.js';

/** The annotated-article format, version 1. The JSON Schema is generated from it; docs/format.md explains it to annotators. */

export const sourceSchema = z.strictObject({
  id: slug.describe('The publisher of the article. Stored as source:<id>.'),
  name: nonBlank(DOCUMENT_LIMITS.name).describe('The name of the publisher.'),
  reliability: enumOf(RELIABILITIES).describe(
    'Admiralty reliability of the source, A to F. F: cannot be judged.',
  ),
  affiliation: slug.optional().describe('Id of the entity that owns or controls the source.'),
});

const articleSchema = z.strictObject({
  id: slug.describe('Unique id of the article. Stored as article:<id>.'),
  title: nonBlank(DOCUMENT_LIMITS.title).describe('The headline.'),
  url: httpUrl.optional().describe('Where the article is published: http or https.'),
  authors: z
    .array(nonBlank(DOCUMENT_LIMITS.name))
    .max(DOCUMENT_LIMITS.authors)
    .default([])
    .describe('The names of the authors, as printed.'),
  publishedAt: edtfDate.optional().describe('EDTF date, such as 2031-04-12 or 2031-04~.'),
  retrievedAt: timestamp.optional().describe('When the article was read. RFC 3339 timestamp.'),
  language: languageTag.optional().describe('BCP 47 language tag, such as en or pt-BR.'),
  genre: enumOf(GENRES).describe('What kind of text it is.'),
  source: sourceSchema.describe('Who published the article.'),
  derivedFrom: articleReference
    .optional()
    .describe('Id of the article that this one republishes or rewrites.'),
  text: z
    .string()
    .max(DOCUMENT_LIMITS.bytes)
    .optional()
    .describe('The full text, inline. Give text or textFile, not both.'),
  textFile: nonBlank(DOCUMENT_LIMITS.textFile)
    .optional()
    .describe('Path of a file with the full text, relative to this document.'),
  textSha256: sha256Hex.optional().describe('SHA-256 of the bytes of the text, 64 hexadecimal digits.'),
  textSketch: textSketch
    .optional()
    .describe('Exports only: the sketch of the text, to recognise copies of it.'),
  retractedAt: timestamp
    .optional()
    .describe('When the article was retracted. RFC 3339 timestamp; requires retractionReason.'),
  retractionReason: nonBlank(DOCUMENT_LIMITS.note)
    .optional()
    .describe('Why the article was retracted; requires retractedAt.'),
  retractedBy: nonBlank(DOCUMENT_LIMITS.name)
    .optional()
    .describe('Exports only: the analyst who retracted the article.'),
  retractsDerived: z
    .literal(true)
    .optional()
    .describe('Exports only: the articles that derive from this one were retracted with it.'),
});

const identifierSchema = nonBlank(DOCUMENT_LIMITS.name);
export const entitySchema = z.strictObject({
  id: slug.describe('Unique id. Articles that mean the same thing use the same id; it must never change.'),
  kind: enumOf(ENTITY_KINDS).describe('What kind of thing it is.'),
  name: nonBlank(DOCUMENT_LIMITS.name).describe('The usual name.'),
  aliases: z
    .array(nonBlank(DOCUMENT_LIMITS.name))
    .max(DOCUMENT_LIMITS.aliases)
    .default([])
    .describe('Other names; search finds them too.'),
  description: nonBlank(DOCUMENT_LIMITS.description)
    .optional()
    .describe('What tells it from others. Nothing that only a claim with a quote may say.'),
  identifiers: z
    .record(
      z
        .string()
        .max(DOCUMENT_LIMITS.id)
        .regex(/^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/, 'expected a scheme such as wikidata or iso3166'),
      z.union([identifierSchema, z.array(identifierSchema).min(1).max(DOCUMENT_LIMITS.identifierValues)]),
    )
    .check(({ value, issues }) => {
      const maximum = DOCUMENT_LIMITS.identifierSchemes;
      if (Object.keys(value).length > maximum)
        issues.push({ code: 'too_big', origin: 'map', maximum, inclusive: true, input: value });
    })
    .meta({ maxProperties: DOCUMENT_LIMITS.identifierSchemes })
    .default({})
    .describe('Ids in other databases, by scheme: one id or a list.'),
  organOf: slug
    .optional()
    .describe(
      'Id of the body that it speaks for, such as the state of a ministry or the party of a spokesman.',
    ),
});

const citationSchema = z.strictObject({
  quote: nonBlank(DOCUMENT_LIMITS.quote).describe(
    'The words of the article that state the claim, verbatim. Use […] to leave words out.',
  ),
  stance: enumOf(STANCES).default('SUPPORTS').describe('Whether the quote speaks for or against the claim.'),
  modality: enumOf(MODALITIES).describe('How firmly the statement is made, whoever makes it.'),
  assertedBy: z
    .array(slug)
    .max(DOCUMENT_LIMITS.speakers)
    .default([])
    .describe(
      'Ids of the entities that make the statement, nearest speaker first. Empty: the article itself.',
    ),
  credibility: z
    .int()
    .min(1)
    .max(6)
    .default(6)
    .transform((grade) => grade as Credibility)
    .describe('Admiralty credibility of the information, 1 to 6. 6: cannot be judged.'),
  place: z
    .strictObject({
      start: z.int().min(0).describe('The first code point of the quote, from 0.'),
      end: z.int().min(1).describe('The code point after the quote.'),
    })
    .optional()
    .describe(
      'Exports only: where the quote is in the text identified by textSha256, in code points; end is exclusive.',
    ),
  paragraph: z.int().min(1).max(1_000_000).optional().describe('Number of the paragraph, from 1.'),
  page: z.int().min(1).max(1_000_000).optional().describe('Number of the page, from 1.'),
  validFrom: edtfBoundary.optional().describe('When the relation began. EDTF date, open at neither end.'),
  validTo: edtfBoundary.optional().describe('When the relation ended. EDTF date, open at neither end.'),
  annotator: nonBlank(DOCUMENT_LIMITS.name).optional().describe('Default: the annotator of the document.'),
  annotatedAt: timestamp.optional().describe('RFC 3339 timestamp. Default: annotatedAt of the document.'),
  note: nonBlank(DOCUMENT_LIMITS.note).optional().describe('What a reader should know about this citation.'),
});

/** parseValue checks the keys and bounds, which depend on the predicate. */
const valueMapSchema = z.strictObject({
  min: z.number().optional().describe('Of a figure: the lower bound, inclusive.'),
  max: z.number().optional().describe('Of a figure: the upper bound, inclusive.'),
  best: z.number().optional().describe('Of a figure: the best estimate, between the bounds.'),
  of: slug.optional().describe('Of a count: the people counted, such as civilians. Omitted: all.'),
  latitude: z.number().optional().describe('Of coordinates: degrees north, -90 to 90 (WGS 84).'),
  longitude: z.number().optional().describe('Of coordinates: degrees east, -180 to 180 (WGS 84).'),
  precision: z
    .union([z.number(), enumOf(LOCATION_PRECISIONS)])
    .optional()
    .describe('Of coordinates: a radius in metres, or a level.'),
});
const valueSchema = z.union([z.number(), z.string().max(DOCUMENT_LIMITS.date), valueMapSchema]);

const ASSESSMENT_ENDS = {
  REPLACED: 'The analyst assessed the claim anew.',
  WITHDRAWN: 'The analyst withdrew the assessment.',
};
const assessmentSchema = z.strictObject({
  analyst: nonBlank(DOCUMENT_LIMITS.name).describe('Who assessed the claim.'),
  status: enumOf(STATUSES).describe('The status that the analyst gives it.'),
  confidence: z.int().min(0).max(100).optional().describe('The confidence, 0 to 100.'),
  rationale: nonBlank(DOCUMENT_LIMITS.note).describe('Why.'),
  validFrom: edtfBoundary.optional().describe('From when the assessment holds. EDTF date.'),
  validTo: edtfBoundary.optional().describe('Until when the assessment holds. EDTF date.'),
  at: timestamp.describe('When it was made. RFC 3339 timestamp.'),
  endedAt: timestamp.optional().describe('When it ended. RFC 3339 timestamp.'),
  end: enumOf(ASSESSMENT_ENDS).optional().describe('How it ended.'),
});

const createClaimSchema = () =>
  z.strictObject({
    subject: slug.describe('Id of the entity that the claim is about.'),
    predicate: enumOf(
      Object.fromEntries(predicates.map((name) => [name, predicateDefinition(name).description])) as Record<
        Predicate,
        string
      >,
    ).describe('What is claimed of the subject.'),
    object: slug.optional().describe('Id of an entity. Give object or value, as the predicate requires.'),
    value: valueSchema
      .optional()
      .describe('A number, a range, an EDTF date, coordinates or a name, as the predicate requires.'),
    citations: z
      .array(citationSchema)
      .min(1)
      .max(DOCUMENT_LIMITS.citationsPerClaim)
      .describe('The quotes that state or deny the claim.'),
    assessments: z
      .array(assessmentSchema)
      .max(DOCUMENT_LIMITS.assessments)
      .optional()
      .describe('Exports only: how analysts assessed the claim.'),
  });

/** The schema of a document, with the predicates of the ontology. */
export const documentSchema = fromOntology(() =>
  z.strictObject({
    ascribe: z.literal(1).describe('Version of the format.'),
    annotator: nonBlank(DOCUMENT_LIMITS.name).optional().describe('Default annotator of the citations.'),
    annotatedAt: timestamp
      .optional()
      .describe('Default time of annotation of the citations. RFC 3339 timestamp.'),
    article: articleSchema.describe('The article, and who published it.'),
    entities: z
      .array(entitySchema)
      .max(DOCUMENT_LIMITS.entities)
      .default([])
      .describe('Who and what the claims are about.'),
    claims: z
      .array(createClaimSchema())
      .max(DOCUMENT_LIMITS.claims)
      .default([])
      .describe('What the article claims.'),
  }),
);

export type AnnotatedDocument = z.output<ReturnType<typeof documentSchema>>;
export type DocumentValue = z.output<typeof valueSchema>;

/** A document without the parts that do not match the schema: invalid keys are absent, invalid list items are null. */
type Draft<T> = T extends readonly (infer Item)[]
  ? readonly (Draft<Item> | null)[]
  : T extends string
    ? T
    : T extends object
      ? { readonly [Key in keyof T]?: Draft<T[Key]> | undefined }
      : T;

export type DocumentDraft = Draft<AnnotatedDocument>;
export type CitationDraft = Draft<z.output<typeof citationSchema>>;
export type ClaimDraft = Draft<z.output<ReturnType<typeof createClaimSchema>>>;
export type EntityDraft = Draft<z.output<typeof entitySchema>>;
export type ArticleDraft = Draft<z.output<typeof articleSchema>>;

/** Keys whose values are free text, or lists or maps of it. */
const TEXT_KEYS: ReadonlySet<string> = new Set([
  'title',
  'name',
  'aliases',
  'description',
  'identifiers',
  'authors',
  'text',
  'textFile',
  'quote',
  'note',
  'annotator',
  'retractionReason',
  'retractedBy',
  'analyst',
  'rationale',
]);

/** Whether the value of a key, or what its list or map holds, is free text. */
export const isTextKey = (key: string): boolean => TEXT_KEYS.has(key);
