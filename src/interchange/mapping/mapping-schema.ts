import { z } from 'zod';
import { DOCUMENT_LIMITS } from '../../documents/document-limits.js';
import { isEncoding } from '../tables/decode-file.js';

/** Mappings, version 1: how rows of a table become annotated articles. docs/formats.md explains them to their authors. */

const MAX_ENTRIES = 10_000;
const text = z.string().max(DOCUMENT_LIMITS.quote);
const template = z
  .union([text, z.number()])
  .describe('Text with {column} and {column|filter} in it. Absent if one of its columns is empty.');
const pattern = text.describe(
  'The whole text of a cell, in which * stands for any characters and ? for one.',
);
const condition = z
  .record(text, z.union([pattern, z.number(), z.array(z.union([pattern, z.number()])).min(1)]))
  .describe('Column: pattern, or a list of patterns of which one must match. All columns must match.');

const rule = z.strictObject({
  when: condition.optional(),
  unless: condition.optional(),
  // biome-ignore lint/suspicious/noThenProperty: a key of the format; nothing awaits these objects.
  then: template,
});

const lookup = z.strictObject({
  from: template.optional().describe('The template whose text is looked up in map or atLeast.'),
  map: z.record(text, template).optional().describe('The result for each text, compared without case.'),
  atLeast: z
    .record(z.string().regex(/^-?\d+(?:\.\d+)?$/, 'expected a number'), template)
    .optional()
    .describe('The result for numbers of at least this; the largest that fits counts.'),
  choose: z.array(rule).min(1).max(MAX_ENTRIES).optional().describe('The first rule that matches counts.'),
  else: template.optional().describe('The result if nothing else matches. Without it: absent, and reported.'),
});
const value = z.union([template, lookup]);

const name = z
  .string()
  .max(60)
  .regex(/^[a-zA-Z][a-zA-Z0-9]*$/, 'expected a name of letters and digits, such as sideA');
const conditions = {
  when: condition.optional().describe('Only for rows that match.'),
  unless: condition.optional().describe('Not for rows that match.'),
};

const article = z.strictObject({
  id: value.describe('Id of the article. Rows with the same id become one article.'),
  title: value,
  genre: value.default('DATASET'),
  source: z.strictObject({
    id: value,
    name: value,
    reliability: value.default('F'),
    affiliation: name.optional().describe('The entity, by its name in this mapping, that owns the source.'),
  }),
  url: value.optional(),
  authors: z.array(value).optional(),
  publishedAt: value.optional(),
  retrievedAt: value.optional(),
  language: value.optional(),
  derivedFrom: value.optional(),
});

const entity = z.strictObject({
  ...conditions,
  each: text
    .optional()
    .describe('A column with several texts: an entity for each, which templates name {item}.'),
  separator: text.min(1).optional().describe('What separates the texts of the column `each`.'),
  id: value,
  kind: value.optional().describe('Without it, the entity is referred to, but not declared.'),
  name: value.optional(),
  aliases: z.array(value).optional(),
  description: value.optional(),
  identifiers: z.record(text, value).optional(),
  organOf: name.optional().describe('The body that it speaks for, by its name in this mapping.'),
});

const valueParts = z.strictObject({
  min: value.optional(),
  max: value.optional(),
  best: value.optional(),
  of: value.optional(),
  latitude: value.optional(),
  longitude: value.optional(),
  precision: value.optional(),
  start: value.optional(),
  end: value.optional(),
});

const claim = z.strictObject({
  ...conditions,
  subject: name.describe('An entity, by its name in this mapping.'),
  predicate: value,
  object: name.optional().describe('An entity, by its name in this mapping.'),
  value: z
    .union([template, lookup, valueParts])
    .optional()
    .describe(
      'The value of an attribute. Figures: min, max, best and of. Coordinates: latitude, longitude and precision. Dates: start and end.',
    ),
  quote: value.optional().describe('Default: the cells of the row from which the claim is made.'),
  modality: value,
  stance: value.optional(),
  assertedBy: z
    .array(name)
    .optional()
    .describe('The speakers, nearest first, by their names in this mapping.'),
  credibility: value.optional(),
  validFrom: value.optional(),
  validTo: value.optional(),
  paragraph: value.optional(),
  page: value.optional(),
  note: value.optional(),
});

export const mappingSchema = z.strictObject({
  mapping: z.literal(1).describe('Version of the format of mappings.'),
  name: text.describe('What it is for, such as the name of the data set.'),
  table: z
    .strictObject({
      format: z
        .enum(['CSV', 'TSV', 'JSON_LINES'])
        .optional()
        .describe('Default: by the extension of the file.'),
      delimiter: z
        .string()
        .regex(/^[^\r\n"]$/, 'expected one character')
        .optional()
        .describe('Default: a comma, a semicolon or a tab, whichever the header has most.'),
      encoding: z
        .string()
        .refine(isEncoding, 'expected an encoding such as utf-8, windows-1252, shift_jis or gb18030')
        .optional()
        .describe('Default: UTF-8, or by the byte order mark.'),
      optional: z.array(text).optional().describe('Columns that a file may lack; they count as empty.'),
    })
    .default({}),
  when: condition.optional().describe('Only rows that match are converted.'),
  unless: condition.optional().describe('Rows that match are not converted.'),
  annotator: value.optional().describe('Who coded the row.'),
  annotatedAt: value.optional(),
  article,
  text: z
    .enum(['ROW', 'NONE'])
    .default('ROW')
    .describe(
      'ROW: the text of the article is the row, "column: cell" on each line. NONE: each claim gives a quote.',
    ),
  entities: z.record(name, entity).default({}),
  claims: z.array(claim).max(MAX_ENTRIES).default([]),
});

export type MappingDocument = z.output<typeof mappingSchema>;
export type MappingValue = z.output<typeof value>;
export type MappingCondition = z.output<typeof condition>;
export type MappingEntity = z.output<typeof entity>;
export type MappingClaim = z.output<typeof claim>;
export type MappingValueParts = z.output<typeof valueParts>;

/** The format of mappings as JSON Schema (draft 2020-12), for editors. */
export function mappingJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(mappingSchema, { io: 'input', unrepresentable: 'any' });
  return { $schema, title: 'ascribe mapping, version 1', ...schema };
}
