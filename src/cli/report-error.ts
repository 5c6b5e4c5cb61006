import { AscribeError } from '../domain/errors.js';

/** Writes an error to stderr as one line with its code, and sets the exit code to 1. */
export function reportError(error: unknown): void {
  process.exitCode = 1;
  const { code, message } = describe(error);
  process.stderr.write(`ascribe: ${code} ${message.replaceAll('\n', ' ')}\n`);
  // Not a setting of the table: the error may be that the settings cannot be read.
  if (process.env.ASCRIBE_DEBUG) console.error(error);
}

function describe(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof AscribeError) return error;
  const { code, message = String(error) } = error as NodeJS.ErrnoException;
  if (code === 'EMFILE' || code === 'ENFILE')
    return {
      code: 'BAD_CONFIGURATION',
      message: 'too many open files; raise the limit, for example with ulimit -n 1024',
    };
  return { code: 'INTERNAL', message };
}
