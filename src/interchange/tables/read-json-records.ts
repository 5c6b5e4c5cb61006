import { fileDiagnostic } from '../../documents/diagnostic.js';
import { DOCUMENT_LIMITS, formatMegabytes } from '../../documents/document-limits.js';
import { parseDocument } from '../../documents/parse.js';
import { describeFileError } from '../../documents/read-file.js';
import { readLines } from '../../documents/read-lines.js';
import { locateSyntaxErrors } from '../../documents/source-map.js';
import { decodeUtf8 } from '../../documents/utf8.js';
import { AscribeError } from '../../domain/errors.js';
import { type Cell, rowDiagnostic, type TablePart } from './table-row.js';

/** Reads JSON Lines: one record a line, in UTF-8. Keeps one line in memory. */
export function* readJsonRecords(file: string): Generator<TablePart> {
  let row = 0;
  try {
    for (const { bytes, line } of readLines(file)) {
      if (bytes?.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d)) continue;
      row++;
      yield readRecord(bytes, { file, line, row });
    }
  } catch (error) {
    yield { problem: fileDiagnostic('UNREADABLE', `the file ${describeFileError(error)}`, file) };
  }
}

function readRecord(
  bytes: Buffer | null,
  place: { readonly file: string; readonly line: number; readonly row: number },
): TablePart {
  if (bytes === null) {
    const message = `the line is longer than ${formatMegabytes(DOCUMENT_LIMITS.bytes)}`;
    return { problem: rowDiagnostic(place, 'LIMIT_EXCEEDED', message) };
  }
  let text: string;
  try {
    text = decodeUtf8(bytes, 'the line');
  } catch (error) {
    if (!(error instanceof AscribeError)) throw error;
    return { problem: rowDiagnostic(place, error.code, error.message) };
  }
  const { value, syntaxErrors } = parseDocument(text, 'JSON');
  const [problem] = locateSyntaxErrors(syntaxErrors, place.file, text, place.line);
  if (problem !== undefined) return { problem };
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return { problem: rowDiagnostic(place, 'INVALID_DOCUMENT', 'expected a record: a map of fields') };
  const cells = new Map<string, Cell>();
  flatten(value, '', cells);
  return { row: { ...place, cells } };
}

/** Fields of inner maps are named `outer.inner`, maps in lists `list.0.inner`. A list of plain values is one cell of several texts. */
function flatten(value: unknown, name: string, cells: Map<string, Cell>): void {
  if (Array.isArray(value) && value.every((item) => item === null || typeof item !== 'object'))
    cells.set(
      name,
      value.map(toText).filter((text) => text !== ''),
    );
  else if (value !== null && typeof value === 'object')
    for (const [key, inner] of Object.entries(value))
      flatten(inner, name === '' ? key : `${name}.${key}`, cells);
  else cells.set(name, toText(value));
}

const toText = (value: unknown): string => (value === null ? '' : String(value).trim());
