import type { EntityKind, Predicate, Term, TermType } from './ontology.js';

/** Reliability of a source by the Admiralty code (NATO STANAG 2511). F means "cannot be judged" and has no weight. */
export const RELIABILITIES = {
  A: 'Completely reliable.',
  B: 'Usually reliable.',
  C: 'Fairly reliable.',
  D: 'Not usually reliable.',
  E: 'Unreliable.',
  F: 'Reliability cannot be judged. Has no numeric weight.',
} as const;
export type Reliability = keyof typeof RELIABILITIES;
export const reliabilities = Object.keys(RELIABILITIES) as Reliability[];

/** Credibility of one piece of information by the Admiralty code. 6 means "cannot be judged" and has no weight. */
export type Credibility = 1 | 2 | 3 | 4 | 5 | 6;

export const GENRES = {
  NEWS: 'A report of events.',
  OPINION: 'An argument by its author. Does not count towards CONFIRMED.',
  ANALYSIS: 'A study that weighs evidence.',
  OFFICIAL: 'A statement by a government or authority.',
  COURT: 'A ruling or a court record.',
  ACADEMIC: 'A scholarly work.',
  INTERVIEW: 'The answers of an interviewed person.',
  PROPAGANDA: 'A text made to persuade, by or for a party. Does not count towards CONFIRMED.',
  DATASET: 'A row of a data set.',
} as const;
export type Genre = keyof typeof GENRES;

export const STANCES = {
  SUPPORTS: 'The quote supports the claim.',
  DENIES: 'The quote denies the claim.',
} as const;
export type Stance = keyof typeof STANCES;
export const stances = Object.keys(STANCES) as Stance[];

/** How firmly a speaker states a claim, strongest first. Based on the attribution scale of MUC-4 (1992). */
export const MODALITIES = {
  ADJUDICATED: 'A court or inquiry found it so.',
  ADMITTED: 'The actor says so about itself.',
  REPORTED_AS_FACT: 'Stated as a fact, without a hedge.',
  ASSESSED: 'A judgement or inference of the speaker.',
  ACCUSED_BY_AUTHORITIES: 'A state or one of its bodies makes the accusation.',
  ACCUSED: 'Somebody else accuses or alleges.',
  POSSIBLE: 'Presented as possible: may, could, if.',
} as const;
export type Modality = keyof typeof MODALITIES;
export const modalities = Object.keys(MODALITIES) as Modality[];

/** Strongest first. This order also decides which claim is the weakest link of a path. */
export const STATUSES = {
  CONFIRMED:
    'Found by a court, or admitted by the actor and supported by another origin, or reported as fact by independent reliable origins.',
  REPORTED: 'Reported as fact, admitted or adjudicated at least once, but short of CONFIRMED.',
  ALLEGED: 'All support is an assessment, an accusation or a possibility.',
  DISPUTED: 'Supported, and denied by someone who is not a party to the claim.',
  DENIED: 'All live citations are denials, or a court found that it is not so and none found that it is.',
  RETRACTED: 'No live citation is left: every article with a citation of the claim was retracted.',
} as const;
export type ClaimStatus = keyof typeof STATUSES;
export const statuses = Object.keys(STATUSES) as ClaimStatus[];

export const CONFIDENCE_LEVELS = {
  UNJUDGED: 'No live support has been judged, so there is no number.',
  LOW: '0 to 29.',
  MEDIUM: '30 to 69.',
  HIGH: '70 to 100.',
} as const;
export type ConfidenceLevel = keyof typeof CONFIDENCE_LEVELS;

export const QUOTE_CHECKS = {
  VERIFIED: 'The import found the quote in a text with the SHA-256 of the article.',
  UNVERIFIED: 'The import had no text to check the quote against.',
} as const;
type QuoteCheck = keyof typeof QUOTE_CHECKS;
export const quoteChecks = Object.keys(QUOTE_CHECKS) as readonly QuoteCheck[];

