import { joinWords } from '../join-words.js';
import { type Citation, type Modality, modalities, type Proposition } from '../records.js';
import type { NamesById } from '../wording/claim-words.js';
import { findHedges } from '../wording/find-hedges.js';
import { affirmsClaim, findNegations } from '../wording/find-negations.js';
import type { WordMatch } from '../wording/sentences.js';
import { cutWords, governsQuote, type Place, placeOf, type QuoteContext } from './quote-context.js';
import { abbreviateQuote, quotePassages } from './quote-words.js';
import { verbalizeProposition } from './verbalize.js';

/** Doubts about a quote that need the text of its article. A store has no texts, so only `check --lint` finds them. */
export const TEXT_CODES = {
  MISLEADING_OMISSION:
    'The words that […] omits negate or hedge the claim (English only), or the parts of the quote are in different paragraphs.',
  MISLEADING_CUT:
    'The quote begins or ends inside a word or number, or its sentence negates or hedges the claim just outside of the quote (English only).',
} as const;
export type TextCode = keyof typeof TEXT_CODES;

interface Problem<Code> {
  readonly code: Code;
  readonly message: string;
}

const isStronger = (one: Modality, other: Modality): boolean =>
  modalities.indexOf(one) < modalities.indexOf(other);

const listWords = (matches: readonly { readonly word: string }[]): string =>
  [...new Set(matches.map(({ word }) => JSON.stringify(word)))].join(', ');

function expectedModality(hedges: readonly { readonly allows: Modality }[]): string {
  const weakest = hedges.reduce(
    (weakestSoFar, { allows }) => (isStronger(weakestSoFar, allows) ? allows : weakestSoFar),
    modalities[0] as Modality,
  );
  return `${weakest}${weakest === modalities.at(-1) ? '' : ' or weaker'}`;
}

/** Whether the quote of a citation hedges what its modality states firmly, and whether it says the opposite of its stance. English only. */
export function wordingProblems(
  claim: Proposition,
  citation: Citation,
  names: NamesById,
): Problem<'HEDGE_IGNORED' | 'WRONG_STANCE'>[] {
  const { quote, modality, stance } = citation;
  const problems: Problem<'HEDGE_IGNORED' | 'WRONG_STANCE'>[] = [];
  const passages = quotePassages(quote);
  const hedges = passages
    .flatMap((passage) => findHedges(passage, claim, citation, names))
    .filter(({ allows }) => isStronger(modality, allows));
  if (hedges.length > 0)
    problems.push({
      code: 'HEDGE_IGNORED',
      message: `${modality} for ${verbalizeProposition(claim)}, but its quote ${abbreviateQuote(quote)} hedges with ${listWords(hedges)}; expected ${expectedModality(hedges)}`,
    });
  if (stance === 'SUPPORTS') {
    const negations = passages.flatMap((passage) => findNegations(passage, claim, names));
    if (negations.length > 0)
      problems.push({
        code: 'WRONG_STANCE',
        message: `SUPPORTS for ${verbalizeProposition(claim)}, but its quote ${abbreviateQuote(quote)} negates it with ${listWords(negations)}; expected stance DENIES, or words that state the claim`,
      });
  } else if (affirmsClaim(passages.join(' '), claim, names))
    problems.push({
      code: 'WRONG_STANCE',
      message: `DENIES for ${verbalizeProposition(claim)}, but its quote ${abbreviateQuote(quote)} states it and negates nothing; expected stance SUPPORTS, or words that deny the claim`,
    });
  return problems;
}

/** What the text around a quote, and the words that it omits, say of the claim. `english`: whether to look at words. */
export function contextProblems(
  claim: Proposition,
  citation: Citation,
  context: QuoteContext,
  { names, english }: { readonly names: NamesById; readonly english: boolean },
): Problem<TextCode>[] {
  const found = english ? outsideWords(claim, citation, context, names) : [];
  const omitted = found.filter(({ place }) => place === 'OMITTED').map(({ finding }) => finding);
  const cut = found.filter(({ place }) => place !== 'OMITTED').map(({ finding }) => finding);
  const paragraphs = [...new Set(context.paragraphs)];
  if (paragraphs.length > 1)
    omitted.push(`joins words of paragraphs ${joinWords(paragraphs.map(String), 'and')}`);
  const broken = cutWords(context);
  if (broken.length > 0)
    cut.unshift(
      `cuts ${joinWords(
        broken.map((word) => JSON.stringify(word)),
        'and',
      )}`,
    );
  const describe = (findings: readonly string[], expected: string): string =>
    `the quote ${abbreviateQuote(citation.quote)} for ${verbalizeProposition(claim)} ${findings.join('; it ')}; expected ${expected}`;
  return [
    ...(omitted.length === 0
      ? []
      : [
          {
            code: 'MISLEADING_OMISSION' as const,
            message: describe(omitted, 'a quote that keeps these words, or a citation for each part'),
          },
        ]),
    ...(cut.length === 0
      ? []
      : [
          {
            code: 'MISLEADING_CUT' as const,
            message: describe(cut, 'whole words, and those that turn the meaning'),
          },
        ]),
  ];
}

interface OutsideWord {
  readonly place: Place;
  readonly finding: string;
}

/** The hedges and negations that govern the quote and are no part of it. Those that its modality or stance already respects do not count. */
function outsideWords(
  claim: Proposition,
  citation: Citation,
  context: QuoteContext,
  names: NamesById,
): OutsideWord[] {
  const { text } = context;
  if (text === null) return [];
  const outside = (match: WordMatch, verb: string, expected: string): OutsideWord[] => {
    const place = placeOf(context, match);
    if (place === 'QUOTE' || !governsQuote(context, match, place)) return [];
    const where =
      place === 'OMITTED'
        ? `omits ${JSON.stringify(match.word)}`
        : `leaves out ${JSON.stringify(match.word)} ${place === 'BEFORE' ? 'before' : 'after'} it`;
    return [{ place, finding: `${where}, which ${verb} the claim (${expected})` }];
  };
  const hedges = findHedges(text, claim, citation, names).filter(({ allows }) =>
    isStronger(citation.modality, allows),
  );
  const negations = citation.stance === 'SUPPORTS' ? findNegations(text, claim, names) : [];
  return [
    ...negations.flatMap((match) => outside(match, 'negates', 'stance DENIES')),
    ...hedges.flatMap((match) => outside(match, 'hedges', expectedModality([match]))),
  ];
}
