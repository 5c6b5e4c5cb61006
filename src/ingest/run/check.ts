import { setImmediate } from 'node:timers/promises';
import { createSeries } from '../../async/series.js';
import { type AtPath, type Diagnostic, pathDiagnostic } from '../../documents/diagnostic.js';
import { createPositionFinder, locateDiagnostics, type SourceLocation } from '../../documents/source-map.js';
import type { AnnotatedArticle } from '../../domain/records.js';
import type { Store } from '../../store/store.js';
import { type DuplicateEntities, identifierConflicts } from '../resolve/find-duplicates.js';
import { findStoreConflicts } from '../resolve/find-store-conflicts.js';
import {
  type BodiesPurpose,
  collectEntityIds,
  findStoredBodies,
  findStoredEntities,
  type KnownEntity,
  mergeKnownEntities,
  type ReferenceScope,
} from '../resolve/known-entities.js';
import { type ResolvedArticle, resolveArticle } from '../resolve/resolve-article.js';
import type { ImportOptions } from './import-options.js';
import { nameArticle } from './name-article.js';
import type { RunCounts } from './run-counts.js';
import type { StagedDocument, StagingDatabase } from './staging-database.js';
import type { ValidArticle } from './valid-article.js';

type PositionFinder = ReturnType<typeof createPositionFinder>;

/** Searches for similar ids in one run; each reads the store. */
const MAX_ID_SEARCHES = 200;

/**
 * The second pass: checks each document against the run and the store. Calls `onValidBatch` for each batch as soon as it is checked, and what that
 * returns one after another; it checks the next batch meanwhile: what it needs of the batch before is also in the run. The last batch has all
 * articles that correct kinds.
 */
export async function checkStagedDocuments(
  store: Store | null,
  staging: StagingDatabase,
  counts: RunCounts,
  options: ImportOptions,
  duplicates: DuplicateEntities,
  onValidBatch: (valid: readonly ValidArticle[]) => () => Promise<void>,
): Promise<void> {
  const positionOf = createPositionFinder();
  const suggestIds = createIdSuggester(store, staging);
  const total = staging.countDocuments();
  const phase = options.checkOnly || options.allOrNothing || store === null ? 'checking' : 'importing';
  const last: ValidArticle[] = [];
  let done = 0;
  const batches = createSeries();
  for (const batch of staging.documentBatches()) {
    await setImmediate();
    if (options.signal?.aborted) break;
    const ids = [...new Set(batch.flatMap(({ draft }) => [...collectEntityIds(draft)]))];
    const { known: entities, corrected } = await mergeKnownEntities(
      store,
      findStagedEntities(staging, ids, positionOf),
      await findStoredEntities(store, ids),
      staging.hasArticle,
    );
    const checked: CheckedDocument[] = [];
    for (const staged of batch) {
      const resolved = await resolveArticle(
        withDuplicateError(staged, staging, positionOf),
        {
          entities,
          suggestIds,
          findBodies: (ids, purpose) => findBodies(store, staging, staged, ids, purpose),
        },
        {
          documentFile: staged.location.file,
          textsFolder: options.texts ?? null,
          allowOutside: options.allowOutside ?? false,
          requireText: options.requireText ?? false,
          trusted: true,
          quoteContexts: options.lint ?? false,
        },
      );
      checked.push({ staged, resolved });
    }
    const conflicts = await findConflicts(store, checked, options);
    const valid: ValidArticle[] = [];
    for (const { staged, resolved } of checked) {
      const diagnostics = [
        ...resolved.diagnostics,
        ...(conflicts.get(resolved.article?.article.id ?? '') ?? []),
        ...identifierConflicts(staged.draft, duplicates),
      ];
      if (isValid(resolved) && diagnostics.length === 0) {
        const correctsKind = resolved.article.entities.some(({ id }) => corrected.has(id));
        (correctsKind ? last : valid).push({ staged, resolved, correctsKind });
        resolved.notes.forEach(counts.addNote);
        counts.addTrustedCitations(resolved.trusted);
        if (options.checkOnly || store === null)
          aliasNotes(resolved.article, entities).forEach(counts.addNote);
      } else
        counts.addFailed(
          locateDiagnostics(diagnostics, staged.location.file, (path, at) =>
            positionOf(staged.location, path, at),
          ).map((diagnostic) => nameArticle(diagnostic, staged.draft.article?.id)),
        );
    }
    const handle = onValidBatch(valid);
    await batches.next(async () => {
      await handle();
      done += batch.length;
      options.onProgress?.({ phase, done, total });
    });
  }
  await batches.finished();
  if (last.length > 0 && !options.signal?.aborted) await onValidBatch(last)();
}

