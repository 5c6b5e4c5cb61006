import { type AtPath, type Diagnostic, pathDiagnostic } from '../../documents/diagnostic.js';
import type { DocumentPath } from '../../documents/document-path.js';
import type { ArticleDraft, CitationDraft, DocumentDraft } from './article-schema.js';

/**
 * Checks the keys that only exports contain: who retracted an article, how analysts assessed its claims, and where its
 * quotes were found. They are not verified, so only a trusted caller (the owner of the store, not an API key) may use them.
 */
export function checkExportKeys(draft: DocumentDraft, trusted: boolean): Diagnostic<AtPath>[] {
  if (!trusted)
    return exportKeyPaths(draft).map((path) =>
      pathDiagnostic(
        'INVALID_DOCUMENT',
        path,
        `"${path.at(-1)}" is a key of exports; only the command ascribe import accepts it`,
      ),
    );
  return [
    ...checkRetraction(draft),
    ...checkSketch(draft),
    ...checkQuotePlaces(draft),
    ...checkAssessments(draft),
  ];
}

function exportKeyPaths(draft: DocumentDraft): DocumentPath[] {
  const { article = {}, claims = [] } = draft;
  const paths: DocumentPath[] = [];
  for (const key of ['retractedBy', 'retractsDerived', 'textSketch'] as const)
    if (article[key] !== undefined) paths.push(['article', key]);
  for (const [index, claim] of claims.entries())
    if (claim?.assessments !== undefined) paths.push(['claims', index, 'assessments']);
  for (const { path } of citationsWithPlace(draft)) paths.push(path);
  return paths;
}

function checkRetraction({ article = {} }: DocumentDraft): Diagnostic<AtPath>[] {
  const { retractedAt, retractedBy, retractsDerived } = article;
  if (retractedBy !== undefined && retractedAt === undefined)
    return [missingSibling(['article', 'retractedBy'], 'retractedAt')];
  if (retractsDerived !== undefined && retractedBy === undefined)
    return [missingSibling(['article', 'retractsDerived'], 'retractedBy')];
  return [];
}

function checkSketch({ article = {} }: DocumentDraft): Diagnostic<AtPath>[] {
  return article.textSketch === undefined || hasText(article)
    ? []
    : [missingSibling(['article', 'textSketch'], 'textSha256')];
}

/** True if the document has a text, or says which one it is about. */
const hasText = ({ text, textFile, textSha256 }: ArticleDraft): boolean =>
  text !== undefined || textFile !== undefined || textSha256 !== undefined;

function checkQuotePlaces(draft: DocumentDraft): Diagnostic<AtPath>[] {
  const { article = {} } = draft;
  const diagnostics: Diagnostic<AtPath>[] = [];
  for (const { place, path } of citationsWithPlace(draft)) {
    if (!hasText(article))
      diagnostics.push(
        pathDiagnostic(
          'INVALID_DOCUMENT',
          path,
          'a place needs the text that it points into; expected textSha256 in the article',
        ),
      );
    if (place.start !== undefined && place.end !== undefined && place.start >= place.end)
      diagnostics.push(pathDiagnostic('INVALID_DOCUMENT', path, 'expected start to be less than end'));
  }
  return diagnostics;
}

function* citationsWithPlace({
  claims = [],
}: DocumentDraft): Generator<{ path: DocumentPath; place: NonNullable<CitationDraft['place']> }> {
  for (const [index, claim] of claims.entries())
    for (const [citationIndex, citation] of (claim?.citations ?? []).entries())
      if (citation?.place !== undefined)
        yield { path: ['claims', index, 'citations', citationIndex, 'place'], place: citation.place };
}

function checkAssessments({ claims = [] }: DocumentDraft): Diagnostic<AtPath>[] {
  return claims.flatMap((claim, index) =>
    (claim?.assessments ?? []).flatMap((assessment, assessmentIndex) =>
      assessment === null || (assessment.endedAt === undefined) === (assessment.end === undefined)
        ? []
        : [
            missingSibling(
              ['claims', index, 'assessments', assessmentIndex],
              assessment.end === undefined ? 'end' : 'endedAt',
            ),
          ],
    ),
  );
}

function missingSibling(path: DocumentPath, key: string): Diagnostic<AtPath> {
  return pathDiagnostic('INVALID_DOCUMENT', path, `"${key}" is missing; it is required beside this key`);
}
