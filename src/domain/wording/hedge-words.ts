import type { Predicate } from '../ontology.js';
import type { Modality } from '../records.js';

export type HedgeKind = 'POSSIBILITY' | 'HEARSAY' | 'ACCUSATION' | 'CLAIM' | 'JUDGEMENT';

/** English words of one kind, and the strongest modality that they allow. */
export interface Hedge {
  readonly kind: HedgeKind;
  readonly words: RegExp;
  readonly allows: Modality;
  /** The predicates for which these words are a hedge, narrower ones included; all if omitted. */
  readonly predicates?: readonly Predicate[];
  /** Returns true if this occurrence of the word is not a hedge. */
  readonly unless?: (word: string, around: SurroundingText) => boolean;
}

export interface SurroundingText {
  readonly before: string;
  readonly after: string;
}

/** Who did it, and who backs it: claims for which blame is a hedge. */
const DEEDS: readonly Predicate[] = ['PERPETRATED', 'PARTICIPATED_IN', 'TARGETED'];
const BLAMABLE: readonly Predicate[] = [...DEEDS, 'SPONSORS'];

const POSSIBILITY: readonly Omit<Hedge, 'kind' | 'allows'>[] = [
  { words: /\bmay\b/giu, unless: isMonthOrName },
  { words: /\bmight\b/giu, unless: (word, around) => isStrength(word, around) || isPurpose(around) },
  { words: /\bcould\b/giu, unless: (word, around) => isInability(word, around) || isPurpose(around) },
  { words: /\b(?:possibly|perhaps|maybe|potentially|conceivably)\b/giu },
  {
    words: /\bwhether\b/giu,
    unless: (_, { before }) => /\b(?:regardless of|no matter|irrespective of) $/iu.test(before),
  },
  { words: /\bfear(?:s|ed|ing)? (?:that|dead|to (?:be|have))\b/giu },
  { words: /\bpossible\b/giu, unless: isFeasible },
  { words: /\b(?:possibilit(?:y|ies)|chances?|risk) (?:that|of)\b/giu, unless: isRuledOut },
  {
    words:
      /(?:\bnot|n't|\bcannot|\bwithout) (?:be |been |yet )?(?:rul(?:e[sd]?|ing) out|discard\p{L}*|exclud\p{L}*)/giu,
  },
  {
    words:
      /\b(?:investigat\p{L}*|determin\p{L}*|establish\p{L}*|ascertain\p{L}*|known|clear|unclear|unknown|uncertain|ask(?:s|ed|ing)?|question\p{L}*|examin\p{L}*|prob(?:e|es|ed|ing)|look(?:s|ed|ing) into)(?: \p{L}+)? (?:whether|if)\b/giu,
  },
];

/** What a state or a group means to do, and need not have done. */
const INTENTION: readonly Omit<Hedge, 'kind' | 'allows'>[] = [
  {
    words:
      /\b(?:plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|offer(?:s|ed|ing)?|promis(?:e[sd]?|ing)|pledg(?:e[sd]?|ing)|agree[sd]?|wants?|wanted|hop(?:e[sd]?|ing)|threaten(?:s|ed|ing)?|vow(?:s|ed|ing)?|ready|willing|prepared|propos(?:e[sd]?|ing)|tr(?:y|ies|ied|ying)|attempt(?:s|ed|ing)?|s(?:eek|eeks|ought)) to (?:\p{L}+ly )?(?=(?:fund|financ|pay|bankroll|arm|suppl|train|host|shelter|harbou?r|send|give|provid|support|back|sponsor|deliver|sell|ship|equip|aid|assist|subsidi[sz])\p{L}{0,3}\b)/giu,
    predicates: ['SPONSORS'],
  },
  {
    words: /\b(?:if|unless)\b/giu,
    unless: (_, { before }) =>
      /\b(?:even|as|what|ask\p{L}*|see|know\p{L}*|wonder\p{L}*|doubt\p{L}*) $/iu.test(before),
  },
  // A question, unless it takes the claim for granted.
  {
    words: /\?(?=["')\]]*(?: |$))/gu,
    unless: (_, { before }) => /(?:^|[.!?]["')\]]* )["'(]*(?:why|how|when|where)\b[^.!?]*$/iu.test(before),
  },
];

const HEARSAY: readonly Omit<Hedge, 'kind' | 'allows'>[] = [
  {
    words:
      /\b(?:reportedly|supposedly|purported(?:ly)?|reputed(?:ly)?|rumou?r(?:s|ed)?|hearsay|un(?:confirmed|verified|corroborated|substantiated)|(?:is|are|was|were|been|be) said to|said to (?:be|have)|reported to (?:be|have)|supposed to have)\b/giu,
  },
  { words: /\bsupposed\b(?! to\b)/giu },
  {
    words:
      /(?:\bnot|n't|\byet to|\bneither) (?:yet )?(?:be(?:en)? )?(?:officially |independently |fully )?(?:confirm(?:ed)?|verif(?:y|ied)|corroborated?)\b/giu,
  },
  {
    words:
      /\bwould have (?:been )?(?:\p{L}+ly )?(?:carried out|committed|perpetrated|planned|ordered|planted|staged|responsible|behind|involved|acted|participated|taken part)\b/giu,
  },
  {
    words:
      /\b(?:reports?|versions?|stories|gossip|rumou?rs?) (?:that|sa(?:y|ys|id)|claim\p{L}*|circulat\p{L}*)\b/giu,
  },
  { words: /\baccording to (?:\p{L}+ ){0,2}(?:versions?|rumou?rs?|hearsay|unofficial)\b/giu },
];

const ACCUSATION: readonly Omit<Hedge, 'kind' | 'allows'>[] = [
  {
    words:
      /\b(?:accus(?:es?|ed|ing|ations?)|alleg(?:es?|ed|edly|ing|ations?)|suspected|suspicions?|indicted|indictments?)\b/giu,
    unless: isTheAccused,
  },
  {
    words: /\bblam(?:e[sd]?|ing)\b/giu,
    unless: (_, { before }) =>
      /\b(?:take|takes|took|accept\p{L}*|shar\p{L}*) (?:the |some )?$/iu.test(before),
  },
  // "Arland pays the Front, the opposition charges".
  { words: /(?<=, (?:\p{L}+ ){1,4})(?:charges|suspects?)(?=[.\s]*$)/giu },
  {
    words: /\battribut(?:e[sd]|ing|able|ion)\b|\battribute\b/giu,
    unless: (word, { before, after }) =>
      /^attributes$/iu.test(word) &&
      /\b(?:the|its|his|her|their|these|of) (?:\p{L}+ )?$/iu.test(before) &&
      !/ to\b/iu.test(after),
  },
  { words: /\bh[eo]ld(?:s|ing)?\b(?= (?:[^\s,;]+ ){0,10}?(?:responsible|accountable|liable|culpable)\b)/giu },
  {
    words: /\b(?:responsible|culpable) for\b/giu,
    predicates: BLAMABLE,
    unless: (_, around) => !isAttributed(around),
  },
  {
    words: /\bresponsibility\b(?= (?:\p{L}+ ){0,6}(?:lies|rests|falls|belongs|was placed|is placed|on)\b)/giu,
    predicates: BLAMABLE,
    unless: (_, { before }) =>
      /\b(?:claim|assum|accept|admit|tak|took|deni|deny)\p{L}* (?:\p{L}+ ){0,2}$/iu.test(before),
  },
  { words: /\bsuspects?\b/giu, predicates: BLAMABLE },
  {
    words:
      /\b(?:charg(?:e[sd]?|ing) (?:[^\s,;]+ ){0,4}?with|charg(?:es|ed|ing) that|charged in connection|charges (?:of|against|that)|(?:on|face[sd]?|facing|bring|brought|filed) (?:\p{L}+ ){0,2}charges)\b/giu,
    unless: (_, { before, after }) => CONVICTED.test(before) || CONVICTED.test(after),
  },
  {
    words:
      /\b(?:implicat(?:e[sd]?|ing)|incriminat(?:e[sd]?|ing)|(?:denounc|condemn|criticiz|criticis)(?:e[sd]?|s|ed|ing) (?:[^\s,;]+ ){0,4}?for|denounc(?:e[sd]?|ing) that)\b/giu,
    predicates: BLAMABLE,
  },
  {
    words:
      /\b(?:point(?:s|ed|ing)? (?:an? |the |their |its |his )?(?:accusing )?fingers?|fingers? (?:(?:is|was|are|were|has been|been) )?point(?:s|ed|ing)?|pin(?:s|ned|ning)? (?:it|the \p{L}+|responsibility) on)\b/giu,
  },
  {
    words:
      /\b(?:wanted (?:for|by|in)|sought (?:for|in)|in connection with|under investigation|on trial|st(?:and|ands|ood|anding) trial|fac(?:e[sd]?|ing) trial|arrested (?:for|over)|detained (?:for|over)|(?:questioned|interrogated) (?:about|over|in|for)|prosecuted for)\b/giu,
    predicates: BLAMABLE,
    unless: (_, { before, after }) => CONVICTED.test(before) || CONVICTED.test(after),
  },
  {
    words:
      /\b(?:link(?:s|ed|ing)?|tied|ties|tying|connected|connect(?:s|ing)|connections?) (?:[^\s,;]+ ){0,6}?(?:to|with|between)\b/giu,
    predicates: DEEDS,
  },
];

const CLAIM: readonly Omit<Hedge, 'kind' | 'allows'>[] = [
  { words: /\bclaim(?:s|ed|ing)?\b/giu, unless: isOtherClaim },
  { words: /\b(?:contend|assert|maintain|insist|argu)(?:e|s|es|ed|ing)? that\b/giu },
  {
    words:
      /\b(?:insinuat(?:e[sd]?|ing|ions?)|hint(?:s|ed|ing)? (?:that|at)|impl(?:y|ies|ied|ying) that)\b/giu,
  },
];

const EVIDENCE =
  'evidence|intelligence|signs?|indications?|documents?|clues?|findings?|investigat\\p{L}+|information|circumstances|everything|all|facts|leads?|traces?|probes?|analys[ei]s';
const JUDGEMENT: readonly Omit<Hedge, 'kind' | 'allows'>[] = [
  {
    words:
      /\b(?:(?:un)?likely|likelihood|probab(?:ly|le|ility)|presumabl[ey]|apparently|seemingly|evidently|(?:seem|appear)(?:s|ed|ing)? (?:to|that|as|likely)|(?:would|does|do) (?:thus )?(?:seem|appear)|thought (?:to|that|by)|assess(?:es|ed)? that|looks? (?:like|as if|as though)|looked (?:like|as if|as though))\b/giu,
  },
  {
    words:
      /\b(?:is|are|was|were|been) (?:\p{L}+ly )?(?:held|deemed|reckoned|tipped|judged) to (?:be|have)\b/giu,
  },
  { words: /\bseem(?:s|ed|ing)?\b(?! (?:to|that|as|likely)\b)/giu },
  {
    words: /\bapparent\b/giu,
    unless: (_, { before, after }) =>
      /\b(?:no|heir|without|became|become) $/iu.test(before) || /^ (?:to|from|reason|motive)\b/iu.test(after),
  },
  {
    words: /\bpresum(?:e[sd]?|ing|ptions?|ptive)\b/giu,
    unless: (_, { after }) => /^ (?:dead|drowned|innocent|of innocence)\b/iu.test(after),
  },
  { words: /\b(?:assum(?:e[sd]?|ing) (?:that|to)|assumptions? (?:that|is))\b/giu },
  { words: /\bbelie(?:ve[sd]?|ving|fs? that)\b/giu, unless: (_, { after }) => /^ in\b/iu.test(after) },
  { words: /\bthinks?\b(?! tanks?\b)|\bthinking that\b/giu },
  {
    words:
      /\b(?:widely|generally|commonly|often|long|broadly) (?:seen|regarded|considered|viewed|held|perceived|suspected|assumed)\b/giu,
  },
  {
    words: /\b(?:is|are|was|were|been|be) (?:seen|regarded|viewed|perceived) (?:by (?:\p{L}+ ){1,4})?as\b/giu,
  },
  { words: /\b(?:described|portrayed|characteri[sz]ed|identified) by (?:[^\s,;]+ ){1,8}?as\b/giu },
  { words: /\bconsider(?:s|ed|ing)? (?:[^\s,;]+ ){0,5}?(?:to be|to have|responsible|likely|guilty)\b/giu },
  {
    words: new RegExp(
      `\\b(?:${EVIDENCE}) (?:[^\\s,;.]+ ){0,4}?(?:suggest|point|indicate|hint)(?:s|ed|ing)?\\b`,
      'giu',
    ),
  },
  {
    words:
      /\b(?:suggest(?:s|ed|ing)? that|point(?:s|ed|ing)? (?:\p{L}+ly )?(?:to|toward|towards) (?!the (?:fact|need)))/giu,
  },
  {
    words:
      /\b(?:indications?|evidence|signs|proof|clues) (?:that|linking|implicating|tying|pointing|connecting)\b/giu,
    unless: (_, { before }) => /\b(?:no|any|without|lack of|not) (?:\p{L}+ )?$/iu.test(before),
  },
  {
    words:
      /\b(?:hallmarks?|trademarks?|earmarks|(?:bear|bears|bore|bearing) the (?:signature|mark|marks|stamp)|fits? the pattern|typical of|consistent with)\b/giu,
    predicates: BLAMABLE,
  },
  {
    words:
      /\b(?:is|are|was|were|be|been|being|as) (?:\p{L}+ly |also |all )?the (?:\p{L}+ )?(?:(?:hand)?works?|doing|hand|authors?|perpetrators?) of\b/giu,
    predicates: DEEDS,
  },
  {
    words:
      /\b(?:is|are|was|were|be|been|being|as|st(?:and|ands|ood|anding)|lies|lay) (?:\p{L}+ly |also )?behind\b(?! (?:bars|schedule|closed|him|her|them|it|us))/giu,
    predicates: BLAMABLE,
  },
  {
    words:
      /\b(?:convinced (?:that|of)|(?:certain|sure) that|undoubtedly|doubtless(?:ly)?|no doubt|must have)\b/giu,
  },
  { words: /\bin (?:his|her|its|their|my|our|the) (?:view|opinion|judge?ment|assessment|estimation)\b/giu },
  {
    words:
      /\b(?:speculat(?:e[sd]?|ing|ions?|ive)|conjectures?|surmis\p{L}*|theor(?:y|ies)|theori[sz]e[sd]?|hypothes[ie]s|hypothesi[sz]\p{L}*|infer(?:s|red|ences?)?|guess(?:es|ed)?)\b/giu,
  },
];

const of = (kind: HedgeKind, allows: Modality, rows: readonly Omit<Hedge, 'kind' | 'allows'>[]): Hedge[] =>
  rows.map((row) => ({ ...row, kind, allows }));

/**
 * English hedge words, and the strongest modality that each allows. A word list cannot parse grammar: it skips a word with a
 * different use where that can be recognized, and reports a word that is usually a hedge.
 */
export const HEDGES: readonly Hedge[] = [
  ...of('POSSIBILITY', 'POSSIBLE', POSSIBILITY),
  ...of('POSSIBILITY', 'POSSIBLE', INTENTION),
  ...of('HEARSAY', 'ACCUSED', HEARSAY),
  ...of('ACCUSATION', 'ACCUSED_BY_AUTHORITIES', ACCUSATION),
  ...of('CLAIM', 'ASSESSED', CLAIM),
  ...of('JUDGEMENT', 'ASSESSED', JUDGEMENT),
];

const CONVICTED = /\b(?:convict\p{L}*|found guilty|sentenced|pleaded guilty)\b/iu;

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

/** "So that it might win". */
const isPurpose = ({ before }: SurroundingText): boolean =>
  /\bso (?:that )?(?:it|he|she|they|we) $/iu.test(before);

/** "Could not cross the river" and "nobody could cross it" state facts. */
function isInability(_: string, { before, after }: SurroundingText): boolean {
  if (/\b(?:nothing|nobody|no one|never) $/iu.test(before)) return true;
  return /^ not\b(?! (?:rule|be ruled|be confirmed|be verified|be independently))/iu.test(after);
}

/** "As soon as possible", "made it possible to flee", "talks are possible". */
function isFeasible(_: string, { before, after }: SurroundingText): boolean {
  if (/^ that\b/iu.test(after)) return false;
  if (!/^ (?!(?:to|by|for|in|at|on|and|or|with|only|because)\b)\p{L}/iu.test(after)) return true;
  return /\b(?:as|if|where|when|wherever|whenever|all|every|only|best|worst|makes?|made|making) (?:(?!an?\b|the\b)\p{L}+ )?$/iu.test(
    before,
  );
}

function isRuledOut(_: string, { before }: SurroundingText): boolean {
  return /(?<!not )\b(?:ruled out|rejected|no|discarded) (?:the |any )?$/iu.test(before);
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

const ATTRIBUTION =
  /\b(?:sa(?:y|ys|id|ying)|told|stat(?:es|ed)|declar(?:es|ed|ing)|maintain(?:s|ed)|insist(?:s|ed)|announced|added|according to|not(?:es|ed)|affirm(?:s|ed)|report(?:s|ed)|stress(?:es|ed)|concluded?|identif(?:y|ies|ied)|nam(?:es|ed)|call(?:s|ed)|find(?:s)?|considers?|version)\b/iu;
/** "Officials said that Arland is responsible for it": blame by somebody, unlike "the group responsible for it". */
function isAttributed({ before, after }: SurroundingText): boolean {
  return ATTRIBUTION.test(before) || ATTRIBUTION.test(after);
}
