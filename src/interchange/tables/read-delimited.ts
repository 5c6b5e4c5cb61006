import { CsvError, type Options, parse } from 'csv-parse';
import { fileDiagnostic } from '../../documents/diagnostic.js';
import { DOCUMENT_LIMITS, formatMegabytes } from '../../documents/document-limits.js';
import { AscribeError } from '../../domain/errors.js';
import { decodeFile } from './decode-file.js';
import { rowDiagnostic, type TableFormat, type TablePart } from './table-row.js';

const MAX_COLUMNS = 10_000;
const LINE_BREAK = /\r\n|\n|\r/g;
const DELIMITERS = [',', ';', '\t'];

/** One record of csv-parse with `raw`. */
interface Parsed {
  readonly record: readonly string[];
  /** The text of the record, with the line break that ends it. */
  readonly raw: string;
}

/**
 * Reads CSV or TSV (RFC 4180) with a header. Keeps one row in memory. A row with too few or too many cells is a problem; a mistake that
 * hides where the next row begins ends the file. `trim`: without white space around cells.
 */
export async function* readDelimited(
  file: string,
  format: TableFormat,
  { trim = true }: { readonly trim?: boolean } = {},
): AsyncGenerator<TablePart> {
  let header: readonly string[] | null = null;
  let row = 0;
  let line = 1;
  try {
    for await (const { record, raw } of parseRecords(file, format)) {
      const start = line;
      line += raw.match(LINE_BREAK)?.length ?? 0;
      if (record.length === 1 && record[0] === '') continue;
      if (header === null) {
        header = record.map((name) => name.trim());
        const mistake = findHeaderMistake(header);
        if (mistake !== null) {
          yield { problem: { ...fileDiagnostic('INVALID_DOCUMENT', mistake, file), line: start } };
          return;
        }
        yield { header: { file, columns: header.filter((name) => name !== '') } };
        continue;
      }
      row++;
      if (record.length !== header.length) {
        const message = `expected ${header.length} cells, as in the header, found ${record.length}`;
        yield { problem: rowDiagnostic({ file, line: start, row }, 'INVALID_DOCUMENT', message) };
        continue;
      }
      yield { row: { file, line: start, row, cells: toCells(header, record, trim) } };
    }
    if (header === null)
      yield { problem: fileDiagnostic('INVALID_DOCUMENT', 'the file is empty; expected a header', file) };
  } catch (error) {
    yield { problem: { ...fileDiagnostic(...describeParseError(error), file), line } };
  }
}

async function* parseRecords(file: string, format: TableFormat): AsyncGenerator<Parsed> {
  const text = decodeFile(file, format.encoding);
  const first = await text.next();
  const start = first.done === true ? '' : first.value.replace(/^\ufeff/u, '');
  const options: Options = {
    delimiter: format.delimiter ?? (format.format === 'TSV' ? '\t' : guessDelimiter(start)),
    // RFC 4180 counts a line break inside quotes as text; all three forms end a row outside.
    record_delimiter: ['\r\n', '\n', '\r'],
    // Its own count of lines counts a line break inside quotes twice.
    raw: true,
    relax_column_count: true,
    max_record_size: DOCUMENT_LIMITS.bytes,
  };
  const ready: Parsed[] = [];
  const collect = (parsed: unknown): null => {
    ready.push(parsed as Parsed);
    return null;
  };
  const parser = parse({ ...options, on_record: collect });
  // Reported by the callbacks below; as a stream, the parser would lose the rows before a mistake.
  parser.on('error', () => {});
  try {
    for await (const piece of prepend(start, text)) {
      const error = await new Promise((done) => parser.write(piece, done));
      yield* ready.splice(0);
      if (error != null) throw error;
    }
    const error = await new Promise((done) => parser.end(done));
    yield* ready.splice(0);
    if (error != null) throw error;
  } finally {
    parser.destroy();
  }
}

/** Never cuts between \r and \n, which the parser would take for two ends of a row. */
async function* prepend(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  let text = first;
  for await (const next of rest) {
    const cut = text.endsWith('\r') ? text.length - 1 : text.length;
    if (cut > 0) yield text.slice(0, cut);
    text = text.slice(cut) + next;
  }
  if (text !== '') yield text;
}

/** The delimiter that the header has most often outside of quotes: many spreadsheets write `;` for CSV. */
function guessDelimiter(start: string): string {
  const header =
    start
      .slice(0, 100_000)
      .replaceAll(/"[^"]*"/g, '')
      .split(/\r|\n/, 1)[0] ?? '';
  const count = (delimiter: string) => header.split(delimiter).length;
  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

function findHeaderMistake(header: readonly string[]): string | null {
  if (header.length > MAX_COLUMNS)
    return `the header has ${header.length} columns; expected at most ${MAX_COLUMNS}`;
  const seen = new Set<string>();
  for (const name of header) {
    if (name !== '' && seen.has(name))
      return `the header names the column "${name.slice(0, 60)}" twice; give each column a name of its own`;
    seen.add(name);
  }
  return null;
}

/** Columns without a name are left out. */
function toCells(header: readonly string[], record: readonly string[], trim: boolean): Map<string, string> {
  const cells = new Map<string, string>();
  for (const [index, name] of header.entries()) {
    const cell = record[index] ?? '';
    if (name !== '') cells.set(name, trim ? cell.trim() : cell);
  }
  return cells;
}

function describeParseError(error: unknown): ['INVALID_DOCUMENT' | 'LIMIT_EXCEEDED' | 'UNREADABLE', string] {
  if (error instanceof AscribeError && (error.code === 'UNREADABLE' || error.code === 'INVALID_DOCUMENT'))
    return [error.code, `the file ${error.message}`];
  if (!(error instanceof CsvError)) throw error;
  switch (error.code) {
    case 'CSV_MAX_RECORD_SIZE':
      return [
        'LIMIT_EXCEEDED',
        `a row is longer than ${formatMegabytes(DOCUMENT_LIMITS.bytes)}; is a closing quotation mark missing?`,
      ];
    case 'CSV_QUOTE_NOT_CLOSED':
      return ['INVALID_DOCUMENT', 'the quotation mark that opens a cell in this row is never closed'];
    default:
      return [
        'INVALID_DOCUMENT',
        'a quotation mark inside a cell; put the cell in quotation marks, and write each one inside twice: ""',
      ];
  }
}
