import type { Finding } from '../../documents/finding.js';
import { mistakes } from '../../documents/schema-errors.js';
import { salvage } from '../../documents/zod-paths.js';
import { type DocumentDraft, documentSchema } from './article-schema.js';

/** A document after the schema: what is good of it, and what is not. */
export interface Validated {
  readonly draft: DocumentDraft;
  readonly findings: readonly Finding[];
}

const FORM = { schema: documentSchema, whole: 'a map with the keys ascribe, article, entities and claims' };

export function validate(document: unknown): Validated {
  const result = documentSchema.safeParse(document);
  if (result.success) return { draft: result.data, findings: [] };
  const draft = (salvage(documentSchema, document) ?? {}) as DocumentDraft;
  return { draft, findings: mistakes(result.error.issues, document, FORM) };
}
