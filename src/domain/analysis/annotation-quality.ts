import {
  type AnnotatedClaim,
  type Citation,
  type Credibility,
  MODALITIES,
  type Modality,
  type Proposition,
} from '../records.js';
import { hedgesOf } from './hedging.js';
import { countWords, quoteKey } from './quote-words.js';
import { MOST_UNLIKE_CLAIMS, overreach } from './reused-quote.js';
import { propositionInWords } from './verbalize.js';

/** What makes an annotation look doubtful. A warning asks an annotator to look again; it is no error, and changes no claim. */
export const QUALITY_CODES = {
  UNIFORM_CREDIBILITY:
    'A source or an article with 20 judged citations or more, all of one credibility: they look graded by habit. Credibility 6, unjudged, is left out.',
  REUSED_QUOTE:
    'One quote of an article under claims that have no entity in common, or under more than 4 claims that are unlike each other.',
  HEDGE_IGNORED: 'A modality stronger than the quote’s own hedge words allow. English only.',
  THIN_QUOTE: 'A claim all of whose support is one quote of 3 words or fewer.',
} as const;
export type QualityCode = keyof typeof QUALITY_CODES;

/** Fewer judged citations than this may well deserve one grade. */
export const LEAST_GRADED = 20;
/** A quote of so many words or fewer seldom says who did what. */
export const MOST_WORDS_OF_A_THIN_QUOTE = 3;

export interface QualityWarning {
  readonly code: QualityCode;
  readonly message: string;
  /** Null where a whole source is meant; so is `claim`, also where a whole article is. */
  readonly articleId: string | null;
  readonly claim: (Proposition & { readonly id: string }) | null;
  readonly citationId: string | null;
}

/** What of an article is looked at: each claim with the citations that this article has of it. */
export interface AnnotationRead {
  readonly articleId: string;
  /** BCP 47; null is taken for English. */
  readonly language: string | null;
  readonly claims: readonly AnnotatedClaim[];
}

/** The warnings for which one article is enough to see. */
export function warningsWithin(article: AnnotationRead): QualityWarning[] {
  return [...reusedQuotes(article), ...ignoredHedges(article)];
}

const modalities = Object.keys(MODALITIES) as Modality[];
const isStronger = (one: Modality, other: Modality): boolean =>
  modalities.indexOf(one) < modalities.indexOf(other);

function ignoredHedges({ articleId, language, claims }: AnnotationRead): QualityWarning[] {
  if (!isEnglish(language)) return [];
  return claims.flatMap((claim) =>
    claim.citations.flatMap((citation): QualityWarning[] => {
      const ignored = hedgesOf(claim, citation).filter(({ allows }) => isStronger(citation.modality, allows));
      if (ignored.length === 0) return [];
      const words = [...new Set(ignored.map(({ word }) => JSON.stringify(word)))].join(', ');
      const weakest = ignored.reduce(
        (most, { allows }) => (isStronger(most, allows) ? allows : most),
        modalities[0] as Modality,
      );
      const message = `${citation.modality} for ${propositionInWords(claim)}, but its quote ${shown(citation.quote)} hedges with ${words}; expected ${weakest}${weakest === modalities.at(-1) ? '' : ' or weaker'}`;
      return [{ code: 'HEDGE_IGNORED', message, articleId, claim, citationId: citation.id }];
    }),
  );
}

const isEnglish = (language: string | null): boolean => language === null || /^en(?:-|$)/i.test(language);

