import { setImmediate } from 'node:timers/promises';
import { type PathDiagnostic, pathDiagnostic } from '../../documents/path-diagnostic.js';
import { createPositionFinder, locateDiagnostics, type SourceLocation } from '../../documents/source-map.js';
import type { AnnotatedArticle } from '../../domain/records.js';
import type { Store } from '../../store/store.js';
import {
  collectEntityIds,
  findStoredEntities,
  type KnownEntity,
  type ReferenceScope,
} from '../resolve/known-entities.js';
import { type ResolvedArticle, resolveArticle } from '../resolve/resolve-article.js';
import type { ImportOptions } from './import-options.js';
import type { RunCounts } from './run-counts.js';
import type { StagedDocument, StagingDatabase } from './staging-database.js';
import type { ValidArticle } from './valid-article.js';

type PositionFinder = ReturnType<typeof createPositionFinder>;

/** Unknown ids are searched for by spelling so many times in a run. */
const MAX_SPELLING_SEARCHES = 200;

/** The second pass: checks every document against the file, the run and the store, and hands the good ones on, batch by batch. */
export async function checkStagedDocuments(
  store: Store | null,
  staging: StagingDatabase,
  counts: RunCounts,
  options: ImportOptions,
  onValidBatch: (good: readonly ValidArticle[]) => Promise<void>,
): Promise<void> {
  const positionOf = createPositionFinder();
  const closestIds = createIdSuggester(store, staging);
  const total = staging.countDocuments();
  const phase = options.checkOnly || options.allOrNothing || store === null ? 'checking' : 'importing';
  let done = 0;
  for (const batch of staging.documentBatches()) {
    await setImmediate();
    if (options.signal?.aborted) return;
    const ids = [...new Set(batch.flatMap(({ draft }) => [...collectEntityIds(draft)]))];
    const entities = new Map([
      ...findStagedEntities(staging, ids, positionOf),
      ...(await findStoredEntities(store, ids)),
    ]);
    const good: ValidArticle[] = [];
    for (const staged of batch) {
      const resolved = await resolveArticle(
        withDuplicateError(staged, staging, positionOf),
        { entities, closestIds },
        {
          documentFile: staged.place.file,
          textsFolder: options.texts ?? null,
          requireText: options.requireText ?? false,
          trusted: true,
        },
      );
      if (isValid(resolved)) {
        good.push({ staged, resolved });
        resolved.notes.forEach(counts.addNote);
        counts.addTrustedCitations(resolved.trusted);
        if (options.checkOnly || store === null)
          aliasNotes(resolved.article, entities).forEach(counts.addNote);
      } else
        counts.addFailed(
          locateDiagnostics(resolved.findings, staged.place.file, (path, at) =>
            positionOf(staged.place, path, at),
          ),
        );
    }
    await onValidBatch(good);
    done += batch.length;
    options.onProgress?.({ phase, done, total });
  }
}

const isValid = (annotated: ResolvedArticle): annotated is ValidArticle['resolved'] =>
  annotated.article !== null;

/** Adds the mistake that only the run can see: two documents with one article id. Neither is imported, as nothing tells which is meant. */
function withDuplicateError(
  staged: StagedDocument,
  staging: StagingDatabase,
  positionOf: PositionFinder,
): StagedDocument {
  const twin = staging.findDuplicate(staged);
  if (twin === null) return staged;
  const path = ['article', 'id'];
  const message = `the article "${staged.draft.article?.id}" is given by ${formatLocation(twin, positionOf, path)} too; one document an article`;
  const clash: PathDiagnostic = pathDiagnostic('DUPLICATE', path, message);
  return { ...staged, findings: [...staged.findings, clash] };
}

function findStagedEntities(
  staging: StagingDatabase,
  ids: readonly string[],
  positionOf: PositionFinder,
): Map<string, KnownEntity> {
  return new Map(
    staging
      .entities(ids)
      .map(({ id, kind, name, place, index }) => [
        id,
        { id, kind, name, place: () => formatLocation(place, positionOf, ['entities', index]) },
      ]),
  );
}

function formatLocation(
  place: SourceLocation,
  positionOf: PositionFinder,
  path: readonly (string | number)[],
): string {
  const { line, column } = positionOf(place, path, 'value');
  return `${place.file}:${line}:${column}`;
}

function createIdSuggester(store: Store | null, staging: StagingDatabase): ReferenceScope['closestIds'] {
  let searches = 0;
  return async (id) => {
    if (++searches > MAX_SPELLING_SEARCHES) return [];
    return [...staging.idsOfSimilarLength(id), ...((await store?.closestEntityIds(id, 3)) ?? [])];
  };
}

/** What a store would say of other names; `check` asks none to write. */
function aliasNotes({ article, entities }: AnnotatedArticle, known: ReferenceScope['entities']): string[] {
  return entities.flatMap(({ id, name }) => {
    const first = known.get(id)?.name ?? name;
    return first === name
      ? []
      : [`${article.id}: entity ${id} is also named "${first}"; one of the two names becomes an alias`];
  });
}
