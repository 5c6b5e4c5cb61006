import { isNarrowerOrSame, type Predicate } from '../ontology.js';
import type { Citation, Modality, Proposition } from '../records.js';
import { type ClaimWords, claimWords, mentionsEntity, type NamesById, statesClaim } from './claim-words.js';
import { complementOf, hasOtherComplement } from './hedge-complements.js';
import { HEDGES, type Hedge, type HedgeKind, type SurroundingText } from './hedge-words.js';
import {
  clauseSpans,
  countWordsBetween,
  type Span,
  sentenceSpans,
  spanAt,
  type WordMatch,
} from './sentences.js';

/** A hedge word in a text. */
export interface HedgeMatch extends WordMatch {
  readonly kind: HedgeKind;
  readonly allows: Modality;
}

interface Candidate extends HedgeMatch {
  readonly hedge: Hedge;
  readonly around: SurroundingText;
}

/** The hedges in a text that concern the claim itself, in the order of the text. The text has plain apostrophes and single spaces. */
export function findHedges(
  text: string,
  proposition: Proposition,
  citation: Citation,
  names: NamesById,
): HedgeMatch[] {
  const candidates = HEDGES.filter(
    ({ predicates }) => predicates === undefined || isNarrowerOrSame(proposition.predicate, predicates),
  ).flatMap((hedge) => candidatesOf(hedge, text));
  if (candidates.length === 0) return [];
  const claim = claimWords(proposition, names);
  const asides = asidesOf(candidates, text, claim);
  return candidates
    .filter(
      (candidate) =>
        candidate.hedge.unless?.(candidate.word, candidate.around) !== true &&
        !isNegated(candidate) &&
        !isPartOfContent(candidate, text, proposition, citation) &&
        !asides.some(({ from, to }) => from <= candidate.from && candidate.to <= to) &&
        !concernsOther(candidate, text, claim),
    )
    .sort((a, b) => a.from - b.from)
    .map(({ from, to, word, kind, allows }) => ({ from, to, word, kind, allows }));
}

function candidatesOf(hedge: Hedge, text: string): Candidate[] {
  const { kind, allows } = hedge;
  return [...text.matchAll(hedge.words)].map((match) => {
    const [word] = match;
    const from = match.index;
    const to = from + word.length;
    const around = { before: text.slice(0, from), after: text.slice(to) };
    return { hedge, kind, allows, word, from, to, around };
  });
}

