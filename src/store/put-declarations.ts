import {
  declareEntity,
  declareSource,
  type EntityDeclarations,
  entityOf,
  type SourceDeclarations,
  sourceOf,
} from '../domain/declarations.js';
import { AscribeError } from '../domain/errors.js';
import type { AnnotatedArticle } from '../domain/records.js';
import type { StoredArticle, Tables } from './tables.js';

/** An article that is new or changed, and what will be stored of it. */
interface Incoming {
  readonly annotated: AnnotatedArticle;
  readonly next: StoredArticle;
}
/** Articles by id, as they were before. */
type Stored = ReadonlyMap<string, StoredArticle>;
/** For each article what a person should know of its write. */
type Notes = ReadonlyMap<string, string[]>;

/** Returns the ids of the sources whose grade or owner is another one now, as that weighs in all of their citations. */
export async function writeSources(
  tables: Tables,
  changed: readonly Incoming[],
  stored: Stored,
  notes: Notes,
): Promise<string[]> {
  const all = changed
    .flatMap(({ next }) => [next, stored.get(next.article.id)])
    .filter((one) => one !== undefined);
  const ids = [...new Set(all.map(({ declared }) => declared.source.id))].sort();
  const known = await tables.sourceDeclarations(ids);
  const now = new Map<string, SourceDeclarations>(known);
  for (const { next } of changed) {
    const { source } = next.declared;
    now.set(source.id, declareSource(now.get(source.id) ?? null, source, 1));
  }
  for (const { next } of changed) {
    const old = stored.get(next.article.id)?.declared.source;
    if (old !== undefined) now.set(old.id, declareSource(now.get(old.id) ?? null, old, -1));
  }
  const records = [...now].map(([id, declarations]) => ({
    source: sourceOf(id, declarations),
    declarations,
    changed: isChanged(known.get(id), declarations, (declared) => sourceOf(id, declared)),
  }));
  await tables.saveSources(records);
  const graded = new Map(records.map(({ source }) => [source.id, source]));
  for (const { next } of changed) {
    const declared = next.declared.source;
    const stands = graded.get(declared.id);
    if (stands !== undefined && stands.reliability !== declared.reliability) {
      const note = `source ${declared.id} is graded ${declared.reliability} here; other articles grade it otherwise, and ${stands.reliability}, the most cautious, stands`;
      notes.get(next.article.id)?.push(note);
    }
  }
  return [...known]
    .filter(([id, declarations]) => {
      const old = sourceOf(id, declarations);
      const stands = graded.get(id);
      return old.reliability !== stands?.reliability || old.affiliation !== stands.affiliation;
    })
    .map(([id]) => id);
}

/** Throws KIND_CONFLICT, naming the article, where an entity has another kind. */
export async function writeEntities(
  tables: Tables,
  changed: readonly Incoming[],
  stored: Stored,
  notes: Notes,
): Promise<void> {
  const ids = changed.flatMap(({ annotated, next }) =>
    [
      ...annotated.entities,
      ...annotated.borrowed,
      ...(stored.get(next.article.id)?.declared.entities ?? []),
    ].map(({ id }) => id),
  );
  const before = await tables.entityDeclarations([...new Set(ids)].sort());
  const now = new Map<string, EntityDeclarations>(before);
  for (const { annotated } of changed) {
    for (const entity of annotated.entities) {
      const known = now.get(entity.id) ?? null;
      if (known !== null && known.kind !== entity.kind)
        throw kindConflict(annotated, entity.id, entity.kind, known.kind);
      now.set(entity.id, declareEntity(known, entity, 1));
    }
    for (const entity of annotated.borrowed) {
      if (!now.has(entity.id)) now.set(entity.id, declareEntity(null, entity, 0));
    }
  }
  for (const { next } of changed) {
    for (const old of stored.get(next.article.id)?.declared.entities ?? []) {
      const known = now.get(old.id) as EntityDeclarations;
      const left = declareEntity(known, old, -1);
      // The last to name an entity has let go of it; claims of others may still be about it, so it keeps what is known of it.
      if (left.names.length > 0) now.set(old.id, left);
    }
  }
  const records = [...now].map(([id, declarations]) => ({
    entity: entityOf(id, declarations),
    declarations,
    changed: isChanged(before.get(id), declarations, (declared) => entityOf(id, declared)),
  }));
  await tables.saveEntities(records);
  const merged = new Map(records.map(({ entity }) => [entity.id, entity]));
  for (const { annotated } of changed) {
    for (const { id, name } of annotated.entities) {
      const stands = merged.get(id)?.name;
      if (stands !== name)
        notes.get(annotated.article.id)?.push(`entity ${id}: "${name}" is kept as an alias of "${stands}"`);
    }
  }
}

/** Whether declarations make another record now than they did. */
function isChanged<T>(before: T | undefined, now: T, recordOf: (declared: T) => object): boolean {
  return before === undefined || JSON.stringify(recordOf(before)) !== JSON.stringify(recordOf(now));
}

function kindConflict({ article }: AnnotatedArticle, id: string, kind: string, known: string): AscribeError {
  return new AscribeError(
    'KIND_CONFLICT',
    `${article.id} declares entity ${id} as ${kind}; it is known as ${known}, and an entity has one kind`,
  );
}
