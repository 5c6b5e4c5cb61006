/** The entity and the bounds of a neighborhood. */
export interface NeighborhoodRequest {
  readonly entityId: string;
  /** Steps from the entity; 1 or more. */
  readonly depth: number;
  /** The maximum number of entities, including the start entity. */
  readonly maxEntities: number;
}

interface NeighborhoodResult {
  /** The number of steps to each entity. Nearest first, then by id. */
  readonly distances: ReadonlyMap<string, number>;
  /** True if the depth contains more entities. */
  readonly truncated: boolean;
}

/** Reads the ids of entities that share a claim with these entities: distinct, sorted, at most `limit`. */
export type Neighbors = (ids: readonly string[], limit: number) => Promise<readonly string[]>;

/** Breadth-first search, level by level. A level that does not fit is cut in the order of ids and ends the search. */
export async function findNeighborhood(
  { entityId, depth, maxEntities }: NeighborhoodRequest,
  neighbors: Neighbors,
): Promise<NeighborhoodResult> {
  const distances = new Map([[entityId, 0]]);
  let frontier: readonly string[] = [entityId];
  for (let distance = 1; distance <= depth && frontier.length > 0; distance += 1) {
    // Every entity reached so far may be read again; one more than fits shows that there are more.
    const found = await neighbors(frontier, maxEntities + 1);
    const unseen = found.filter((id) => !distances.has(id));
    const capacity = maxEntities - distances.size;
    frontier = unseen.slice(0, capacity);
    for (const id of frontier) distances.set(id, distance);
    if (unseen.length > capacity) return { distances, truncated: true };
  }
  return { distances, truncated: false };
}
