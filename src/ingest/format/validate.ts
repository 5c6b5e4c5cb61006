import type { AtPath, Diagnostic } from '../../documents/diagnostic.js';
import { type DescribedSchema, describeSchemaErrors } from '../../documents/schema-errors.js';
import { keepValidParts } from '../../documents/zod-paths.js';
import { type DocumentDraft, documentSchema } from './article-schema.js';
import { OTHER_WORDS } from './other-words.js';

/** The parts of a document that match the schema, and a diagnostic for each other part. */
export interface ValidatedDocument {
  readonly draft: DocumentDraft;
  readonly diagnostics: readonly Diagnostic<AtPath>[];
}

/** YAML reads `[2031-04,2031-05]` as a list. */
const EDTF_DATE =
  'an EDTF date such as 2031-04-12 or "[2031-04,2031-05]" (in quotes if it begins with a bracket)';

const DESCRIBED_DOCUMENT: Omit<DescribedSchema, 'schema'> = {
  description: 'a map with the keys ascribe, article, entities and claims',
  expected: {
    predicate: 'a predicate of the ontology',
    value: 'a number, a range {min, max}, a date, coordinates {latitude, longitude} or a name',
    publishedAt: EDTF_DATE,
    validFrom: EDTF_DATE,
    validTo: EDTF_DATE,
  },
  otherWords: OTHER_WORDS,
};

export function validateDocument(document: unknown): ValidatedDocument {
  const schema = documentSchema();
  const result = schema.safeParse(document);
  if (result.success) return { draft: result.data, diagnostics: [] };
  const draft = (keepValidParts(schema, document) ?? {}) as DocumentDraft;
  return {
    draft,
    diagnostics: describeSchemaErrors(result.error.issues, document, { schema, ...DESCRIBED_DOCUMENT }),
  };
}
