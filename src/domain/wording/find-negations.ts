import type { Proposition } from '../records.js';
import { type ClaimWords, claimWords, mentionsEntity, type NamesById } from './claim-words.js';
import { hasOtherComplement } from './hedge-complements.js';
import { clauseSpans, sentenceSpans, spanAt, type WordMatch } from './sentences.js';

/** Words that by themselves say that something is not so. */
interface Negation {
  readonly words: RegExp;
  /** Returns true if this occurrence negates nothing. */
  readonly unless?: (before: string, after: string) => boolean;
}

const NOT_BEFORE = /(?:\b(?:not|never|cannot|no longer|without)|n't) (?:\p{L}+ly )?(?:be |been )?$/iu;
const RELATION_NOUN =
  'evidence|proof|signs?|indications?|truth|basis|links?|ties?|connections?|relations?(?:hips?)?|role|part|hand|involvement|knowledge|responsibility|contacts?|dealings|intention|reason to believe';
const STATEMENT =
  'cases?|law-?suits?|complaints?|indictments?|claims?|reports?|accusations?|allegations?|charges?|stor(?:y|ies)|evidence|letters?|documents?|videos?|photos?|footage|news|rumou?rs?|suggestions?|assertions?|statements?|information';

const DENIALS: readonly Negation[] = [
  {
    words:
      /\b(?:acquit(?:s|ted|ting|tals?)?|exonerat(?:e[sd]?|ing|ion)|absolv(?:e[sd]?|ing)|not guilty|innocen(?:t|ce))\b/giu,
    unless: (before, after) =>
      /\b(?:kill\p{L}*|attack\p{L}*|against|murder\p{L}*|many|of|the) (?:\p{L}+ )?$/iu.test(before) &&
      /^ (?:people|civilians?|men|women|victims?|bystanders?|by-standers?|children|citizens?|persons?)\b/iu.test(
        after,
      ),
  },
  { words: /\bclear(?:s|ed|ing) (?:\S+ ){0,6}?of\b/giu },
  {
    words: /\bden(?:y|ies|ied|ying|ials?)\b/giu,
    unless: (before, after) =>
      NOT_BEFORE.test(before) ||
      /^ (?:\p{L}+ ){0,2}(?:access|entry|visas?|bail|permission|asylum|entrance|service|treatment|parole|aid)\b/iu.test(
        after,
      ),
  },
  {
    words: new RegExp(
      `\\b(?:(?:reject|dismiss)(?:s|es|ed|ing)?|thr(?:ew|ow[ns]?|owing) out|(?:str(?:uck|ikes?|iking)) (?:out|down)) (?:\\S+ ){0,6}?(?:${STATEMENT}|links?|involvement|as (?:false|untrue|baseless|unfounded|absurd|lies|propaganda|nonsense))\\b`,
      'giu',
    ),
  },
  { words: /\b(?:refut|rebut|disprov|debunk|repudiat|disavow|disclaim|disown|discredit)\p{L}*/giu },
  {
    words:
      /\b(?:baseless|unfounded|groundless|untrue|hoax(?:es)?|fabrications?|myths?|doubtful|dubious|implausible|far-fetched)\b/giu,
    unless: (before) => NOT_BEFORE.test(before),
  },
  {
    words: new RegExp(
      `\\b(?:is|are|was|were|be|been|as|prove[dns]?|proving|call(?:s|ed)|brand(?:s|ed)|found|declared|entirely|completely|totally|utterly|simply) (?:an? |to be |\\p{L}+ly )?(?:false|fake|bogus|forged|forger(?:y|ies)|fictitious|invented|fabricated|doctored|concocted|nonsense|absurd|lies?|mistaken|erroneous|wrong|propaganda)\\b|\\b(?:false|fake|bogus|forged|fabricated|invented|doctored) (?:${STATEMENT})\\b`,
      'giu',
    ),
    unless: (before) => NOT_BEFORE.test(before),
  },
  { words: /\bnot true\b/giu },
  {
    words:
      /\b(?:overturn|quash|annul|revers|vacat|void)(?:s|es|ed|led|ing)?(?: \S+){0,4}? (?:conviction|verdict|ruling|judge?ment|sentence)s?\b/giu,
  },
  {
    words:
      /\b(?:conviction|verdict|ruling|judge?ment|sentence|charges?|accusations?)s? (?:\p{L}+ ){0,3}?(?:was|were|is|are|been) (?:later |then |\p{L}+ly )?(?:overturned|quashed|annulled|reversed|vacated|dropped|withdrawn|dismissed|thrown out|retracted)\b/giu,
  },
  {
    words:
      /\b(?:conviction|verdict|charge|accusation|allegation|claim|report|case)s? (?:that|of|against|for) (?:[^\s,;:]+ ){1,9}?(?:was|were|is|are|has been|have been) (?:later |then |\p{L}+ly )?(?:overturned|quashed|annulled|dropped|withdrawn|dismissed|rejected|refuted|disproved|retracted|thrown out)\b/giu,
  },
  {
    words:
      /\b(?:wrongly|falsely|mistakenly|erroneously|wrongfully|incorrectly) (?:said|accus\p{L}+|report\p{L}+|blam\p{L}+|identif\p{L}+|link\p{L}+|nam\p{L}+|describ\p{L}+|believ\p{L}+|alleg\p{L}+|suspect\p{L}+|convict\p{L}+|claim\p{L}+|imprison\p{L}+|jailed)\b/giu,
  },
  {
    words:
      /\b(?:drop|withdr[ae]w|retract|recant)\p{L}* (?:\p{L}+ ){0,3}(?:charges?|accusations?|claims?|statements?|confessions?|allegations?|reports?|stor(?:y|ies)|articles?)\b/giu,
  },
  { words: /\brul(?:e[sd]|ing) out\b/giu, unless: (before) => NOT_BEFORE.test(before) },
  {
    words:
      /\bnothing (?:to do with|links|linking|linked|connects|connecting|suggests|suggesting|shows|showing|proves)\b/giu,
  },
  {
    words: new RegExp(
      `\\b(?:no|lack of|absence of|lacks?|without(?: any)?|zero|hardly any|(?:not|n't) (?:\\p{L}+ )?any) (?:\\p{L}+ ){0,2}?(?:${RELATION_NOUN})\\b`,
      'giu',
    ),
    unless: (_, after) => /^ in the (?:talks|election|vote)/iu.test(after),
  },
  {
    words: new RegExp(
      `\\b(?:not|n't) (?:been )?(?:find|found|see|seen|have|had|prove[dn]?|produced?|established?|shown|show) (?:\\p{L}+ ){0,2}?(?:${RELATION_NOUN})\\b`,
      'giu',
    ),
  },
  {
    words: /(?:\bnot|n't|\bnever)(?: yet)?(?: been)? (?:proven|proved|shown|established|substantiated)\b/giu,
  },
];

/** Words that negate the verb or noun after them. */
const NEGATORS =
  /(?:\bnot (?:a single|one(?! but))\b|\b(?:not|never|no longer|cannot|nor|neither|hardly|scarcely|without|nobody|no one|none|no|far from|instead of|rather than|yet to)\b|n't\b)(?! (?:only|just|merely|simply|solely|alone|until|least|doubt|fewer|less|later|matter|sooner|unlike|more|other|because)\b)/giu;
/** Verbs after which the relation does not hold: "stopped paying", "failed to kill", "refused to arm". */
const ENDINGS =
  /\b(?:stop(?:s|ped|ping)?|ceas(?:e[sd]?|ing)|halt(?:s|ed|ing)?|end(?:s|ed|ing)|suspend(?:s|ed|ing)?|sever(?:s|ed|ing)?|cut(?:s|ting)?(?: off)?|withdr[ae]w(?:n|s|ing)?|br[oe]ke?n? off|quit|fail(?:s|ed|ing)? to|refus(?:e[sd]?|ing)(?: to)?|declin(?:e[sd]?|ing) to|unable to|unwilling to)\b/giu;
/** Words that may stand between a negation and the word that it negates. */
const BETWEEN =
  /^(?: (?:be|been|being|is|are|was|were|have|has|had|do|does|did|will|would|in|of|to|by|from|with|for|a|an|the|any|its|his|her|their|our|it|this|that|yet|ever|even|also|still|so|now|currently|itself|themselves|himself|\p{L}+ly|(?:direct|foreign|further|such|more|financial|military|material) ?|trying to|one|known|shown|found|seen|thought|believed|said))*(?= |$)/iu;
/** What stands between a negation and its verb: "never, in all these years, paid". */
const PARENTHESIS = /^, [^,;:()]{1,80},(?= )/u;
/** What nobody does is to deny the claim: "nobody doubts that Arland pays". */
const DOUBTS = /^ (?:\p{L}+ )?(?:doubt|question|disput|den(?:y|ie)|contest|challeng)\p{L}*/iu;
const NEXT_WORDS = /^ [^\s,;.:()]+(?: (?:out|up|part|place))?/u;

/**
 * The words in a text that say that the claim is not so, in the order of the text. English only; the text has plain apostrophes and
 * single spaces.
 */
export function findNegations(text: string, proposition: Proposition, names: NamesById): WordMatch[] {
  if (countsNone(proposition)) return [];
  const found = [...denials(text, proposition), ...negators(text)];
  const endings = [...text.matchAll(ENDINGS)].map(toMatch);
  if (found.length + endings.length === 0) return [];
  const claim = claimWords(proposition, names);
  const mayEnd = proposition.predicate !== 'FOILED' && proposition.predicate !== 'OUTCOME';
  return [
    ...found.filter((match) => match.strong || governsClaim(match, text, claim)),
    ...(mayEnd
      ? endings.filter(
          // "Never stopped paying" says that it goes on.
          ({ from, to }) => !NOT_BEFORE.test(text.slice(0, from)) && endsClaim(text.slice(to), claim),
        )
      : []),
  ]
    .filter((match) => !isAside(match, text, claim) && !clearsOfOther(match, text, claim))
    .sort((a, b) => a.from - b.from)
    .filter(({ from }, index, all) => index === 0 || from >= (all[index - 1]?.to ?? 0))
    .map(({ from, to, word }) => ({ from, to, word }));
}

/** "No one was killed" states the number 0. */
const countsNone = ({ value }: Proposition): boolean =>
  value !== null && ('term' in value || (value.type === 'COUNT' && value.max === 0));

const toMatch = (match: RegExpExecArray | RegExpMatchArray): WordMatch => ({
  word: match[0],
  from: match.index ?? 0,
  to: (match.index ?? 0) + match[0].length,
});

type Found = WordMatch & { readonly strong: boolean };

function denials(text: string, { predicate }: Proposition): Found[] {
  // Rejecting something is opposing it.
  const rows = predicate === 'OPPOSES' ? DENIALS.slice(0, 2) : DENIALS;
  return rows.flatMap(({ words, unless }) =>
    [...text.matchAll(words)]
      .map(toMatch)
      .filter(({ from, to }) => unless?.(text.slice(0, from), text.slice(to)) !== true)
      .map((match) => ({ ...match, strong: true })),
  );
}

const negators = (text: string): Found[] =>
  [...text.matchAll(NEGATORS)].map((match) => ({ ...toMatch(match), strong: false }));

/** True if the first content word after the negation is one that states the claim, or a name of the claim ("not by Arland"). */
function governsClaim({ word, to }: WordMatch, text: string, claim: ClaimWords): boolean {
  const after = text.slice(to).replace(PARENTHESIS, '');
  if (/^(?:neither|nor)$/iu.test(word))
    return (
      governsClause(after, claim) || (word.toLowerCase() === 'neither' && followsVerb(text, word, to, claim))
    );
  if (/^(?:nobody|no one|none)$/iu.test(word) && DOUBTS.test(after)) return false;
  if (/^(?:nobody|no one|none|not .+)$/iu.test(word)) return claim.predicate.test(nobodyClause(after));
  const skipped = BETWEEN.exec(after)?.[0] ?? '';
  const next = NEXT_WORDS.exec(after.slice(skipped.length))?.[0] ?? '';
  if (next === '') return false;
  if (startsWith(next.slice(1), claim.predicate)) return !/^hesitat/iu.test(next.slice(1));
  if (/^no$/iu.test(word))
    return claim.predicate.test(firstWords(after, 3)) && !claim.predicate.test(text.slice(0, to));
  return (
    startsWithName(after.slice(skipped.length + 1), claim) && !claim.predicate.test(firstWords(skipped, 9))
  );
}

/** "Stopped paying", "severed its ties"; not "stopped Arland from paying". */
function endsClaim(after: string, claim: ClaimWords): boolean {
  const skipped = BETWEEN.exec(after)?.[0] ?? '';
  return startsWith(after.slice(skipped.length + 1), claim.predicate);
}

/** "Neither Arland nor Vesk pays the Front". */
function governsClause(after: string, claim: ClaimWords): boolean {
  const clause = /^[^,;.:()]*/u.exec(after)?.[0] ?? '';
  return claim.predicate.test(clause) && mentionsEntity(clause, claim);
}

/** What nobody does: "nobody took part", "no one from the Front took part", "not a single fighter of the Front was trained". */
const nobodyClause = (after: string): string =>
  firstWords(
    /^[^,;.:()]*/u.exec(after)?.[0] ?? '',
    /^ (?:\p{L}+ )?(?:from|of|in|among)\b/iu.test(after) ? 9 : 4,
  );

/** "Arland pays neither Vesk nor the Front". */
function followsVerb(text: string, word: string, to: number, claim: ClaimWords): boolean {
  const verb = /\S+(?= $)/u.exec(text.slice(0, to - word.length))?.[0] ?? '';
  return claim.predicate.test(verb) && mentionsEntity(/^[^,;.:()]*/u.exec(text.slice(to))?.[0] ?? '', claim);
}

const firstWords = (text: string, count: number): string =>
  (text.match(/\S+/gu) ?? []).slice(0, count).join(' ');
const startsWith = (text: string, pattern: RegExp): boolean => pattern.exec(text)?.index === 0;
const startsWithName = (text: string, { subject, object }: ClaimWords): boolean =>
  startsWith(text, subject) || startsWith(text, object);

/** "Arland pays the Front, though it denies this": the denial stands beside a clause that states the claim. */
function isAside(match: WordMatch & { strong?: boolean }, text: string, claim: ClaimWords): boolean {
  const span = spanAt(sentenceSpans(text), match.from);
  const sentence = text.slice(span.from, span.to);
  if (sentence.length < text.length && !mentionsEntity(sentence, claim) && !claim.predicate.test(sentence))
    return mentionsEntity(text, claim);
  const at = match.from - span.from;
  const clauses = clauseSpans(sentence, 'CONTRAST');
  const own = spanAt(clauses, at);
  if (clauses.length === 1) return false;
  const main = clauses
    .filter((one) => one !== own)
    .map(({ from, to }) => sentence.slice(from, to))
    .join(' ');
  const clause = sentence.slice(own.from, own.to);
  const states = claim.subject.test(main) && claim.predicate.test(main) && !claim.subject.test(clause);
  return (
    states &&
    (own.from > 0 || !claim.predicate.test(clause)) &&
    !/^\W*(?:which|who|whose)?\W*(?:is|was|were|are)\b/iu.test(clause.trim())
  );
}

/** "Acquitted the general", without a word of what he was accused of. */
const ACQUITTED_PERSON = /^ (?:the|an?|his|her|its|their|two|three|all) (?:\p{L}+ )?\p{L}+(?=[\s.]*$|[,;])/iu;

/** "Arland pays the Front, whose leader was acquitted of theft": the ruling is about something else. */
function clearsOfOther(match: WordMatch, text: string, claim: ClaimWords): boolean {
  if (!/^(?:acquit|exonerat|absolv|clear|not guilty|innocen)/iu.test(match.word)) return false;
  const { from, to } = spanAt(sentenceSpans(text), match.from);
  const hedge = { ...match, kind: 'ACCUSATION', from: match.from - from, to: match.to - from } as const;
  const sentence = text.slice(from, to);
  const of = /^(?:acquit|exonerat|absolv)/iu.test(match.word)
    ? ACQUITTED_PERSON.exec(sentence.slice(hedge.to))?.[0]
    : undefined;
  if (of !== undefined)
    return !mentionsEntity(of, claim) && claim.predicate.test(sentence.slice(0, hedge.from));
  return hasOtherComplement(hedge, sentence, claim);
}

/** Words that make a quote more than a plain statement, so that it may well deny something. */
const ANY_NEGATION =
  /\b(?:not|no|never|none|nor|neither|nothing|nobody|nowhere|cannot|without|hardly|barely|scarcely|den(?:y|ies|ied|ying|ials?)|reject\w*|dismiss\w*|refut\w*|rebut\w*|acquit\w*|exonerat\w*|clear(?:s|ed)|absolv\w*|innocent|false\w*|fake\w*|forg\w*|fabricat\w*|invent\w*|lie|lies|lying|myth|hoax|propaganda|wrong\w*|mistaken\w*|error|incorrect|baseless|ground\w*less|absurd|nonsense|ridiculous|illogical|doubt\w*|dubious|question\w*|skeptic\w*|sceptic\w*|contra\w*|instead|rather|only|alone|another|other|others|someone else|different|despite|lack\w*|absen\w*|stop\w*|ceas\w*|end(?:s|ed|ing)|fail\w*|refus\w*|declin\w*|former\w*|previous\w*|once|past|sever\w*|cut|end|slander\w*|libel\w*|smear\w*|fiction\w*|far from|implausib\w*|in\w+ible|un\w+|dis\w+|mis\w+|enem\w+|oppos\w*|against|hostile|condemn\w*|overturn\w*|quash\w*|annul\w*|drop\w*|withdr\w*|retract\w*|debunk\w*|so-called|rumou?r\w*|empty|hollow|alleg\w*|accus\w*)\b|n't\b/iu;
const CONFIRMING =
  /(?:\b(?:not|never|cannot)|n't) (?:\p{L}+ )?(?:den(?:y|ied)|disput\w*|doubt\w*)\b|\bno (?:doubt|question)\b/giu;

/** True if a quote that is to deny a claim states it instead, without any word of negation. English only. */
export function affirmsClaim(text: string, proposition: Proposition, names: NamesById): boolean {
  if (proposition.objectId === null) return false;
  const plain = text.replace(CONFIRMING, ' ');
  if (ANY_NEGATION.test(plain)) return false;
  const claim = claimWords(proposition, names);
  return claim.predicate.test(plain) && mentionsEntity(plain, claim);
}
