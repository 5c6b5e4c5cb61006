import type { Entity, Source } from '../../domain/records.js';

/** The source and entities as an article declared them when it was last written; subtracted from the counts when it is replaced. */
export interface ArticleDeclarations {
  readonly source: Source;
  readonly entities: readonly Entity[];
}

/** The entities that an article declares, and those that it names as bodies of organs or the owner of its source. */
export function namedIn({ source, entities }: ArticleDeclarations): string[] {
  return [
    ...(source.affiliation === null ? [] : [source.affiliation]),
    ...entities.flatMap(({ id, organOf }) => [id, ...organOf]),
  ];
}
