import { type Finding, finding, type Path } from '../../documents/finding.js';
import { articleId, claimId } from '../../domain/ids.js';
import type { AnnotatedClaim, GivenAssessment } from '../../domain/records.js';
import type { ClaimDraft, DocumentDraft } from '../format/article-schema.js';
import { propositionOf } from './proposition.js';
import type { References } from './references.js';
import { checkCitation, type QuotedText } from './resolve-citations.js';

/** The claims of a document that can be said, and what is wrong with the others. */
export interface CheckedClaims {
  readonly claims: readonly AnnotatedClaim[];
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

/** Of an export; undefined where there are none. Broken ones are findings by the schema. */
function assessmentsOf({ assessments }: ClaimDraft): GivenAssessment[] | undefined {
  return assessments?.flatMap((one) => {
    if (one === null) return [];
    const { analyst, status, confidence = null, rationale, at, endedAt = null, end = null } = one;
    return analyst === undefined || status === undefined || rationale === undefined || at === undefined
      ? []
      : [{ analyst, status, confidence, rationale, at, endedAt, end }];
  });
}

export async function checkClaims(
  draft: DocumentDraft,
  isBroken: (path: Path) => boolean,
  text: QuotedText | null,
  known: References,
): Promise<CheckedClaims> {
  const findings: Finding[] = [];
  const notes: string[] = [];
  const claims: AnnotatedClaim[] = [];
  const firstPlaces = new Map<string, Path>();
  const article = articleId(draft.article?.id ?? '');
  /** A thing may be given once: `what` is said of the second. */
  const isFirst = (id: string, path: Path, what: string): boolean => {
    const first = firstPlaces.get(id);
    if (first === undefined) firstPlaces.set(id, path);
    else findings.push(finding('DUPLICATE', path, what, first));
    return first === undefined;
  };

  for (const [index, claim] of (draft.claims ?? []).entries()) {
    if (claim === null) continue;
    const path = ['claims', index];
    const said = await propositionOf(claim, path, isBroken, known);
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
    const assessments = assessmentsOf(claim);
    claims.push({ ...said.proposition, id, citations, ...(assessments && { assessments }) });
  }
  return { claims, findings, notes };

  async function checkCitations(claim: ClaimDraft, path: Path) {
    const records = [];
    for (const [index, citation] of (claim.citations ?? []).entries()) {
      if (citation === null) continue;
      const at = [...path, 'citations', index];
      const checked = await checkCitation(citation, at, draft, text, known);
      findings.push(...checked.findings);
      if (checked.note !== null) notes.push(`${article}: ${checked.note}`);
      if (checked.record !== null) records.push({ record: checked.record, path: at });
    }
    return records;
  }
}
