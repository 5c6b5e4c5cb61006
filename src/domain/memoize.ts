/** Keeps the results of a pure function of a text. When `limit` are kept, it forgets all. */
export function memoize<T>(limit: number, compute: (text: string) => T): (text: string) => T {
  const kept = new Map<string, T>();
  return (text) => {
    const found = kept.get(text);
    if (found !== undefined) return found;
    const result = compute(text);
    if (kept.size >= limit) kept.clear();
    kept.set(text, result);
    return result;
  };
}
