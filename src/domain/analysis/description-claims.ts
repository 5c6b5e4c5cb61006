import { quotePassages } from './quote-words.js';

interface ClaimPattern {
  readonly words: RegExp;
  /** Returns true if this occurrence makes no claim. */
  readonly unless?: (before: string, after: string) => boolean;
}

const BACKS =
  'backs?|backed|sponsor(?:s|ed)?|funds?|funded|financ(?:es?|ed)|arms|armed|trains?|trained|supports?|supported|suppl(?:y|ies|ied)|equips?|equipped|harbou?r(?:s|ed)?|shelter(?:s|ed)?|directs?|directed|controls?|controlled|pa(?:ys|id)';
const BACKED =
  'backed|sponsored|funded|financed|bankrolled|armed|trained|supported|supplied|equipped|harbou?red|sheltered|directed|controlled|commanded|used|paid|run|owned|led|headed|founded|created|set up';
const HARMED =
  'killed|murdered|assassinated|massacred|executed|tortured|abducted|kidnapped|attacked|bombed|shelled|raided|hijacked|poisoned|wounded|masterminded|perpetrated|targeted|extorted|hacked|breached|stole|spied';
const HARMS =
  'kills|murders|tortures|abducts|kidnaps|attacks|bombs|shells|raids|hijacks|poisons|targets|threatens?|extorts?|hacks|breaches|steals|spies';
const DID = 'plotted|orchestrated|staged|carried out|planted|placed|planned|claimed|threatened';
const VIOLENT_NOUN =
  'attacks?|bomb(?:s|ings?)?|blasts?|explosions?|killings?|murders?|massacres?|assassinations?|deaths?|abductions?|kidnappings?|raids?|strikes?|shootings?|shelling|plots?|wreck|atrocit(?:y|ies)|abuses?|crimes?|torture|hack(?:s|ing)?|arson|sabotage|charges?|coup';
/** A name, or a word for those who are backed or attacked. */
const PARTY =
  '(?:(?:the|a|an|its|several|some|many|other|local|foreign|armed|rebel|proxy) )*(?:\\p{Lu}|(?:militias?|rebels?|fighters|insurgents?|separatists?|militants?|groups?|guerrillas?|mercenaries|protesters)\\b)';
const WHO = '(?:that|which|who|it|they|and|has|have|had|says?|secretly|covertly|openly)';

const VIOLENCE = new RegExp(`\\b(?:${VIOLENT_NOUN}|killing|${HARMED})\\b`, 'iu');
/** Bodies and people with a field of competence. */
const OFFICE =
  /\b(?:ministr(?:y|ies)|ministers?|agency|department|directorate|offic(?:e|er|ers|ial|ials)|authority|body|board|bureau|commission(?:er)?|committee|council|unit|branch|service|secretar(?:y|iat)|company|operator|deputy|governor|institution|editor|manager)\b/iu;
const JUSTICE = /\b(?:courts?|judges?|trials?|tribunals?|prosecutors?|prisons?|lawyers?|cases?)\b/iu;

/**
 * English words by which a description claims what only a claim with a quote may say. A list of words cannot parse grammar: it skips a use
 * without a claim where that can be recognized, and reports what usually makes one.
 */
