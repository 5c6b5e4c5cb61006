import { setImmediate } from 'node:timers/promises';
import { type Diagnostic, fileDiagnostic } from '../../documents/diagnostic.js';
import { DOCUMENT_LIMITS, formatMegabytes } from '../../documents/document-limits.js';
import { findInputFiles, type InputFile } from '../../documents/input-files.js';
import { createLineIndex, createSourceMap, parseDocument } from '../../documents/parse.js';
import { readLines } from '../../documents/read-lines.js';
import { locateDiagnostics, type SourceLocation } from '../../documents/source-map.js';
import { decodeUtf8 } from '../../documents/utf8.js';
import { AscribeError } from '../../domain/errors.js';
import { createFramingChecker, type FramingChecker } from '../format/export-framing.js';
import { parseExportRecord } from '../format/export-records.js';
import { validateDocument } from '../format/validate.js';
import { readBoundedFile } from '../resolve/load-article-text.js';
import type { ImportOptions } from './import-options.js';
import type { RunCounts } from './run-counts.js';
import type { StagingDatabase } from './staging-database.js';

/** The loop of events turns after so many documents, so that a signal is heard. */
const DOCUMENTS_PER_YIELD = 50;

/** The first pass: reads every document, keeps to the schema, and lays what is good of it into the staging. */
export async function stageFiles(
  paths: readonly string[],
  staging: StagingDatabase,
  counts: RunCounts,
  options: ImportOptions,
): Promise<void> {
  let done = 0;
  for (const input of findInputFiles(paths)) {
    if (!('form' in input)) {
      counts.addProblem(input);
      continue;
    }
    counts.addFile();
    const frame = createFramingChecker(input.file);
    for (const document of readDocuments(input)) {
      if (options.signal?.aborted) return;
      frame.countLine();
      const problems = 'code' in document ? [document] : stageDocument(document, staging, frame, counts);
      if (problems.length > 0) counts.addFailed(problems);
      options.onProgress?.({ phase: 'reading', done: ++done, total: null });
      if (done % DOCUMENTS_PER_YIELD === 0) await setImmediate();
    }
    frame.checkEnd().forEach(counts.addProblem);
  }
}

type RawDocument = { readonly place: SourceLocation; readonly bytes: Buffer };

function* readDocuments({ file, form }: InputFile): Generator<RawDocument | Diagnostic> {
  try {
    if (form === 'JSON_LINES') {
      yield* readJsonLines(file);
      return;
    }
    const bytes = readBoundedFile(file, 'the file');
    yield { place: { file, format: form, offset: 0, length: bytes.length, line: 1 }, bytes };
  } catch (error) {
    if (error instanceof AscribeError) yield fileDiagnostic(error.code, error.message, file);
    else
      yield fileDiagnostic(
        'UNREADABLE',
        `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`,
        file,
      );
  }
}

function* readJsonLines(file: string): Generator<RawDocument | Diagnostic> {
  let any = false;
  for (const { bytes, offset, length, line } of readLines(file)) {
    if (bytes === null) {
      any = true;
      const message = `a line of ${formatMegabytes(length)}; at most ${formatMegabytes(DOCUMENT_LIMITS.bytes)}`;
      yield { ...fileDiagnostic('LIMIT_EXCEEDED', message, file), line, column: 1 };
    } else if (!isBlank(bytes)) {
      any = true;
      yield { place: { file, format: 'JSON', offset, length, line }, bytes };
    }
  }
  if (!any) yield fileDiagnostic('INVALID_DOCUMENT', 'the file is empty', file);
}

const isBlank = (bytes: Buffer): boolean =>
  bytes.every((byte) => byte === 0x20 || byte === 0x0d || byte === 0x09);

/** Lays a document into the staging; returns what keeps it from being one. What is wrong with a record of an export is told at once. */
function stageDocument(
  { place, bytes }: RawDocument,
  staging: StagingDatabase,
  frame: FramingChecker,
  counts: RunCounts,
): Diagnostic[] {
  try {
    const text = decodeUtf8(
      bytes,
      bytes.length === place.length && place.offset === 0 ? 'the file' : 'the line',
    );
    const { value, syntaxErrors } = parseDocument(text, place.format);
    if (syntaxErrors.length > 0) {
      const positionOf = createLineIndex(text);
      return syntaxErrors.map(({ code, message, offset }) => {
        const { line, column } = positionOf(offset);
        return { code, message, file: place.file, line: place.line + line - 1, column, path: null };
      });
    }
    const record = place.format === 'JSON' ? parseExportRecord(value) : null;
    const misplaced = frame.checkRecord(record?.line ?? null);
    if (misplaced !== null)
      return [{ ...fileDiagnostic('INVALID_DOCUMENT', misplaced, place.file), line: place.line, column: 1 }];
    if (record === null) staging.addDocument(place, validateDocument(value));
    else if (record.line !== null) staging.addRecord(place, record.line);
    else
      locateDiagnostics(record.findings, place.file, createLineLocator(text, place)).forEach(
        counts.addProblem,
      );
    return [];
  } catch (error) {
    if (!(error instanceof AscribeError)) throw error;
    return [{ ...fileDiagnostic(error.code, error.message, place.file), line: place.line, column: 1 }];
  }
}

function createLineLocator(text: string, place: SourceLocation): Parameters<typeof locateDiagnostics>[2] {
  const locate = createSourceMap(text, place.format);
  return (path, at) => {
    const { line, column } = locate(path, at);
    return { line: place.line + line - 1, column };
  };
}
