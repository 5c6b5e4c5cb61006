/**
 * Groups items that share a key, directly or through other items: `[a b] [b c] [d]` makes two groups.
 *
 * Returns, for each item, the index of the first item of its group. Method: union-find with path compression
 * (B. Galler and M. Fischer, "An Improved Equivalence Algorithm", Communications of the ACM 7.5, 1964).
 */
export function connectedGroups(keysOfItems: readonly (readonly string[])[]): number[] {
  const parents = keysOfItems.map((_, index) => index);
  const find = (index: number): number => {
    let root = index;
    while (parents[root] !== root) root = parents[root] as number;
    for (let at = index; at !== root; ) {
      const next = parents[at] as number;
      parents[at] = root;
      at = next;
    }
    return root;
  };
  const firstWithKey = new Map<string, number>();
  keysOfItems.forEach((keys, index) => {
    for (const key of keys) {
      const first = firstWithKey.get(key);
      if (first === undefined) {
        firstWithKey.set(key, index);
        continue;
      }
      const [a, b] = [find(first), find(index)];
      parents[Math.max(a, b)] = Math.min(a, b);
    }
  });
  return keysOfItems.map((_, index) => find(index));
}
