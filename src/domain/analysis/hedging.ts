import type { Citation, Modality, Proposition } from '../records.js';
import { quotePassages } from './quote-words.js';

/**
 * English hedge words, and the strongest modality that each allows. A word list cannot parse grammar: it skips a word with a
 * different use where that can be recognized, and reports a word that is usually a hedge.
 */
const HEDGES: readonly Hedge[] = [
  { kind: 'POSSIBILITY', words: /\bmay\b/giu, allows: 'POSSIBLE', unless: isMonthOrName },
  { kind: 'POSSIBILITY', words: /\bmight\b/giu, allows: 'POSSIBLE', unless: isStrength },
  { kind: 'POSSIBILITY', words: /\bcould\b/giu, allows: 'POSSIBLE', unless: isInability },
  {
    kind: 'POSSIBILITY',
    words: /\b(?:possibly|perhaps|maybe|potentially|conceivably)\b/giu,
    allows: 'POSSIBLE',
  },
  {
    kind: 'HEARSAY',
    words:
      /\b(?:reportedly|supposedly|purported(?:ly)?|rumou?r(?:s|ed)?|unconfirmed|(?:is|are|was|were) said to)\b/giu,
    allows: 'ACCUSED',
  },
  {
    kind: 'ACCUSATION',
    words:
      /\b(?:accus(?:es?|ed|ing|ations?)|alleg(?:es?|ed|edly|ing|ations?)|suspected|suspicions?|indicted)\b/giu,
    allows: 'ACCUSED_BY_AUTHORITIES',
    unless: isTheAccused,
  },
  { kind: 'CLAIM', words: /\bclaim(?:s|ed|ing)?\b/giu, allows: 'ASSESSED', unless: isOtherClaim },
  {
    kind: 'JUDGEMENT',
    words:
      /\b(?:(?:un)?likely|probably|presumably|apparently|seemingly|(?:seem|appear)(?:s|ed)? to|thought to|assess(?:es|ed)? that)\b/giu,
    allows: 'ASSESSED',
  },
  {
    kind: 'JUDGEMENT',
    words: /\bbelieve[sd]?\b/giu,
    allows: 'ASSESSED',
    unless: (_, { after }) => /^ in\b/iu.test(after),
  },
];

type HedgeKind = 'POSSIBILITY' | 'HEARSAY' | 'ACCUSATION' | 'CLAIM' | 'JUDGEMENT';

interface Hedge {
  readonly kind: HedgeKind;
  readonly words: RegExp;
  readonly allows: Modality;
  /** Returns true if this occurrence of the word is not a hedge. */
  readonly unless?: (word: string, around: SurroundingText) => boolean;
}

interface SurroundingText {
  readonly before: string;
  readonly after: string;
}

/** A hedge word in a quote. */
interface HedgeMatch {
  readonly word: string;
  readonly allows: Modality;
}

/** The hedges in a citation's quote that concern the claim itself, in the order of the text. */
export function findHedges(proposition: Proposition, citation: Citation): HedgeMatch[] {
  return quotePassages(citation.quote).flatMap((passage) =>
    HEDGES.flatMap(({ kind, words, allows, unless }) =>
      [...passage.matchAll(words)].flatMap((match) => {
        const [word] = match;
        const around = {
          before: passage.slice(0, match.index),
          after: passage.slice(match.index + word.length),
        };
        const skipped =
          unless?.(word, around) ||
          isNegated(kind, around) ||
          isPartOfContent(kind, word, around, proposition, citation);
        return skipped ? [] : [{ at: match.index, word, allows }];
      }),
    )
      .sort((a, b) => a.at - b.at)
      .map(({ word, allows }) => ({ word, allows })),
  );
}

const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December';
const BEFORE_A_MONTH = new RegExp(
  `(?:\\b(?:in|of|on|since|last|next|this|early|late|mid|by|until|till|during|through|from|before|after|every) |\\bmid-|\\d(?:st|nd|rd|th)? |\\b(?:${MONTHS})(?:,| and| or| to|-|–) ?)$`,
  'iu',
);
const AFTER_A_MONTH = new RegExp(
  `^(?:,? ?\\d|'s\\b| Day\\b|(?: and| or| to| through|-|–|/) ?(?:${MONTHS})\\b)`,
  'u',
);
const BEFORE_A_NAME =
  /\b(?:Theresa|Mrs|Ms|Mr|Dr|Minister|Secretary|President|General|Colonel|Lord|Lady|Sir)\.? $/u;

