import { type Diagnostic, fileDiagnostic } from '../../documents/diagnostic.js';
import { assembleLine } from './from-rdf.js';
import { openQuadStage, type QuadStage, type StagedQuad } from './stage-quads.js';
import { compactIri, RdfMistake, type Term } from './vocabulary.js';

/** Puts the quads of a file on a stage. Returns what is wrong with its syntax. */
export type StageFile = (stage: QuadStage, file: string) => Promise<Diagnostic | null>;

/**
 * Reads an RDF export back: the lines of `ascribe export`, letter by letter if nothing was changed. Quads may have any order: they wait on
 * disk, so memory holds one article. What is of no namespace of ascribe is ignored. A mistake ends the file.
 */
export async function* readRdfExport(
  file: string,
  stageFile: StageFile,
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

interface RdfTerm {
  readonly termType: string;
  readonly value: string;
  readonly datatype?: { readonly value: string };
}
/** A quad as libraries for RDF have it. */
export interface RdfQuad {
  readonly subject: RdfTerm;
  readonly predicate: RdfTerm;
  readonly object: RdfTerm;
  readonly graph: RdfTerm;
}

/** Null if a term is of no namespace of ours, or a blank node. */
export function toStagedQuad({ subject, predicate, object, graph }: RdfQuad): StagedQuad | null {
  const [from, property] = [compactIri(subject.value), compactIri(predicate.value)];
  const inGraph = graph.termType === 'DefaultGraph' ? null : compactIri(graph.value);
  const to = toTerm(object);
  if (subject.termType !== 'NamedNode' || from === null || property === null || to === null) return null;
  return { subject: from, property, object: to, graph: inGraph };
}

function toTerm({ termType, value, datatype }: RdfTerm): Term | null {
  if (termType === 'Literal') {
    const type = datatype === undefined ? null : compactIri(datatype.value);
    return { text: value, datatype: type === 'xsd:string' ? null : type };
  }
  const found = termType === 'NamedNode' ? compactIri(value) : null;
  return found === null ? null : { iri: found };
}
