/** The values of a generator, which makes the next one while the caller uses the one before. */
export async function* readAhead<T>(values: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    for (let next = values.next(); ; ) {
      const { done, value } = await next;
      if (done) return;
      next = values.next();
      // Thrown when it is awaited; until then, Node must not treat it as an unhandled rejection.
      next.catch(() => {});
      yield value;
    }
  } finally {
    // Waits until the value that is being made is there.
    await values.return(undefined);
  }
}
