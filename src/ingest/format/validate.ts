import type { PathDiagnostic } from '../../documents/path-diagnostic.js';
import { describeSchemaErrors } from '../../documents/schema-errors.js';
import { keepValidParts } from '../../documents/zod-paths.js';
import { type DocumentDraft, documentSchema } from './article-schema.js';

/** A document after the schema: what is good of it, and what is not. */
export interface ValidatedDocument {
  readonly draft: DocumentDraft;
  readonly findings: readonly PathDiagnostic[];
}

const DESCRIBED_SCHEMA = {
  schema: documentSchema,
  whole: 'a map with the keys ascribe, article, entities and claims',
};

export function validateDocument(document: unknown): ValidatedDocument {
  const result = documentSchema.safeParse(document);
  if (result.success) return { draft: result.data, findings: [] };
  const draft = (keepValidParts(documentSchema, document) ?? {}) as DocumentDraft;
  return { draft, findings: describeSchemaErrors(result.error.issues, document, DESCRIBED_SCHEMA) };
}
