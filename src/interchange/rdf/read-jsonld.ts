import type { NodeObject } from 'jsonld';
import { type Diagnostic, fileDiagnostic } from '../../documents/diagnostic.js';
import { readJsonItems } from '../objects/json-items.js';
import { type RdfQuad, readRdfExport, toStagedQuad } from './read-rdf.js';
import type { QuadStage } from './stage-quads.js';

const NODES_PER_BATCH = 200;
const CHARACTERS_PER_BATCH = 1_000_000;
const LISTS = new Set(['@graph']);

/**
 * Reads an export to JSON-LD back, as `readRdfExport` does, in whatever form a program wrote it: expanded, flattened or with another context.
 * A context must be in the file; nothing is fetched.
 */
export const readJsonldExport = (
  file: string,
  onProblem: (problem: Diagnostic) => void,
): AsyncGenerator<string> => readRdfExport(file, stageJsonld, onProblem);

/** Reads the file twice: its context may stand behind its nodes. */
async function stageJsonld(stage: QuadStage, file: string): Promise<Diagnostic | null> {
  let context: unknown = null;
  for (const part of readJsonItems(file, LISTS)) {
    if ('problem' in part) return part.problem;
    if ('head' in part) context = part.head['@context'] ?? null;
  }
  let batch: { readonly nodes: object[]; line: number; length: number } = { nodes: [], line: 1, length: 0 };
  for (const part of readJsonItems(file, LISTS)) {
    if (!('item' in part)) continue;
    if (batch.nodes.length === 0) batch.line = part.line;
    batch.nodes.push(part.item);
    batch.length += part.length;
    if (batch.nodes.length < NODES_PER_BATCH && batch.length < CHARACTERS_PER_BATCH) continue;
    const mistake = await stageNodes(stage, context, batch.nodes);
    if (mistake !== null) return { ...fileDiagnostic('INVALID_DOCUMENT', mistake, file), line: batch.line };
    batch = { nodes: [], line: 1, length: 0 };
  }
  const mistake = await stageNodes(stage, context, batch.nodes);
  return mistake === null ? null : { ...fileDiagnostic('INVALID_DOCUMENT', mistake, file), line: batch.line };
}

/** Returns what is wrong with the nodes. */
async function stageNodes(
  stage: QuadStage,
  context: unknown,
  nodes: readonly object[],
): Promise<string | null> {
  // Other commands do not need it.
  const { default: jsonld } = await import('jsonld');
  const refused: string[] = [];
  const documentLoader = async (url: string): Promise<never> => {
    refused.push(url);
    throw new Error('refused');
  };
  try {
    const document = { ...(context !== null && { '@context': context }), '@graph': nodes } as NodeObject;
    const quads = (await jsonld.toRDF(document, { documentLoader })) as readonly RdfQuad[];
    for (const quad of quads) {
      const staged = toStagedQuad(quad);
      if (staged !== null) stage.add(staged);
    }
    return null;
  } catch (error) {
    const [url] = refused;
    if (url !== undefined)
      return `the context ${JSON.stringify(url.slice(0, 200))} is not in the file; expected the context itself`;
    if (error instanceof Error && error.name.startsWith('jsonld.'))
      return `not JSON-LD: ${error.message.slice(0, 200)}`;
    throw error;
  }
}
