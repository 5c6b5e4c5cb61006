/** Ids from an article to its root, by what each derives from; stops before it would repeat. The root may be unknown to the store. */
export function lineageOf(id: string, originals: ReadonlyMap<string, string | null>): string[] {
  const lineage = new Set<string>();
  for (
    let next: string | null = id;
    next !== null && !lineage.has(next);
    next = originals.get(next) ?? null
  ) {
    lineage.add(next);
  }
  return [...lineage];
}
