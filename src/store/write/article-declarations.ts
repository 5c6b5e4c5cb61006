import type { Entity, Source } from '../../domain/records.js';

/** The source and entities as an article declared them when it was last written; subtracted from the counts when it is replaced. */
export interface ArticleDeclarations {
  readonly source: Source;
  readonly entities: readonly Entity[];
}
