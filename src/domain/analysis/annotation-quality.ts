import { pluralize } from '../pluralize.js';
import type { AnnotatedClaim, Citation, Credibility, Entity, Genre, Proposition } from '../records.js';
import type { NamesById } from '../wording/claim-words.js';
import { findClaimWords } from './description-claims.js';
import type { QuoteContext } from './quote-context.js';
import { abbreviateQuote, countWords, quoteKey } from './quote-words.js';
import { findOverreach, MAX_UNRELATED_CLAIMS } from './reused-quote.js';
import { verbalizeProposition } from './verbalize.js';
import { contextProblems, type TextCode, wordingProblems } from './wording-problems.js';

/** Signs of a doubtful annotation. A warning asks the annotator to check; it is not an error and changes no claim. */
export const QUALITY_CODES = {
  UNIFORM_CREDIBILITY:
    'A source or an article has at least 20 judged citations, all with the same credibility, as if graded by habit. Credibility 6, unjudged, does not count.',
  REUSED_QUOTE:
    'One quote of an article is cited for claims that have no entity in common, or for more than 4 dissimilar claims.',
  HEDGE_IGNORED: 'The modality is stronger than the quote’s own hedge words allow. English only.',
  WRONG_STANCE:
    'The quote negates the claim that it is to support, or states the claim that it is to deny. English only.',
  THIN_QUOTE: 'All support of a claim is one quote of at most 3 words, and no row of a data set.',
  CLAIM_IN_DESCRIPTION:
    'The description of an entity makes a claim, which no quote supports and no status qualifies. English only.',
} as const;
export type QualityCode = keyof typeof QUALITY_CODES;

/** Warnings about entities, which need the rest of a run or of a store. */
export const DUPLICATE_CODES = {
  DUPLICATE_ENTITY:
    'Two entities of one kind have the same external identifier, or the same name or alias, in the run or in the store.',
} as const;
export type DuplicateCode = keyof typeof DUPLICATE_CODES;

/** Fewer judged citations than this may well all deserve the same grade. */
export const MIN_JUDGED_CITATIONS = 20;
/** A quote this short rarely says who did what. */
const MAX_WORDS_OF_THIN_QUOTE = 3;

export interface QualityWarning<Code = QualityCode> {
  readonly code: Code;
  readonly message: string;
  /** Null if the warning is about a source. */
  readonly articleId: string | null;
  /** Null if the warning is not about a claim. */
  readonly claim: (Proposition & { readonly id: string }) | null;
  /** Null if the warning is not about a citation. */
  readonly citationId: string | null;
  /** The entity whose description the warning is about; null for all others. */
  readonly entityId: string | null;
}

/** An article to check: its claims, each with the citations from this article. */
export interface LintedArticle {
  readonly articleId: string;
  /** BCP 47; null counts as English. */
  readonly language: string | null;
  readonly claims: readonly AnnotatedClaim[];
  /** The entities that it declares. */
  readonly entities: readonly Pick<Entity, 'id' | 'name' | 'aliases' | 'description'>[];
}

/**
 * REUSED_QUOTE, HEDGE_IGNORED, WRONG_STANCE and CLAIM_IN_DESCRIPTION warnings. The other codes need more than one article (see
 * `summarizeGrades`, `summarizeSupport`).
 */
export function articleWarnings(article: LintedArticle): QualityWarning[] {
  return [...reusedQuoteWarnings(article), ...wordingWarnings(article), ...descriptionWarnings(article)];
}

function wordingWarnings({ articleId, language, claims, entities }: LintedArticle): QualityWarning[] {
  if (!isEnglish(language)) return [];
  const names = namesOf(entities);
  return claims.flatMap((claim) =>
    claim.citations.flatMap((citation) =>
      wordingProblems(claim, citation, names).map((problem) => ({
        ...problem,
        articleId,
        claim,
        citationId: citation.id,
        entityId: null,
      })),
    ),
  );
}

/** The warnings that need the text of the article. `contextOf` takes the id of a citation; null if its quote was not found in a text. */
export function textWarnings(
  { articleId, language, claims, entities }: LintedArticle,
  contextOf: (citationId: string) => QuoteContext | null,
): QualityWarning<TextCode>[] {
  const reading = { names: namesOf(entities), english: isEnglish(language) };
  return claims.flatMap((claim) =>
    claim.citations.flatMap((citation) => {
      const context = contextOf(citation.id);
      const problems = context === null ? [] : contextProblems(claim, citation, context, reading);
      return problems.map((problem) => ({
        ...problem,
        articleId,
        claim,
        citationId: citation.id,
        entityId: null,
      }));
    }),
  );
}

const isEnglish = (language: string | null): boolean => language === null || /^en(?:-|$)/i.test(language);

const namesOf = (entities: LintedArticle['entities']): NamesById =>
  new Map(entities.map(({ id, name, aliases }) => [id, [name, ...aliases]]));

