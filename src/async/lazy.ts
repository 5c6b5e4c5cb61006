/** Defers `compute` to the first call and returns that result on every later one. A rejected promise is kept too; a thrown error is not. */
export function lazy<T>(compute: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: compute() };
    return result.value;
  };
}
