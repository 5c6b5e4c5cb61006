import type { EntityKind, Outcome, Predicate } from './ontology.js';

/** Admiralty (NATO STANAG 2511) reliability of a source. F is "cannot be judged": never a number. */
export const RELIABILITIES = {
  A: 'Completely reliable.',
  B: 'Usually reliable.',
  C: 'Fairly reliable.',
  D: 'Not usually reliable.',
  E: 'Unreliable.',
  F: 'Reliability cannot be judged. Counts as no number at all.',
} as const;
export type Reliability = keyof typeof RELIABILITIES;
export const reliabilities = Object.keys(RELIABILITIES) as Reliability[];

/** Admiralty credibility of one piece of information. 6 is "cannot be judged": never a number. */
export type Credibility = 1 | 2 | 3 | 4 | 5 | 6;

export const GENRES = {
  NEWS: 'A report of events.',
  OPINION: 'An argument of its author. Does not make a claim CONFIRMED.',
  ANALYSIS: 'A study that weighs evidence.',
  OFFICIAL: 'A statement of a government or authority.',
  COURT: 'A ruling or a court record.',
  ACADEMIC: 'A scholarly work.',
  INTERVIEW: 'The words of one who is asked.',
  PROPAGANDA: 'Made to persuade, by or for a party.',
  DATASET: 'A row of a data set.',
} as const;
export type Genre = keyof typeof GENRES;

export const STANCES = {
  SUPPORTS: 'The quote speaks for the claim.',
  DENIES: 'The quote speaks against the claim.',
} as const;
export type Stance = keyof typeof STANCES;
export const stances = Object.keys(STANCES) as Stance[];

/** How a speaker puts a claim, strongest first; after the attribution scale of MUC-4 (1992). */
export const MODALITIES = {
  ADJUDICATED: 'A court or inquiry found so.',
  ADMITTED: 'The actor says so of itself.',
  REPORTED_AS_FACT: 'Said as a fact, without a hedge.',
  ASSESSED: 'A judgement or inference of the speaker.',
  ACCUSED_BY_AUTHORITIES: 'A state or its organs accuse.',
  ACCUSED: 'Somebody else accuses or alleges.',
  POSSIBLE: 'Said to be possible: may, could, if.',
} as const;
export type Modality = keyof typeof MODALITIES;
export const modalities = Object.keys(MODALITIES) as Modality[];

/** Strongest first: the order in which a path's weakest link is found. */
export const STATUSES = {
  CONFIRMED:
    'A court found so, or the actor admitted it and another origin agrees, or independent reliable origins report it as fact.',
  REPORTED: 'Reported as fact, admitted or adjudicated by at least one, short of CONFIRMED.',
  ALLEGED: 'All support is an assessment, an accusation or a possibility.',
  DISPUTED: 'Supported, and denied by somebody who is not a party to it.',
  DENIED: 'Only denials are live.',
  RETRACTED: 'No live citation is left: each article that said so was retracted.',
} as const;
export type ClaimStatus = keyof typeof STATUSES;
export const statuses = Object.keys(STATUSES) as ClaimStatus[];

export const CONFIDENCE_LEVELS = {
  UNJUDGED: 'Nothing was judged: there is no number.',
  LOW: '0 to 29.',
  MEDIUM: '30 to 69.',
  HIGH: '70 to 100.',
} as const;
export type ConfidenceLevel = keyof typeof CONFIDENCE_LEVELS;

export const QUOTE_CHECKS = {
  VERIFIED: 'The loader found the quote in a text whose SHA-256 is the article’s.',
  UNVERIFIED: 'The loader had no text to check the quote against.',
} as const;
type QuoteCheck = keyof typeof QUOTE_CHECKS;

export interface Identifier {
  /** For example `wikidata`, `iso3166`. */
  readonly scheme: string;
  readonly value: string;
}

