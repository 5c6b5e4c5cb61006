import { readFileSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { fileDiagnostic } from '../documents/diagnostic.js';
import { DOCUMENT_LIMITS, formatMegabytes } from '../documents/document-limits.js';
import { describeFileError } from '../documents/input-files.js';
import type { DocumentFormat } from '../documents/parse.js';
import { decodeUtf8 } from '../documents/utf8.js';
import { AscribeError } from '../domain/errors.js';
import { type PolicyParseResult, parsePolicy } from './parse-policy.js';

const FORMAT_BY_EXTENSION: ReadonlyMap<string, DocumentFormat> = new Map([
  ['.yaml', 'YAML'],
  ['.yml', 'YAML'],
  ['.json', 'JSON'],
]);

/** Reads the policy in a file, YAML or JSON by its ending. */
export function readPolicyFile(file: string): PolicyParseResult {
  const format = FORMAT_BY_EXTENSION.get(extname(file).toLowerCase());
  try {
    const stat = statSync(file);
    if (format === undefined || stat.isDirectory())
      throw new AscribeError(
        'UNREADABLE',
        `is no policy; expected a file that ends in ${[...FORMAT_BY_EXTENSION.keys()].join(', ')}`,
      );
    if (stat.size > DOCUMENT_LIMITS.bytes)
      throw new AscribeError(
        'LIMIT_EXCEEDED',
        `the file has ${formatMegabytes(stat.size)}; at most ${formatMegabytes(DOCUMENT_LIMITS.bytes)}`,
      );
    return parsePolicy(decodeUtf8(readFileSync(file), 'the file'), format, file);
  } catch (error) {
    const { code, message } =
      error instanceof AscribeError
        ? error
        : { code: 'UNREADABLE' as const, message: describeFileError(error as NodeJS.ErrnoException) };
    return { policy: null, problems: [fileDiagnostic(code, message, file)] };
  }
}