/** How precisely a source locates something, the most precise first: `where_prec` 1 to 7 of UCDP GED. */
export const LOCATION_PRECISIONS = {
  EXACT: 'The exact place. where_prec 1 in UCDP GED.',
  NEAR: 'Near a known place, within about 25 km. where_prec 2 in UCDP GED.',
  DISTRICT: 'Somewhere in this district or municipality, a second-order division. where_prec 3 in UCDP GED.',
  PROVINCE: 'Somewhere in this province, a first-order division. where_prec 4 in UCDP GED.',
  FEATURE:
    'Somewhere along this line or in this vague area, such as a border, river or mountain range. where_prec 5 in UCDP GED.',
  COUNTRY: 'Somewhere in this country. where_prec 6 in UCDP GED.',
  INTERNATIONAL: 'In international waters or airspace. where_prec 7 in UCDP GED.',
} as const;
export type LocationPrecision = keyof typeof LOCATION_PRECISIONS;

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
  /** Id of the entity that owns or controls the source. */
  readonly affiliation: string | null;
}

/** An article as its document declares it. */
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
  /** Id of the article that this one republishes or rewrites. The store need not contain that article. */
  readonly derivedFrom: string | null;
  /** Lower-case hexadecimal. */
  readonly textSha256: string | null;
  /** See `sketchText`. Null if there was no text, or if it is too short. */
  readonly textSketch: string | null;
  /** RFC 3339. */
  readonly retractedAt: string | null;
  readonly retractionReason: string | null;
}

/** An article in the store. It is live, and its citations count, unless it or an article that it derives from is retracted. */
export interface Article extends DeclaredArticle {
  /** Name of the analyst who retracted it; null if its document declares the retraction, or if it is not retracted. */
  readonly retractedBy: string | null;
  /** True if its retraction also retracts the articles that derive from it, including articles imported later. */
  readonly retractsDerived: boolean;
  /** Id of the nearest article that it derives from whose retraction also retracts this one. */
  readonly retractedWith: string | null;
}

/** True if the citations of the article count. */
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
  /** Ids of the bodies that it speaks for, in code-point order: all that live articles declare. One article declares at most one. */
  readonly organOf: readonly string[];
}

/**
 * A number of people or years. Exact if `min` equals `max`; null is an open end. At least one of `min`, `max` and `best` is given. See
 * `canonicalQuantity`.
 */
export interface Quantity {
  readonly type: 'COUNT' | 'YEARS';
  readonly min: number | null;
  readonly max: number | null;
  /** The best estimate, between the bounds. Absent if exact or not stated. */
  readonly best?: number;
  /** The people counted, such as `civilians`, in the form of an id. Absent: all. */
  readonly of?: string;
}
/** A point on the map, in degrees of WGS 84. See `canonicalPoint`. */
export interface Coordinates {
  readonly type: 'COORDINATES';
  /** Degrees north, -90 to 90. */
  readonly latitude: number;
  /** Degrees east, above -180 up to 180. */
  readonly longitude: number;
  /** How far off the place may be: a radius in metres, above 0, or a named level. Null if not stated. */
  readonly precision: number | LocationPrecision | null;
}
export interface DateValue {
  readonly type: 'DATE';
  /** EDTF in canonical form. */
  readonly edtf: string;
}
/** One of the terms of its type, such as FOILED of OUTCOME. */
export interface TermValue {
  readonly type: TermType;
  readonly term: Term;
}
export type Value = Quantity | DateValue | Coordinates | TermValue;

/** The content of a claim, without a judgement whether it is true. Exactly one of `objectId` and `value` is not null. */
export interface Proposition {
  readonly subjectId: string;
  readonly predicate: Predicate;
  readonly objectId: string | null;
  readonly value: Value | null;
}

export interface Claim extends Proposition {
  /** `claim:<hash>`, see `claimId`. */
  readonly id: string;
  /**
   * The status that queries filter by: that of the active assessment by an analyst, otherwise `derivedStatus`. If `periods` is not empty,
   * the strongest that is possible at any time.
   */
  readonly status: ClaimStatus;
  /** The status that the policy derives from the live citations: the strongest at any time. */
  readonly derivedStatus: ClaimStatus;
  /** Integer 0–100; null if unjudged. The number of the active assessment if it gives one, otherwise `derivedConfidence`. */
  readonly confidence: number | null;
  /** The confidence that the policy derives from the live citations. Integer 0–100; null if unjudged. */
  readonly derivedConfidence: number | null;
  /** Id of the active assessment. */
  readonly assessmentId: string | null;
  /** The periods in which the relation held, according to live support. Distinct, sorted as text. */
  readonly validity: readonly Validity[];
  /**
   * The status over time, in order, without overlaps. Empty if no live citation and no active assessment has a date: then `status` may
   * hold at any time, and is known at none.
   */
  readonly periods: readonly Period[];
  /** The only article, and the only source, of the live support; null if there are several or none. */
  readonly soleArticleId: string | null;
  readonly soleSourceId: string | null;
  /** The number of independent origins of all its live support, whenever it held. */
  readonly supportingOrigins: number;
  /** True if live evidence both supports and denies it. */
  readonly contested: boolean;
  /** RFC 3339; when the claim was first imported. */
  readonly firstKnownAt: string;
  /** The window in which it was read, and which its status and confidence are about. Absent: all time. Never stored. */
  readonly window?: ClaimWindow;
}