const NEGATED = /(?:\b(?:not|never|no|nor|without)|n't) (?:\p{L}+ )?$/iu;
/** "Was not accused of it", "not only alleged". In contrast, "not likely" is still a judgement. */
function isNegated({ kind, around: { before } }: Candidate): boolean {
  return (kind === 'ACCUSATION' || kind === 'CLAIM') && NEGATED.test(before);
}

const RULING =
  /\b(?:found|finds?|convict\w*|guilty|ruled|rules|ruling|held|sentenc\w*|verdict|judge?ment|conclud\w*|establish\w*|prove[dn]?)\b/iu;
const ADMISSION = /\b(?:admit\w*|confess\w*|acknowledg\w*|plead\w* guilty|pleaded guilty|testif\w*)\b/iu;
const DENIAL =
  /\b(?:den(?:y|ies|ied|ying|ials?)|reject\w*|dismiss\w*|refut\w*|disprov\w*|untrue|false|baseless|unfounded|no evidence)\b/iu;
/** "Accusing the mayor": what an actor that admits something says of others. */
const ACTIVE_ACCUSATION = /^(?:accus|blam|alleg|charg|denounc|implicat)\p{L}*ing\b/iu;

/** An accusation is an act of opposition, and the ground of a sanction, a listing or an arrest. */
const ACCUSING_ACTS: ReadonlySet<Predicate> = new Set(['OPPOSES', 'SANCTIONS', 'DESIGNATES', 'ARRESTED']);
/** Whoever is to blame, these people suffered, and there. */
const VICTIMS: ReadonlySet<Predicate> = new Set([
  'KILLED',
  'INJURED',
  'KIDNAPPED',
  'CASUALTIES',
  'KILLED_IN',
  'INJURED_IN',
  'KIDNAPPED_IN',
  'OCCURRED_IN',
  'DATED',
]);
const BLAME = /^(?:blam|attribut|h[eo]ld)/iu;

/** True if the hedge word belongs to the content of the claim, and does not say how firmly the claim is stated. */
function isPartOfContent(
  { kind, word, around: { after } }: Candidate,
  text: string,
  { predicate }: Proposition,
  { stance, modality }: Citation,
): boolean {
  // A denial repeats the accusation that it denies.
  if (stance === 'DENIES')
    return kind === 'ACCUSATION' || kind === 'HEARSAY' || kind === 'CLAIM' || DENIAL.test(text);
  switch (kind) {
    case 'POSSIBILITY':
      // A threat lies in the future; in an agreement, "may" grants a right.
      return predicate === 'THREATENED' || predicate === 'RESTRICTS' || predicate === 'PARTY_TO';
    case 'CLAIM':
      // An actor's claim about itself is an admission.
      return modality === 'ADMITTED' || predicate === 'CLAIMED_RESPONSIBILITY_FOR';
    case 'ACCUSATION':
      if (modality === 'ADJUDICATED' && RULING.test(text)) return true;
      if (modality === 'ADMITTED' && (ADMISSION.test(text) || ACTIVE_ACCUSATION.test(word))) return true;
      if (ACCUSING_ACTS.has(predicate)) return true;
      if (VICTIMS.has(predicate) && BLAME.test(word)) return true;
      // "Killed seven suspected fighters": seven were killed.
      return (
        (predicate === 'KILLED' || predicate === 'INJURED') &&
        /^(?:suspected|suspects?|alleged)$/iu.test(word) &&
        !/^ (?:of|to)\b/iu.test(after)
      );
    default:
      return false;
  }
}

/** The hedges that say that they are about something else, each with what it is about: "under investigation for possible tax fraud". */
function asidesOf(candidates: readonly Candidate[], text: string, claim: ClaimWords): Span[] {
  const sentences = sentenceSpans(text);
  return candidates.flatMap((candidate) => {
    const { from, to } = spanAt(sentences, candidate.from);
    const sentence = text.slice(from, to);
    const hedge = { ...candidate, from: candidate.from - from, to: candidate.to - from };
    const complement = hasOtherComplement(hedge, sentence, claim) ? complementOf(hedge, sentence) : null;
    return complement === null ? [] : [{ from: candidate.from, to: complement.to + from }];
  });
}

/** True if names and grammar show that the hedge is about something other than the claim. Without names in the text it is about the claim. */
function concernsOther(candidate: Candidate, text: string, claim: ClaimWords): boolean {
  const sentences = sentenceSpans(text);
  const { from, to } = spanAt(sentences, candidate.from);
  const sentence = text.slice(from, to);
  const at = { from: candidate.from - from, to: candidate.to - from };
  return (
    isInUnrelatedSentence(sentence, text, claim) ||
    modifiesOther(candidate.word, sentence, at, claim) ||
    isSaidBySubject(candidate.word, sentence, at, claim) ||
    isInSideClause(candidate.kind, sentence, at, claim)
  );
}

function isInUnrelatedSentence(sentence: string, text: string, claim: ClaimWords): boolean {
  if (sentence.length === text.length || mentionsEntity(sentence, claim)) return false;
  return !claim.predicate.test(sentence) && mentionsEntity(text, claim);
}

interface Offsets {
  readonly from: number;
  readonly to: number;
}

const MODIFIER =
  /^(?:alleged|suspected|presumed|supposed|purported|reputed|possible|probable|apparent|rumou?red)$/iu;
const HARMING =
  /\b(?:kill\w*|murder\w*|shot|shoot\w*|arrest\w*|detain\w*|kidnapp?\w*|abduct\w*|wound\w*|injur\w*|captur\w*|execut\w*|attack\w*|bomb\w*|against|targeting|hunt\w*)(?: (?!(?:by|in)\b)[^\s,;]+){0,3} $/iu;
/** Nouns by which a modifier hedges a relation: "alleged involvement", "possible ties", "presumed members". */
const RELATION =
  /\b(?:involvement|participation|role|part|ties?|links?|connections?|complicity|responsibility|collaboration|cooperation|support|backing|funding|financing|payments?|membership|members?|authors?|authorship|perpetrators?|assailants?|killers?|attackers?|bombers?|agents?|operatives?|contacts?|conspiracy|plots?|attacks?|use|presence|assistance|aid|sponsorship|training|deliver\w+|shipments?|transfers?|massacres?|crimes?|offen[cs]es?|acts?|attempts?)\b/iu;

/** "The Front killed two alleged informers": the hedge is about the victims, unlike "killed in a suspected raid". */
function modifiesOther(word: string, sentence: string, { from, to }: Offsets, claim: ClaimWords): boolean {
  const after = sentence.slice(to);
  if (!MODIFIER.test(word) || !/^ (?!(?:of|to|that|by|in|for|as|from|and|or)\b)\p{L}/iu.test(after))
    return false;
  // "A suspected informer in the harbour": a place does not say who is meant.
  const near = /^(?: (?!(?:in|at|near|on)\b)[^\s,;:()]+){0,8}/iu.exec(after)?.[0] ?? '';
  if (mentionsEntity(near, claim)) return false;
  const before = sentence.slice(0, from);
  if (HARMING.test(before)) return true;
  const head =
    /^(?: (?!(?:by|in|for|as|from|at|on|with|who|which|that)\b)[\p{L}\p{N}'-]+){0,4}/iu.exec(after)?.[0] ??
    '';
  return claim.subject.test(before) && !RELATION.test(head);
}

const SAYING =
  /^(?:accus(?:es?|ed|ing)|blam(?:e[sd]?|ing)|alleg(?:es?|ing)\b|charg(?:es|ed|ing)\b|denounc|implicat|believes?|believing|suspects?$|thinks?|presumes?|assumes?|hold|contend|assert|maintain|insist|argu|hint|suggest|attribut(?:es|ed|ing)|point)/iu;
const PASSIVE_BEFORE =
  /\b(?:is|are|was|were|be|been|being|gets?|got|stands?|stood|who|which|also|jointly|\p{L}+ly) $/iu;
const PASSIVE_AFTER = /^ (?:of|for|by|in|on|to|with)\b/iu;

/** "The Front bombed the hall and accused the mayor of theft": the subject of the claim accuses others. */
function isSaidBySubject(word: string, sentence: string, { from, to }: Offsets, claim: ClaimWords): boolean {
  if (!SAYING.test(word)) return false;
  const before = sentence.slice(0, from);
  const after = sentence.slice(to);
  if (claim.subject.test(after) || !claim.subject.test(before)) return false;
  if (/^ (?:it|them|him|her)\b/iu.test(after)) return false;
  if (/ing\b/iu.test(word))
    return /,\s(?:and |while |but |also )?$/iu.test(before) && !claim.object.test(after);
  if (PASSIVE_BEFORE.test(before) || PASSIVE_AFTER.test(after)) return false;
  const own = spanAt(clauseSpans(sentence, 'JOIN'), from);
  const clause = sentence.slice(own.from, from);
  const agent = lastMatchEnd(clause, claim.subject);
  const joined = /\b(?:and|but) (?:\p{L}+ )?$/iu.test(clause);
  return agent !== null && (joined || countWordsBetween(clause.slice(agent)) <= 3);
}

function lastMatchEnd(text: string, pattern: RegExp): number | null {
  const matches = [...text.matchAll(new RegExp(pattern.source, `${pattern.flags}g`))];
  const last = matches.at(-1);
  return last === undefined ? null : last.index + last[0].length;
}

const ASIDE =
  /^\W*(?:and |or |in |at )?(?:possibly|perhaps|maybe|probably|apparently|likely|presumably|allegedly|reportedly|supposedly) (?:\p{L}+ing|as many|more|up to|about|in|at|on|since|\d|with|during|because|over|the (?:first|largest|worst|biggest|most))\b/iu;
/** "Three of them allegedly …": about a part of those whom the sentence names before. */
const PARTITIVE = /^\W*(?:and )?(?:[\p{L}\p{N}-]+ ){1,3}of (?:them|whom|which)\b/iu;
/** ", an accusation that its lawyers reject": about all that was said before. */
const SUMS_UP =
  /^\W*(?:an?|the) (?:\p{L}+ )?(?:accusation|allegation|charge|claim|suspicion|assumption|theory)\b/iu;
/** "And may attack again": about a deed that is not the one of the claim. */
const OTHER_DEED =
  /\b(?:again|another|others?|further|more|next|new|similar|additional|future|elsewhere|follow)\b/iu;
/** "Where its leader is thought to live": a clause about somebody else. */
const OF_ANOTHER =
  /^\W*(?:and |but )?(?:its|his|her|their|whose) (?:\p{L}+ )?(?:leader|commander|chief|head|founder|owner|brother|father|son|wife|families|family|relatives|lawyers?|predecessor|rivals?|ally|allies)\b/iu;
/** Why, when or how it was done, after an adverb: "apparently in revenge", "probably to free prisoners", "apparently after a quarrel". */
const MOTIVE =
  /^ (?:(?:after|before|when|while)\b|(?:as |out of |in )?(?:an? )?(?:order to|revenge|retaliation|reprisal|response|protest|attempt to|effort to|bid to|hope)|because|due to|with the (?:aim|intention)|to (?!(?:the|an?|this|that|have|be|its|their)\b)\p{L}+)\b/iu;
const ADVERB =
  /^(?:possibly|perhaps|maybe|probably|apparently|likely|presumably|allegedly|reportedly|supposedly|seemingly)$/iu;
const MAX_WORDS_BEFORE_ATTRIBUTION = 6;

/** "Arland, which is accused of theft, pays the Front": a clause without names beside a clause that states the claim. */
function isInSideClause(kind: HedgeKind, sentence: string, at: Offsets, claim: ClaimWords): boolean {
  if (isAboutMotive(sentence, at, claim)) return true;
  const clauses = clauseSpans(sentence, 'PART');
  const own = spanAt(clauses, at.from);
  if (own.from === 0) return false;
  const clause = sentence.slice(own.from, own.to);
  if (mentionsEntity(clause, claim) || SUMS_UP.test(clause)) return false;
  const textOf = (spans: readonly Offsets[]): string =>
    spans.map(({ from, to }) => sentence.slice(from, to)).join(' ');
  if (!PARTITIVE.test(clause) && isAttribution(kind, sentence, own, at)) {
    // "The Front bombed the hall, and police believe that it will rain".
    const complement = textOf(clauses.filter(({ from }) => from > own.from));
    return (
      /^ that\b/iu.test(sentence.slice(own.to)) &&
      statesClaim(textOf(clauses.filter(({ from }) => from < own.from)), claim) &&
      !mentionsEntity(complement, claim) &&
      !PRONOUN.test(complement)
    );
  }
  if (!statesClaim(textOf(clauses.filter((one) => one !== own)), claim)) return false;
  const rest = `${sentence.slice(own.from, at.from)} ${sentence.slice(at.to, own.to)}`;
  const aboutOther = [ASIDE, OTHER_DEED, OF_ANOTHER].some((pattern) => pattern.test(clause));
  return aboutOther || !claim.predicate.test(rest);
}

/** "The Front bombed the hall apparently to free prisoners": the deed stands before the hedge, and after it what it was for. */
function isAboutMotive(sentence: string, { from, to }: Offsets, claim: ClaimWords): boolean {
  const before = sentence.slice(0, from);
  const after = sentence.slice(to);
  return (
    ADVERB.test(sentence.slice(from, to)) &&
    MOTIVE.test(after) &&
    !mentionsEntity(after, claim) &&
    claim.subject.test(before) &&
    claim.predicate.test(before)
  );
}

const PRONOUN =
  /^\W*(?:it|its|they|he|she|this|these|the (?:group|movement|organi[sz]ation|attack|country))\b/iu;

/** What opens a clause that is no attribution: "which", "a deal that critics", "two days after the army". */
const IN_OTHER_CLAUSE = /(?: (?:which|who|whose|where|when|after|before)|,\s(?:an?|the) \p{L}+ that)$/iu;

/** "…, the opposition alleged", "…, possibly": a clause that ends with the hedge is about the whole sentence. */
function isAttribution(kind: HedgeKind, sentence: string, own: Offsets, at: Offsets): boolean {
  const before = sentence.slice(own.from, at.from);
  const after = sentence.slice(at.to, own.to);
  return (
    !IN_OTHER_CLAUSE.test(sentence.slice(0, own.from)) &&
    !/^ (?:of|for|by|to|with|in|on)\b/iu.test(after) &&
    countWordsBetween(before) <= MAX_WORDS_BEFORE_ATTRIBUTION &&
    countWordsBetween(after) <= (kind === 'POSSIBILITY' ? 0 : 2)
  );
}
