import { AscribeError } from '../domain/errors.js';
import type { Store } from '../store/store.js';
import type { Summary } from './summary.js';

export interface LoadOptions {
  /** Folder of texts that may not be passed on: `<folder>/<article id>.txt`. */
  readonly texts?: string;
  /** Refuses articles without a text. */
  readonly requireText?: boolean;
  /** One transaction for the whole run: any problem, and nothing is written. */
  readonly allOrNothing?: boolean;
  /** Checks everything and writes nothing. */
  readonly checkOnly?: boolean;
  /** Stops between transactions. */
  readonly signal?: AbortSignal;
}

/** Imports files and folders. Null as a store: checks against nothing, and writes nothing. */
export async function loadPaths(
  _store: Store | null,
  _paths: readonly string[],
  _options: LoadOptions = {},
): Promise<Summary> {
  throw new AscribeError('INTERNAL', 'loadPaths is not there yet');
}
