import { type Citation, type Claim, type ClaimStatus, modalities, stances, statuses } from './records.js';

/** Compares ids and sort keys. These are ASCII, so that both stores sort them in the same order. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Compares any text by Unicode code points, as SQLite and Neo4j do. JavaScript's `<` compares UTF-16 units instead. */
export function compareCodePoints(a: string, b: string): number {
  for (let at = 0; at < a.length && at < b.length; at++) {
    // A surrogate pair is compared as a whole at its first unit.
    const difference = (a.codePointAt(at) as number) - (b.codePointAt(at) as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Compares composite keys part by part. Both have the same length, and the same type at each position. */
export function compareKeys(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const differs = a.findIndex((part, at) => part !== b[at]);
  if (differs === -1) return 0;
  return (a[differs] as string | number) < (b[differs] as string | number) ? -1 : 1;
}

/** 0 is CONFIRMED, the strongest; 5 is RETRACTED. */
export const statusRank = (status: ClaimStatus): number => statuses.indexOf(status);
export const statusAtRank = (rank: number): ClaimStatus => statuses[rank] as ClaimStatus;

/** 0 for confidence 100, 100 for confidence 0, 101 for unjudged: sorts the highest confidence first. */
export const confidenceKey = (confidence: number | null): number =>
  confidence === null ? 101 : 100 - confidence;

/** The order in which claims are listed: strongest status, highest confidence, id. */
export function compareClaims(a: Claim, b: Claim): number {
  return (
    statusRank(a.status) - statusRank(b.status) ||
    confidenceKey(a.confidence) - confidenceKey(b.confidence) ||
    compareText(a.id, b.id)
  );
}

/** Stance, modality and credibility as one number that sorts support first, then the firmest modality, then the best credibility. */
export const citationRank = ({
  stance,
  modality,
  credibility,
}: Pick<Citation, 'stance' | 'modality' | 'credibility'>): number =>
  stances.indexOf(stance) * 1000 + modalities.indexOf(modality) * 10 + credibility;

/** Stance, modality and credibility from a `citationRank`. */
export const citationAtRank = (rank: number): Pick<Citation, 'stance' | 'modality' | 'credibility'> => ({
  stance: stances[Math.floor(rank / 1000)] as Citation['stance'],
  modality: modalities[Math.floor((rank % 1000) / 10)] as Citation['modality'],
  credibility: (rank % 10) as Citation['credibility'],
});

/** The order in which citations are listed: `citationRank`, then id. */
export function compareCitations(a: Citation, b: Citation): number {
  return citationRank(a) - citationRank(b) || compareText(a.id, b.id);
}

/** True if live evidence supports the claim. Assessments by analysts are ignored. */
export function hasLiveSupport({ derivedStatus }: Claim): boolean {
  return derivedStatus !== 'DENIED' && derivedStatus !== 'RETRACTED';
}
