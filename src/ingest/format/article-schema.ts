import { z } from 'zod';
import { DOCUMENT_LIMITS } from '../../documents/document-limits.js';
import { ENTITY_KINDS, fromOntology, type Predicate, predicates } from '../../domain/ontology.js';
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
  name: nonBlank(DOCUMENT_LIMITS.name),
  reliability: enumOf(RELIABILITIES).describe(
    'Admiralty reliability of the source, A to F. F: cannot be judged.',
  ),
  affiliation: slug.optional().describe('Id of the entity that owns or controls the source.'),
});

const articleSchema = z.strictObject({
  id: slug.describe('Unique id of the article. Stored as article:<id>.'),
  title: nonBlank(DOCUMENT_LIMITS.title),
  url: httpUrl.optional(),
  authors: z.array(nonBlank(DOCUMENT_LIMITS.name)).max(DOCUMENT_LIMITS.authors).default([]),
  publishedAt: edtfDate.optional().describe('EDTF date, such as 2031-04-12 or 2031-04~.'),
  retrievedAt: timestamp.optional().describe('When the article was read. RFC 3339 timestamp.'),
  language: languageTag.optional().describe('BCP 47 language tag, such as en or pt-BR.'),
  genre: enumOf(GENRES),
  source: sourceSchema,
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
  id: slug,
  kind: enumOf(ENTITY_KINDS),
  name: nonBlank(DOCUMENT_LIMITS.name),
  aliases: z.array(nonBlank(DOCUMENT_LIMITS.name)).max(DOCUMENT_LIMITS.aliases).default([]),
  description: nonBlank(DOCUMENT_LIMITS.description).optional(),
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
  stance: enumOf(STANCES).default('SUPPORTS'),
  modality: enumOf(MODALITIES),
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
    .strictObject({ start: z.int().min(0), end: z.int().min(1) })
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
  note: nonBlank(DOCUMENT_LIMITS.note).optional(),
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

const ASSESSMENT_ENDS = { REPLACED: 0, WITHDRAWN: 0 };
const assessmentSchema = z.strictObject({
  analyst: nonBlank(DOCUMENT_LIMITS.name),
  status: enumOf(STATUSES),
  confidence: z.int().min(0).max(100).optional(),
  rationale: nonBlank(DOCUMENT_LIMITS.note),
  validFrom: edtfBoundary.optional(),
  validTo: edtfBoundary.optional(),
  at: timestamp,
  endedAt: timestamp.optional(),
  end: enumOf(ASSESSMENT_ENDS).optional(),
});

const createClaimSchema = () =>
  z.strictObject({
    subject: slug,
    predicate: z.enum(predicates as [Predicate, ...Predicate[]]),
    object: slug.optional().describe('Id of an entity. Give object or value, as the predicate requires.'),
    value: valueSchema
      .optional()
      .describe('A number, a range, an EDTF date, coordinates or a name, as the predicate requires.'),
    citations: z.array(citationSchema).min(1).max(DOCUMENT_LIMITS.citationsPerClaim),
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
    article: articleSchema,
    entities: z.array(entitySchema).max(DOCUMENT_LIMITS.entities).default([]),
    claims: z.array(createClaimSchema()).max(DOCUMENT_LIMITS.claims).default([]),
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
