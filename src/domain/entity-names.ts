/** Names of entities by id. */
export type EntityNames = ReadonlyMap<string, string>;

/** The name of an entity, or its id if the name is unknown. */
export function nameOrId(id: string, names: EntityNames): string {
  return names.get(id) ?? id;
}
