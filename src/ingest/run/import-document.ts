import { type Diagnostic, fileDiagnostic } from '../../documents/diagnostic.js';
import { DOCUMENT_LIMITS } from '../../documents/document-limits.js';
import { createSourceMap, type DocumentFormat, parseDocument } from '../../documents/parse.js';
import { describeSize } from '../../documents/read-file.js';
import { locateDiagnostics, locateSyntaxErrors } from '../../documents/source-map.js';
import { withoutByteOrderMark } from '../../documents/utf8.js';
import { AscribeError } from '../../domain/errors.js';
import { articleId } from '../../domain/ids.js';
import type { AnnotatedArticle } from '../../domain/records.js';
import type { Store, WriteOutcome } from '../../store/store.js';
import { type DocumentDraft, isTextKey } from '../format/article-schema.js';
import { validateDocument } from '../format/validate.js';
import { askAboutRun } from '../independence/ask.js';
import { storedGraph } from '../independence/graph.js';
import { openRunRecords } from '../independence/run-records.js';
import { findDuplicatesOf, identifierConflicts } from '../resolve/find-duplicates.js';
import { findStoreConflicts } from '../resolve/find-store-conflicts.js';
import {
  collectEntityIds,
  findStoredBodies,
  findStoredEntities,
  type KnownEntity,
  mergeKnownEntities,
  type ReferenceScope,
} from '../resolve/known-entities.js';
import { resolveArticle } from '../resolve/resolve-article.js';
import { isArticleError } from './write-articles.js';

/** The result of importing one document. */
interface ImportDocumentResult {
  /** Null if there are problems; nothing was written then. */
  readonly outcome: WriteOutcome | null;
  readonly problems: readonly Diagnostic[];
  /** Citations whose quote was not checked, because the document contains no text. */
  readonly unverified: number;
}

/** Imports a document that is not a file, so its text must be inline. Throws only if the store fails. */
export async function importDocument(
  store: Store,
  source: string,
  format: DocumentFormat,
  options: { readonly replace?: boolean } = {},
): Promise<ImportDocumentResult> {
  const text = withoutByteOrderMark(source);
  const bytes = Buffer.byteLength(source);
  if (bytes > DOCUMENT_LIMITS.bytes)
    return rejected([fileDiagnostic('LIMIT_EXCEEDED', describeSize(bytes, 'the document'), null)]);
  const { value, syntaxErrors } = parseDocument(text, format, isTextKey);
  if (syntaxErrors.length > 0) return rejected(locateSyntaxErrors(syntaxErrors, null, text));
  const validated = validateDocument(value);
  const stored = await findStoredEntities(store, [...collectEntityIds(validated.draft)]);
  const replacedId = articleId(validated.draft.article?.id ?? '');
  const { known: entities } = await mergeKnownEntities(
    store,
    declaredEntities(validated.draft),
    stored,
    (id) => id === replacedId,
  );
  const scope: ReferenceScope = {
    entities,
    findBodies: (ids, purpose) => findStoredBodies(store, validated.draft.article?.id, ids, purpose),
    suggestIds: (id) => store.closestEntityIds(id, 3),
  };
  const {
    article,
    diagnostics: mistakes,
    unverified,
    notes,
  } = await resolveArticle(validated, scope, {
    documentFile: null,
    textsFolder: null,
    allowOutside: false,
    requireText: false,
    trusted: false,
  });
  const duplicates = await findDuplicatesOf(store, validated.draft, (id) => id === replacedId);
  const conflicts = await findStoreConflicts(
    store,
    article === null ? [] : [article],
    options.replace === true,
  );
  const diagnostics = [
    ...mistakes,
    ...identifierConflicts(validated.draft, duplicates),
    ...[...conflicts.values()].flat(),
  ];
  if (article === null || diagnostics.length > 0)
    return rejected(locateDiagnostics(diagnostics, null, createSourceMap(text, format)));
  try {
    const [outcome] = await store.write((writer) => writer.put([article], options));
    if (outcome === undefined)
      throw new AscribeError('INTERNAL', 'the store returned no outcome for the article');
    const questions = await askAboutArticle(store, article);
    const duplicateNotes = duplicates.warnings.map(({ message }) => message);
    return {
      outcome: { ...outcome, notes: [...questions, ...notes, ...duplicateNotes, ...outcome.notes] },
      problems: [],
      unverified,
    };
  } catch (error) {
    if (!isArticleError(error)) throw error;
    return rejected([fileDiagnostic(error.code, error.message, null)]);
  }
}

/** Questions about the independence of its claims, which may also rest on other articles. */
async function askAboutArticle(store: Store, article: AnnotatedArticle): Promise<string[]> {
  const records = openRunRecords({ withCitations: false, inMemory: true });
  const confirmed: string[] = [];
  const questions: string[] = [];
  try {
    records.add(1, article);
    // All sources are too many to read for one document.
    const graph = { ...storedGraph(store), sourcePages: async function* () {} };
    await askAboutRun(records, graph, {
      onConfirmed: (line) => confirmed.push(line),
      onQuestion: ({ message }, isDeciding) => isDeciding || questions.push(message),
    });
  } finally {
    records.close();
  }
  return [...confirmed, ...questions];
}

/** What the document itself declares, as far as kinds are concerned. */
const declaredEntities = ({ entities = [] }: DocumentDraft): Map<string, KnownEntity> =>
  new Map(
    entities.flatMap((entity) =>
      entity?.id === undefined
        ? []
        : [
            [
              entity.id,
              {
                id: entity.id,
                kind: entity.kind ?? null,
                name: entity.name ?? '',
                describeLocation: () => 'the document',
              },
            ],
          ],
    ),
  );

const rejected = (problems: readonly Diagnostic[]): ImportDocumentResult => ({
  outcome: null,
  problems,
  unverified: 0,
});
