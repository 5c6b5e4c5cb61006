/**
 * Ends of links in which a search for paths is hard: from the one end to the other there is one way, through `gate`, behind which everything is
 * linked with everything. Walks go in there and come back in countless ways, and as they meet the gate twice, none of them is a path.
 */
export function worstCaseEdges(size: number): [from: string, to: string][] {
  const behind = Array.from({ length: size }, (_, n) => `e${n}`);
  return [
    ['from', 'gate'],
    ['gate', 'to'],
    ...behind.map((one): [string, string] => ['gate', one]),
    ...behind.flatMap((one, n) => behind.slice(n + 1).map((other): [string, string] => [one, other])),
  ];
}