interface CheckedDocument {
  readonly staged: StagedDocument;
  readonly resolved: ResolvedArticle;
}

/** By article id, what is wrong with valid articles in view of the store. */
async function findConflicts(
  store: Store | null,
  checked: readonly CheckedDocument[],
  { replace }: ImportOptions,
): Promise<ReadonlyMap<string, readonly Diagnostic<AtPath>[]>> {
  if (store === null) return new Map();
  return findStoreConflicts(
    store,
    checked.flatMap(({ resolved }) => resolved.article ?? []),
    replace === true,
  );
}

const isValid = (resolved: ResolvedArticle): resolved is ValidArticle['resolved'] =>
  resolved.article !== null;

/**
 * Adds a diagnostic if a different document of the run has the same article id. Neither is imported, because it is
 * unclear which one is meant.
 */
function withDuplicateError(
  staged: StagedDocument,
  staging: StagingDatabase,
  positionOf: PositionFinder,
): StagedDocument {
  const duplicate = staging.findDuplicate(staged);
  if (duplicate === null) return staged;
  const path = ['article', 'id'];
  const message = `the article "${staged.draft.article?.id}" is also defined at ${formatLocation(duplicate, positionOf, path)}; expected one document per article`;
  return { ...staged, diagnostics: [...staged.diagnostics, pathDiagnostic('DUPLICATE', path, message)] };
}

function findStagedEntities(
  staging: StagingDatabase,
  ids: readonly string[],
  positionOf: PositionFinder,
): Map<string, KnownEntity> {
  return new Map(
    staging.entities(ids).map(({ id, kind, name, location, index }) => {
      const describeLocation = () => formatLocation(location, positionOf, ['entities', index]);
      return [id, { id, kind, name, describeLocation }];
    }),
  );
}

/** What the run and the store declare. */
async function findBodies(
  store: Store | null,
  staging: StagingDatabase,
  { draft }: StagedDocument,
  ids: readonly string[],
  purpose: BodiesPurpose,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const staged = staging.bodies(ids, purpose);
  const stored = await findStoredBodies(store, draft.article?.id, ids, purpose);
  return new Map(ids.map((id) => [id, [...(staged.get(id) ?? []), ...(stored.get(id) ?? [])]]));
}

function formatLocation(
  location: SourceLocation,
  positionOf: PositionFinder,
  path: readonly (string | number)[],
): string {
  const { line, column } = positionOf(location, path, 'value');
  return `${location.file}:${line}:${column}`;
}

function createIdSuggester(store: Store | null, staging: StagingDatabase): ReferenceScope['suggestIds'] {
  let searches = 0;
  return async (id) => {
    if (++searches > MAX_ID_SEARCHES) return [];
    return [...staging.idsOfSimilarLength(id), ...((await store?.closestEntityIds(id, 3)) ?? [])];
  };
}

/** Predicts the notes on aliases, which come from the store when an article is written. */
function aliasNotes({ article, entities }: AnnotatedArticle, known: ReferenceScope['entities']): string[] {
  return entities.flatMap(({ id, name }) => {
    const knownName = known.get(id)?.name ?? name;
    return knownName === name || knownName === id
      ? []
      : [`${article.id}: entity ${id} is also named "${knownName}"; one of the two names becomes an alias`];
  });
}
