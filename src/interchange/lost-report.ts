import type { ConversionNotes } from './mapping/map-row.js';
import { cellText } from './mapping/row-text.js';
import type { TableHeader, TableRow } from './tables/table-row.js';

/** Distinct entries of each list that are counted one by one; the others are counted together. */
const MAX_ENTRIES = 1_000;
const MAX_EXAMPLES = 3;
const MAX_EXAMPLE_LENGTH = 100;

/** What of the rows did not become part of a claim. All counts are of rows. */
export interface LostReport {
  /** Columns that the mapping does not read, with their cells that are not empty. The text of an article still has them. */
  readonly columns: readonly {
    readonly column: string;
    readonly cells: number;
    readonly examples: readonly string[];
  }[];
  /** Texts that no entry of a map or rule takes, by the place in the mapping. */
  readonly values: readonly { readonly at: string; readonly value: string; readonly rows: number }[];
  /** Claims of the mapping that rows do not make, and why. */
  readonly claims: readonly { readonly claim: string; readonly reason: string; readonly rows: number }[];
  /** Columns that the mapping reads and no row has. */
  readonly missing: readonly string[];
  /** Further entries that are not listed one by one. */
  readonly more: number;
}

export interface LostCounter extends ConversionNotes {
  readonly addHeader: (header: TableHeader) => void;
  readonly addRow: (row: TableRow) => void;
  readonly report: () => LostReport;
}

/** Counts what goes nowhere, in bounded memory. */
export function createLostCounter(columnsRead: ReadonlySet<string>): LostCounter {
  const columns = new Map<string, { cells: number; examples: string[] }>();
  const seen = new Set<string>();
  const [values, claims] = [createCounter(), createCounter()];
  let more = 0;
  const count = (counter: Map<string, number>, ...key: readonly string[]): void => {
    const id = JSON.stringify(key);
    if (counter.size >= MAX_ENTRIES && !counter.has(id)) more++;
    else counter.set(id, (counter.get(id) ?? 0) + 1);
  };
  const entry = (column: string) => {
    if (columns.size < MAX_ENTRIES && !columns.has(column)) columns.set(column, { cells: 0, examples: [] });
    return columns.get(column);
  };
  return {
    unmatched: (path, text) => count(values, path, text.slice(0, MAX_EXAMPLE_LENGTH)),
    notMade: (claim, reason) => count(claims, claim, reason),
    addHeader: ({ columns: names }) => {
      for (const name of names)
        if (columnsRead.has(name)) seen.add(name);
        else entry(name);
    },
    addRow: ({ cells }) => {
      for (const [column, cell] of cells) {
        if (columnsRead.has(column)) seen.add(column);
        else {
          const text = cellText(cell);
          if (text === '') continue;
          const lost = entry(column);
          if (lost === undefined) more++;
          else {
            lost.cells++;
            const example = text.slice(0, MAX_EXAMPLE_LENGTH);
            if (lost.examples.length < MAX_EXAMPLES && !lost.examples.includes(example))
              lost.examples.push(example);
          }
        }
      }
    },
    report: () => ({
      columns: [...columns].map(([column, { cells, examples }]) => ({ column, cells, examples })),
      values: listCounts(values).map(([[at = '', value = ''], rows]) => ({ at, value, rows })),
      claims: listCounts(claims).map(([[claim = '', reason = ''], rows]) => ({ claim, reason, rows })),
      missing: [...columnsRead].filter((column) => column !== 'item' && !seen.has(column)),
      more,
    }),
  };
}

const createCounter = (): Map<string, number> => new Map();

const listCounts = (counter: ReadonlyMap<string, number>): [readonly string[], number][] =>
  [...counter]
    .map(([key, rows]): [readonly string[], number] => [JSON.parse(key) as readonly string[], rows])
    .sort((a, b) => b[1] - a[1]);
