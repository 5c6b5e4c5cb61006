import { type Citation, type Claim, type ClaimStatus, modalities, stances, statuses } from './records.js';

/** Ids and sort keys, which are ASCII, in the order that both stores have too. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By Unicode code points, as SQLite and Neo4j have it too; JavaScript's own order is by UTF-16 units. */
export function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0;
  const left = Array.from(a);
  const right = Array.from(b);
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Part by part, each of which is of one type in both. */
export function compareKeys(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const differs = a.findIndex((part, at) => part !== b[at]);
  if (differs === -1) return 0;
  return (a[differs] as string | number) < (b[differs] as string | number) ? -1 : 1;
}

/** 0 is the strongest. */
export const statusRank = (status: ClaimStatus): number => statuses.indexOf(status);
export const statusAtRank = (rank: number): ClaimStatus => statuses[rank] as ClaimStatus;

/** Highest confidence first, unjudged last. */
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

/** One number for stance, modality and credibility, in that order: support first, then the firmest. */
export const citationRank = ({ stance, modality, credibility }: Citation): number =>
  stances.indexOf(stance) * 1000 + modalities.indexOf(modality) * 10 + credibility;

/** The order in which citations are listed. */
export function compareCitations(a: Citation, b: Citation): number {
  return citationRank(a) - citationRank(b) || compareText(a.id, b.id);
}

/** Whether live evidence speaks for it, whatever an analyst made of that. */
export function hasLiveSupport({ derivedStatus }: Claim): boolean {
  return derivedStatus !== 'DENIED' && derivedStatus !== 'RETRACTED';
}
