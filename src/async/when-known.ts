/** Applies a function to a value, at once if it is no promise. */
export const whenKnown = <T, R>(value: T | Promise<T>, apply: (value: T) => R): R | Promise<R> =>
  value instanceof Promise ? value.then(apply) : apply(value);
