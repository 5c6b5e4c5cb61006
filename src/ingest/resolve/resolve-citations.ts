import { type AtPath, type Diagnostic, pathDiagnostic } from '../../documents/diagnostic.js';
import { type DocumentPath, describeValue } from '../../documents/document-path.js';
import { parseEdtf } from '../../domain/edtf.js';
import { citationId } from '../../domain/ids.js';
import type { Citation, Locator } from '../../domain/records.js';
import type { CitationDraft, DocumentDraft } from '../format/article-schema.js';
import { findQuote, type Passage, splitQuote } from './find-quote.js';
import type { FindNearestPassage } from './nearest-passage.js';
import type { NormalizedText } from './normalize-text.js';
import type { ReferenceResolver } from './reference-resolver.js';

/** The text of an article, prepared for finding quotes. */
export interface SearchableText {
  readonly normalized: NormalizedText;
  readonly findNearest: FindNearestPassage;
}

interface ResolvedCitation {
  readonly diagnostics: readonly Diagnostic<AtPath>[];
  /** What was corrected, for the summary. */
  readonly note: string | null;
  /** Null if the draft is invalid. */
  readonly createCitation: ((claimId: string, articleId: string) => Citation) | null;
}

export async function resolveCitation(
  citation: CitationDraft,
  path: DocumentPath,
  document: DocumentDraft,
  text: SearchableText | null,
  references: ReferenceResolver,
): Promise<ResolvedCitation> {
  const diagnostics: Diagnostic<AtPath>[] = [];
  const { quote, modality, assertedBy, credibility, stance, paragraph = null, page = null } = citation;
  for (const [index, speaker] of (assertedBy ?? []).entries())
    if (speaker !== null) await references.resolveKind(speaker, [...path, 'assertedBy', index]);
  if (modality === 'ADMITTED' && assertedBy?.length === 0)
    diagnostics.push(
      pathDiagnostic(
        'INVALID_DOCUMENT',
        [...path, 'modality'],
        'ADMITTED needs the entity that admits it; expected at least one id in assertedBy',
      ),
    );
  if (endsBeforeStart(citation))
    diagnostics.push(
      pathDiagnostic(
        'INVALID_DOCUMENT',
        [...path, 'validTo'],
        `expected a date not before validFrom (${citation.validFrom}), found ${citation.validTo}`,
      ),
    );

  const passage =
    quote === undefined ? null : locateQuote(quote, paragraph, [...path, 'quote'], text, diagnostics);
  // Without the article's text, use the place of the quote that the export recorded.
  const exported = text === null ? citation.place : undefined;
  if (quote === undefined || modality === undefined || credibility === undefined || stance === undefined)
    return { diagnostics, note: null, createCitation: null };
  const speakers = (assertedBy ?? []) as string[];
  const locator: Locator = {
    start: passage?.start ?? exported?.start ?? null,
    end: passage?.end ?? exported?.end ?? null,
    paragraph: passage !== null && paragraph !== null ? passage.paragraph : paragraph,
    page,
  };
  return {
    diagnostics,
    note: describeParagraphCorrection(quote, paragraph, locator),
    createCitation: (claimId, articleId) => ({
      id: citationId(claimId, articleId, quote, locator, speakers),
      claimId,
      articleId,
      quote,
      locator,
      quoteCheck: locator.start === null ? 'UNVERIFIED' : 'VERIFIED',
      stance,
      modality,
      assertedBy: speakers,
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
  diagnostics: Diagnostic<AtPath>[],
): Passage | null {
  if (splitQuote(quote).length === 0) {
    diagnostics.push(
      pathDiagnostic('INVALID_DOCUMENT', path, `expected words, found ${describeValue(quote)}`),
    );
    return null;
  }
  if (text === null) return null;
  const passage = findQuote(text.normalized, quote, paragraph);
  if (passage !== null) return passage;
  const nearest = text.findNearest(quote);
  const hint =
    nearest === null
      ? 'no passage is similar'
      : `the most similar passage, in paragraph ${nearest.paragraph}, is "${nearest.passage}"`;
  diagnostics.push(
    pathDiagnostic(
      'QUOTE_NOT_FOUND',
      path,
      `${describeValue(quote)} is not in the text of the article; ${hint}`,
    ),
  );
  return null;
}

function endsBeforeStart({ validFrom, validTo }: CitationDraft): boolean {
  if (validFrom === undefined || validTo === undefined) return false;
  const { earliest } = parseEdtf(validFrom);
  const { latest } = parseEdtf(validTo);
  return earliest !== null && latest !== null && earliest > latest;
}

/** A wrong paragraph number is corrected, because every part of a VERIFIED citation must be correct. */
function describeParagraphCorrection(
  quote: string,
  declared: number | null,
  { paragraph }: Locator,
): string | null {
  if (declared === paragraph) return null;
  return `${describeValue(quote)} is in paragraph ${paragraph}, not ${declared}; recorded as ${paragraph}`;
}