export interface Source {
  /** `source:<slug>` */
  readonly id: string;
  readonly name: string;
  readonly reliability: Reliability;
  /** Id of the entity that owns or controls it. */
  readonly affiliation: string | null;
}

/** An article as a document declares it. */
export interface DeclaredArticle {
  /** `article:<slug>` */
  readonly id: string;
  readonly sourceId: string;
  readonly title: string;
  readonly url: string | null;
  readonly authors: readonly string[];
  /** EDTF. */
  readonly publishedAt: string | null;
  /** RFC 3339. */
  readonly retrievedAt: string | null;
  /** BCP 47. */
  readonly language: string | null;
  readonly genre: Genre;
  /** Id of the article that it republishes or rewrites; that one need not be in the store. */
  readonly derivedFrom: string | null;
  /** Lower-case hexadecimal. */
  readonly textSha256: string | null;
  /** RFC 3339. */
  readonly retractedAt: string | null;
  readonly retractionReason: string | null;
}

/** An article as it stands in the store. It is live, and its citations count, where neither it nor an original takes it back. */
export interface Article extends DeclaredArticle {
  /** Name of the analyst who retracted it; null where its own document says so, or nobody. */
  readonly retractedBy: string | null;
  /** Whether its retraction takes the articles with it that derive from it, also those that are yet to come. */
  readonly retractsDerived: boolean;
  /** Id of the nearest original whose retraction takes this one with it. */
  readonly retractedWith: string | null;
}

/** Whether the citations of an article count. */
export function isLive({ retractedAt, retractedWith }: Article): boolean {
  return retractedAt === null && retractedWith === null;
}

export interface Entity {
  /** A bare slug. */
  readonly id: string;
  readonly kind: EntityKind;
  readonly name: string;
  /** Other names, in code-point order. */
  readonly aliases: readonly string[];
  readonly description: string | null;
  /** In code-point order of scheme, then value. */
  readonly identifiers: readonly Identifier[];
}

/** A count of people or of years; `min` = `max` is exact, null is open. At least one end is given. */
export interface Quantity {
  readonly type: 'COUNT' | 'YEARS';
  readonly min: number | null;
  readonly max: number | null;
}
export interface DateValue {
  readonly type: 'DATE';
  /** EDTF, in its canonical writing. */
  readonly edtf: string;
}
interface OutcomeValue {
  readonly type: 'OUTCOME';
  readonly outcome: Outcome;
}
export type Value = Quantity | DateValue | OutcomeValue;

/** What is said, without whether it is so: exactly one of `objectId` and `value` is given. */
export interface Proposition {
  readonly subjectId: string;
  readonly predicate: Predicate;
  readonly objectId: string | null;
  readonly value: Value | null;
}

export interface Claim extends Proposition {
  /** `claim:<hash>`, see `claimId`. */
  readonly id: string;
  /** By which queries filter: an analyst's assessment where one stands, else `derivedStatus`. */
  readonly status: ClaimStatus;
  /** What the policy makes of the live citations. */
  readonly derivedStatus: ClaimStatus;
  /** 0–100, whole; null where nothing was judged. An analyst's number where the assessment that stands gives one, else `derivedConfidence`. */
  readonly confidence: number | null;
  /** What the policy makes of the live citations; 0–100, whole, or null. */
  readonly derivedConfidence: number | null;
  /** Of the assessment that stands. */
  readonly assessmentId: string | null;
  /** When the relation held, by each live support that says so; in the order of the text. */
  readonly validity: readonly Validity[];
  /** The one article, or source, that all live support is of; null where there are several, or none. */
  readonly soleArticleId: string | null;
  readonly soleSourceId: string | null;
  /** Whether live evidence speaks both for and against it. */
  readonly contested: boolean;
  /** RFC 3339: when ascribe first came to know it. */
  readonly firstKnownAt: string;
}

/** From when to when a relation held; EDTF, null is unknown. At least one end is given. */
export interface Validity {
  readonly from: string | null;
  readonly to: string | null;
}

