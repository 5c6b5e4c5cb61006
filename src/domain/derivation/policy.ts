import type { ConfidenceLevel, Credibility, Genre, Modality, Reliability } from '../records.js';

/**
 * How status and confidence are made of evidence. Data, versioned, in one place; `derive` reads nothing else, and `rulesOf` puts it in words.
 * The grades are those of the Admiralty system; F and 6 have no weight at all, because "cannot be judged" is not a number.
 */
export interface Policy {
  readonly version: number;
  /** What the reliability of a source is worth, 0–1; null is unjudged. */
  readonly reliability: Readonly<Record<Reliability, number | null>>;
  /** What the credibility of a piece of information is worth, 0–1; null is unjudged. */
  readonly credibility: Readonly<Record<Credibility, number | null>>;
  /** What the way of putting it is worth, 0–1. */
  readonly modality: Readonly<Record<Modality, number>>;
  /** Denials: the share of confidence that they leave. */
  readonly denial: {
    /** The denial of a party to the claim is to be expected: it leaves this, whatever its grades, and counts once. */
    readonly interestedLeaves: number;
    /** The strongest other denial leaves 1 minus its weight, and at most this; an unjudged one leaves this. */
    readonly leavesAtMost: number;
  };
  readonly confirm: {
    /** A ruling counts when a source of one of these tells of it. */
    readonly adjudicatedThrough: readonly Reliability[];
    /** Reports of a fact count when a source of one of these makes them, outside of `exceptGenres`. */
    readonly factThrough: readonly Reliability[];
    readonly exceptGenres: readonly Genre[];
    /** How many independent, disinterested origins must report the fact. */
    readonly factOrigins: number;
  };
  /** The modalities that alone leave a claim ALLEGED. */
  readonly allegations: readonly Modality[];
}

export const DEFAULT_POLICY: Policy = {
  version: 1,
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
  denial: { interestedLeaves: 0.85, leavesAtMost: 0.85 },
  confirm: {
    adjudicatedThrough: ['A', 'B', 'C'],
    factThrough: ['A', 'B'],
    exceptGenres: ['OPINION'],
    factOrigins: 2,
  },
  allegations: ['ASSESSED', 'ACCUSED_BY_AUTHORITIES', 'ACCUSED', 'POSSIBLE'],
};

/** The policy that a store derives by. */
export interface ActivePolicy {
  readonly policy: Policy;
  /** RFC 3339: since when; null where it came with the store. */
  readonly since: string | null;
  /** False while claims are still being derived again after a change. */
  readonly complete: boolean;
}

/** The lowest number of each level. */
const CONFIDENCE_THRESHOLDS = [
  ['HIGH', 70],
  ['MEDIUM', 30],
  ['LOW', 0],
] as const;

export function confidenceLevel(confidence: number | null): ConfidenceLevel {
  if (confidence === null) return 'UNJUDGED';
  return CONFIDENCE_THRESHOLDS.find(([, least]) => confidence >= least)?.[0] ?? 'LOW';
}
