import { z } from 'zod';
import { LIMITS } from '../../documents/limits.js';
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
  date,
  language,
  moment,
  oneOf,
  sha256,
  slug,
  text,
  webAddress,
} from './scalars.js';

/** The annotated-article format, version 1. docs/format.md tells it to annotators; the JSON Schema is made from this. */

export const source = z.strictObject({
  id: slug.describe('Who publishes it. Records call it source:<id>.'),
  name: text(LIMITS.name),
  reliability: oneOf(RELIABILITIES).describe('Admiralty reliability; F where it cannot be judged.'),
  affiliation: slug.optional().describe('The entity that owns or controls the source.'),
});

const article = z.strictObject({
  id: slug.describe('Records call it article:<id>.'),
  title: text(LIMITS.title),
  url: webAddress.optional(),
  authors: z.array(text(LIMITS.name)).max(LIMITS.authors).default([]),
  publishedAt: date.optional().describe('EDTF'),
  retrievedAt: moment.optional().describe('RFC 3339'),
  language: language.optional().describe('BCP 47'),
  genre: oneOf(GENRES),
  source,
  derivedFrom: articleReference.optional().describe('The article that this one republishes or rewrites.'),
  text: z.string().max(LIMITS.bytes).optional().describe('The whole text, inline.'),
  textFile: text(LIMITS.textFile)
    .optional()
    .describe('The whole text, in a file; relative to this document.'),
  textSha256: sha256.optional(),
  retractedAt: moment.optional().describe('RFC 3339'),
  retractionReason: text(LIMITS.note).optional(),
  retractedBy: text(LIMITS.name).optional().describe('Of an export: the analyst who retracted it.'),
  retractsDerived: z.literal(true).optional().describe('Of an export: all that derives from it went along.'),
});

const identifier = text(LIMITS.name);
export const entity = z.strictObject({
  id: slug,
  kind: oneOf(ENTITY_KINDS),
  name: text(LIMITS.name),
  aliases: z.array(text(LIMITS.name)).max(LIMITS.aliases).default([]),
  description: text(LIMITS.description).optional(),
  identifiers: z
    .record(
      z
        .string()
        .max(LIMITS.id)
        .regex(/^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/, 'expected a scheme such as wikidata or iso3166'),
      z.union([identifier, z.array(identifier).min(1).max(LIMITS.identifierValues)]),
    )
    .default({})
    .describe('Ids elsewhere, by scheme: one or a list.'),
});

const citation = z.strictObject({
  quote: text(LIMITS.quote).describe('Verbatim. […] joins parts.'),
  stance: oneOf(STANCES).default('SUPPORTS'),
  modality: oneOf(MODALITIES),
  assertedBy: z
    .array(slug)
    .max(LIMITS.speakers)
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
  validFrom: date.optional().describe('EDTF'),
  validTo: date.optional().describe('EDTF'),
  annotator: text(LIMITS.name).optional(),
  annotatedAt: moment.optional().describe('RFC 3339'),
  note: text(LIMITS.note).optional(),
});

/** What a range may hold depends on the predicate, and is checked with it. */
const range = z.strictObject({ min: z.number().optional(), max: z.number().optional() });
const value = z.union([z.number(), z.string().max(LIMITS.date), range]);

const ENDS = { REPLACED: 0, WITHDRAWN: 0 };
const assessment = z.strictObject({
  analyst: text(LIMITS.name),
  status: oneOf(STATUSES),
  confidence: z.int().min(0).max(100).optional(),
  rationale: text(LIMITS.note),
  at: moment,
  endedAt: moment.optional(),
  end: oneOf(ENDS).optional(),
});

const claim = z.strictObject({
  subject: slug,
  predicate: z.enum(predicates),
  object: slug.optional().describe('An entity; or value.'),
  value: value
    .optional()
    .describe('A number, a range, an EDTF date, or a name: by the predicate; or object.'),
  citations: z.array(citation).min(1).max(LIMITS.citationsPerClaim),
  assessments: z
    .array(assessment)
    .max(LIMITS.assessments)
    .optional()
    .describe('Of an export: how analysts judged the claim.'),
});

export const documentSchema = z.strictObject({
  ascribe: z.literal(1).describe('The version of the format.'),
  annotator: text(LIMITS.name).optional().describe('Of each citation that names none.'),
  annotatedAt: moment.optional().describe('Of each citation that names none. RFC 3339'),
  article,
  entities: z.array(entity).max(LIMITS.entities).default([]),
  claims: z.array(claim).max(LIMITS.claims).default([]),
});

export type AnnotatedDocument = z.output<typeof documentSchema>;
export type WrittenValue = z.output<typeof value>;

/** What is left of a document when all that breaks the schema is taken out; null stands for a broken item of a list. */
export type Draft<T> = T extends readonly (infer Item)[]
  ? readonly (Draft<Item> | null)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Draft<T[Key]> | undefined }
    : T;

export type DocumentDraft = Draft<AnnotatedDocument>;
export type CitationDraft = Draft<z.output<typeof citation>>;
export type ClaimDraft = Draft<z.output<typeof claim>>;
export type EntityDraft = Draft<z.output<typeof entity>>;
export type ArticleDraft = Draft<z.output<typeof article>>;
