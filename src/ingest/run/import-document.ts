import { type Diagnostic, fileDiagnostic } from '../../documents/diagnostic.js';
import { DOCUMENT_LIMITS, formatMegabytes } from '../../documents/document-limits.js';
import {
  createLineIndex,
  createSourceMap,
  type DocumentFormat,
  parseDocument,
} from '../../documents/parse.js';
import { locateDiagnostics } from '../../documents/source-map.js';
import { AscribeError } from '../../domain/errors.js';
import type { Store, WriteOutcome } from '../../store/store.js';
import { validateDocument } from '../format/validate.js';
import { collectEntityIds, findStoredEntities } from '../resolve/known-entities.js';
import { resolveArticle } from '../resolve/resolve-article.js';
import { isArticleError } from './write-articles.js';

/** What became of one document. */
export interface ImportDocumentResult {
  /** Null where there are problems: then nothing was written. */
  readonly outcome: WriteOutcome | null;
  readonly problems: readonly Diagnostic[];
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
  format: DocumentFormat,
  options: ImportDocumentOptions = {},
): Promise<ImportDocumentResult> {
  const bytes = Buffer.byteLength(text);
  if (bytes > DOCUMENT_LIMITS.bytes)
    return rejected([
      fileDiagnostic(
        'LIMIT_EXCEEDED',
        `the document has ${formatMegabytes(bytes)}; at most ${formatMegabytes(DOCUMENT_LIMITS.bytes)}`,
        null,
      ),
    ]);
  const { value, syntaxErrors } = parseDocument(text, format);
  if (syntaxErrors.length > 0) {
    const positionOf = createLineIndex(text);
    return rejected(
      syntaxErrors.map(({ code, message, offset }) => ({
        code,
        message,
        file: null,
        ...positionOf(offset),
        path: null,
      })),
    );
  }
  const validated = validateDocument(value);
  const entities = await findStoredEntities(store, [...collectEntityIds(validated.draft)]);
  const surroundings = { entities, closestIds: (id: string) => store.closestEntityIds(id, 3) };
  const { article, findings, unverified, notes } = await resolveArticle(validated, surroundings, {
    documentFile: null,
    textsFolder: null,
    requireText: options.requireText ?? false,
    trusted: false,
  });
  if (article === null) return rejected(locateDiagnostics(findings, null, createSourceMap(text, format)));
  try {
    const [outcome] = await store.write((writer) => writer.put([article]));
    if (outcome === undefined) throw new AscribeError('INTERNAL', 'the store did not say what it wrote');
    return { outcome: { ...outcome, notes: [...notes, ...outcome.notes] }, problems: [], unverified };
  } catch (error) {
    if (!isArticleError(error)) throw error;
    return rejected([fileDiagnostic(error.code, error.message, null)]);
  }
}

const rejected = (problems: readonly Diagnostic[]): ImportDocumentResult => ({
  outcome: null,
  problems,
  unverified: 0,
});
