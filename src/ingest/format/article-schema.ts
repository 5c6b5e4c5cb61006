import { z } from 'zod';
import { DOCUMENT_LIMITS } from '../../documents/document-limits.js';
import { ENTITY_KINDS, predicates } from '../../domain/ontology.js';
import {
  type Credibility,
  GENRES,
  MODALITIES,
  RELIABILITIES,
  STANCES,
  STATUSES,
} from '../../domain/records.js';
import {
  articleReference,
  edtfDate,
  enumOf,
  httpUrl,
  languageTag,
  nonBlank,
  sha256Hex,
  slug,
  timestamp,
} from './scalars.js';

/** The annotated-article format, version 1. docs/format.md tells it to annotators; the JSON Schema is made from this. */

export const sourceSchema = z.strictObject({
  id: slug.describe('Who publishes it. Records call it source:<id>.'),
  name: nonBlank(DOCUMENT_LIMITS.name),
  reliability: enumOf(RELIABILITIES).describe('Admiralty reliability; F where it cannot be judged.'),
  affiliation: slug.optional().describe('The entity that owns or controls the source.'),
});

const articleSchema = z.strictObject({
  id: slug.describe('Records call it article:<id>.'),
  title: nonBlank(DOCUMENT_LIMITS.title),
  url: httpUrl.optional(),
  authors: z.array(nonBlank(DOCUMENT_LIMITS.name)).max(DOCUMENT_LIMITS.authors).default([]),
  publishedAt: edtfDate.optional().describe('EDTF'),
  retrievedAt: timestamp.optional().describe('RFC 3339'),
  language: languageTag.optional().describe('BCP 47'),
  genre: enumOf(GENRES),
  source: sourceSchema,
  derivedFrom: articleReference.optional().describe('The article that this one republishes or rewrites.'),
  text: z.string().max(DOCUMENT_LIMITS.bytes).optional().describe('The whole text, inline.'),
  textFile: nonBlank(DOCUMENT_LIMITS.textFile)
    .optional()
    .describe('The whole text, in a file; relative to this document.'),
  textSha256: sha256Hex.optional(),
  retractedAt: timestamp.optional().describe('RFC 3339'),
  retractionReason: nonBlank(DOCUMENT_LIMITS.note).optional(),
  retractedBy: nonBlank(DOCUMENT_LIMITS.name)
    .optional()
    .describe('Of an export: the analyst who retracted it.'),
  retractsDerived: z.literal(true).optional().describe('Of an export: all that derives from it went along.'),
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
    .default({})
    .describe('Ids elsewhere, by scheme: one or a list.'),
});

const citationSchema = z.strictObject({
  quote: nonBlank(DOCUMENT_LIMITS.quote).describe('Verbatim. […] joins parts.'),
  stance: enumOf(STANCES).default('SUPPORTS'),
  modality: enumOf(MODALITIES),
  assertedBy: z
    .array(slug)
    .max(DOCUMENT_LIMITS.speakers)
    .default([])
    .describe('Who says so, the nearest speaker first; none is the voice of the article.'),
  credibility: z
    .int()
    .min(1)
    .max(6)
    .default(6)
    .transform((grade) => grade as Credibility)
    .describe('Admiralty credibility; 6 where it cannot be judged.'),
  place: z
    .strictObject({ start: z.int().min(0), end: z.int().min(1) })
    .optional()
    .describe('Of an export: where an import found the quote, in the text that textSha256 names.'),
  paragraph: z.int().min(1).max(1_000_000).optional(),
  page: z.int().min(1).max(1_000_000).optional(),
  validFrom: edtfDate.optional().describe('EDTF'),
  validTo: edtfDate.optional().describe('EDTF'),
  annotator: nonBlank(DOCUMENT_LIMITS.name).optional(),
  annotatedAt: timestamp.optional().describe('RFC 3339'),
  note: nonBlank(DOCUMENT_LIMITS.note).optional(),
});

/** What a range may hold depends on the predicate, and is checked with it. */
const rangeSchema = z.strictObject({ min: z.number().optional(), max: z.number().optional() });
const valueSchema = z.union([z.number(), z.string().max(DOCUMENT_LIMITS.date), rangeSchema]);

const ASSESSMENT_ENDS = { REPLACED: 0, WITHDRAWN: 0 };
const assessmentSchema = z.strictObject({
  analyst: nonBlank(DOCUMENT_LIMITS.name),
  status: enumOf(STATUSES),
  confidence: z.int().min(0).max(100).optional(),
  rationale: nonBlank(DOCUMENT_LIMITS.note),
  at: timestamp,
  endedAt: timestamp.optional(),
  end: enumOf(ASSESSMENT_ENDS).optional(),
});

const claimSchema = z.strictObject({
  subject: slug,
  predicate: z.enum(predicates),
  object: slug.optional().describe('An entity; or value.'),
  value: valueSchema
    .optional()
    .describe('A number, a range, an EDTF date, or a name: by the predicate; or object.'),
  citations: z.array(citationSchema).min(1).max(DOCUMENT_LIMITS.citationsPerClaim),
  assessments: z
    .array(assessmentSchema)
    .max(DOCUMENT_LIMITS.assessments)
    .optional()
    .describe('Of an export: how analysts judged the claim.'),
});

export const documentSchema = z.strictObject({
  ascribe: z.literal(1).describe('The version of the format.'),
  annotator: nonBlank(DOCUMENT_LIMITS.name).optional().describe('Of each citation that names none.'),
  annotatedAt: timestamp.optional().describe('Of each citation that names none. RFC 3339'),
  article: articleSchema,
  entities: z.array(entitySchema).max(DOCUMENT_LIMITS.entities).default([]),
  claims: z.array(claimSchema).max(DOCUMENT_LIMITS.claims).default([]),
});

export type AnnotatedDocument = z.output<typeof documentSchema>;
export type DocumentValue = z.output<typeof valueSchema>;

/** What is left of a document when all that breaks the schema is taken out; null stands for a broken item of a list. */
export type Draft<T> = T extends readonly (infer Item)[]
  ? readonly (Draft<Item> | null)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Draft<T[Key]> | undefined }
    : T;

export type DocumentDraft = Draft<AnnotatedDocument>;
export type CitationDraft = Draft<z.output<typeof citationSchema>>;
export type ClaimDraft = Draft<z.output<typeof claimSchema>>;
export type EntityDraft = Draft<z.output<typeof entitySchema>>;
export type ArticleDraft = Draft<z.output<typeof articleSchema>>;
