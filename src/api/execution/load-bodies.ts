import type { Entity } from '../../domain/records.js';
import type { BodiesOf } from '../../domain/voices.js';
import type { Loaders } from './loaders.js';
import { loadRequired } from './lookup.js';

export const loadEntities = (ids: readonly string[], loaders: Loaders): Promise<Entity[]> =>
  Promise.all(ids.map((id) => loadRequired(loaders.entity, id)));

/** Follows the chains of `organOf` from these entities, all of one length at a time. */
export async function loadBodies(entities: readonly Entity[], loaders: Loaders): Promise<BodiesOf> {
  const bodies = new Map(entities.map(({ id, organOf }) => [id, organOf]));
  for (let reached = entities; reached.length > 0; ) {
    const next = [...new Set(reached.flatMap(({ organOf }) => organOf))].filter((id) => !bodies.has(id));
    reached = await loadEntities(next, loaders);
    for (const { id, organOf } of reached) bodies.set(id, organOf);
  }
  return (id) => bodies.get(id) ?? [];
}
