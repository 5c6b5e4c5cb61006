import type { Diagnostic } from '../../documents/diagnostic.js';

/** A cell: its text, or the texts of a list (JSON Lines only). */
export type Cell = string | readonly string[];

/** One row of a table, or one record of JSON Lines. */
export interface TableRow {
  readonly file: string;
  /** The line of the file on which it begins, from 1. */
  readonly line: number;
  /** From 1, without the header. */
  readonly row: number;
  readonly cells: ReadonlyMap<string, Cell>;
}

/** The header of a file of CSV, read before its rows. Records of JSON Lines have none. */
export interface TableHeader {
  readonly file: string;
  readonly columns: readonly string[];
}

/** What a table yields, in the order of the file. */
export type TablePart =
  | { readonly header: TableHeader }
  | { readonly row: TableRow }
  | { readonly problem: Diagnostic };

/** How to read a file. What is absent is found out from its name and its first bytes. */
export interface TableFormat {
  readonly format?: 'CSV' | 'TSV' | 'JSON_LINES' | undefined;
  /** One character. */
  readonly delimiter?: string | undefined;
  /** A label of the Encoding Standard (WHATWG), such as windows-1252. CSV and TSV only. */
  readonly encoding?: string | undefined;
}

/** A mistake in a row: `file:line: CODE message (row 16, …)`. */
export function rowDiagnostic(
  { file, line, row }: Pick<TableRow, 'file' | 'line' | 'row'>,
  code: Diagnostic['code'],
  message: string,
  columns: readonly string[] = [],
  path: string | null = null,
): Diagnostic {
  const named =
    columns.length === 0 ? [] : [`${columns.length === 1 ? 'column' : 'columns'} ${columns.join(', ')}`];
  const place = [`row ${row}`, ...named, ...(path === null ? [] : [path])].join(', ');
  return { code, message, file, line, column: null, path: place };
}
