import { type Problem, problemOf } from '../../documents/diagnostic.js';
import { LIMITS, megabytes } from '../../documents/limits.js';
import { type Format, placesIn, positionsIn, read } from '../../documents/parse.js';
import { problemsOf } from '../../documents/source-map.js';
import { AscribeError } from '../../domain/errors.js';
import type { Store, WriteOutcome } from '../../store/store.js';
import { validate } from '../format/validate.js';
import { entityIdsIn, knownToStore } from '../resolve/known-entities.js';
import { annotate } from '../resolve/resolve-article.js';
import { isOfAnArticle } from './write.js';

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

/** Imports one document that is no file: its text can only be inline. Rejects only where the store cannot serve. */
export async function importDocument(
  store: Store,
  text: string,
  format: Format,
  options: ImportDocumentOptions = {},
): Promise<DocumentImport> {
  const bytes = Buffer.byteLength(text);
  if (bytes > LIMITS.bytes)
    return refused([
      problemOf(
        'LIMIT_EXCEEDED',
        `the document has ${megabytes(bytes)}; at most ${megabytes(LIMITS.bytes)}`,
        null,
      ),
    ]);
  const { value, faults } = read(text, format);
  if (faults.length > 0) {
    const positionOf = positionsIn(text);
    return refused(
      faults.map(({ code, message, offset }) => ({
        code,
        message,
        file: null,
        ...positionOf(offset),
        path: null,
      })),
    );
  }
  const validated = validate(value);
  const entities = await knownToStore(store, [...entityIdsIn(validated.draft)]);
  const surroundings = { entities, closestIds: (id: string) => store.closestEntityIds(id, 3) };
  const { article, findings, unverified, notes } = await annotate(validated, surroundings, {
    file: null,
    texts: null,
    requireText: options.requireText ?? false,
    trusted: false,
  });
  if (article === null) return refused(problemsOf(findings, null, placesIn(text, format)));
  try {
    const [outcome] = await store.write((writer) => writer.put([article]));
    if (outcome === undefined) throw new AscribeError('INTERNAL', 'the store did not say what it wrote');
    return { outcome: { ...outcome, notes: [...notes, ...outcome.notes] }, problems: [], unverified };
  } catch (error) {
    if (!isOfAnArticle(error)) throw error;
    return refused([problemOf(error.code, error.message, null)]);
  }
}

const refused = (problems: readonly Problem[]): DocumentImport => ({
  outcome: null,
  problems,
  unverified: 0,
});
