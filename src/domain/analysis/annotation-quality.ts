import {
  type AnnotatedClaim,
  type Citation,
  type Credibility,
  type Modality,
  modalities,
  type Proposition,
} from '../records.js';
import { findHedges } from './hedging.js';
import { countWords, quoteKey } from './quote-words.js';
import { findOverreach, MAX_UNRELATED_CLAIMS } from './reused-quote.js';
import { verbalizeProposition } from './verbalize.js';

/** What makes an annotation look doubtful. A warning asks an annotator to look again; it is no error, and changes no claim. */
export const QUALITY_CODES = {
  UNIFORM_CREDIBILITY:
    'A source or an article has at least 20 judged citations, all with the same credibility, as if graded by habit. Credibility 6, unjudged, does not count.',
  REUSED_QUOTE:
    'One quote of an article is cited for claims that have no entity in common, or for more than 4 dissimilar claims.',
  HEDGE_IGNORED: 'The modality is stronger than the quote’s own hedge words allow. English only.',
  THIN_QUOTE: 'All support of a claim is one quote of at most 3 words.',
} as const;
export type QualityCode = keyof typeof QUALITY_CODES;

/** Fewer judged citations than this may well deserve one grade. */
export const MIN_JUDGED_CITATIONS = 20;
/** A quote of so many words or fewer seldom says who did what. */
const MAX_WORDS_OF_THIN_QUOTE = 3;

export interface QualityWarning {
  readonly code: QualityCode;
  readonly message: string;
  /** Null where a whole source is meant; so is `claim`, also where a whole article is. */
  readonly articleId: string | null;
  readonly claim: (Proposition & { readonly id: string }) | null;
  readonly citationId: string | null;
}

/** What of an article is looked at: each claim with the citations that this article has of it. */
export interface LintedArticle {
  readonly articleId: string;
  /** BCP 47; null is taken for English. */
  readonly language: string | null;
  readonly claims: readonly AnnotatedClaim[];
}

/** The warnings for which one article is enough to see. */
export function articleWarnings(article: LintedArticle): QualityWarning[] {
  return [...reusedQuoteWarnings(article), ...ignoredHedgeWarnings(article)];
}

const isStronger = (one: Modality, other: Modality): boolean =>
  modalities.indexOf(one) < modalities.indexOf(other);

function ignoredHedgeWarnings({ articleId, language, claims }: LintedArticle): QualityWarning[] {
  if (!isEnglish(language)) return [];
  return claims.flatMap((claim) =>
    claim.citations.flatMap((citation): QualityWarning[] => {
      const ignored = findHedges(claim, citation).filter(({ allows }) =>
        isStronger(citation.modality, allows),
      );
      if (ignored.length === 0) return [];
      const words = [...new Set(ignored.map(({ word }) => JSON.stringify(word)))].join(', ');
      const weakest = ignored.reduce(
        (most, { allows }) => (isStronger(most, allows) ? allows : most),
        modalities[0] as Modality,
      );
      const message = `${citation.modality} for ${verbalizeProposition(claim)}, but its quote ${abbreviateQuote(citation.quote)} hedges with ${words}; expected ${weakest}${weakest === modalities.at(-1) ? '' : ' or weaker'}`;
      return [{ code: 'HEDGE_IGNORED', message, articleId, claim, citationId: citation.id }];
    }),
  );
}

const isEnglish = (language: string | null): boolean => language === null || /^en(?:-|$)/i.test(language);

/** The same words in two places of a text, which only a text can tell, are two quotes. */
function reusedQuoteWarnings({ articleId, claims }: LintedArticle): QualityWarning[] {
  const users = new Map<string, { claim: AnnotatedClaim; citation: Citation }[]>();
  for (const claim of claims)
    for (const citation of claim.citations) {
      const key = `${citation.locator.start ?? ''} ${quoteKey(citation.quote)}`;
      const known = users.get(key);
      if (known === undefined) users.set(key, [{ claim, citation }]);
      else if (known.at(-1)?.claim !== claim) known.push({ claim, citation });
    }
  return [...users.values()].flatMap((using): QualityWarning[] => {
    const found = using.length < 2 ? null : findOverreach(using.map(({ claim }) => claim));
    if (found === null) return [];
    const { claim, citation } = using.find((one) => one.claim === found.claim) as (typeof using)[number];
    const first = using[0]?.claim as AnnotatedClaim;
    const why =
      found.reason === 'NOTHING_IN_COMMON'
        ? `${using.length} claims that fall into ${found.groups} groups without an entity in common, such as ${verbalizeProposition(first)} and ${verbalizeProposition(claim)}`
        : `${using.length} claims, ${found.groups} of them unlike each other, where one quote carries ${MAX_UNRELATED_CLAIMS} at most`;
    const message = `the quote ${abbreviateQuote(citation.quote)} stands under ${why}; expected for each claim the words that carry it`;
    return [{ code: 'REUSED_QUOTE', message, articleId, claim, citationId: citation.id }];
  });
}

