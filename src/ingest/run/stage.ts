import { setImmediate } from 'node:timers/promises';
import { type Diagnostic, fileDiagnostic } from '../../documents/diagnostic.js';
import { findInputFiles, type InputFile } from '../../documents/input-files.js';
import { parseDocument } from '../../documents/parse.js';
import { describeFileError, describeSize, readBoundedFile } from '../../documents/read-file.js';
import { readLines } from '../../documents/read-lines.js';
import {
  createFileSourceMap,
  locateDiagnostics,
  locateSyntaxErrors,
  type SourceLocation,
} from '../../documents/source-map.js';
import { decodeUtf8 } from '../../documents/utf8.js';
import { AscribeError } from '../../domain/errors.js';
import { isTextKey } from '../format/article-schema.js';
import { findChecksumProblem } from '../format/export-checksum.js';
import { createFramingChecker, type FramingChecker } from '../format/export-framing.js';
import { parseExportRecord } from '../format/export-records.js';
import { validateDocument } from '../format/validate.js';
import type { ImportOptions } from './import-options.js';
import { articleIdIn, nameArticle } from './name-article.js';
import type { RunCounts } from './run-counts.js';
import type { StagingDatabase } from './staging-database.js';

/** How often the event loop runs, so that a stop signal is noticed. */
const DOCUMENTS_PER_YIELD = 50;

/** The first pass: reads every document, validates it against the schema, and stores its valid parts in the staging database. */
export async function stageFiles(
  paths: readonly string[],
  staging: StagingDatabase,
  counts: RunCounts,
  options: ImportOptions,
): Promise<void> {
  let done = 0;
  for (const input of findInputFiles(paths)) {
    if ('code' in input) {
      counts.addProblem(input);
      continue;
    }
    counts.addFile();
    const damage = input.format === 'JSON_LINES' ? checksumProblem(input.file) : null;
    if (damage !== null) {
      // Nobody knows which of its articles are damaged.
      counts.addProblem(fileDiagnostic('INVALID_DOCUMENT', damage, input.file));
      continue;
    }
    const framing = createFramingChecker(input.file);
    for (const document of readDocuments(input)) {
      if (options.signal?.aborted) return;
      framing.countLine();
      const problems = 'code' in document ? [document] : stageDocument(document, staging, framing, counts);
      if (problems.length > 0) counts.addFailed(problems);
      options.onProgress?.({ phase: 'reading', done: ++done, total: null });
      if (done % DOCUMENTS_PER_YIELD === 0) await setImmediate();
    }
    framing.checkEnd().forEach(counts.addProblem);
    if (framing.lacksHeader()) staging.addRecord(firstLineOf(input.file), { kind: 'export', partial: true });
  }
}

/** A file that cannot be read is reported when its documents are. */
function checksumProblem(file: string): string | null {
  try {
    return findChecksumProblem(file);
  } catch {
    return null;
  }
}

const firstLineOf = (file: string): SourceLocation => ({
  file,
  format: 'JSON',
  offset: 0,
  length: 0,
  line: 1,
});

interface RawDocument {
  readonly location: SourceLocation;
  readonly bytes: Buffer;
}

/** A diagnostic takes the place of a document that cannot be read. */
function* readDocuments({ file, format }: InputFile): Generator<RawDocument | Diagnostic> {
  try {
    if (format === 'JSON_LINES') {
      yield* readJsonLines(file);
      return;
    }
    const bytes = readBoundedFile(file, 'the file');
    yield { location: { file, format, offset: 0, length: bytes.length, line: 1 }, bytes };
  } catch (error) {
    if (error instanceof AscribeError) yield fileDiagnostic(error.code, error.message, file);
    else yield fileDiagnostic('UNREADABLE', `the file ${describeFileError(error)}`, file);
  }
}

function* readJsonLines(file: string): Generator<RawDocument | Diagnostic> {
  let empty = true;
  for (const { bytes, offset, length, line } of readLines(file)) {
    if (bytes === null) {
      empty = false;
      yield { ...fileDiagnostic('LIMIT_EXCEEDED', describeSize(length, 'the line'), file), line, column: 1 };
    } else if (!isBlank(bytes)) {
      empty = false;
      yield { location: { file, format: 'JSON', offset, length, line }, bytes };
    }
  }
  if (empty) yield fileDiagnostic('INVALID_DOCUMENT', 'the file is empty', file);
}

const BYTE_ORDER_MARK = Buffer.from('\ufeff');
const isBlank = (bytes: Buffer): boolean => {
  const rest = bytes.subarray(bytes.indexOf(BYTE_ORDER_MARK) === 0 ? BYTE_ORDER_MARK.length : 0);
  return rest.every((byte) => byte === 0x20 || byte === 0x0d || byte === 0x09);
};

/**
 * Stores a document or a record of an export in the staging database. Returns the mistakes that prevent this; mistakes
 * in a record of an export are reported at once, because no article fails with them.
 */
function stageDocument(
  { location, bytes }: RawDocument,
  staging: StagingDatabase,
  framing: FramingChecker,
  counts: RunCounts,
): Diagnostic[] {
  const { file, format, line } = location;
  const atStart = { line, column: 1 };
  try {
    const text = decodeUtf8(
      bytes,
      bytes.length === location.length && location.offset === 0 ? 'the file' : 'the line',
    );
    const { value, syntaxErrors } = parseDocument(text, format, isTextKey);
    if (syntaxErrors.length > 0)
      return locateSyntaxErrors(syntaxErrors, file, text, line).map((error) =>
        nameArticle(error, articleIdIn(text)),
      );
    const parsed = format === 'JSON' ? parseExportRecord(value) : null;
    const misplaced = framing.checkRecord(parsed?.record ?? null);
    if (misplaced !== null) return [{ ...fileDiagnostic('INVALID_DOCUMENT', misplaced, file), ...atStart }];
    if (parsed === null) staging.addDocument(location, validateDocument(value));
    else if (parsed.record !== null) staging.addRecord(location, parsed.record);
    else
      locateDiagnostics(parsed.diagnostics, file, createFileSourceMap(text, location)).forEach(
        counts.addProblem,
      );
    return [];
  } catch (error) {
    if (!(error instanceof AscribeError)) throw error;
    return [{ ...fileDiagnostic(error.code, error.message, file), ...atStart }];
  }
}
