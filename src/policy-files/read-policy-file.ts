import { statSync } from 'node:fs';
import { extname } from 'node:path';
import { fileDiagnostic } from '../documents/diagnostic.js';
import { DOCUMENT_EXTENSIONS } from '../documents/input-files.js';
import { describeFileError, readBoundedFile } from '../documents/read-file.js';
import { decodeUtf8 } from '../documents/utf8.js';
import { AscribeError } from '../domain/errors.js';
import { type PolicyParseResult, parsePolicy } from './parse-policy.js';

/** Reads a policy from a file, YAML or JSON by its extension. Errors are returned as diagnostics, never thrown. */
export function readPolicyFile(file: string): PolicyParseResult {
  const format = DOCUMENT_EXTENSIONS.get(extname(file).toLowerCase());
  try {
    if (statSync(file).isDirectory() || format === undefined)
      throw new AscribeError(
        'UNREADABLE',
        `not a policy file; expected a file with the extension ${[...DOCUMENT_EXTENSIONS.keys()].join(', ')}`,
      );
    return parsePolicy(decodeUtf8(readBoundedFile(file, 'the file'), 'the file'), format, file);
  } catch (error) {
    const { code, message } =
      error instanceof AscribeError
        ? error
        : { code: 'UNREADABLE' as const, message: describeFileError(error) };
    return { policy: null, problems: [fileDiagnostic(code, message, file)] };
  }
}
