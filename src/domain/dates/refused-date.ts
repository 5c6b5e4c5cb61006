/** Why a text is not accepted as a date. Both parts complete a sentence: `"2031-02-30" <problem>; expected <expected>`. */
export class RefusedDate extends Error {
  readonly problem: string;
  readonly expected: string;

  constructor(problem: string, expected: string) {
    super(`${problem}; expected ${expected}`);
    this.problem = problem;
    this.expected = expected;
  }
}