/** How the citations of a source or an article are graded, as far as they were seen. */
export interface GradeSummary {
  readonly judged: number;
  /** The grade of all of them; null where there are several, or none. */
  readonly uniformGrade: Credibility | null;
}
export const NO_GRADES: GradeSummary = { judged: 0, uniformGrade: null };

export function summarizeGrades(citations: readonly Pick<Citation, 'credibility'>[]): GradeSummary {
  return citations
    .filter(({ credibility }) => credibility !== 6)
    .reduce<GradeSummary>(
      (grades, { credibility }) => mergeGrades(grades, { judged: 1, uniformGrade: credibility }),
      NO_GRADES,
    );
}

export function mergeGrades(a: GradeSummary, b: GradeSummary): GradeSummary {
  if (a.judged === 0) return b;
  if (b.judged === 0) return a;
  return {
    judged: a.judged + b.judged,
    uniformGrade: a.uniformGrade === b.uniformGrade ? a.uniformGrade : null,
  };
}

/** Of an article, or of a source where `articleId` is null. */
export function uniformCredibilityWarning(
  { judged, uniformGrade }: GradeSummary,
  subject: { readonly id: string; readonly articleId: string | null },
): QualityWarning | null {
  if (uniformGrade === null || judged < MIN_JUDGED_CITATIONS) return null;
  const message = `all ${judged} judged citations of ${subject.id} have credibility ${uniformGrade}; expected a grade for each piece of information, and none where nothing could be judged`;
  return {
    code: 'UNIFORM_CREDIBILITY',
    message,
    articleId: subject.articleId,
    claim: null,
    citationId: null,
  };
}

/** The quotes that support one claim, as far as they were seen: the key of the only one, or that there are several. */
export type SupportSummary = { readonly quote: string; readonly words: number } | 'NONE' | 'SEVERAL';

export function summarizeSupport(citations: readonly Pick<Citation, 'quote' | 'stance'>[]): SupportSummary {
  return citations
    .filter(({ stance }) => stance === 'SUPPORTS')
    .reduce<SupportSummary>(
      (support, { quote }) => mergeSupport(support, { quote: quoteKey(quote), words: countWords(quote) }),
      'NONE',
    );
}

export function mergeSupport(a: SupportSummary, b: SupportSummary): SupportSummary {
  if (a === 'NONE') return b;
  if (b === 'NONE') return a;
  if (a === 'SEVERAL' || b === 'SEVERAL') return 'SEVERAL';
  return a.quote === b.quote ? a : 'SEVERAL';
}

export const isThinSupport = (support: SupportSummary): boolean =>
  typeof support === 'object' && support.words <= MAX_WORDS_OF_THIN_QUOTE;

/** Of a claim whose support is thin, at the citation that brings it. */
export function thinQuoteWarning(
  claim: Proposition & { readonly id: string },
  citation: Citation,
): QualityWarning {
  const words = countWords(citation.quote);
  const message = `all support of ${verbalizeProposition(claim)} is the quote ${abbreviateQuote(citation.quote)}, of ${words} word${words === 1 ? '' : 's'}; expected the words that say so, or a second quote`;
  return { code: 'THIN_QUOTE', message, articleId: citation.articleId, claim, citationId: citation.id };
}

const MAX_SHOWN_LENGTH = 120;
const abbreviateQuote = (quote: string): string =>
  JSON.stringify(quote.length > MAX_SHOWN_LENGTH ? `${quote.slice(0, MAX_SHOWN_LENGTH - 1)}…` : quote);