/** The same words in two places of a text, which only a text can tell, are two quotes. */
function reusedQuotes({ articleId, claims }: AnnotationRead): QualityWarning[] {
  const users = new Map<string, { claim: AnnotatedClaim; citation: Citation }[]>();
  for (const claim of claims)
    for (const citation of claim.citations) {
      const key = `${citation.locator.start ?? ''} ${quoteKey(citation.quote)}`;
      const known = users.get(key);
      if (known === undefined) users.set(key, [{ claim, citation }]);
      else if (known.at(-1)?.claim !== claim) known.push({ claim, citation });
    }
  return [...users.values()].flatMap((using): QualityWarning[] => {
    const found = using.length < 2 ? null : overreach(using.map(({ claim }) => claim));
    if (found === null) return [];
    const { claim, citation } = using.find((one) => one.claim === found.claim) as (typeof using)[number];
    const first = using[0]?.claim as AnnotatedClaim;
    const why =
      found.why === 'NOTHING_IN_COMMON'
        ? `${using.length} claims that fall into ${found.unlike} groups without an entity in common, such as ${propositionInWords(first)} and ${propositionInWords(claim)}`
        : `${using.length} claims, ${found.unlike} of them unlike each other, where one quote carries ${MOST_UNLIKE_CLAIMS} at most`;
    const message = `the quote ${shown(citation.quote)} stands under ${why}; expected for each claim the words that carry it`;
    return [{ code: 'REUSED_QUOTE', message, articleId, claim, citationId: citation.id }];
  });
}

/** How the citations of a source or an article are graded, as far as they were seen. */
export interface Grades {
  readonly judged: number;
  /** The grade of all of them; null where there are several, or none. */
  readonly only: Credibility | null;
}
export const NO_GRADES: Grades = { judged: 0, only: null };

export function gradesOf(citations: readonly Pick<Citation, 'credibility'>[]): Grades {
  return citations
    .filter(({ credibility }) => credibility !== 6)
    .reduce<Grades>(
      (grades, { credibility }) => joinGrades(grades, { judged: 1, only: credibility }),
      NO_GRADES,
    );
}

export function joinGrades(a: Grades, b: Grades): Grades {
  if (a.judged === 0) return b;
  if (b.judged === 0) return a;
  return { judged: a.judged + b.judged, only: a.only === b.only ? a.only : null };
}

/** Of an article, or of a source where `articleId` is null. */
export function uniformCredibility(
  { judged, only }: Grades,
  whose: { readonly id: string; readonly articleId: string | null },
): QualityWarning | null {
  if (only === null || judged < LEAST_GRADED) return null;
  const message = `all ${judged} judged citations of ${whose.id} have credibility ${only}; expected a grade for each piece of information, and none where nothing could be judged`;
  return { code: 'UNIFORM_CREDIBILITY', message, articleId: whose.articleId, claim: null, citationId: null };
}

/** The quotes that support one claim, as far as they were seen: the key of the only one, or that there are several. */
export type Support = { readonly quote: string; readonly words: number } | 'NONE' | 'SEVERAL';

export function supportOf(citations: readonly Pick<Citation, 'quote' | 'stance'>[]): Support {
  return citations
    .filter(({ stance }) => stance === 'SUPPORTS')
    .reduce<Support>(
      (support, { quote }) => joinSupport(support, { quote: quoteKey(quote), words: countWords(quote) }),
      'NONE',
    );
}

export function joinSupport(a: Support, b: Support): Support {
  if (a === 'NONE') return b;
  if (b === 'NONE') return a;
  if (a === 'SEVERAL' || b === 'SEVERAL') return 'SEVERAL';
  return a.quote === b.quote ? a : 'SEVERAL';
}

export const isThin = (support: Support): boolean =>
  typeof support === 'object' && support.words <= MOST_WORDS_OF_A_THIN_QUOTE;

/** Of a claim whose support is thin, at the citation that brings it. */
export function thinQuote(claim: Proposition & { readonly id: string }, citation: Citation): QualityWarning {
  const words = countWords(citation.quote);
  const message = `all support of ${propositionInWords(claim)} is the quote ${shown(citation.quote)}, of ${words} word${words === 1 ? '' : 's'}; expected the words that say so, or a second quote`;
  return { code: 'THIN_QUOTE', message, articleId: citation.articleId, claim, citationId: citation.id };
}

const LONGEST = 120;
const shown = (quote: string): string =>
  JSON.stringify(quote.length > LONGEST ? `${quote.slice(0, LONGEST - 1)}…` : quote);
