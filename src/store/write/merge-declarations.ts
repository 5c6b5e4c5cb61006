import {
  declareEntity,
  declareSource,
  type EntityDeclarations,
  entityOf,
  type SourceDeclarations,
  sourceOf,
} from '../../domain/declarations.js';
import { AscribeError } from '../../domain/errors.js';
import { type Entity, isLive } from '../../domain/records.js';
import type { StoredArticle, Tables } from './write-port.js';

/** An article as it was, if it was, and as it will be. */
export interface Rewritten {
  readonly old: StoredArticle | undefined;
  readonly next: StoredArticle;
}

/**
 * Counts anew what these articles declare of sources: those that are live count. Returns the ids of the sources whose grade or owner is
 * another one now, as that weighs in all of their citations, and for each article what a person should know.
 */
export async function recountSources(
  tables: Tables,
  articles: readonly Rewritten[],
): Promise<{ readonly regraded: readonly string[]; readonly notes: readonly Note[] }> {
  const declared = articles.flatMap(({ old, next }) => [next, ...(old === undefined ? [] : [old])]);
  const ids = [...new Set(declared.map((one) => one.declared.source.id))].sort();
  const known = await tables.sourceDeclarations(ids);
  const now = new Map<string, SourceDeclarations>(known);
  for (const { next } of articles) {
    const { source } = next.declared;
    now.set(source.id, declareSource(now.get(source.id) ?? null, source, uses(next)));
  }
  for (const { old } of articles) {
    if (old === undefined || !isLive(old.article)) continue;
    const { source } = old.declared;
    const left = declareSource(now.get(source.id) ?? null, source, -1);
    now.set(source.id, left.names.length > 0 ? left : declareSource(null, source, 0));
  }
  const records = [...now].map(([id, declarations]) => ({
    source: sourceOf(id, declarations),
    declarations,
    changed: isChanged(known.get(id), declarations, (declared) => sourceOf(id, declared)),
  }));
  await tables.saveSources(records);
  const graded = new Map(records.map(({ source }) => [source.id, source]));
  const notes = articles.flatMap(({ next }): Note[] => {
    const { id, reliability } = next.declared.source;
    const stands = graded.get(id)?.reliability;
    if (stands === reliability || !isLive(next.article)) return [];
    const here = reliability === 'F' ? 'is not judged here' : `is graded ${reliability} here`;
    const note = `${id} ${here}; other articles grade it otherwise, and ${stands}, the most cautious grade, stands`;
    return [[next.article.id, note]];
  });
  const regraded = [...known]
    .filter(([id, declarations]) => {
      const old = sourceOf(id, declarations);
      const stands = graded.get(id);
      return old.reliability !== stands?.reliability || old.affiliation !== stands.affiliation;
    })
    .map(([id]) => id);
  return { regraded, notes };
}

/** The id of an article, and what a person should know of its write. */
export type Note = readonly [articleId: string, note: string];

/**
 * Counts anew what these articles declare of entities: those that are live count. `borrowed` are made where nobody declares them.
 * Throws KIND_CONFLICT, naming the article, where an entity has another kind.
 */
export async function recountEntities(
  tables: Tables,
  articles: readonly Rewritten[],
  borrowed: readonly Entity[],
): Promise<readonly Note[]> {
  const declared = articles.flatMap(({ old, next }) => [next, ...(old === undefined ? [] : [old])]);
  const ids = [...declared.flatMap((one) => one.declared.entities), ...borrowed].map(({ id }) => id);
  const known = await tables.entityDeclarations([...new Set(ids)].sort());
  const now = new Map<string, EntityDeclarations>(known);
  for (const { next } of articles) {
    for (const entity of next.declared.entities) {
      const before = now.get(entity.id) ?? null;
      if (before !== null && before.kind !== entity.kind)
        throw kindConflict(next.article.id, entity.id, entity.kind, before.kind);
      now.set(entity.id, declareEntity(before, entity, uses(next)));
    }
  }
  for (const entity of borrowed) {
    if (!now.has(entity.id)) now.set(entity.id, declareEntity(null, entity, 0));
  }
  for (const { old } of articles) {
    if (old === undefined || !isLive(old.article)) continue;
    for (const entity of old.declared.entities) {
      const left = declareEntity(now.get(entity.id) ?? null, entity, -1);
      // The last to name an entity has let go of it; claims of others may still be about it, so what is known stays until somebody declares it.
      now.set(entity.id, left.names.length > 0 ? left : declareEntity(null, entity, 0));
    }
  }
  const records = [...now].map(([id, declarations]) => ({
    entity: entityOf(id, declarations),
    declarations,
    changed: isChanged(known.get(id), declarations, (declared) => entityOf(id, declared)),
  }));
  await tables.saveEntities(records);
  const merged = new Map(records.map(({ entity }) => [entity.id, entity]));
  return articles.flatMap(({ next }) =>
    next.declared.entities.flatMap(({ id, name }): Note[] => {
      const stands = merged.get(id)?.name;
      return stands === name || !isLive(next.article)
        ? []
        : [[next.article.id, `entity ${id}: "${name}" is kept as an alias of "${stands}"`]];
    }),
  );
}

/** What a retracted article declares makes a thing known, and counts for nothing beside what others say of it. */
function uses({ article }: StoredArticle): 1 | 0 {
  return isLive(article) ? 1 : 0;
}

/** Whether declarations make another record now than they did. */
function isChanged<T>(before: T | undefined, now: T, recordOf: (declared: T) => object): boolean {
  return before === undefined || JSON.stringify(recordOf(before)) !== JSON.stringify(recordOf(now));
}

function kindConflict(articleId: string, id: string, kind: string, known: string): AscribeError {
  return new AscribeError(
    'KIND_CONFLICT',
    `${articleId} declares entity ${id} as ${kind}; it is known as ${known}, and an entity has one kind`,
  );
}
