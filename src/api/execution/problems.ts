import { AscribeError, type ErrorCode, PROBLEM_CODES, type ProblemCode } from '../../domain/errors.js';
import type { RequestContext } from './context.js';

/** Something that is wrong with the input of a mutation. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  /** `input.reason`, or within a document `claims[0].predicate`. Null if it is about all of it. */
  readonly path: string | null;
  /** Where in the document the mistake is, both counted from 1. Null if it is not in a document. */
  readonly line: number | null;
  readonly column: number | null;
}

/** Ends a mutation that wrote nothing: see `answerProblems`. */
class InputProblems extends Error {
  override readonly name = 'InputProblems';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join('\n'));
    this.problems = problems;
  }
}

/**
 * Runs a mutation. If something is wrong with its input, the payload is `nothing` and says what; `field` is the field of the input that a problem of the
 * store is about. All other errors are those of the request.
 */
export async function answerProblems<T extends object, Nothing extends object>(
  context: RequestContext,
  nothing: Nothing,
  field: string,
  work: () => Promise<T>,
): Promise<(T | Nothing) & { readonly problems: readonly Problem[] }> {
  try {
    return { ...(await work()), problems: [] };
  } catch (error) {
    const problems =
      error instanceof InputProblems ? error.problems : isProblem(error) ? [toProblem(field, error)] : [];
    if (problems.length === 0) throw error;
    for (const { code } of problems) context.recordProblem(code);
    return { ...nothing, problems };
  }
}

/** Ends the mutation if there are problems. */
export function requireNone(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InputProblems(problems);
}

/** The result of each check, by the field of the input that it is about. Ends the mutation if any of them throws what a client can mend. */
export function checkFields<T extends object>(checks: { readonly [Field in keyof T]: () => T[Field] }): T {
  const problems: Problem[] = [];
  const values = Object.entries<() => unknown>(checks).map(([field, check]) => {
    try {
      return [field, check()];
    } catch (error) {
      if (!isProblem(error)) throw error;
      problems.push(toProblem(field, error));
      return [field, undefined];
    }
  });
  requireNone(problems);
  return Object.fromEntries(values) as T;
}

const isProblem = (error: unknown): error is AscribeError =>
  error instanceof AscribeError && PROBLEM_CODES.includes(error.code as ProblemCode);

const toProblem = (field: string, { code, publicMessage }: AscribeError): Problem => ({
  code,
  message: publicMessage,
  path: `input.${field}`,
  line: null,
  column: null,
});
