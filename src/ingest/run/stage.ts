import { setImmediate } from 'node:timers/promises';
import { type Problem, problemOf } from '../../documents/diagnostic.js';
import { type Input, inputsOf } from '../../documents/input-files.js';
import { LIMITS, megabytes } from '../../documents/limits.js';
import { linesOf } from '../../documents/lines.js';
import { placesIn, positionsIn, read } from '../../documents/parse.js';
import { type Place, problemsOf } from '../../documents/source-map.js';
import { decode } from '../../documents/utf8.js';
import { AscribeError } from '../../domain/errors.js';
import { type ExportFrame, exportFrame } from '../format/export-frame.js';
import { readRecordLine } from '../format/export-records.js';
import { validate } from '../format/validate.js';
import { readBounded } from '../resolve/article-text.js';
import type { LoadOptions } from './options.js';
import type { Tally } from './run-counts.js';
import type { Staging } from './staging-database.js';

/** The loop of events turns after so many documents, so that a signal is heard. */
const TURN = 50;

/** The first pass: reads every document, keeps to the schema, and lays what is good of it into the staging. */
export async function stagePaths(
  paths: readonly string[],
  staging: Staging,
  counts: Tally,
  options: LoadOptions,
): Promise<void> {
  let done = 0;
  for (const input of inputsOf(paths)) {
    if (!('form' in input)) {
      counts.problem(input);
      continue;
    }
    counts.file();
    const frame = exportFrame(input.file);
    for (const document of documentsOf(input)) {
      if (options.signal?.aborted) return;
      frame.line();
      const problems = 'code' in document ? [document] : stage(document, staging, frame, counts);
      if (problems.length > 0) counts.failed(problems);
      options.onProgress?.({ phase: 'reading', done: ++done, total: null });
      if (done % TURN === 0) await setImmediate();
    }
    frame.end().forEach(counts.problem);
  }
}

type Raw = { readonly place: Place; readonly bytes: Buffer };

function* documentsOf({ file, form }: Input): Generator<Raw | Problem> {
  try {
    if (form === 'JSON_LINES') {
      yield* documentsInLines(file);
      return;
    }
    const bytes = readBounded(file, 'the file');
    yield { place: { file, format: form, offset: 0, length: bytes.length, line: 1 }, bytes };
  } catch (error) {
    if (error instanceof AscribeError) yield problemOf(error.code, error.message, file);
    else
      yield problemOf(
        'UNREADABLE',
        `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`,
        file,
      );
  }
}

function* documentsInLines(file: string): Generator<Raw | Problem> {
  let any = false;
  for (const { bytes, offset, length, line } of linesOf(file)) {
    if (bytes === null) {
      any = true;
      const message = `a line of ${megabytes(length)}; at most ${megabytes(LIMITS.bytes)}`;
      yield { ...problemOf('LIMIT_EXCEEDED', message, file), line, column: 1 };
    } else if (!isBlank(bytes)) {
      any = true;
      yield { place: { file, format: 'JSON', offset, length, line }, bytes };
    }
  }
  if (!any) yield problemOf('INVALID_DOCUMENT', 'the file is empty', file);
}

const isBlank = (bytes: Buffer): boolean =>
  bytes.every((byte) => byte === 0x20 || byte === 0x0d || byte === 0x09);

/** Lays a document into the staging; returns what keeps it from being one. What is wrong with a record of an export is told at once. */
function stage({ place, bytes }: Raw, staging: Staging, frame: ExportFrame, counts: Tally): Problem[] {
  try {
    const text = decode(bytes, bytes.length === place.length && place.offset === 0 ? 'the file' : 'the line');
    const { value, faults } = read(text, place.format);
    if (faults.length > 0) {
      const positionOf = positionsIn(text);
      return faults.map(({ code, message, offset }) => {
        const { line, column } = positionOf(offset);
        return { code, message, file: place.file, line: place.line + line - 1, column, path: null };
      });
    }
    const record = place.format === 'JSON' ? readRecordLine(value) : null;
    const misplaced = frame.wrong(record?.line ?? null);
    if (misplaced !== null)
      return [{ ...problemOf('INVALID_DOCUMENT', misplaced, place.file), line: place.line, column: 1 }];
    if (record === null) staging.add(place, validate(value));
    else if (record.line !== null) staging.addRecord(place, record.line);
    else problemsOf(record.findings, place.file, lineLocator(text, place)).forEach(counts.problem);
    return [];
  } catch (error) {
    if (!(error instanceof AscribeError)) throw error;
    return [{ ...problemOf(error.code, error.message, place.file), line: place.line, column: 1 }];
  }
}

function lineLocator(text: string, place: Place): Parameters<typeof problemsOf>[2] {
  const locate = placesIn(text, place.format);
  return (path, at) => {
    const { line, column } = locate(path, at);
    return { line: place.line + line - 1, column };
  };
}
