import type { BuiltInPredicate, Predicate } from '../ontology.js';

const FUNDS =
  'fund\\w*|financ\\w*|pa(?:y|ys|ying|id|yments?|yroll)|bankroll\\w*|money|cash|subsid\\w*|donat\\w*|salar\\w*';
const ARMS =
  'arm(?:s|ed|ing)?|weapons?|rifles|missiles|rockets|drones?|ammunition|suppl\\w*|equip\\w*|deliver\\w*|ship(?:s|ped|ping|ments?)?|provid\\w*|sen[dt]\\w*|s[eo]ld|sell\\w*|gives?|gave|giving|transferr?\\w*|materiel';
const TRAINS = 'train\\w*|instruct\\w*|drill\\w*|teach\\w*|taught';
const HARBOURS =
  'harbou?r\\w*|shelter\\w*|hosts?|hosted|hosting|haven|refuge|hid(?:e|es|ing|den)|asylum|sanctuary';
const DIRECTS = 'direct\\w*|order(?:s|ed|ing)?|command\\w*|control\\w*|steer\\w*|task(?:ed|ing)?|guid\\w*';
const PROXY = 'prox(?:y|ies)|us(?:e|es|ed|ing)|employ\\w*|weaponi[sz]\\w*|tools?|through';
const SUPPORT =
  'sponsor\\w*|support\\w*|back(?:s|ed|ing)?|aid(?:s|ed|ing)?|assist\\w*|help(?:s|ed|ing)?|behind|involv\\w*|complicit\\w*';
const RELATION = 'link\\w*|ties?|tied|connect\\w*|relat\\w*|contacts?|associat\\w*|affiliat\\w*|dealings';
const DEED =
  'perpetrat\\w*|carr(?:y|ies|ied|ying) out|commit\\w*|attack\\w*|kill\\w*|murder\\w*|assassinat\\w*|massacr\\w*|bomb\\w*|blast\\w*|blew|explo\\w*|detonat\\w*|plant(?:ed|ing)?|kidnapp?\\w*|abduct\\w*|shoot\\w*|shot|fir(?:e|ed|ing)|raid\\w*|ambush\\w*|burn\\w*|sabotag\\w*|hijack\\w*|seiz\\w*|stag(?:e|ed|ing)|launch\\w*|plot\\w*|plann?\\w*|organi[sz]ed|orchestrat\\w*|mastermind\\w*|responsib\\w*|behind|involv\\w*|participat\\w*|role|part|hand|complicit\\w*|did|do(?:ne|ing)?|guilty|crimes?|incident|strikes?|struck|shell\\w*|dynamit\\w*|storm\\w*|destroy\\w*|wound\\w*|injur\\w*|execut\\w*|robb\\w*|occupi\\w*|tortur\\w*|extort\\w*|stabb\\w*|hit|mortars?';

/**
 * English words that state a relation, as they begin. They tell which verb a negation governs; a claim stated in other words is then
 * not recognized as negated. Words of users' ontologies have none.
 */
