import { type AtPath, type Diagnostic, pathDiagnostic } from '../../documents/diagnostic.js';
import type { DocumentPath } from '../../documents/document-path.js';
import { canAdmit } from '../../domain/derivation/origins.js';
import { articleId, claimId } from '../../domain/ids.js';
import type { AnnotatedClaim, Citation, ExportedAssessment, Proposition } from '../../domain/records.js';
import type { ClaimDraft, DocumentDraft } from '../format/article-schema.js';
import type { ReferenceResolver } from './reference-resolver.js';
import { resolveCitation, type SearchableText } from './resolve-citations.js';
import { resolveProposition } from './resolve-proposition.js';

/** The valid claims of a document, and the mistakes in the others. */
interface ResolvedClaims {
  readonly claims: readonly AnnotatedClaim[];
  readonly diagnostics: readonly Diagnostic<AtPath>[];
  readonly notes: readonly string[];
}

/** The assessments in an export; undefined if there are none. Omits invalid ones, which the schema has reported. */
function toExportedAssessments({ assessments }: ClaimDraft): ExportedAssessment[] | undefined {
  return assessments?.flatMap((assessment) => {
    if (assessment === null) return [];
    const { analyst, status, confidence = null, rationale, at, endedAt = null, end = null } = assessment;
    const { validFrom = null, validTo = null } = assessment;
    return analyst === undefined || status === undefined || rationale === undefined || at === undefined
      ? []
      : [{ analyst, status, confidence, rationale, validFrom, validTo, at, endedAt, end }];
  });
}

/** Only the actor itself can admit something. `resolveCitation` reports an admission without a speaker. */
function checkAdmission(
  { modality, assertedBy }: Citation,
  proposition: Proposition,
  path: DocumentPath,
): Diagnostic<AtPath>[] {
  const speaker = assertedBy.at(-1);
  if (modality !== 'ADMITTED' || speaker === undefined || canAdmit(speaker, proposition)) return [];
  return [
    pathDiagnostic(
      'INVALID_DOCUMENT',
      [...path, 'assertedBy', assertedBy.length - 1],
      `ADMITTED is for what an actor says about itself; expected ${admittersOf(proposition)}, found "${speaker}". For the words of others use REPORTED_AS_FACT, ACCUSED or ACCUSED_BY_AUTHORITIES`,
    ),
  ];
}

const admittersOf = (proposition: Proposition): string =>
  [proposition.subjectId, proposition.objectId]
    .filter((id) => id !== null && canAdmit(id, proposition))
    .map((id) => `"${id}"`)
    .join(' or ');

export async function resolveClaims(
  draft: DocumentDraft,
  isInvalid: (path: DocumentPath) => boolean,
  text: SearchableText | null,
  references: ReferenceResolver,
): Promise<ResolvedClaims> {
  const diagnostics: Diagnostic<AtPath>[] = [];
  const notes: string[] = [];
  const claims: AnnotatedClaim[] = [];
  const firstPaths = new Map<string, DocumentPath>();
  const article = articleId(draft.article?.id ?? '');
  /** Adds a diagnostic with this message if the id was used before. */
  const isFirst = (id: string, path: DocumentPath, message: string): boolean => {
    const first = firstPaths.get(id);
    if (first === undefined) firstPaths.set(id, path);
    else diagnostics.push(pathDiagnostic('DUPLICATE', path, message, first));
    return first === undefined;
  };

  for (const [index, claim] of (draft.claims ?? []).entries()) {
    if (claim === null) continue;
    const path = ['claims', index];
    const { proposition, diagnostics: mistakes } = await resolveProposition(
      claim,
      path,
      isInvalid,
      references,
    );
    diagnostics.push(...mistakes);
    const resolved = await resolveCitations(claim, path);
    if (proposition === null) continue;
    const id = claimId(proposition);
    if (!isFirst(id, path, 'the same claim is given twice; put all its citations under one claim')) continue;
    const citations = resolved.map(({ createCitation, citationPath }) => {
      const citation = createCitation(id, article);
      isFirst(
        citation.id,
        citationPath,
        'the same quote in the same place is given twice for this claim, with the same speakers in assertedBy',
      );
      diagnostics.push(...checkAdmission(citation, proposition, citationPath));
      return citation;
    });
    const assessments = toExportedAssessments(claim);
    claims.push({ ...proposition, id, citations, ...(assessments && { assessments }) });
  }
  return { claims, diagnostics, notes };

  async function resolveCitations(claim: ClaimDraft, path: DocumentPath) {
    const valid = [];
    for (const [index, citation] of (claim.citations ?? []).entries()) {
      if (citation === null) continue;
      const citationPath = [...path, 'citations', index];
      const resolved = await resolveCitation(citation, citationPath, draft, text, references);
      diagnostics.push(...resolved.diagnostics);
      if (resolved.note !== null) notes.push(`${article}: ${resolved.note}`);
      const { createCitation } = resolved;
      if (createCitation !== null) valid.push({ createCitation, citationPath });
    }
    return valid;
  }
}
