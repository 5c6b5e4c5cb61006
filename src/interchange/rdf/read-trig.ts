import { EventEmitter } from 'node:events';
import { Parser, type Quad } from 'n3';
import { type Diagnostic, fileDiagnostic } from '../../documents/diagnostic.js';
import { DOCUMENT_LIMITS, formatMegabytes } from '../../documents/document-limits.js';
import { AscribeError } from '../../domain/errors.js';
import { decodeFile } from '../tables/decode-file.js';
import { assembleLine } from './from-rdf.js';
import { openQuadStage, type QuadStage, type StagedQuad } from './stage-quads.js';
import { compactIri, RdfMistake, type Term } from './vocabulary.js';

/**
 * Reads an RDF export back: the lines of `ascribe export`, letter by letter if nothing was changed. TriG, or N-Quads in a file `.nq`, in any
 * order: the quads wait on disk, so memory holds one article. What is of no namespace of ascribe is ignored. A mistake ends the file.
 */
export async function* readTrigExport(
  file: string,
  onProblem: (problem: Diagnostic) => void,
): AsyncGenerator<string> {
  const stage = openQuadStage();
  try {
    const mistake = await stageFile(stage, file);
    if (mistake !== null) return onProblem(mistake);
    stage.seal();
    let lines = 0;
    for (const subject of stage.lines()) {
      lines++;
      yield `${JSON.stringify(assembleLine(stage, subject))}\n`;
    }
    if (lines === 0)
      onProblem(
        fileDiagnostic(
          'INVALID_DOCUMENT',
          'not an RDF export of ascribe: nothing in it has an ascribe:line',
          file,
        ),
      );
  } catch (error) {
    if (!(error instanceof RdfMistake)) throw error;
    onProblem(fileDiagnostic('INVALID_DOCUMENT', error.message, file));
  } finally {
    stage.close();
  }
}

/** Parses the file piece by piece. Returns what is wrong with its syntax. */
async function stageFile(stage: QuadStage, file: string): Promise<Diagnostic | null> {
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

/** Null if a term is of no namespace of ours, or a blank node. */
function toStagedQuad({ subject, predicate, object, graph }: Quad): StagedQuad | null {
  const [from, property] = [compactIri(subject.value), compactIri(predicate.value)];
  const inGraph = graph.termType === 'DefaultGraph' ? null : compactIri(graph.value);
  const to = toTerm(object);
  if (subject.termType !== 'NamedNode' || from === null || property === null || to === null) return null;
  return { subject: from, property, object: to, graph: inGraph };
}

function toTerm(object: Quad['object']): Term | null {
  if (object.termType === 'Literal') {
    const datatype = compactIri(object.datatype.value);
    return { text: object.value, datatype: datatype === 'xsd:string' ? null : datatype };
  }
  const found = object.termType === 'NamedNode' ? compactIri(object.value) : null;
  return found === null ? null : { iri: found };
}
