import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AscribeError } from '../../../domain/errors.js';
import type { Row } from '../connection/cypher.js';

/** Separates the elements of a list in a cell. */
const LIST_SEPARATOR = '\u001f';
/** Rows are gathered up to so many characters before they are written. */
const BUFFER_SIZE = 256_000;

/** Names the lists of a node or relationship that are empty: the importer drops empty lists, so `completeBulkLoad` sets them. */
export const EMPTY_LISTS = 'emptyLists';

export interface TableOptions {
  readonly kind: 'nodes' | 'relationships';
  /** The name of its files. */
  readonly name: string;
  /** The label or type of all rows; absent if a column has it. */
  readonly type?: string;
  /** Headers of the columns before the properties, such as `:START_ID(Claim)`. */
  readonly leading: readonly string[];
  /** Properties that are lists of dates. */
  readonly dates?: readonly string[];
}

/** Files with one header: the importer reads them as one. */
export interface TableFiles extends Pick<TableOptions, 'kind' | 'type'> {
  readonly header: string;
  readonly data: string;
}

/** A table of nodes or relationships for Neo4j's importer. */
export interface CsvTable {
  readonly add: (leading: readonly (string | readonly string[])[], properties: Row) => void;
  /** Writes what is left, and the headers. */
  readonly close: () => { readonly files: readonly TableFiles[]; readonly rows: number };
}

/** What the importer must be told about all cells. */
export interface CellLimits {
  longest: number;
  multiline: boolean;
}

/**
 * Writes rows to data files in a folder. A row with a property that no row before it had begins another file, because all rows of a file
 * have the same columns. The types of columns follow from their values, so the header is a file that is written last.
 */
export function openCsvTable(folder: string, options: TableOptions, limits: CellLimits): CsvTable {
  const { kind, type, name, leading } = options;
  const files: TableFiles[] = [];
  let part: Part | null = null;
  let columns = new Map<string, ColumnType | null>();
  let rows = 0;
  const endPart = () => {
    if (part === null) return;
    part.close();
    const header = `${part.name}-header.csv`;
    const cells = [...leading, ...[...columns].map(([column, found]) => `${column}:${found ?? 'string'}`)];
    writeFileSync(join(folder, header), `${cells.map((cell) => quote(cell)).join(',')}\n`);
    files.push({ kind, header, data: `${part.name}.csv`, ...(type !== undefined && { type }) });
  };
  return {
    add: (first, properties) => {
      const row = withEmptyLists(properties);
      const names = Object.keys(row);
      if (part === null || names.some((column) => !columns.has(column))) {
        endPart();
        columns = new Map([...columns.keys(), ...names].map((column) => [column, null]));
        part = openPart(folder, files.length === 0 ? name : `${name}-${files.length + 1}`);
      }
      const cells: string[] = first.map((cell) => quote(typeof cell === 'string' ? cell : joinList(cell)));
      for (const [column, known] of columns) {
        const value = row[column];
        cells.push(toCell(value));
        if (value === null || value === undefined) continue;
        const found = options.dates?.includes(column) ? 'date[]' : typeOf(value);
        if (known !== null && known !== found)
          throw new Error(`the column ${column} of ${name} has values of the types ${known} and ${found}`);
        if (known === null) columns.set(column, found);
      }
      for (const cell of cells) {
        if (cell.length > limits.longest) limits.longest = cell.length;
        limits.multiline ||= cell.includes('\n') || cell.includes('\r');
      }
      part.write(`${cells.join(',')}\n`);
      rows += 1;
    },
    close: () => {
      endPart();
      return { files, rows };
    },
  };
}

interface Part {
  readonly name: string;
  readonly write: (text: string) => void;
  readonly close: () => void;
}

function openPart(folder: string, name: string): Part {
  const file = openSync(join(folder, `${name}.csv`), 'wx');
  let buffered: string[] = [];
  let size = 0;
  const flush = () => {
    // Continues where the file ends; `writeSync` may write a part only.
    writeFileSync(file, buffered.join(''));
    buffered = [];
    size = 0;
  };
  return {
    name,
    write: (text) => {
      buffered.push(text);
      size += text.length;
      if (size > BUFFER_SIZE) flush();
    },
    close: () => {
      flush();
      closeSync(file);
    },
  };
}

type ColumnType = 'string' | 'long' | 'double' | 'boolean' | 'string[]' | 'long[]' | 'date[]';

function typeOf(value: unknown): ColumnType {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'long' : 'double';
  if (Array.isArray(value)) return value.every((one) => typeof one === 'number') ? 'long[]' : 'string[]';
  if (typeof value === 'string') return 'string';
  throw new Error(`a value of the type ${typeof value} cannot be a property`);
}

/** The properties without empty lists, and their names. */
function withEmptyLists(properties: Row): Row {
  const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;
  const empty = Object.keys(properties).filter((name) => isEmpty(properties[name]));
  if (empty.length === 0) return properties;
  const others = Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, isEmpty(value) ? null : value]),
  );
  return { ...others, [EMPTY_LISTS]: empty };
}

function toCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return quote(Array.isArray(value) ? joinList(value) : String(value));
}

const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;

function joinList(list: readonly unknown[]): string {
  if (list.some((one) => typeof one === 'string' && one.includes(LIST_SEPARATOR)))
    throw new AscribeError(
      'INVALID_DOCUMENT',
      `the list ${JSON.stringify(list)} contains the control character U+001F, which files for Neo4j's importer cannot have; remove it, or import without --bulk`,
    );
  return list.join(LIST_SEPARATOR);
}
