import type { ConfidenceLevel, Credibility, Genre, Modality, Reliability } from '../records.js';

/** The modalities that can confirm a claim, strongest first. */
export const DECIDING_MODALITIES = {
  ADJUDICATED: true,
  ADMITTED: true,
  REPORTED_AS_FACT: true,
} as const satisfies Partial<Record<Modality, true>>;
export type DecidingModality = keyof typeof DECIDING_MODALITIES;

/**
 * The numbers and lists by which `derive` computes status and confidence. `describeRules` states them in words.
 * The grades are those of the Admiralty code. F and 6 have no weight, because "cannot be judged" is not a number.
 */
export interface Policy {
  readonly version: number;
  /** Weight of each reliability of a source, 0–1; null is unjudged. */
  readonly reliability: Readonly<Record<Reliability, number | null>>;
  /** Weight of each credibility of a piece of information, 0–1; null is unjudged. */
  readonly credibility: Readonly<Record<Credibility, number | null>>;
  /** Weight of each modality, 0–1. */
  readonly modality: Readonly<Record<Modality, number>>;
  /** The factors by which denials lower confidence, 0–1. */
  readonly denial: {
    /** Factor for denials by parties to the claim. Applied once, whatever their grades, because such denials are expected. */
    readonly interestedLeaves: number;
    /** Upper bound of the factor for the strongest other denial, which is 1 minus its weight. An unjudged denial has this factor. */
    readonly leavesAtMost: number;
    /** A disinterested ruling against a claim wins over support without a ruling, if a source of one of these reliabilities reports it. */
    readonly adjudicatedThrough: readonly Reliability[];
    /** Upper bound of the factor for a ruling that wins. */
    readonly adjudicatedLeaves: number;
  };
  readonly confirm: {
    /** A ruling confirms a claim if a source of one of these reliabilities reports it. */
    readonly adjudicatedThrough: readonly Reliability[];
    /** A report of fact counts if its source has one of these reliabilities. */
    readonly factThrough: readonly Reliability[];
    /** The number of independent, disinterested origins that must report the fact; 1 or more. */
    readonly factOrigins: number;
    /** Articles of these genres do not count in the ways that `notGenresFor` names. */
    readonly notGenres: readonly Genre[];
    /** ADJUDICATED: rulings for and against a claim. ADMITTED: the admission and the origin beside it. REPORTED_AS_FACT: reports of fact. */
    readonly notGenresFor: readonly DecidingModality[];
  };
  /** A claim whose support has only these modalities is ALLEGED. */
  readonly allegations: readonly Modality[];
}

/** In force until an operator applies a different policy. */
export const DEFAULT_POLICY: Policy = {
  version: 2,
  reliability: { A: 0.95, B: 0.85, C: 0.7, D: 0.4, E: 0.15, F: null },
  credibility: { 1: 0.95, 2: 0.85, 3: 0.7, 4: 0.4, 5: 0.15, 6: null },
  modality: {
    ADJUDICATED: 1,
    ADMITTED: 0.95,
    REPORTED_AS_FACT: 0.9,
    ASSESSED: 0.75,
    ACCUSED_BY_AUTHORITIES: 0.7,
    ACCUSED: 0.5,
    POSSIBLE: 0.35,
  },
  denial: {
    interestedLeaves: 0.85,
    leavesAtMost: 0.85,
    adjudicatedThrough: ['A', 'B', 'C'],
    adjudicatedLeaves: 0.1,
  },
  confirm: {
    adjudicatedThrough: ['A', 'B', 'C'],
    factThrough: ['A', 'B'],
    factOrigins: 2,
    notGenres: ['OPINION', 'PROPAGANDA'],
    notGenresFor: ['ADJUDICATED', 'ADMITTED', 'REPORTED_AS_FACT'],
  },
  allegations: ['ASSESSED', 'ACCUSED_BY_AUTHORITIES', 'ACCUSED', 'POSSIBLE'],
};

/** The policy before version 2: no ruling wins over support, and only reports of fact in OPINION do not count. */
const POLICY_1: Policy = {
  ...DEFAULT_POLICY,
  version: 1,
  denial: { ...DEFAULT_POLICY.denial, adjudicatedThrough: [], adjudicatedLeaves: 1 },
  confirm: { ...DEFAULT_POLICY.confirm, notGenres: ['OPINION'], notGenresFor: ['REPORTED_AS_FACT'] },
};

/** The policies that ship with the program, in `policies/`. No store accepts a different policy under one of their versions. */
export const BUILT_IN_POLICIES: readonly Policy[] = [POLICY_1, DEFAULT_POLICY];

/** The policy that a store uses. */
export interface ActivePolicy {
  readonly policy: Policy;
  /** RFC 3339; when it was applied. Null for the policy that the store was created with. */
  readonly since: string | null;
  /** False until all claims are derived again after a change of policy. */
  readonly complete: boolean;
}

/** The lowest confidence of each level. */
export const CONFIDENCE_THRESHOLDS = [
  ['HIGH', 70],
  ['MEDIUM', 30],
  ['LOW', 0],
] as const;

/** The level of a confidence of 0–100, or UNJUDGED for null. */
export function confidenceLevel(confidence: number | null): ConfidenceLevel {
  if (confidence === null) return 'UNJUDGED';
  return CONFIDENCE_THRESHOLDS.find(([, lowest]) => confidence >= lowest)?.[0] ?? 'LOW';
}
