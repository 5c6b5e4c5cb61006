import { AscribeError } from '../../../domain/errors.js';
import type { AnnotatedArticle } from '../../../domain/records.js';
import type { WritePort } from '../write-port.js';

/** Throws UNKNOWN_REFERENCE if a claim, a source or an organ refers to an entity that neither these articles nor the store declare. */
export async function requireEntities(port: WritePort, articles: readonly AnnotatedArticle[]): Promise<void> {
  const declared = new Set(
    articles.flatMap(({ entities, referencedEntities }) =>
      [...entities, ...referencedEntities].map(({ id }) => id),
    ),
  );
  const unknown = new Set(
    articles
      .flatMap(({ source, entities, claims }) => [
        source.affiliation,
        ...entities.flatMap(({ organOf }) => organOf),
        ...claims.flatMap(({ subjectId, objectId }) => [subjectId, objectId]),
      ])
      .filter((id) => id !== null && !declared.has(id)) as string[],
  );
  if (unknown.size === 0) return;
  const known = await port.entityDeclarations([...unknown]);
  const [missing] = [...unknown].filter((id) => !known.has(id)).sort();
  if (missing === undefined) return;
  throw new AscribeError(
    'UNKNOWN_REFERENCE',
    `an article refers to an entity that neither it nor the store declares: ${missing}`,
  );
}
