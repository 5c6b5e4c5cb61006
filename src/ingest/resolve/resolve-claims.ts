import { type DocumentPath, type PathDiagnostic, pathDiagnostic } from '../../documents/path-diagnostic.js';
import { articleId, claimId } from '../../domain/ids.js';
import type { AnnotatedClaim, ExportedAssessment } from '../../domain/records.js';
import type { ClaimDraft, DocumentDraft } from '../format/article-schema.js';
import type { ReferenceResolver } from './reference-resolver.js';
import { resolveCitation, type SearchableText } from './resolve-citations.js';
import { resolveProposition } from './resolve-proposition.js';

/** The claims of a document that can be said, and what is wrong with the others. */
export interface ResolvedClaims {
  readonly claims: readonly AnnotatedClaim[];
  readonly findings: readonly PathDiagnostic[];
  readonly notes: readonly string[];
}

/** Of an export; undefined where there are none. Broken ones are findings by the schema. */
function toGivenAssessments({ assessments }: ClaimDraft): ExportedAssessment[] | undefined {
  return assessments?.flatMap((one) => {
    if (one === null) return [];
    const { analyst, status, confidence = null, rationale, at, endedAt = null, end = null } = one;
    return analyst === undefined || status === undefined || rationale === undefined || at === undefined
      ? []
      : [{ analyst, status, confidence, rationale, at, endedAt, end }];
  });
}

export async function resolveClaims(
  draft: DocumentDraft,
  isBroken: (path: DocumentPath) => boolean,
  text: SearchableText | null,
  references: ReferenceResolver,
): Promise<ResolvedClaims> {
  const findings: PathDiagnostic[] = [];
  const notes: string[] = [];
  const claims: AnnotatedClaim[] = [];
  const firstPlaces = new Map<string, DocumentPath>();
  const article = articleId(draft.article?.id ?? '');
  /** A thing may be given once: `what` is said of the second. */
  const isFirst = (id: string, path: DocumentPath, what: string): boolean => {
    const first = firstPlaces.get(id);
    if (first === undefined) firstPlaces.set(id, path);
    else findings.push(pathDiagnostic('DUPLICATE', path, what, first));
    return first === undefined;
  };

  for (const [index, claim] of (draft.claims ?? []).entries()) {
    if (claim === null) continue;
    const path = ['claims', index];
    const said = await resolveProposition(claim, path, isBroken, references);
    findings.push(...said.findings);
    const records = await checkCitations(claim, path);
    if (said.proposition === null) continue;
    const id = claimId(said.proposition);
    if (!isFirst(id, path, 'the same claim is given twice; put its citations under one')) continue;
    const citations = records.map(({ record, path: at }) => {
      const citation = record(id, article);
      isFirst(citation.id, at, 'the same quote in the same place is given twice for one claim');
      return citation;
    });
    const assessments = toGivenAssessments(claim);
    claims.push({ ...said.proposition, id, citations, ...(assessments && { assessments }) });
  }
  return { claims, findings, notes };

  async function checkCitations(claim: ClaimDraft, path: DocumentPath) {
    const records = [];
    for (const [index, citation] of (claim.citations ?? []).entries()) {
      if (citation === null) continue;
      const at = [...path, 'citations', index];
      const checked = await resolveCitation(citation, at, draft, text, references);
      findings.push(...checked.findings);
      if (checked.note !== null) notes.push(`${article}: ${checked.note}`);
      if (checked.createCitation !== null) records.push({ record: checked.createCitation, path: at });
    }
    return records;
  }
}
