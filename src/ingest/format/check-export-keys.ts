import { type DocumentPath, type PathDiagnostic, pathDiagnostic } from '../../documents/path-diagnostic.js';
import type { DocumentDraft } from './article-schema.js';

/**
 * What only an export says of an article: who retracted it, how analysts judged its claims, and where quotes were found. It is taken on
 * trust, so from whoever holds the store, and not from whoever holds a key.
 */
export function checkExportKeys(draft: DocumentDraft, trusted: boolean): PathDiagnostic[] {
  const used = exportKeyPaths(draft);
  if (!trusted)
    return used.map((path) =>
      pathDiagnostic(
        'INVALID_DOCUMENT',
        path,
        `"${path.at(-1)}" is a key of exports; only ascribe import takes it`,
      ),
    );
  return [...checkRetraction(draft), ...checkQuotePlaces(draft), ...checkAssessments(draft)];
}

function exportKeyPaths({ article = {}, claims = [] }: DocumentDraft): DocumentPath[] {
  const paths: DocumentPath[] = [];
  for (const key of ['retractedBy', 'retractsDerived'] as const)
    if (article[key] !== undefined) paths.push(['article', key]);
  for (const [at, claim] of claims.entries()) {
    if (claim?.assessments !== undefined) paths.push(['claims', at, 'assessments']);
    for (const [index, citation] of (claim?.citations ?? []).entries())
      if (citation?.place !== undefined) paths.push(['claims', at, 'citations', index, 'place']);
  }
  return paths;
}

function checkRetraction({ article = {} }: DocumentDraft): PathDiagnostic[] {
  const { retractedAt, retractedBy, retractsDerived } = article;
  if (retractedBy !== undefined && retractedAt === undefined)
    return [missingSibling(['article', 'retractedBy'], 'retractedAt')];
  if (retractsDerived !== undefined && retractedBy === undefined)
    return [missingSibling(['article', 'retractsDerived'], 'retractedBy')];
  return [];
}

function checkQuotePlaces({ article = {}, claims = [] }: DocumentDraft): PathDiagnostic[] {
  const findings: PathDiagnostic[] = [];
  for (const [at, claim] of claims.entries())
    for (const [index, citation] of (claim?.citations ?? []).entries()) {
      const place = citation?.place;
      if (place == null) continue;
      const path = ['claims', at, 'citations', index, 'place'];
      if (article.textSha256 === undefined && article.text === undefined && article.textFile === undefined)
        findings.push(
          pathDiagnostic('INVALID_DOCUMENT', path, 'a place is one in a text; expected textSha256'),
        );
      if (place.start !== undefined && place.end !== undefined && place.start >= place.end)
        findings.push(pathDiagnostic('INVALID_DOCUMENT', path, 'expected start to be before end'));
    }
  return findings;
}

function checkAssessments({ claims = [] }: DocumentDraft): PathDiagnostic[] {
  return claims.flatMap((claim, at) =>
    (claim?.assessments ?? []).flatMap((one, index) =>
      one === null || (one.endedAt === undefined) === (one.end === undefined)
        ? []
        : [missingSibling(['claims', at, 'assessments', index], one.end === undefined ? 'end' : 'endedAt')],
    ),
  );
}

function missingSibling(path: DocumentPath, key: string): PathDiagnostic {
  return pathDiagnostic('INVALID_DOCUMENT', path, `"${key}" is missing beside it`);
}
