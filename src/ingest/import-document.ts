import { AscribeError } from '../domain/errors.js';
import type { Store, WriteOutcome } from '../store/store.js';
import type { Problem } from './problem.js';

/** What became of one document. */
export interface DocumentImport {
  /** Null where there are problems: then nothing was written. */
  readonly outcome: WriteOutcome | null;
  readonly problems: readonly Problem[];
  /** How many citations had no text to be checked against. */
  readonly unverified: number;
}

export interface ImportDocumentOptions {
  /** Refuses a document without a text. */
  readonly requireText?: boolean;
}

/** Imports one document that is not a file: its text can only be inline. */
export async function importDocument(
  _store: Store,
  _text: string,
  _format: 'YAML' | 'JSON',
  _options: ImportDocumentOptions = {},
): Promise<DocumentImport> {
  throw new AscribeError('INTERNAL', 'importDocument is not there yet');
}
