import {
  entityFromDeclarations,
  isDeclared,
  sourceFromDeclarations,
  undeclaredEntity,
  updateSourceDeclarations,
} from '../../domain/declarations.js';
import { AscribeError } from '../../domain/errors.js';
import type { RestorableRecords } from '../store.js';
import type { WritePort } from './write-port.js';

/**
 * Restores entities and sources that no live article declares, as they were in a different store: an entity with its id and kind, a source
 * with what retracted articles declare. Records that an article declares keep their values.
 */
export async function restoreDeclared(
  port: WritePort,
  { entities, sources }: RestorableRecords,
): Promise<void> {
  const entitiesNow = await port.entityDeclarations(entities.map(({ id }) => id));
  const sourcesNow = await port.sourceDeclarations(sources.map(({ id }) => id));
  for (const { id, kind } of entities) {
    const known = entitiesNow.get(id) ?? null;
    if (isDeclared(known) && known.kind !== kind)
      throw new AscribeError(
        'KIND_CONFLICT',
        `entity ${id} is ${kind} in the export, but the store has it as ${known.kind}`,
      );
  }
  await port.saveEntities(
    entities
      .filter(({ id, kind }) => entitiesNow.get(id)?.kind !== kind)
      .map(({ id, kind }) => {
        const declarations = undeclaredEntity(kind);
        return { entity: entityFromDeclarations(id, declarations), declarations, changed: true };
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
