import { type Finding, finding, found, type Path } from '../../documents/finding.js';
import { parseEdtf } from '../../domain/edtf.js';
import { citationId } from '../../domain/ids.js';
import type { Citation, Locator } from '../../domain/records.js';
import type { CitationDraft, DocumentDraft } from '../format/article-schema.js';
import { findQuote, type Passage, quoteParts } from './find-quote.js';
import type { FindNearest } from './nearest-passage.js';
import type { PlainText } from './plain-text.js';
import type { References } from './references.js';

/** The text that quotes are looked for in. */
export interface QuotedText {
  readonly plain: PlainText;
  readonly nearest: FindNearest;
}

export interface CheckedCitation {
  readonly findings: readonly Finding[];
  readonly note: string | null;
  /** Null where the draft is broken, whatever its claim and article are. */
  readonly record: ((claimId: string, articleId: string) => Citation) | null;
}

export async function checkCitation(
  citation: CitationDraft,
  path: Path,
  document: DocumentDraft,
  text: QuotedText | null,
  references: References,
): Promise<CheckedCitation> {
  const findings: Finding[] = [];
  const { quote, modality, assertedBy, credibility, stance, paragraph = null, page = null } = citation;
  for (const [index, speaker] of (assertedBy ?? []).entries())
    if (speaker !== null) await references.kindOf(speaker, [...path, 'assertedBy', index]);
  if (modality === 'ADMITTED' && assertedBy?.length === 0)
    findings.push(
      finding(
        'INVALID_DOCUMENT',
        [...path, 'modality'],
        'an admission needs the speaker who admits, in assertedBy',
      ),
    );
  if (isBackwards(citation))
    findings.push(
      finding(
        'INVALID_DOCUMENT',
        [...path, 'validTo'],
        `expected a date from validFrom (${citation.validFrom}) on, found ${citation.validTo}`,
      ),
    );

  const place = quote === undefined ? null : locate(quote, paragraph, [...path, 'quote'], text, findings);
  // Of an export: where an import found the quote that had the text, which this one has not.
  const given = text === null ? citation.place : undefined;
  if (quote === undefined || modality === undefined || credibility === undefined || stance === undefined)
    return { findings, note: null, record: null };
  const locator: Locator = {
    start: place?.start ?? given?.start ?? null,
    end: place?.end ?? given?.end ?? null,
    paragraph: place !== null && paragraph !== null ? place.paragraph : paragraph,
    page,
  };
  return {
    findings,
    note: correction(quote, paragraph, locator),
    record: (claimId, articleId) => ({
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

function locate(
  quote: string,
  paragraph: number | null,
  path: Path,
  text: QuotedText | null,
  findings: Finding[],
): Passage | null {
  if (quoteParts(quote).length === 0) {
    findings.push(finding('INVALID_DOCUMENT', path, `expected words, found ${found(quote)}`));
    return null;
  }
  if (text === null) return null;
  const place = findQuote(text.plain, quote, paragraph);
  if (place !== null) return place;
  const near = text.nearest(quote);
  const hint =
    near === null
      ? 'no passage is like it'
      : `the nearest, in paragraph ${near.paragraph}: "${near.passage}"`;
  findings.push(finding('QUOTE_NOT_FOUND', path, `${found(quote)} does not stand in the text; ${hint}`));
  return null;
}

function isBackwards({ validFrom, validTo }: CitationDraft): boolean {
  if (validFrom === undefined || validTo === undefined) return false;
  const { earliest } = parseEdtf(validFrom);
  const { latest } = parseEdtf(validTo);
  return earliest !== null && latest !== null && earliest > latest;
}

/** A paragraph that was given and is not where the quote stands is not kept: what is VERIFIED must be true. */
function correction(quote: string, given: number | null, { paragraph }: Locator): string | null {
  if (given === paragraph) return null;
  return `${found(quote)} stands in paragraph ${paragraph}, not in ${given} as given; ${paragraph} is recorded`;
}
