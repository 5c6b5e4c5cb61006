import { distance } from 'fastest-levenshtein';

/** The maximum number of ids that a store should pass to `closestIds`. */
export const MAX_CANDIDATES = 20_000;

/** The lengths of ids that a misspelt id could stand for, both included. */
export function candidateLengths(id: string): { readonly min: number; readonly max: number } {
  return { min: id.length - 4, max: id.length + 12 };
}

/**
 * Finds ids that are spelt like a misspelt one: at a Levenshtein distance of at most 3 or half its length, or containing it.
 * Returns at most `count`, closest first.
 */
export function closestIds(id: string, candidates: readonly string[], count: number): string[] {
  return candidates
    .map((candidate) => ({ candidate, edits: distance(id, candidate) }))
    .filter(({ candidate, edits }) => edits <= Math.max(3, id.length / 2) || candidate.includes(id))
    .sort((a, b) => a.edits - b.edits || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}
