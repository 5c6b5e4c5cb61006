/** What the neighbourhood of an entity is cut to. */
export interface NeighborhoodRequest {
  readonly entityId: string;
  /** Steps from the entity: 1 or more. */
  readonly depth: number;
  /** Entities at most, with the first one. */
  readonly maxEntities: number;
}

interface NeighborhoodResult {
  /** With how many steps it is away; nearest first, then by id. */
  readonly distances: ReadonlyMap<string, number>;
  /** There are more within the depth. */
  readonly truncated: boolean;
}

/** Ids of entities at the other ends of links of these entities, each once, in the order of ids, up to `most` of them. */
export type Neighbors = (ids: readonly string[], most: number) => Promise<readonly string[]>;

/** Breadth-first, ring by ring; a ring that does not fit whole is cut in the order of ids, and is the last. */
export async function findNeighborhood(
  { entityId, depth, maxEntities }: NeighborhoodRequest,
  neighbors: Neighbors,
): Promise<NeighborhoodResult> {
  const distances = new Map([[entityId, 0]]);
  let ring: readonly string[] = [entityId];
  for (let distance = 1; distance <= depth && ring.length > 0; distance += 1) {
    // As many as were reached may come again, and one more than fits tells that there are more.
    const found = await neighbors(ring, maxEntities + 1);
    const fresh = found.filter((id) => !distances.has(id));
    const left = maxEntities - distances.size;
    ring = fresh.slice(0, left);
    for (const id of ring) distances.set(id, distance);
    if (fresh.length > left) return { distances, truncated: true };
  }
  return { distances, truncated: false };
}
