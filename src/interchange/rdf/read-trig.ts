import { EventEmitter } from 'node:events';
import { Parser, type Quad } from 'n3';
import { type Diagnostic, fileDiagnostic } from '../../documents/diagnostic.js';
import { DOCUMENT_LIMITS, formatMegabytes } from '../../documents/document-limits.js';
import { AscribeError } from '../../domain/errors.js';
import { decodeFile } from '../tables/decode-file.js';
import { readRdfExport, toStagedQuad } from './read-rdf.js';
import type { QuadStage } from './stage-quads.js';

/** Reads an export to TriG back, as `readRdfExport` does, or N-Quads in a file `.nq`. */
export const readTrigExport = (
  file: string,
  onProblem: (problem: Diagnostic) => void,
): AsyncGenerator<string> => readRdfExport(file, stageTrig, onProblem);

/** Parses the file piece by piece. Returns what is wrong with its syntax. */
async function stageTrig(stage: QuadStage, file: string): Promise<Diagnostic | null> {
  const input = new EventEmitter();
  // In characters, since the last quad: the parser holds what it has not understood yet.
  let pending = 0;
  let failure: (Error & { readonly context?: { readonly line?: number } }) | null = null;
  const parser = new Parser({ format: file.endsWith('.nq') ? 'N-Quads' : 'application/trig' });
  parser.parse(input, (error: Error | null, quad: Quad | null) => {
    pending = 0;
    if (error !== null) failure ??= error;
    else if (quad !== null) {
      const staged = toStagedQuad(quad);
      if (staged !== null) stage.add(staged);
    }
  });
  try {
    for await (const piece of decodeFile(file, undefined)) {
      pending += piece.length;
      input.emit('data', piece);
      if (failure !== null) break;
      if (pending > DOCUMENT_LIMITS.bytes)
        return fileDiagnostic(
          'LIMIT_EXCEEDED',
          `${formatMegabytes(pending)} of the file are no statement; is a closing quotation mark missing?`,
          file,
        );
    }
    if (failure === null) input.emit('end');
  } catch (error) {
    if (!(error instanceof AscribeError)) throw error;
    return fileDiagnostic(error.code, `the file ${error.message}`, file);
  }
  return failure === null ? null : describeSyntaxError(failure, file);
}

const describeSyntaxError = (
  { message, context }: Error & { readonly context?: { readonly line?: number } },
  file: string,
): Diagnostic => ({
  ...fileDiagnostic('INVALID_DOCUMENT', `not TriG: ${message.slice(0, 200)}`, file),
  line: context?.line ?? null,
});
