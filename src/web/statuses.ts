import type { ClaimStatus } from './api/generated.ts';

/** How a status looks, the same in lists, graphs, maps and exports: a word, a colour and a line. */
export interface StatusStyle {
  readonly word: string;
  readonly meaning: string;
  /** On light and on dark ground, each with a contrast of at least 4.5 to it. */
  readonly light: string;
  readonly dark: string;
  /** Lengths of dashes and gaps; empty for a solid line. */
  readonly dash: readonly number[];
  readonly width: number;
}

/** Strongest first. The colours differ in lightness too, and the lines differ without any colour. */
export const STATUS_STYLES: Readonly<Record<ClaimStatus, StatusStyle>> = {
  CONFIRMED: {
    word: 'Confirmed',
    meaning:
      'Found by a court, or admitted by the actor and supported by another origin, or reported as fact by independent reliable origins.',
    light: '#0b4f9c',
    dark: '#7cb8ff',
    dash: [],
    width: 3.5,
  },
  REPORTED: {
    word: 'Reported',
    meaning: 'Reported as fact, admitted or adjudicated at least once, but short of confirmed.',
    light: '#00695c',
    dark: '#5fd3bc',
    dash: [],
    width: 1.5,
  },
  ALLEGED: {
    word: 'Alleged',
    meaning: 'All support is an assessment, an accusation or a possibility.',
    light: '#9a4b00',
    dark: '#ffb25e',
    dash: [9, 5],
    width: 2,
  },
  DISPUTED: {
    word: 'Disputed',
    meaning: 'Supported, and denied by someone who is not a party to the claim.',
    light: '#7a1fa2',
    dark: '#dba6ff',
    dash: [10, 3, 2, 3],
    width: 2,
  },
  DENIED: {
    word: 'Denied',
    meaning: 'All live citations are denials, or a court found that it is not so.',
    light: '#b0003a',
    dark: '#ff94ab',
    dash: [2, 3],
    width: 2.5,
  },
  RETRACTED: {
    word: 'Retracted',
    meaning: 'No live citation is left: every article with a citation of it was retracted.',
    light: '#5c5c5c',
    dark: '#b4b4b4',
    dash: [1, 8],
    width: 2.5,
  },
};

export const ALL_STATUSES = Object.keys(STATUS_STYLES) as readonly ClaimStatus[];

/** The stronger one first. */
export const compareStatuses = (a: ClaimStatus, b: ClaimStatus): number =>
  ALL_STATUSES.indexOf(a) - ALL_STATUSES.indexOf(b);
