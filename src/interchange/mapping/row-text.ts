import { countCharacters } from '../../documents/count-characters.js';
import { DOCUMENT_LIMITS } from '../../documents/document-limits.js';
import { cutText } from '../../documents/document-path.js';
import type { Cell, TableRow } from '../tables/table-row.js';

/** Cells that are quoted in full; the rest of a longer one is left out of the quote, not of the text. */
const MAX_QUOTED_CELL = 300;

export const cellText = (cell: Cell | undefined): string =>
  cell === undefined ? '' : typeof cell === 'string' ? cell : cell.join('; ');

/** The row as a text: `column: cell` on each line, without empty cells. It has no blank line, so it is one paragraph. */
export function rowText({ cells }: TableRow): string {
  return [...cells]
    .map(([column, cell]) => [column, cellText(cell)] as const)
    .filter(([, text]) => text !== '')
    .map(([column, text]) => rowLine(column, text))
    .join('\n');
}

const rowLine = (column: string, text: string): string => `${column}: ${text}`.replace(/\s+/gu, ' ');

/** The lines of these columns as a quote of `rowText`, with […] where others stand between them. Null if all are empty. */
export function quoteColumns({ cells }: TableRow, columns: ReadonlySet<string>): string | null {
  let quote = '';
  let gap = false;
  for (const [column, cell] of cells) {
    const text = cellText(cell);
    if (text === '') continue;
    if (!columns.has(column)) {
      gap = quote !== '';
      continue;
    }
    const line = rowLine(column, text);
    const cut = countCharacters(line) > MAX_QUOTED_CELL;
    const shown = cut ? cutText(line, MAX_QUOTED_CELL).replace(/\s\S*$/u, '') : line;
    const longer = `${quote}${quote === '' ? '' : gap ? ' […] ' : '\n'}${shown}`;
    if (countCharacters(longer) > DOCUMENT_LIMITS.quote) break;
    quote = longer;
    gap = cut;
  }
  return quote === '' ? null : quote;
}
