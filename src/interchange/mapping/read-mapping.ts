import { existsSync, readdirSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileDiagnostic } from '../../documents/diagnostic.js';
import { didYouMean, suggestWords } from '../../documents/did-you-mean.js';
import { DOCUMENT_EXTENSIONS } from '../../documents/input-files.js';
import { readBoundedFile } from '../../documents/read-file.js';
import { decodeUtf8 } from '../../documents/utf8.js';
import { AscribeError } from '../../domain/errors.js';
import { programFile } from '../../files/program-file.js';
import { type MappingParseResult, parseMapping } from './parse-mapping.js';

/** The folder of the mappings that ship. */
const SHIPPED = fileURLToPath(programFile('../mappings/'));

/** The names of the mappings that ship. */
export function shippedMappings(): string[] {
  return readdirSync(SHIPPED)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'))
    .sort();
}

/** Reads a mapping from a file, or one that ships by its name. Mistakes are returned, never thrown. */
export function readMapping(file: string): MappingParseResult {
  const names = shippedMappings();
  const path = names.includes(file) && !existsSync(file) ? `${SHIPPED}${file}.yaml` : file;
  const format = DOCUMENT_EXTENSIONS.get(extname(path).toLowerCase());
  try {
    if (format === undefined)
      throw new AscribeError(
        'UNREADABLE',
        `not a mapping${didYouMean(suggestWords(file, names))}; expected a file with the extension ${[...DOCUMENT_EXTENSIONS.keys()].join(', ')}, or one of ${names.join(', ')}`,
      );
    return parseMapping(decodeUtf8(readBoundedFile(path, 'the file'), 'the file'), format, path);
  } catch (error) {
    if (!(error instanceof AscribeError)) throw error;
    return { mapping: null, problems: [fileDiagnostic(error.code, error.message, file)] };
  }
}
