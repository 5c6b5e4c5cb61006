/**
 * Collects items and hands over those that were added in one turn of the event loop together, `maxItems` at a time. What a field of a query
 * reads is known when the field above it is resolved, so fields at one level add their reads in one turn.
 */
export function createBatcher<T>(
  maxItems: number,
  handOver: (items: readonly T[]) => void,
): (item: T) => void {
  let items: T[] = [];
  const flush = () => {
    const collected = items;
    items = [];
    for (let start = 0; start < collected.length; start += maxItems)
      handOver(collected.slice(start, start + maxItems));
  };
  return (item) => {
    if (items.length === 0) setImmediate(flush);
    items.push(item);
  };
}