/** Where in an article. Offsets count Unicode code points from 0, `end` is exclusive (W3C TextPositionSelector). */
export interface Locator {
  readonly start: number | null;
  readonly end: number | null;
  readonly paragraph: number | null;
  readonly page: number | null;
}

export interface Citation {
  /** `citation:<hash>`, see `citationId`. */
  readonly id: string;
  readonly claimId: string;
  readonly articleId: string;
  readonly quote: string;
  readonly locator: Locator;
  readonly quoteCheck: QuoteCheck;
  readonly stance: Stance;
  readonly modality: Modality;
  /** Entity ids, nearest speaker first; empty is the article's own voice. */
  readonly assertedBy: readonly string[];
  readonly credibility: Credibility;
  /** EDTF. */
  readonly validFrom: string | null;
  /** EDTF. */
  readonly validTo: string | null;
  readonly annotator: string | null;
  /** RFC 3339. */
  readonly annotatedAt: string | null;
  readonly note: string | null;
}

/** One change of a claim's status or confidence. `from` is null when it came to be, `to` when its last citation was taken out. */
export interface ClaimChange extends Proposition {
  readonly claimId: string;
  /** RFC 3339. */
  readonly at: string;
  readonly from: EffectiveStatus | null;
  readonly to: EffectiveStatus | null;
  readonly cause: ChangeCause;
}
export interface EffectiveStatus {
  readonly status: ClaimStatus;
  readonly confidence: number | null;
}

const CHANGE_CAUSES = {
  IMPORT: 'Articles were imported, for the first time or again.',
  RETRACTION: 'An article was retracted.',
  RESTORATION: 'The retraction of an article was taken back.',
  ASSESSMENT: 'An analyst assessed the claim.',
  WITHDRAWAL: 'An analyst withdrew an assessment.',
  POLICY: 'Another policy came into force.',
} as const;
export interface ChangeCause {
  readonly kind: keyof typeof CHANGE_CAUSES;
  /** Ids of the articles that were imported, retracted or restored; the first one is the one that was named. */
  readonly articleIds: readonly string[];
  /** Name of the analyst who retracted, restored, assessed or withdrew. */
  readonly analyst: string | null;
  /** Of the policy that came into force. */
  readonly policyVersion: number | null;
}

/** An analyst's own judgement of a claim. Never deleted: it ends when it is replaced or withdrawn. */
export interface Assessment {
  /** `assessment:<hash>` of claim, analyst and time. */
  readonly id: string;
  readonly claimId: string;
  /** Name of the analyst, from the API key. */
  readonly analyst: string;
  readonly status: ClaimStatus;
  /** 0–100, whole; null leaves the derived one. */
  readonly confidence: number | null;
  readonly rationale: string;
  /** RFC 3339. */
  readonly at: string;
  /** RFC 3339: when the same analyst replaced or withdrew it. */
  readonly endedAt: string | null;
  readonly end: 'REPLACED' | 'WITHDRAWN' | null;
}

/** An assessment as an export tells it. */
export type ExportedAssessment = Omit<Assessment, 'id' | 'claimId'>;

/** An article as one document declares it, checked and resolved: what a store writes whole. */
export interface AnnotatedArticle {
  /** Of an export also by whom it was retracted. */
  readonly article: DeclaredArticle & Partial<Pick<Article, 'retractedBy' | 'retractsDerived'>>;
  readonly source: Source;
  /** What the document itself says of entities. */
  readonly entities: readonly Entity[];
  /** Entities that it only refers to and other documents of the run declare: made where the store lacks them, changed never. */
  readonly referencedEntities: readonly Entity[];
  readonly claims: readonly AnnotatedClaim[];
}
export interface AnnotatedClaim extends Proposition {
  readonly id: string;
  /** At least one. */
  readonly citations: readonly Citation[];
  /** Of an export: how analysts judged it. */
  readonly assessments?: readonly ExportedAssessment[];
}
