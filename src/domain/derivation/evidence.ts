import type { Citation, Genre, Reliability } from '../records.js';
import { type TimeSpan, type ValiditySpan, validitySpan } from '../time-span.js';

/** A citation with the properties of its article and source that a policy needs. */
export interface Evidence {
  readonly citation: Citation;
  readonly genre: Genre;
  /** EDTF date of the article. */
  readonly publishedAt: string | null;
  /** False if the article, or an article that it derives from, is retracted. */
  readonly live: boolean;
  /** Article ids from this article along `derivedFrom` to the root; a cycle ends before it repeats. The store may lack the last article. */
  readonly lineage: readonly string[];
  /** The sketch of the article's text; see `sketchText`. */
  readonly textSketch: string | null;
  readonly sourceId: string;
  readonly sourceName: string;
  readonly reliability: Reliability;
  readonly affiliation: string | null;
  readonly voices: EvidenceVoices;
}

/** The voices (see `voicesOf`) of those whose interests count. Empty where there is no such entity. */
export interface EvidenceVoices {
  /** Of the last speaker. */
  readonly speaker: readonly string[];
  /** Of the owner of the source. */
  readonly owner: readonly string[];
  /** Of the subject and the object of the claim; the same for all evidence of a claim. */
  readonly subject: readonly string[];
  readonly object: readonly string[];
}

/** The period in which a citation certainly applies, and that in which it may. The first counts only if it is dated. */
export function spanOfEvidence({ citation: { validFrom, validTo } }: Evidence): ValiditySpan {
  return validitySpan({ from: validFrom, to: validTo });
}

/** The period in which a citation may apply; all time without a date. */
export const possibleSpan = (evidence: Evidence): TimeSpan => spanOfEvidence(evidence).possible;
