import fc from 'fast-check';

/**
 * Some of the cases that a test could try, others in each run, in the order of the list. For example shapes of queries: a server takes longer to
 * plan one shape than to answer many queries of it.
 */
export function sampleOf<T>(cases: readonly T[], count: number): readonly T[] {
  const length = Math.min(count, cases.length);
  const some = fc.subarray([...cases], { minLength: length, maxLength: length });
  return fc.sample(some, 1)[0] ?? [];
}