/** A window of valid time in which claims are read: the arguments `during` and `includeUndated`. */
export interface ClaimWindow {
  /** EDTF in canonical form. */
  readonly during: string;
  /** Whether claims count that may have held then, besides those known to have held. */
  readonly includeUndated: boolean;
}

/** The period in which a relation held. EDTF; null is unknown. At least one end is not null. */
export interface Validity {
  readonly from: string | null;
  readonly to: string | null;
}

/** A period in which the status of a claim does not change. `start` and `end` are sort keys (see `TimeSpan`), both included. */
export interface Period {
  readonly start: string;
  readonly end: string;
  /** By support that is known to have held then. Null if there is none, and no dated denial. */
  readonly known: EffectiveStatus | null;
  /** By support that may have held then. */
  readonly possible: EffectiveStatus;
}

/** A position in an article. Offsets count Unicode code points from 0; `end` is exclusive (W3C TextPositionSelector). */
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
  /** Entity ids of the speakers, from the one whom the article quotes back to the original speaker. Empty if the article itself says so. */
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

/** One change of a claim's status or confidence. `from` is null for a new claim; `to` is null if its last citation was removed. */
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
  RESTORATION: 'The retraction of an article was undone.',
  ASSESSMENT: 'An analyst assessed the claim.',
  WITHDRAWAL: 'An analyst withdrew an assessment.',
  POLICY: 'A different policy came into force.',
  ERASURE: 'An article or an entity was erased.',
} as const;
export interface ChangeCause {
  readonly kind: keyof typeof CHANGE_CAUSES;
  /** Ids of the articles that were imported, retracted, restored or erased. The first is the one that the operation named. */
  readonly articleIds: readonly string[];
  /** Name of the analyst who retracted, restored, assessed, withdrew or erased; null for other causes. */
  readonly analyst: string | null;
  /** Version of the policy that was applied; null for other causes. */
  readonly policyVersion: number | null;
}

/** An analyst's judgement of a claim. Never deleted: it ends when the analyst replaces or withdraws it. */
export interface Assessment {
  /** `assessment:<hash>` of claim, analyst, time and period. */
  readonly id: string;
  readonly claimId: string;
  /** Name of the analyst, from the API key. */
  readonly analyst: string;
  readonly status: ClaimStatus;
  /** Integer 0–100; null keeps the derived confidence. */
  readonly confidence: number | null;
  readonly rationale: string;
  /** EDTF. The period that it is about; both null: all time. */
  readonly validFrom: string | null;
  /** EDTF. */
  readonly validTo: string | null;
  /** RFC 3339. */
  readonly at: string;
  /** RFC 3339; when it was replaced or withdrawn. Null while it is active. */
  readonly endedAt: string | null;
  readonly end: 'REPLACED' | 'WITHDRAWN' | null;
}

/** An assessment as an export contains it. */
export type ExportedAssessment = Omit<Assessment, 'id' | 'claimId'>;

/** An entity that an article refers to and does not declare. */
export type ReferencedEntity = Pick<Entity, 'id' | 'kind'>;

/** An article with its annotations, validated and resolved: the unit that a store writes. */
export interface AnnotatedArticle {
  /** An export also says who retracted the article. */
  readonly article: DeclaredArticle & Partial<Pick<Article, 'retractedBy' | 'retractsDerived'>>;
  readonly source: Source;
  /** Entities that the document declares. */
  readonly entities: readonly Entity[];
  /** Entities that the document only refers to. Created if missing, never changed. */
  readonly referencedEntities: readonly ReferencedEntity[];
  readonly claims: readonly AnnotatedClaim[];
}
export interface AnnotatedClaim extends Proposition {
  readonly id: string;
  /** At least one. */
  readonly citations: readonly Citation[];
  /** Assessments by analysts; only in exports. */
  readonly assessments?: readonly ExportedAssessment[];
}
