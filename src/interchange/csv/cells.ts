/** A first character that makes a spreadsheet read a cell as a formula, or the mark that prevents it. */
const FORMULA = /^['=+\-@\t\r\n＝＋－＠]/u;

/** The text of a cell that no spreadsheet takes for a formula: an apostrophe before it, as spreadsheets themselves write it. */
export const escapeFormula = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** The text before `escapeFormula`. */
export const unescapeFormula = (text: string): string => (text.startsWith("'") ? text.slice(1) : text);

/** A row of CSV (RFC 4180), with its line break. Undefined and null are empty cells. */
export function toCsvRow(cells: readonly (string | undefined | null)[]): string {
  return `${cells.map((cell) => quoteCell(escapeFormula(cell ?? ''))).join(',')}\r\n`;
}

const quoteCell = (text: string): string =>
  /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
