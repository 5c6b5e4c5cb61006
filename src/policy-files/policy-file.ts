import { readFileSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { problemOf } from '../documents/diagnostic.js';
import { why } from '../documents/input-files.js';
import { LIMITS, megabytes } from '../documents/limits.js';
import type { Format } from '../documents/parse.js';
import { decode } from '../documents/utf8.js';
import { AscribeError } from '../domain/errors.js';
import { type PolicyReading, readPolicy } from './read-policy.js';

const FORMATS: ReadonlyMap<string, Format> = new Map([
  ['.yaml', 'YAML'],
  ['.yml', 'YAML'],
  ['.json', 'JSON'],
]);

/** Reads the policy in a file, YAML or JSON by its ending. */
export function readPolicyFile(file: string): PolicyReading {
  const format = FORMATS.get(extname(file).toLowerCase());
  try {
    const stat = statSync(file);
    if (format === undefined || stat.isDirectory())
      throw new AscribeError(
        'UNREADABLE',
        `is no policy; expected a file that ends in ${[...FORMATS.keys()].join(', ')}`,
      );
    if (stat.size > LIMITS.bytes)
      throw new AscribeError(
        'LIMIT_EXCEEDED',
        `the file has ${megabytes(stat.size)}; at most ${megabytes(LIMITS.bytes)}`,
      );
    return readPolicy(decode(readFileSync(file), 'the file'), format, file);
  } catch (error) {
    const { code, message } =
      error instanceof AscribeError
        ? error
        : { code: 'UNREADABLE' as const, message: why(error as NodeJS.ErrnoException) };
    return { policy: null, problems: [problemOf(code, message, file)] };
  }
}
