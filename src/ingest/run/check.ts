import { setImmediate } from 'node:timers/promises';
import { type Finding, finding } from '../../documents/finding.js';
import { type Place, positionFinder, problemsOf } from '../../documents/source-map.js';
import type { AnnotatedArticle } from '../../domain/records.js';
import type { Store } from '../../store/store.js';
import { entityIdsIn, type KnownEntity, knownToStore, type Surroundings } from '../resolve/known-entities.js';
import { type Annotated, annotate } from '../resolve/resolve-article.js';
import type { Good } from './good.js';
import type { LoadOptions } from './options.js';
import type { Tally } from './run-counts.js';
import type { Staged, Staging } from './staging-database.js';

type PositionFinder = ReturnType<typeof positionFinder>;

/** Unknown ids are searched for by spelling so many times in a run. */
const SEARCHES = 200;

/** The second pass: checks every document against the file, the run and the store, and hands the good ones on, batch by batch. */
export async function checkStaged(
  store: Store | null,
  staging: Staging,
  counts: Tally,
  options: LoadOptions,
  take: (good: readonly Good[]) => Promise<void>,
): Promise<void> {
  const positionOf = positionFinder();
  const closestIds = spelling(store, staging);
  const total = staging.count();
  const phase = options.checkOnly || options.allOrNothing || store === null ? 'checking' : 'importing';
  let done = 0;
  for (const batch of staging.batches()) {
    await setImmediate();
    if (options.signal?.aborted) return;
    const ids = [...new Set(batch.flatMap(({ draft }) => [...entityIdsIn(draft)]))];
    const entities = new Map([...knownToRun(staging, ids, positionOf), ...(await knownToStore(store, ids))]);
    const good: Good[] = [];
    for (const staged of batch) {
      const annotated = await annotate(
        withTwin(staged, staging, positionOf),
        { entities, closestIds },
        {
          file: staged.place.file,
          texts: options.texts ?? null,
          requireText: options.requireText ?? false,
          trusted: true,
        },
      );
      if (isGood(annotated)) {
        good.push({ staged, annotated });
        annotated.notes.forEach(counts.note);
        counts.trusted(annotated.trusted);
        if (options.checkOnly || store === null) aliasNotes(annotated.article, entities).forEach(counts.note);
      } else
        counts.failed(
          problemsOf(annotated.findings, staged.place.file, (path, at) => positionOf(staged.place, path, at)),
        );
    }
    await take(good);
    done += batch.length;
    options.onProgress?.({ phase, done, total });
  }
}

const isGood = (annotated: Annotated): annotated is Good['annotated'] => annotated.article !== null;

/** Adds the mistake that only the run can see: two documents with one article id. Neither is imported, as nothing tells which is meant. */
function withTwin(staged: Staged, staging: Staging, positionOf: PositionFinder): Staged {
  const twin = staging.twinOf(staged);
  if (twin === null) return staged;
  const path = ['article', 'id'];
  const message = `the article "${staged.draft.article?.id}" is given by ${shown(twin, positionOf, path)} too; one document an article`;
  const clash: Finding = finding('DUPLICATE', path, message);
  return { ...staged, findings: [...staged.findings, clash] };
}

function knownToRun(
  staging: Staging,
  ids: readonly string[],
  positionOf: PositionFinder,
): Map<string, KnownEntity> {
  return new Map(
    staging
      .entities(ids)
      .map(({ id, kind, name, place, index }) => [
        id,
        { id, kind, name, place: () => shown(place, positionOf, ['entities', index]) },
      ]),
  );
}

function shown(place: Place, positionOf: PositionFinder, path: readonly (string | number)[]): string {
  const { line, column } = positionOf(place, path, 'value');
  return `${place.file}:${line}:${column}`;
}

function spelling(store: Store | null, staging: Staging): Surroundings['closestIds'] {
  let searches = 0;
  return async (id) => {
    if (++searches > SEARCHES) return [];
    return [...staging.idsLike(id), ...((await store?.closestEntityIds(id, 3)) ?? [])];
  };
}

/** What a store would say of other names; `check` asks none to write. */
function aliasNotes({ article, entities }: AnnotatedArticle, known: Surroundings['entities']): string[] {
  return entities.flatMap(({ id, name }) => {
    const first = known.get(id)?.name ?? name;
    return first === name
      ? []
      : [`${article.id}: entity ${id} is also named "${first}"; one of the two names becomes an alias`];
  });
}
