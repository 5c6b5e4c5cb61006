import { distance } from 'fastest-levenshtein';

/** The most ids whose spelling is compared. */
export const MAX_CANDIDATES = 20_000;

/** How long the ids are that a person's slip could have meant. */
export function candidateLengths(id: string): { readonly min: number; readonly max: number } {
  return { min: id.length - 4, max: id.length + 12 };
}

/** Of ids of about the same length, those that are the closest by spelling, closest first. */
export function closestIds(id: string, candidates: readonly string[], count: number): string[] {
  return candidates
    .map((other) => ({ id: other, far: distance(id, other) }))
    .filter(({ far, id: other }) => far <= Math.max(3, id.length / 2) || other.includes(id))
    .sort((a, b) => a.far - b.far || (a.id < b.id ? -1 : 1))
    .slice(0, count)
    .map((one) => one.id);
}
