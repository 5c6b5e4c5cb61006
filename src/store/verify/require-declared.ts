import {
  type EntityDeclarations,
  entityFromDeclarations,
  type SourceDeclarations,
  sourceFromDeclarations,
} from '../../domain/declarations.js';
import type { Entity, Source } from '../../domain/records.js';
import { damageError } from '../damage.js';
import { openSealed } from '../sealed-json.js';

/** Returns the declarations of an entity, which are stored sealed. Throws STORE_UNUSABLE if the entity does not follow from them. */
export function requireDeclaredEntity(entity: Entity, sealed: unknown): EntityDeclarations {
  const declarations = openSealed<EntityDeclarations>(sealed, entity.id);
  requireSame(entity, entityFromDeclarations(entity.id, declarations));
  return declarations;
}

/** The same for a source. */
export function requireDeclaredSource(source: Source, sealed: unknown): SourceDeclarations {
  const declarations = openSealed<SourceDeclarations>(sealed, source.id);
  requireSame(source, sourceFromDeclarations(source.id, declarations));
  return declarations;
}

function requireSame(record: object, declared: object): void {
  if (JSON.stringify(record) !== JSON.stringify(declared))
    throw damageError('it is not what articles declare about it');
}
