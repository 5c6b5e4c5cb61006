import { type DocumentDraft, documentSchema } from './document.js';
import { type Finding, finding } from './finding.js';
import { LIMITS } from './limits.js';
import { mistakes } from './mistakes.js';
import { salvage } from './shape.js';

/** A document after the schema: what is good of it, and what is not. */
export interface Validated {
  readonly draft: DocumentDraft;
  readonly findings: readonly Finding[];
}

export function validate(document: unknown): Validated {
  const result = documentSchema.safeParse(document);
  if (result.success) return { draft: result.data, findings: [] };
  const all = mistakes(result.error.issues, document);
  const findings = all.slice(0, LIMITS.findings);
  if (all.length > findings.length)
    findings.push(finding('LIMIT_EXCEEDED', [], `and ${all.length - findings.length} more mistakes`));
  return { draft: (salvage(documentSchema, document) ?? {}) as DocumentDraft, findings };
}