const PATTERNS: readonly ClaimPattern[] = [
  // Backing: "Arland-backed", "funded by", "that secretly arms Arland", "a proxy of".
  {
    words:
      /\b\p{L}+-(?:backed|sponsored|funded|financed|armed|trained|supported|supplied|controlled|directed|linked|aligned|affiliated|allied|orchestrated)\b/giu,
  },
  { words: new RegExp(`\\b(?:${BACKED})(?: (?:and|or) \\p{L}+)? by\\b`, 'giu') },
  { words: new RegExp(`\\b${WHO} (?:\\p{Ll}+ly |also |still )?(?:${BACKS}) (?=${PARTY})`, 'gu') },
  {
    words:
      /(?<=\p{Lu}\p{L}+ )(?:backs|sponsors|funds|finances|arms|trains|supports|harbou?rs|controls)\b(?! (?:of|for|and|in)\b)/gu,
  },
  {
    words:
      /\b(?:prox(?:y|ies)|puppet|mouthpiece|fronts? (?:for|organi[sz]ation|company|group)|(?:with|under|on) (?:the )?(?:backing|support|orders|direction|control|instructions|payroll|help) of|on behalf of|receives? (?:\p{L}+ )*(?:money|funds|funding|weapons|arms|training|support) from)\b/giu,
  },
  // Blame: "responsible for the blast", "accused of", "wanted for", "ties to".
  {
    words: /\bresponsible for\b/giu,
    unless: (before, after) => OFFICE.test(before) && !VIOLENCE.test(after),
  },
  {
    words: /\b(?:accused|suspected|charged with|convicted|sentenced|guilty|indicted)\b/giu,
    unless: (before) => JUSTICE.test(before),
  },
  {
    words:
      /\b(?:blamed|wanted (?:for|by|in)|implicated|complicit|involved in|linked to|tied to|(?:has|have|had|with|its|their) (?:\p{L}+ )?(?:ties|links) (?:to|with)|notorious|designated)\b/giu,
  },
  {
    words: /\bbehind\b/giu,
    unless: (_, after) => !VIOLENCE.test(after.split(' ').slice(0, 6).join(' ')),
  },
  { words: /\b(?<!(?:counter|anti)-)(?:terrorists?|war crimes?)\b/giu },
  // Deeds: "that attacked the harbour", "killed by the Front".
  {
    words: new RegExp(`\\b${WHO} (?:\\p{Ll}+ly |also |then |later )?(?:${HARMED}|${HARMS})\\b`, 'gu'),
  },
  {
    words:
      /\bknown for (?:\p{Ll}+ly )?(?:targeting|attacking|killing|conducting|exploiting|stealing|hacking|extorting|kidnapping|plotting)\b/gu,
  },
  {
    words: new RegExp(
      `\\b${WHO} (?:\\p{Ll}+ly |also |then |later )?(?:${DID}) (?=(?:\\p{L}+ ){0,3}(?:${VIOLENT_NOUN})\\b)`,
      'gu',
    ),
  },
  { words: new RegExp(`\\b(?:${HARMED}|${DID}) by\\b`, 'giu') },
  // Allegiance: "allied with", "loyal to", "pro-Arland".
  {
    words:
      /\b(?:allied (?:with|to)|affiliated (?:with|to)|aligned with|loyal to|pledged|operating under|(?:fights?|fighting) (?:for|against|alongside)|opposes|opposed to|cooperates with|coordinates with|sympathetic to)\b/giu,
  },
  { words: /\b(?:[Pp]ro|[Aa]nti)-(?!Terror|Corruption)(?:\p{Lu}\p{L}+|government|regime|state|western)\b/gu },
  // Hedges: what is hedged is claimed.
  {
    words:
      /\b(?:alleged(?:ly)?|reportedly|supposed(?:ly)?|purported(?:ly)?|rumou?red|presumed|presumably|probably|possibly|(?:believed|thought|said|known|claims?) to|described as|(?:widely )?(?:seen|regarded|considered) as)\b/giu,
  },
];

/**
 * The words of a description that claim something about the entity, in the order of the text. English only. A description is for
 * recognizing an entity and has no citation, so what it claims has no source.
 */
export function findClaimWords(description: string): string[] {
  const found = quotePassages(description).flatMap((passage) =>
    PATTERNS.flatMap(({ words, unless }) =>
      [...passage.matchAll(words)].flatMap((match) => {
        const [word] = match;
        const before = passage.slice(0, match.index);
        const after = passage.slice(match.index + word.length);
        return unless?.(before, after) === true ? [] : [{ at: match.index, word: word.trim() }];
      }),
    ),
  );
  return [...new Set(found.sort((a, b) => a.at - b.at).map(({ word }) => word))];
}
