import { type ClaimWords, mentionsEntity, statesClaim } from './claim-words.js';
import type { HedgeKind } from './hedge-words.js';
import { clauseSpans, type Span, spanAt, type WordMatch } from './sentences.js';

/** A hedge word in a sentence, with offsets in that sentence. */
export interface HedgeInSentence extends WordMatch {
  readonly kind: HedgeKind;
}

/** What follows an accusation: "suspected of …", "wanted for …", "accusing the mayor of …". */
const CHARGE = /^(?: [^\s,;:()]+){0,4}? (?:of|for|with|over|about) /iu;
const ENDS_WITH_PREPOSITION = /\b(?:of|for|with|over|about|in)$/iu;
/** What follows a belief or a report about a doing: "is believed to …", "is said to …". */
const INFINITIVE = /^ (?:\p{L}+ly )?to (?=\p{L})/iu;
const ENDS_WITH_TO = /\bto(?: be| have)?$/iu;
const BELIEF =
  /^(?:believed|thought|said|presumed|assumed|reported|known|suspected|alleged|rumou?red|reputed|likely|supposed|expected|seem|appear|is |are |was |were |been |be )/iu;

/** Words that can stand for any claim: "of it", "for their role". */
const STANDS_FOR_CLAIM =
  /\b(?:it|this|that|these|those|so|same|involvement|participat\w*|role|hand|complicity|responsib\w*|links?|ties?|connections?|collaborat\w*|member\w*|belong\w*|lead(?:s|ing|er|ers)?|behind)\b/iu;
/** Words that can stand for a claim about violence: "of terrorism". Who is suspected of it can lead a group all the same. */
const STANDS_FOR_DEED =
  /\b(?:terror\w*|crimes?|violence|killings?|attacks?|bombings?|incident|operation|case|affair|deeds?)\b/iu;
/** A noun without an article ends before a preposition of place or time, or a verb: "wanted for theft in Vesk". */
const BARE_NOUN =
  /^(?!(?:the|a|an|its|his|her|their|this|that|these|those)\b|\p{L}+ing\b)[^\s,;:()]+(?: [^\s,;:()]+)??(?= (?:in|at|on|near|from|since|during|after|before|by|when|while|and|but|who|which|that|\p{L}{3,}ed)\b|$)/iu;
/** Conjunctions that end what a hedge is about, unless the same goes on: "of theft and of paying". */
const NEXT_PART =
  / (?:and(?! (?:of|for|with|to|\p{L}+ing)\b)|but|when|while|because|although|though|after|before|who|which|whose|where)(?= )/iu;

/**
 * The part of a sentence that a hedge is about, where the sentence says so: in "a ship suspected of carrying grain" it is "carrying grain".
 * Null if the grammar does not show it.
 */
export function complementOf({ word, kind, from, to }: HedgeInSentence, sentence: string): Span | null {
  const clause = spanAt(clauseSpans(sentence, 'JOIN'), from);
  const after = sentence.slice(to, clause.to);
  const start = complementStart(word, kind, after);
  if (start === null) return null;
  const rest = after.slice(start);
  // "Suspected to be hiding in the port": a verb goes on past its preposition.
  const bare = kind === 'ACCUSATION' && !INFINITIVE.test(after) ? BARE_NOUN.exec(rest)?.[0] : undefined;
  const text = bare ?? rest.slice(0, NEXT_PART.exec(rest)?.index ?? rest.length);
  return { from: to + start, to: to + start + text.length };
}

function complementStart(word: string, kind: HedgeKind, after: string): number | null {
  if (BELIEF.test(word) && INFINITIVE.test(after)) return INFINITIVE.exec(after)?.[0].length ?? null;
  if (BELIEF.test(word) && ENDS_WITH_TO.test(word)) return /^ /u.test(after) ? 1 : null;
  if (kind !== 'ACCUSATION') return null;
  const charge = CHARGE.exec(after)?.[0].length ?? null;
  // "Wanted in Vesk for robbery".
  if (charge !== null && (/ in$/iu.test(word) || !ENDS_WITH_PREPOSITION.test(word))) return charge;
  return ENDS_WITH_PREPOSITION.test(word) && /^ /u.test(after) ? 1 : null;
}

/**
 * Whether a hedge is about something else, as its complement shows: the complement neither mentions nor stands for the claim, and the rest
 * of the sentence states it.
 */
export function hasOtherComplement(hedge: HedgeInSentence, sentence: string, claim: ClaimWords): boolean {
  const complement = complementOf(hedge, sentence);
  if (complement === null) return false;
  const text = sentence.slice(complement.from, complement.to);
  if (mentionsEntity(text, claim) || claim.predicate.test(text)) return false;
  if (STANDS_FOR_CLAIM.test(text) || (claim.isDeed && STANDS_FOR_DEED.test(text))) return false;
  const rest = `${sentence.slice(0, hedge.from)} ${sentence.slice(complement.to)}`;
  return statesClaim(rest, claim) && (!claim.isDeed || statesRelation(rest, claim));
}

/** A noun: "after the harbour attack", "an attack". Of a verb, a preposition or an article rarely stands so near before it. */
const BEFORE_NOUN =
  /\b(?:the|an?|this|that|these|those|its|their|his|her|our|after|during|before|since|in|for|of|on|over|with|\p{L}+'s) (?:[^\s,;:()]+ ){0,2}$/iu;
const PAST_TENSE = /(?:ed|shot|blew|sent|gave|paid|led|sold|bought|brought|taught|took|became|set)$/iu;
const UP_TO_NAME = '^(?: [^\\s,;:()]+){0,2}? (?:by|of|from) (?:[^\\s,;:()]+ ){0,3}?';

/** Whether a text states a deed by a verb, or by a noun with a name: "the attack by the Front". A mere "attack" does not; "its commander" would. */
function statesRelation(text: string, claim: ClaimWords): boolean {
  const words = new RegExp(claim.predicate.source, `${claim.predicate.flags}g`);
  const nounOfSubject = new RegExp(`${UP_TO_NAME}(?:${claim.subject.source})`, 'u');
  return [...text.matchAll(words)].some(
    ({ 0: word, index }) =>
      PAST_TENSE.test(word) ||
      !BEFORE_NOUN.test(text.slice(0, index)) ||
      nounOfSubject.test(text.slice(index + word.length)),
  );
}
