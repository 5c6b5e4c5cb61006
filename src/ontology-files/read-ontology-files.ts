import { extname } from 'node:path';
import { type Diagnostic, fileDiagnostic, formatDiagnostic } from '../documents/diagnostic.js';
import { DOCUMENT_EXTENSIONS } from '../documents/input-files.js';
import { readBoundedFile } from '../documents/read-file.js';
import { decodeUtf8 } from '../documents/utf8.js';
import { AscribeError } from '../domain/errors.js';
import { joinWords, NO_WORDS, type OntologyWords } from '../domain/ontology/table.js';
import { type OntologyParseResult, parseUserOntology } from './parse-ontology.js';

/** The words of users' ontologies, YAML or JSON by extension, in this order. Errors are returned as diagnostics, never thrown. */
export function readOntologyFiles(files: readonly string[]): OntologyParseResult {
  let table = NO_WORDS;
  const problems: Diagnostic[] = [];
  for (const file of files) {
    const result = readOntologyFile(file, table);
    if (result.table === null) problems.push(...result.problems);
    else table = joinWords(table, result.table);
  }
  return problems.length === 0 ? { table } : { table: null, problems };
}

/** The words of users' ontologies. Throws BAD_CONFIGURATION with the first mistake. */
export function requireOntologyFiles(files: readonly string[]): OntologyWords {
  const result = readOntologyFiles(files);
  if (result.table !== null) return result.table;
  const [first] = result.problems as [Diagnostic];
  const more = result.problems.length - 1;
  throw new AscribeError(
    'BAD_CONFIGURATION',
    `the ontology cannot be used: ${formatDiagnostic(first)}${more > 0 ? `, and ${more} more; see ascribe ontology check` : ''}`,
  );
}

function readOntologyFile(file: string, earlier: OntologyWords): OntologyParseResult {
  const format = DOCUMENT_EXTENSIONS.get(extname(file).toLowerCase());
  try {
    const bytes = readBoundedFile(file, 'the file');
    if (format === undefined)
      throw new AscribeError(
        'UNREADABLE',
        `not an ontology file; expected a file with the extension ${[...DOCUMENT_EXTENSIONS.keys()].join(', ')}`,
      );
    return parseUserOntology(decodeUtf8(bytes, 'the file'), format, file, earlier);
  } catch (error) {
    if (!(error instanceof AscribeError)) throw error;
    return { table: null, problems: [fileDiagnostic(error.code, error.message, file)] };
  }
}
