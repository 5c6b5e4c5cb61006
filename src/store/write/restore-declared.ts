import { declareEntity, declareSource, entityOf, isDeclared, sourceOf } from '../../domain/declarations.js';
import { AscribeError } from '../../domain/errors.js';
import type { Entity, Source } from '../../domain/records.js';
import type { Tables } from './write-port.js';

/** Entities and sources as they stood in another store. */
export interface Known {
  readonly entities: readonly Entity[];
  readonly sources: readonly Source[];
}

/**
 * Makes what no live article declares stand as it did in another store: what is known of such a thing is what those said of it who have
 * let go of it since, and no article tells that. What is declared is left as it is.
 */
export async function reinstate(tables: Tables, { entities, sources }: Known): Promise<void> {
  const entitiesNow = await tables.entityDeclarations(entities.map(({ id }) => id));
  const sourcesNow = await tables.sourceDeclarations(sources.map(({ id }) => id));
  for (const { id, kind } of entities) {
    const known = entitiesNow.get(id)?.kind ?? kind;
    if (known !== kind)
      throw new AscribeError(
        'KIND_CONFLICT',
        `entity ${id} is ${kind} in the export; it is known as ${known}`,
      );
  }
  await tables.saveEntities(
    entities
      .filter(({ id }) => !isDeclared(entitiesNow.get(id) ?? null))
      .map((entity) => {
        const declarations = declareEntity(null, entity, 0);
        return { entity: entityOf(entity.id, declarations), declarations, changed: true };
      }),
  );
  await tables.saveSources(
    sources
      .filter(({ id }) => !isDeclared(sourcesNow.get(id) ?? null))
      .map((source) => {
        const declarations = declareSource(null, source, 0);
        return { source: sourceOf(source.id, declarations), declarations, changed: true };
      }),
  );
}