/** "May" is a month or a name beside a number, or if capitalized after a typical word. A capital alone is not enough: headlines write "May Be". */
function isMonthOrName(word: string, { before, after }: SurroundingText): boolean {
  if (AFTER_A_MONTH.test(after)) return true;
  return word !== 'may' && (BEFORE_A_MONTH.test(before) || BEFORE_A_NAME.test(before));
}

/** "The might of its navy". */
function isStrength(_: string, { before, after }: SurroundingText): boolean {
  return (
    /(?:\b(?:the|its|their|his|her|our|full|military|naval|economic|political|financial|industrial|nuclear)|'s) $/iu.test(
      before,
    ) || /^ of\b/iu.test(after)
  );
}

/** "Could not cross the river" states a fact. */
function isInability(_: string, { after }: SurroundingText): boolean {
  return /^ not\b/iu.test(after);
}

/** "The accused" is a person before a court, and says nothing about the finding. */
function isTheAccused(word: string, { before, after }: SurroundingText): boolean {
  if (word.toLowerCase() !== 'accused') return false;
  return (
    /(?:\b(?:the|an|both|all|each|other|two|three|four|five|\d+) |\bco-)$/iu.test(before) ||
    /^'s\b/u.test(after)
  );
}

/** "Claimed responsibility", "claimed lives" and "a claim to land" express no doubt. */
function isOtherClaim(_: string, { before, after }: SurroundingText): boolean {
  if (
    /^ (?:(?:full|sole|joint) )?(?:responsibility|credit|allegiance|victory|asylum|sovereignty|ownership)\b/iu.test(
      after,
    )
  )
    return true;
  if (/^(?: [\p{L}\p{N},.-]+){0,4} lives\b/iu.test(after)) return true;
  const isNoun =
    /(?:\b(?:the|a|an|this|these|those|its|their|his|her|our|any|no|all|such|of|on|territorial|legal|land|border|maritime|rival|competing)|'s) $/iu;
  return isNoun.test(before) && !/^ that\b/iu.test(after);
}

const NEGATED = /(?:\b(?:not|never|no|nor|without)|n't) (?:\p{L}+ )?$/iu;
/** "Was not accused of it", "not only alleged". In contrast, "not likely" is still a judgement. */
function isNegated(kind: HedgeKind, { before }: SurroundingText): boolean {
  return (kind === 'ACCUSATION' || kind === 'CLAIM') && NEGATED.test(before);
}

const RULING =
  /\b(?:found|finds?|convict\w*|guilty|ruled|rules|ruling|held|sentenc\w*|verdict|judge?ment|conclud\w*|establish\w*|prove[dn]?)\b/iu;
const ADMISSION = /\b(?:admit\w*|confess\w*|acknowledg\w*|plead\w* guilty|pleaded guilty|testif\w*)\b/iu;
const DENIAL =
  /\b(?:den(?:y|ies|ied|ying|ials?)|reject\w*|dismiss\w*|refut\w*|disprov\w*|untrue|false|baseless|unfounded|no evidence)\b/iu;

/** True if the hedge word belongs to the content of the claim, and does not say how firmly the claim is stated. */
function isPartOfContent(
  kind: HedgeKind,
  word: string,
  { after }: SurroundingText,
  { predicate }: Proposition,
  { quote, stance, modality }: Citation,
): boolean {
  // A denial repeats the accusation that it denies.
  if (stance === 'DENIES')
    return kind === 'ACCUSATION' || kind === 'HEARSAY' || kind === 'CLAIM' || DENIAL.test(quote);
  switch (kind) {
    case 'POSSIBILITY':
      // A threat lies in the future; in an agreement, "may" grants a right.
      return predicate === 'THREATENED' || predicate === 'RESTRICTS' || predicate === 'PARTY_TO';
    case 'CLAIM':
      // An actor's claim about itself is an admission.
      return modality === 'ADMITTED' || predicate === 'CLAIMED_RESPONSIBILITY_FOR';
    case 'ACCUSATION':
      if (modality === 'ADJUDICATED' && RULING.test(quote)) return true;
      if (modality === 'ADMITTED' && ADMISSION.test(quote)) return true;
      // An accusation is an act of opposition.
      if (predicate === 'OPPOSES') return true;
      // "Killed seven suspected fighters": seven were killed.
      return (
        (predicate === 'KILLED' || predicate === 'INJURED' || predicate === 'ARRESTED') &&
        /^(?:suspected|alleged)$/iu.test(word) &&
        !/^ (?:of|to)\b/iu.test(after)
      );
    default:
      return false;
  }
}
