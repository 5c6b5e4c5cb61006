import {
  type DocumentPath,
  describeValue,
  type PathDiagnostic,
  pathDiagnostic,
} from '../../documents/path-diagnostic.js';
import { parseEdtf } from '../../domain/edtf.js';
import { citationId } from '../../domain/ids.js';
import type { Citation, Locator } from '../../domain/records.js';
import type { CitationDraft, DocumentDraft } from '../format/article-schema.js';
import { findQuote, type Passage, splitQuote } from './find-quote.js';
import type { FindNearestPassage } from './nearest-passage.js';
import type { NormalizedText } from './normalize-text.js';
import type { ReferenceResolver } from './reference-resolver.js';

/** The text that quotes are looked for in. */
export interface SearchableText {
  readonly plain: NormalizedText;
  readonly findNearest: FindNearestPassage;
}

export interface ResolvedCitation {
  readonly findings: readonly PathDiagnostic[];
  readonly note: string | null;
  /** Null where the draft is broken, whatever its claim and article are. */
  readonly createCitation: ((claimId: string, articleId: string) => Citation) | null;
}

export async function resolveCitation(
  citation: CitationDraft,
  path: DocumentPath,
  document: DocumentDraft,
  text: SearchableText | null,
  references: ReferenceResolver,
): Promise<ResolvedCitation> {
  const findings: PathDiagnostic[] = [];
  const { quote, modality, assertedBy, credibility, stance, paragraph = null, page = null } = citation;
  for (const [index, speaker] of (assertedBy ?? []).entries())
    if (speaker !== null) await references.resolveKind(speaker, [...path, 'assertedBy', index]);
  if (modality === 'ADMITTED' && assertedBy?.length === 0)
    findings.push(
      pathDiagnostic(
        'INVALID_DOCUMENT',
        [...path, 'modality'],
        'an admission needs the speaker who admits, in assertedBy',
      ),
    );
  if (endsBeforeStart(citation))
    findings.push(
      pathDiagnostic(
        'INVALID_DOCUMENT',
        [...path, 'validTo'],
        `expected a date from validFrom (${citation.validFrom}) on, found ${citation.validTo}`,
      ),
    );

  const place =
    quote === undefined ? null : locateQuote(quote, paragraph, [...path, 'quote'], text, findings);
  // Of an export: where an import found the quote that had the text, which this one has not.
  const given = text === null ? citation.place : undefined;
  if (quote === undefined || modality === undefined || credibility === undefined || stance === undefined)
    return { findings, note: null, createCitation: null };
  const locator: Locator = {
    start: place?.start ?? given?.start ?? null,
    end: place?.end ?? given?.end ?? null,
    paragraph: place !== null && paragraph !== null ? place.paragraph : paragraph,
    page,
  };
  return {
    findings,
    note: describeParagraphCorrection(quote, paragraph, locator),
    createCitation: (claimId, articleId) => ({
      id: citationId(claimId, articleId, quote, locator),
      claimId,
      articleId,
      quote,
      locator,
      quoteCheck: locator.start === null ? 'UNVERIFIED' : 'VERIFIED',
      stance,
      modality,
      assertedBy: (assertedBy ?? []) as string[],
      credibility,
      validFrom: citation.validFrom ?? null,
      validTo: citation.validTo ?? null,
      annotator: citation.annotator ?? document.annotator ?? null,
      annotatedAt: citation.annotatedAt ?? document.annotatedAt ?? null,
      note: citation.note ?? null,
    }),
  };
}

function locateQuote(
  quote: string,
  paragraph: number | null,
  path: DocumentPath,
  text: SearchableText | null,
  findings: PathDiagnostic[],
): Passage | null {
  if (splitQuote(quote).length === 0) {
    findings.push(pathDiagnostic('INVALID_DOCUMENT', path, `expected words, found ${describeValue(quote)}`));
    return null;
  }
  if (text === null) return null;
  const place = findQuote(text.plain, quote, paragraph);
  if (place !== null) return place;
  const near = text.findNearest(quote);
  const hint =
    near === null
      ? 'no passage is like it'
      : `the nearest, in paragraph ${near.paragraph}: "${near.passage}"`;
  findings.push(
    pathDiagnostic('QUOTE_NOT_FOUND', path, `${describeValue(quote)} does not stand in the text; ${hint}`),
  );
  return null;
}

function endsBeforeStart({ validFrom, validTo }: CitationDraft): boolean {
  if (validFrom === undefined || validTo === undefined) return false;
  const { earliest } = parseEdtf(validFrom);
  const { latest } = parseEdtf(validTo);
  return earliest !== null && latest !== null && earliest > latest;
}

/** A paragraph that was given and is not where the quote stands is not kept: what is VERIFIED must be true. */
function describeParagraphCorrection(
  quote: string,
  given: number | null,
  { paragraph }: Locator,
): string | null {
  if (given === paragraph) return null;
  return `${describeValue(quote)} stands in paragraph ${paragraph}, not in ${given} as given; ${paragraph} is recorded`;
}
