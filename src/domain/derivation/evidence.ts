import type { Citation, Genre, Reliability } from '../records.js';

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
  readonly sourceId: string;
  readonly sourceName: string;
  readonly reliability: Reliability;
  readonly affiliation: string | null;
}
