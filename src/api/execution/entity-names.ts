import type { EntityNames } from '../../domain/entity-names.js';
import type { Loaders } from './loaders.js';

/** The names of these entities, for sentences. Omits those that the store does not have. */
export async function loadEntityNames(ids: readonly string[], { entity }: Loaders): Promise<EntityNames> {
  const entities = await Promise.all(ids.map((id) => entity.load(id)));
  return new Map(entities.filter((one) => one !== null).map(({ id, name }) => [id, name]));
}
