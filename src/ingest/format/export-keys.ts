import { type Finding, finding, type Path } from '../../documents/finding.js';
import type { DocumentDraft } from './article-schema.js';

/**
 * What only an export says of an article: who retracted it, how analysts judged its claims, and where quotes were found. It is taken on
 * trust, so from whoever holds the store, and not from whoever holds a key.
 */
export function exportKeys(draft: DocumentDraft, trusted: boolean): Finding[] {
  const used = keysIn(draft);
  if (!trusted)
    return used.map((path) =>
      finding('INVALID_DOCUMENT', path, `"${path.at(-1)}" is a key of exports; only ascribe import takes it`),
    );
  return [...retraction(draft), ...places(draft), ...assessments(draft)];
}

function keysIn({ article = {}, claims = [] }: DocumentDraft): Path[] {
  const paths: Path[] = [];
  for (const key of ['retractedBy', 'retractsDerived'] as const)
    if (article[key] !== undefined) paths.push(['article', key]);
  for (const [at, claim] of claims.entries()) {
    if (claim?.assessments !== undefined) paths.push(['claims', at, 'assessments']);
    for (const [index, citation] of (claim?.citations ?? []).entries())
      if (citation?.place !== undefined) paths.push(['claims', at, 'citations', index, 'place']);
  }
  return paths;
}

function retraction({ article = {} }: DocumentDraft): Finding[] {
  const { retractedAt, retractedBy, retractsDerived } = article;
  if (retractedBy !== undefined && retractedAt === undefined)
    return [lacks(['article', 'retractedBy'], 'retractedAt')];
  if (retractsDerived !== undefined && retractedBy === undefined)
    return [lacks(['article', 'retractsDerived'], 'retractedBy')];
  return [];
}

function places({ article = {}, claims = [] }: DocumentDraft): Finding[] {
  const findings: Finding[] = [];
  for (const [at, claim] of claims.entries())
    for (const [index, citation] of (claim?.citations ?? []).entries()) {
      const place = citation?.place;
      if (place == null) continue;
      const path = ['claims', at, 'citations', index, 'place'];
      if (article.textSha256 === undefined && article.text === undefined && article.textFile === undefined)
        findings.push(finding('INVALID_DOCUMENT', path, 'a place is one in a text; expected textSha256'));
      if (place.start !== undefined && place.end !== undefined && place.start >= place.end)
        findings.push(finding('INVALID_DOCUMENT', path, 'expected start to be before end'));
    }
  return findings;
}

function assessments({ claims = [] }: DocumentDraft): Finding[] {
  return claims.flatMap((claim, at) =>
    (claim?.assessments ?? []).flatMap((one, index) =>
      one === null || (one.endedAt === undefined) === (one.end === undefined)
        ? []
        : [lacks(['claims', at, 'assessments', index], one.end === undefined ? 'end' : 'endedAt')],
    ),
  );
}

function lacks(path: Path, key: string): Finding {
  return finding('INVALID_DOCUMENT', path, `"${key}" is missing beside it`);
}
