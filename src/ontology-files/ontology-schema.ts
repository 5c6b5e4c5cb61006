import { z } from 'zod';

const word = z
  .string()
  .max(60)
  .regex(
    /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/,
    'expected a word of capital letters, digits and single underscores, such as USES_AS_PROXY',
  );
const fieldName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*$/, 'expected the name of a field, such as passesThrough');
const description = z
  .string()
  .max(1000)
  .regex(/^\S(?:.*\S)?$/, 'expected a description in one line');
const words = z.array(word).min(1);
const descriptions = z.record(word, description);
/** A description alone, or with the broader term. */
const term = z.union([description, z.strictObject({ description, parent: word })]);
const terms = z.record(word, z.record(word, term));

const kind = z.strictObject({ description, actor: z.literal(true).optional() });

const predicate = z.strictObject({
  family: word,
  parent: word.optional(),
  description,
  domain: words,
  range: words,
  inverse: word,
  symmetric: z.literal(true).optional(),
});

const attribute = z.strictObject({
  description,
  domain: words,
  value: word,
  functional: words.optional(),
});

const role = z.strictObject({
  direction: z.enum(['IN', 'OUT']),
  predicates: words,
  optIn: words.optional(),
  description,
  depth: description.optional(),
});

/** The whole vocabulary: the file ontology/ascribe.yaml. */
export const ontologySchema = z.strictObject({
  ontology: z.literal('ascribe'),
  kinds: z.record(word, kind),
  families: descriptions,
  predicates: z.record(word, predicate),
  attributes: z.record(word, attribute),
  valueTypes: descriptions,
  terms,
  roles: z.record(word, z.record(fieldName, role)),
});

/** A user's file: it adds words, and changes none of those that ship. */
export const userOntologySchema = z.strictObject({
  ontology: z
    .string()
    .regex(/^(?!ascribe$)[a-z0-9]+(?:-[a-z0-9]+)*$/, 'expected a name of your own, such as river-desk'),
  predicates: z.record(word, predicate).default({}),
  attributes: z.record(word, attribute).default({}),
  terms: terms.default({}),
});

/** The content of the built-in file, as written. */
export type OntologyDocument = z.output<typeof ontologySchema>;
/** The words that a file adds, as written. */
export type WordsDocument = Pick<OntologyDocument, 'predicates' | 'attributes' | 'terms'>;
