import type { Credibility, Reliability } from '../../domain/records.js';

/** Likelihoods of the taxonomy estimative-language, as the middle of their ranges in per cent (ICD 203). */
const LIKELIHOODS: Readonly<Record<string, number>> = {
  'almost-no-chance': 3,
  'very-unlikely': 12,
  unlikely: 32,
  'roughly-even-chance': 50,
  likely: 67,
  'very-likely': 87,
  'almost-certain': 97,
};

const tagValue = (tags: readonly string[], predicate: string): string | null => {
  for (const tag of tags) {
    const [, value] = new RegExp(`^${predicate}="([^"]*)"$`, 'i').exec(tag) ?? [];
    if (value !== undefined) return value.toLowerCase();
  }
  return null;
};

/** The likelihood that tags give, 0 to 100; null if none does. */
export const likelihoodOf = (tags: readonly string[]): number | null =>
  LIKELIHOODS[tagValue(tags, 'estimative-language:likelihood-probability') ?? ''] ?? null;

/** The reliability of the source by the taxonomy admiralty-scale; F if no tag gives it. */
export function reliabilityOf(tags: readonly string[]): Reliability {
  const grade = tagValue(tags, 'admiralty-scale:source-reliability')?.toUpperCase() ?? '';
  // G is "deliberately deceptive": as unreliable as E.
  return grade === 'G' ? 'E' : /^[A-F]$/.test(grade) ? (grade as Reliability) : 'F';
}

/** The credibility of the information by the same taxonomy; 6 if no tag gives it. */
export function credibilityByTag(tags: readonly string[]): Credibility {
  const grade = Number(tagValue(tags, 'admiralty-scale:information-credibility') ?? '6');
  return grade >= 1 && grade <= 6 && Number.isInteger(grade) ? (grade as Credibility) : 6;
}