function descriptionWarnings({ articleId, entities }: LintedArticle): QualityWarning[] {
  return entities.flatMap(({ id, description }): QualityWarning[] => {
    const words = findClaimWords(description ?? '');
    if (words.length === 0) return [];
    const message = `the description of ${id}, ${abbreviateQuote(description ?? '')}, makes a claim: ${words.map((word) => JSON.stringify(word)).join(', ')}; expected words by which to recognize it, and the claim with a quote under claims`;
    return [
      { code: 'CLAIM_IN_DESCRIPTION', message, articleId, claim: null, citationId: null, entityId: id },
    ];
  });
}

/** The same words at two positions of a text are two quotes. Without a text, positions are unknown. */
function reusedQuoteWarnings({ articleId, claims }: LintedArticle): QualityWarning[] {
  const usesByQuote = new Map<string, { claim: AnnotatedClaim; citation: Citation }[]>();
  for (const claim of claims)
    for (const citation of claim.citations) {
      const key = `${citation.locator.start ?? ''} ${quoteKey(citation.quote)}`;
      const uses = usesByQuote.get(key);
      if (uses === undefined) usesByQuote.set(key, [{ claim, citation }]);
      else if (uses.at(-1)?.claim !== claim) uses.push({ claim, citation });
    }
  return [...usesByQuote.values()].flatMap((uses): QualityWarning[] => {
    const overreach = uses.length < 2 ? null : findOverreach(uses.map(({ claim }) => claim));
    if (overreach === null) return [];
    const { claim, citation } = uses.find((use) => use.claim === overreach.claim) as (typeof uses)[number];
    const first = uses[0]?.claim as AnnotatedClaim;
    const claimsText =
      overreach.reason === 'NOTHING_IN_COMMON'
        ? `${uses.length} claims in ${overreach.groups} groups that share no entity, such as ${verbalizeProposition(first)} and ${verbalizeProposition(claim)}`
        : `${uses.length} claims in ${overreach.groups} unrelated groups, more than the ${MAX_UNRELATED_CLAIMS} that one quote can carry`;
    const message = `the quote ${abbreviateQuote(citation.quote)} is cited for ${claimsText}; expected for each claim the words that state it`;
    return [{ code: 'REUSED_QUOTE', message, articleId, claim, citationId: citation.id, entityId: null }];
  });
}

/** Summary of the credibility grades of a source's or an article's citations. Merge summaries of parts with `mergeGrades`. */
export interface GradeSummary {
  /** The number of citations with a credibility other than 6. */
  readonly judged: number;
  /** The grade that all of them have; null if there are several grades, or none. */
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

/** The UNIFORM_CREDIBILITY warning of a source or an article, or null. `subject.articleId` is null for a source. */
export function uniformCredibilityWarning(
  { judged, uniformGrade }: GradeSummary,
  subject: { readonly id: string; readonly articleId: string | null },
): QualityWarning | null {
  if (uniformGrade === null || judged < MIN_JUDGED_CITATIONS) return null;
  const message = `all ${judged} judged citations of ${subject.id} have credibility ${uniformGrade}; expected an individual grade for each, and 6 where nothing can be judged`;
  return {
    code: 'UNIFORM_CREDIBILITY',
    message,
    articleId: subject.articleId,
    claim: null,
    citationId: null,
    entityId: null,
  };
}

/** Summary of the quotes that support one claim: the key and length of the only quote, or NONE, or ENOUGH: several, or a row of a data set. */
export type SupportSummary = { readonly quote: string; readonly words: number } | 'NONE' | 'ENOUGH';

/** `genreOf` takes the id of an article; the length of a row of a data set says nothing. */
export function summarizeSupport(
  citations: readonly Pick<Citation, 'articleId' | 'quote' | 'stance'>[],
  genreOf: (articleId: string) => Genre | null,
): SupportSummary {
  return citations
    .filter(({ stance }) => stance === 'SUPPORTS')
    .reduce<SupportSummary>(
      (support, { quote, articleId }) =>
        mergeSupport(
          support,
          genreOf(articleId) === 'DATASET' ? 'ENOUGH' : { quote: quoteKey(quote), words: countWords(quote) },
        ),
      'NONE',
    );
}

export function mergeSupport(a: SupportSummary, b: SupportSummary): SupportSummary {
  if (a === 'NONE') return b;
  if (b === 'NONE') return a;
  if (a === 'ENOUGH' || b === 'ENOUGH') return 'ENOUGH';
  return a.quote === b.quote ? a : 'ENOUGH';
}

export const isThinSupport = (support: SupportSummary): boolean =>
  typeof support === 'object' && support.words <= MAX_WORDS_OF_THIN_QUOTE;

/** The THIN_QUOTE warning of a claim with thin support. `citation` contains its only supporting quote. */
export function thinQuoteWarning(
  claim: Proposition & { readonly id: string },
  citation: Citation,
): QualityWarning {
  const words = countWords(citation.quote);
  const message = `the only support of ${verbalizeProposition(claim)} is the quote ${abbreviateQuote(citation.quote)} of ${pluralize(words, 'word')}; expected a quote that states the claim, or a second quote`;
  return {
    code: 'THIN_QUOTE',
    message,
    articleId: citation.articleId,
    claim,
    citationId: citation.id,
    entityId: null,
  };
}
