import type { GraphqlResponse } from './service.js';

/** The code and message of the first error of a response, or of the first problem of its mutation, which must select both. */
export function failureOf({ data, errors }: GraphqlResponse): readonly [code?: string, message?: string] {
  const [error] = errors ?? [];
  if (error !== undefined) return [error.extensions.code, error.message];
  const [payload] = Object.values(data ?? {}) as { problems?: { code: string; message: string }[] }[];
  const [problem] = payload?.problems ?? [];
  return problem === undefined ? [] : [problem.code, problem.message];
}
