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

/** Only the actor itself, or an organ of it, can admit something. `resolveCitation` reports an admission without a speaker. */
async function checkAdmission(
  { modality, assertedBy }: Citation,
  { subjectId, objectId, predicate }: Proposition,
  path: DocumentPath,
  loadVoices: LoadVoices,
): Promise<Diagnostic<AtPath>[]> {
  const speaker = assertedBy.at(-1);
  if (modality !== 'ADMITTED' || speaker === undefined) return [];
  const ends = [subjectId, objectId].filter((id) => id !== null);
  const admits = (id: string, voices: VoicesOf): boolean =>
    canAdmit(
      { speaker: voices(id), subject: voices(subjectId), object: objectId === null ? [] : voices(objectId) },
      predicate,
    );
  // Mostly it is the actor itself; only organs need a look at the store.
  if (admits(speaker, (id) => [id])) return [];
  const voices = await loadVoices([speaker, ...ends]);
  if (admits(speaker, voices)) return [];
  const admitters = ends.filter((id) => admits(id, voices)).map((id) => `"${id}"`);
  return [
    pathDiagnostic(
      'INVALID_DOCUMENT',
      [...path, 'assertedBy', assertedBy.length - 1],
      `ADMITTED is for what an actor says about itself; expected ${admitters.join(' or ')} or an organ of ${admitters.length > 1 ? 'one of them' : 'it'}, found "${speaker}". For the words of others use REPORTED_AS_FACT, ACCUSED or ACCUSED_BY_AUTHORITIES`,
    ),
  ];
}

type VoicesOf = (id: string) => readonly string[];
type LoadVoices = (ids: readonly string[]) => Promise<VoicesOf>;

export async function resolveClaims(
  draft: DocumentDraft,
  isInvalid: (path: DocumentPath) => boolean,
  text: SearchableText | null,
  references: ReferenceResolver,
  loadVoices: LoadVoices,
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
    const citations: Citation[] = [];
    for (const { createCitation, citationPath } of resolved) {
      const citation = createCitation(id, article);
      isFirst(
        citation.id,
        citationPath,
        'the same quote in the same place is given twice for this claim, with the same speakers in assertedBy',
      );
      diagnostics.push(...(await checkAdmission(citation, proposition, citationPath, loadVoices)));
      citations.push(citation);
    }
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
