import type { Citation, Genre, Reliability } from '../records.js';

/** A citation with what the policy must know of its article and source. */
export interface Evidence {
  readonly citation: Citation;
  readonly genre: Genre;
  /** EDTF; of the article. */
  readonly publishedAt: string | null;
  /** False where the article is retracted, by itself or with an original. */
  readonly live: boolean;
  /** Article ids from this one to its root through `derivedFrom`; stops before it would repeat. The last may be unknown to the store. */
  readonly lineage: readonly string[];
  readonly sourceId: string;
  readonly sourceName: string;
  readonly reliability: Reliability;
  readonly affiliation: string | null;
}
