import {
  entityFromDeclarations,
  isDeclared,
  sourceFromDeclarations,
  updateEntityDeclarations,
  updateSourceDeclarations,
} from '../../domain/declarations.js';
import { AscribeError } from '../../domain/errors.js';
import type { Entity, Source } from '../../domain/records.js';
import type { WritePort } from './write-port.js';

/** Entities and sources as they stood in another store. */
export interface RestorableRecords {
  readonly entities: readonly Entity[];
  readonly sources: readonly Source[];
}

/**
 * Makes what no live article declares stand as it did in another store: what is known of such a thing is what those said of it who have
 * let go of it since, and no article tells that. What is declared is left as it is.
 */
export async function restoreDeclared(
  port: WritePort,
  { entities, sources }: RestorableRecords,
): Promise<void> {
  const entitiesNow = await port.entityDeclarations(entities.map(({ id }) => id));
  const sourcesNow = await port.sourceDeclarations(sources.map(({ id }) => id));
  for (const { id, kind } of entities) {
    const known = entitiesNow.get(id)?.kind ?? kind;
    if (known !== kind)
      throw new AscribeError(
        'KIND_CONFLICT',
        `entity ${id} is ${kind} in the export; it is known as ${known}`,
      );
  }
  await port.saveEntities(
    entities
      .filter(({ id }) => !isDeclared(entitiesNow.get(id) ?? null))
      .map((entity) => {
        const declarations = updateEntityDeclarations(null, entity, 0);
        return { entity: entityFromDeclarations(entity.id, declarations), declarations, changed: true };
      }),
  );
  await port.saveSources(
    sources
      .filter(({ id }) => !isDeclared(sourcesNow.get(id) ?? null))
      .map((source) => {
        const declarations = updateSourceDeclarations(null, source, 0);
        return { source: sourceFromDeclarations(source.id, declarations), declarations, changed: true };
      }),
  );
}
