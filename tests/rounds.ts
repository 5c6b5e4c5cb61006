/**
 * How many rounds of random input a test tries, when it usually tries this many. ASCRIBE_ROUNDS=10 tries ten times as many. Only what takes
 * long asks: a test of plain functions tries hundreds of rounds in less than a second.
 */
export function rounds(usual: number): number {
  return Math.ceil(usual * Number(process.env.ASCRIBE_ROUNDS ?? 1));
}
