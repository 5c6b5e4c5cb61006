/** Asks for an entity after an id, of which a live article declares a text with this `matchKey`. */
export interface MatchRequest {
  readonly key: string;
  readonly afterId: string;
}

/** More entities than this with one name or identifier are not looked for. */
const MAX_ENTITIES = 20;

/** For each key, ids of the entities of which live articles declare a text with it, in order. Skips from entity to entity: many articles may declare one. */
export async function findEntitiesDeclaredAs(
  next: (
    requests: readonly MatchRequest[],
  ) => readonly (string | null)[] | Promise<readonly (string | null)[]>,
  keys: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const found: string[][] = keys.map(() => []);
  let open = [...keys.keys()];
  for (let round = 0; round < MAX_ENTITIES && open.length > 0; round += 1) {
    const ids = await next(
      open.map((index) => ({ key: keys[index] as string, afterId: found[index]?.at(-1) ?? '' })),
    );
    for (const [position, index] of open.entries()) {
      const id = ids[position] ?? null;
      if (id !== null) found[index]?.push(id);
    }
    open = open.filter((_, position) => ids[position] != null);
  }
  return found;
}
