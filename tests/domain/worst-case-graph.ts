/**
 * The edges of a graph in which a path search is hard. The only path leads through `gate`, which is also connected to a complete
 * graph. Countless walks enter the complete graph and come back, but they visit the gate twice, so none of them is a path.
 */
export function worstCaseEdges(size: number): [from: string, to: string][] {
  const complete = Array.from({ length: size }, (_, n) => `e${n}`);
  return [
    ['from', 'gate'],
    ['gate', 'to'],
    ...complete.map((one): [string, string] => ['gate', one]),
    ...complete.flatMap((one, n) => complete.slice(n + 1).map((other): [string, string] => [one, other])),
  ];
}
