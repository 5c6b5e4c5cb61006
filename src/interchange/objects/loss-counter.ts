/** Distinct entries that are counted one by one; the others are counted together. */
const MAX_ENTRIES = 2_000;
const MAX_EXAMPLES = 3;
const MAX_EXAMPLE_LENGTH = 120;

/** What of some objects did not become part of a claim or an entity. */
export interface ObjectLoss {
  /** A kind of object, a relation or a property. */
  readonly what: string;
  readonly reason: string;
  readonly count: number;
  /** Ids or texts. */
  readonly examples: readonly string[];
}

export interface ObjectLossReport {
  readonly lost: readonly ObjectLoss[];
  /** Further losses that are not listed one by one. */
  readonly more: number;
}

/** Counts what goes nowhere, in bounded memory. */
export function createLossCounter() {
  const entries = new Map<string, { what: string; reason: string; count: number; examples: string[] }>();
  let more = 0;
  return {
    lose(what: string, reason: string, example: string): void {
      const id = JSON.stringify([what, reason]);
      const entry = entries.get(id) ?? { what, reason, count: 0, examples: [] };
      if (entries.size >= MAX_ENTRIES && entry.count === 0) {
        more++;
        return;
      }
      entries.set(id, entry);
      entry.count++;
      const short = example.slice(0, MAX_EXAMPLE_LENGTH);
      if (entry.examples.length < MAX_EXAMPLES && !entry.examples.includes(short)) entry.examples.push(short);
    },
    report: (): ObjectLossReport => ({
      lost: [...entries.values()].sort((a, b) => b.count - a.count),
      more,
    }),
  };
}

export type Lose = ReturnType<typeof createLossCounter>['lose'];