const WORDS: Readonly<Record<BuiltInPredicate, string>> = {
  SPONSORS: `${SUPPORT}|${FUNDS}|${ARMS}|${TRAINS}|${HARBOURS}|${RELATION}`,
  FUNDS: `${FUNDS}|${SUPPORT}|${RELATION}|provid\\w*|gives?|gave|sen[dt]\\w*|receiv\\w*`,
  ARMS: `${ARMS}|${SUPPORT}|${RELATION}|receiv\\w*`,
  SUPPLIES: `${ARMS}|fuel\\w*|food|goods|vehicles|transport\\w*|logistic\\w*|${SUPPORT}|${RELATION}|receiv\\w*`,
  TRAINS: `${TRAINS}|${SUPPORT}|${RELATION}`,
  DEPLOYS_TROOPS_FOR: `deploy\\w*|troops?|soldiers?|forces?|fighters?|sen[dt]\\w*|dispatch\\w*|fight\\w*|fought|${SUPPORT}`,
  GIVES_INTELLIGENCE_TO: `intelligence|inform\\w*|tips?|tipped|shar(?:e[sd]?|ing)|pass(?:es|ed|ing)?|provid\\w*|gives?|gave|${SUPPORT}|${RELATION}`,
  HARBOURS: `${HARBOURS}|${SUPPORT}|${RELATION}|protect\\w*|lives?|lived|living|stay(?:s|ed|ing)?`,
  GRANTS_TERRITORY_ACCESS_TO: `${HARBOURS}|territory|soil|bases?|access|grant\\w*|allow\\w*|let(?:s|ting)?|permit\\w*|us(?:e[sd]?|ing)|operat\\w*|${SUPPORT}`,
  DIRECTS: `${DIRECTS}|${SUPPORT}|${RELATION}|${PROXY}|run(?:s|ning)?`,
  USES_AS_PROXY: `${PROXY}|${SUPPORT}|${DIRECTS}|${RELATION}|${FUNDS}|${ARMS}`,
  PART_OF: 'part|branch\\w*|wing|belong\\w*|unit|arm|organ|subordinate\\w*|under',
  MEMBER_OF: 'members?|membership|belong\\w*|join\\w*|part|enrol\\w*|recruit\\w*|pledg\\w*',
  LEADS: 'lead\\w*|led|head(?:s|ed|ing)?|command\\w*|chief|chair\\w*|president|director|run(?:s|ning)?',
  FOUNDED: 'found\\w*|establish\\w*|creat\\w*|set up|form(?:ed|ing)?|start(?:ed|ing)?',
  AFFILIATED_WITH: `${RELATION}|${SUPPORT}|members?|belong\\w*|loyal\\w*|allegiance`,
  ALLIED_WITH: `all(?:y|ies|ied|iances?)|${RELATION}|partners?\\w*`,
  COORDINATES_WITH: `coordinat\\w*|co-?operat\\w*|collaborat\\w*|work(?:s|ed|ing)?|join\\w*|${RELATION}`,
  OPPOSES: 'oppos\\w*|against|enem\\w*|fight\\w*|fought|hostile\\w*|reject\\w*|condemn\\w*|resist\\w*',
  SUCCEEDED: 'succe\\w*|replac\\w*|renam\\w*|continu\\w*|heir|became|becom\\w*|rebrand\\w*',
  SPLIT_FROM:
    'split\\w*|splinter\\w*|br(?:eak|oke|oken|eaking)(?: away| off)?|breakaway|seced\\w*|defect\\w*|left|leav\\w*',
  MERGED_INTO: 'merg\\w*|join\\w*|absorb\\w*|unit(?:e[sd]?|ing)|incorporat\\w*|part',
  SAME_AS: 'same|identical|alias\\w*|known|names?|named|called|another',
  RECOGNIZES: 'recogni[sz]\\w*',
  NEGOTIATES_WITH:
    'negotiat\\w*|talks?|talked|talking|discuss\\w*|me(?:t|et|ets|eting|etings)|mediat\\w*|dialogue',
  EXPORTS_TO:
    'export\\w*|sells?|sold|selling|sales?|suppl\\w*|ship\\w*|deliver\\w*|trad\\w*|import\\w*|buys?|bought',
  SANCTIONS: 'sanction\\w*|embargo\\w*|fr[eo]e?z\\w*|ban(?:s|ned|ning)?|blacklist\\w*|restrict\\w*|penal\\w*',
  DESIGNATES:
    'designat\\w*|list(?:s|ed|ing)?|blacklist\\w*|label\\w*|declar\\w*|brand(?:s|ed|ing)?|classif\\w*|terrorist',
  PERPETRATED: DEED,
  CLAIMED_RESPONSIBILITY_FOR: 'claim\\w*|responsib\\w*|admit\\w*|credit|authorship',
  PARTICIPATED_IN: `participat\\w*|join\\w*|attend\\w*|t(?:ake|ook|aken|aking) part|present|${DEED}`,
  FOILED: 'foil\\w*|stop\\w*|prevent\\w*|thwart\\w*|avert\\w*|disrupt\\w*|arrest\\w*',
  THREATENED: 'threat\\w*|warn\\w*|vow\\w*|swore',
  TARGETS:
    'target\\w*|aim(?:s|ed|ing)?|against|attack\\w*|threat\\w*|hostile\\w*|enem\\w*|seek\\w*|sought|want\\w*',
  TARGETED: 'target\\w*|aim(?:ed|ing)?|hit|struck|strike|against|attack\\w*|bomb\\w*|shell\\w*|shot',
  OCCURRED_IN: 'occur\\w*|t(?:ake|ook|aken|aking) place|happen\\w*|explo\\w*|went off|held|attack\\w*',
  KILLED_IN:
    'kill\\w*|died|dies|dead|deaths?|fatal\\w*|victims?|murder\\w*|los(?:t|e|es) (?:his|her|their) li(?:fe|ves)',
  INJURED_IN: 'injur\\w*|wound\\w*|hurt|casualt\\w*|victims?',
  KIDNAPPED_IN: 'kidnapp?\\w*|abduct\\w*|hostages?|captur\\w*|captives?|seiz\\w*|taken|took|disappear\\w*',
  FREED_FROM: 'free\\w*|releas\\w*|rescu\\w*|escap\\w*|liberat\\w*|let go',
  DAMAGED: 'damag\\w*|destr\\w*|hit|struck|burn\\w*|ruin\\w*|disabl\\w*|sabotag\\w*|demolish\\w*|wreck\\w*',
  DESTROYED: 'destr\\w*|damag\\w*|burn\\w*|ruin\\w*|demolish\\w*|wreck\\w*|raz\\w*|s(?:a|u)nk|sink\\w*',
  CONNECTS: 'connect\\w*|link\\w*|join\\w*|lead\\w*|reach\\w*|run(?:s|ning)?',
  PASSES_THROUGH: 'pass\\w*|cross\\w*|run(?:s|ning)?|go(?:es|ing)?|travers\\w*|through',
  BYPASSES: 'bypass\\w*|avoid\\w*|circumvent\\w*|skirt\\w*',
  BACKS: `back(?:s|ed|ing)?|support\\w*|promot\\w*|broker\\w*|${FUNDS}`,
  OPERATES: 'operat\\w*|run(?:s|ning)?|manag\\w*|leas\\w*|control\\w*',
  PARTY_TO: 'sign\\w*|part(?:y|ies)|join\\w*|ratif\\w*|accede\\w*|bound|agree\\w*|endors\\w*',
  RESTRICTS: 'restrict\\w*|limit\\w*|prohibit\\w*|ban(?:s|ned|ning)?|forbid\\w*|bind\\w*|appl(?:y|ies|ied)',
  LOCATED_IN: 'locat\\w*|based?|in|at|situated|lies?|lives?|lived|living|headquartered|there',
  LOCATED_AT: 'locat\\w*|coordinates|lies?|situated|position\\w*|latitude|longitude|at',
  KILLED: 'kill\\w*|died|dead|deaths?|fatalit\\w*|casualt\\w*|los(?:t|s|ses)|victims?',
  INJURED: 'injur\\w*|wound\\w*|hurt|casualt\\w*|victims?',
  CASUALTIES: 'casualt\\w*|victims?|kill\\w*|died|dead|injur\\w*|wound\\w*|hurt',
  KIDNAPPED: 'kidnapp?\\w*|abduct\\w*|hostages?|captur\\w*|captives?|seiz\\w*|taken|took|disappear\\w*',
  ARRESTED: 'arrest\\w*|detain\\w*|held|custody|captured',
  DATED: 'dated?|happen\\w*|occur\\w*|t(?:ake|ook|aken|aking) place|found\\w*|establish\\w*',
  ATTACK_TYPE: `${DEED}|arson|cyber\\w*|hack\\w*|hostages?`,
  WEAPON: `${ARMS}|${DEED}|us(?:e[sd]?|ing)|bombs?|guns?|knives|knife|with`,
  OUTCOME: 'foil\\w*|fail\\w*|succe\\w*|explo\\w*|detonat\\w*|attack\\w*',
  TERM_YEARS: 'last\\w*|run(?:s|ning)?|term|valid|years?',
};

const patterns = new Map(
  (Object.entries(WORDS) as [Predicate, string][]).map(([name, words]) => [
    name,
    new RegExp(`\\b(?:${words})\\b`, 'iu'),
  ]),
);
const NOTHING = /(?!)/u;

/** Matches the words that state this predicate. */
export const predicatePattern = (predicate: Predicate): RegExp => patterns.get(predicate) ?? NOTHING;
