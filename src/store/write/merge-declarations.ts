import {
  declarationCount,
  type EntityDeclarations,
  entityFromDeclarations,
  isDeclared,
  type SourceDeclarations,
  sourceFromDeclarations,
  undeclaredEntity,
  updateEntityDeclarations,
  updateSourceDeclarations,
} from '../../domain/declarations.js';
import { type DeclaredText, declaredTextsOf } from '../../domain/declared-texts.js';
import { AscribeError } from '../../domain/errors.js';
import { compareText } from '../../domain/order.js';
import { pluralize } from '../../domain/pluralize.js';
import { type Article, type Entity, isLive, type ReferencedEntity } from '../../domain/records.js';
import { refuseSharedIdentifiers } from './checks/refuse-shared-identifiers.js';
import { changedOrgans, refuseOrganCircles } from './merge-organs.js';
import type { DeclaredTextChange, StoredArticle, WritePort } from './write-port.js';

/** An article before (if it was stored) and after a write. */
export interface ArticleUpdate {
  readonly old: StoredArticle | undefined;
  readonly next: StoredArticle;
}

/**
 * Updates the counts of what live articles declare about sources. Returns the ids of the sources whose reliability or owner changed,
 * because that affects all their citations, and notes for people.
 */
export async function mergeSourceDeclarations(
  port: WritePort,
  updates: readonly ArticleUpdate[],
): Promise<{ readonly regraded: readonly string[]; readonly notes: readonly ArticleNote[] }> {
  const declared = updates.flatMap(({ old, next }) => [next, ...(old === undefined ? [] : [old])]);
  const ids = [...new Set(declared.map((one) => one.declared.source.id))].sort();
  const known = await port.sourceDeclarations(ids);
  const now = new Map<string, SourceDeclarations>(known);
  for (const { next } of updates) {
    const { source } = next.declared;
    now.set(source.id, updateSourceDeclarations(now.get(source.id) ?? null, source, declarationDelta(next)));
  }
  for (const { old } of updates) {
    if (old === undefined || !isLive(old.article)) continue;
    const { source } = old.declared;
    const left = updateSourceDeclarations(now.get(source.id) ?? null, source, -1);
    now.set(source.id, left.names.length > 0 ? left : updateSourceDeclarations(null, source, 0));
  }
  for (const [id, declarations] of now)
    if (!isDeclared(declarations))
      now.set(id, (await retractedDeclarations(port, id, updates)) ?? declarations);
  const records = [...now].map(([id, declarations]) => ({
    source: sourceFromDeclarations(id, declarations),
    declarations,
    changed: isChanged(known.get(id), declarations, (declared) => sourceFromDeclarations(id, declared)),
  }));
  await port.saveSources(records);
  const graded = new Map(records.map(({ source }) => [source.id, source]));
  const notes = updates.flatMap(({ next }): ArticleNote[] => {
    const { id, reliability } = next.declared.source;
    const merged = graded.get(id)?.reliability;
    if (merged === reliability || !isLive(next.article)) return [];
    const here = reliability === 'F' ? 'has no grade here' : `is graded ${reliability} here`;
    const note = `${id} ${here}; other articles grade it differently, and the most cautious grade, ${merged}, applies`;
    return [[next.article.id, note]];
  });
  const regraded = [...known]
    .filter(([id, declarations]) => {
      const old = sourceFromDeclarations(id, declarations);
      const next = graded.get(id);
      return old.reliability !== next?.reliability || old.affiliation !== next.affiliation;
    })
    .map(([id]) => id);
  return { regraded, notes };
}

/** What the articles of a source that no live article declares, all of them retracted, say of it. Null if there are none. */
async function retractedDeclarations(
  port: WritePort,
  sourceId: string,
  updates: readonly ArticleUpdate[],
): Promise<SourceDeclarations | null> {
  const articles = new Map(await port.storedArticles(await port.articleIdsOfSources([sourceId])));
  for (const { next } of updates) articles.set(next.article.id, next);
  return [...articles.values()]
    .map(({ declared }) => declared.source)
    .filter(({ id }) => id === sourceId)
    .reduce<SourceDeclarations | null>((known, source) => updateSourceDeclarations(known, source, 0), null);
}

/** The id of an article and a note for people about its write. */
export type ArticleNote = readonly [articleId: string, note: string];

/** The effects of a write on entities. */
interface EntityChanges {
  /** Ids of the entities whose bodies changed, because that affects what they say. */
  readonly changedOrgans: readonly string[];
  /** Ids of the entities whose kind was corrected. */
  readonly changedKinds: readonly string[];
  readonly notes: readonly ArticleNote[];
}

/**
 * Updates the counts of what live articles declare about entities, and creates the referenced entities that no article declares.
 * Throws KIND_CONFLICT, with the article's id, if other live articles declare an entity with a different kind; IDENTIFIER_CONFLICT;
 * ORGAN_CIRCLE.
 */
export async function mergeEntityDeclarations(
  port: WritePort,
  updates: readonly ArticleUpdate[],
  referencedEntities: readonly ReferencedEntity[],
): Promise<EntityChanges> {
  const declared = updates.flatMap(({ old, next }) => [next, ...(old === undefined ? [] : [old])]);
  const ids = [...declared.flatMap((one) => one.declared.entities), ...referencedEntities].map(
    ({ id }) => id,
  );
  const known = await port.entityDeclarations([...new Set(ids)].sort());
  const now = new Map<string, EntityDeclarations>(known);
  // What is replaced goes first: together, these articles may correct a kind that they all declared.
  for (const { old } of updates) {
    if (old === undefined || !isLive(old.article)) continue;
    // Claims may still refer to an entity that no article declares any more, so it keeps its record.
    for (const entity of old.declared.entities)
      now.set(entity.id, updateEntityDeclarations(now.get(entity.id) ?? null, entity, -1));
  }
  for (const { next } of updates)
    for (const entity of next.declared.entities)
      now.set(entity.id, addDeclaration(now.get(entity.id), entity, next.article));
  for (const { id, kind } of referencedEntities) if (!now.has(id)) now.set(id, undeclaredEntity(kind));
  const changed = changedOrgans(known, now);
  await refuseOrganCircles(port, changed, now);
  const records = [...now].map(([id, declarations]) => ({
    entity: entityFromDeclarations(id, declarations),
    declarations,
    changed: isChanged(known.get(id), declarations, (declared) => ({
      ...entityFromDeclarations(id, declared),
      // The id may also be the declared name. The search index differs nevertheless.
      isDeclared: isDeclared(declared),
    })),
  }));
  await Promise.all([port.saveEntities(records), port.saveDeclaredTexts(declaredTextChanges(updates))]);
  await refuseSharedIdentifiers(port, known, now);
  const merged = new Map(records.map(({ entity }) => [entity.id, entity]));
  const notes = updates.flatMap(({ next }) =>
    next.declared.entities.flatMap(({ id, name }): ArticleNote[] => {
      const mergedName = merged.get(id)?.name;
      return mergedName === name || !isLive(next.article)
        ? []
        : [[next.article.id, `entity ${id}: "${name}" is kept as an alias of "${mergedName}"`]];
    }),
  );
  const changedKinds = [...known].filter(([id, { kind }]) => now.get(id)?.kind !== kind).map(([id]) => id);
  return { changedOrgans: changed, changedKinds, notes };
}

/** Adds what an article declares. A retracted one declares nothing, but tells the kind of an entity that nobody else declares. */
function addDeclaration(
  before: EntityDeclarations | undefined,
  entity: Entity,
  article: Article,
): EntityDeclarations {
  const known = before ?? undeclaredEntity(entity.kind);
  const declared = declarationCount(known) > 0;
  if (!isLive(article)) return declared ? known : { ...known, kind: entity.kind };
  if (declared && known.kind !== entity.kind) throw kindConflict(article.id, entity, known);
  return updateEntityDeclarations(known, entity, 1);
}

/** What live articles declare about entities, where it differs from before. */
function declaredTextChanges(updates: readonly ArticleUpdate[]): DeclaredTextChange[] {
  return updates.flatMap(({ old, next }) => {
    const before = declaredByEntity(old);
    const after = declaredByEntity(next);
    return [...new Set([...before.keys(), ...after.keys()])]
      .map((entityId) => ({
        articleId: next.article.id,
        entityId,
        before: before.get(entityId) ?? [],
        after: after.get(entityId) ?? [],
      }))
      .filter(
        ({ before, after }) =>
          before.length !== after.length || JSON.stringify(before) !== JSON.stringify(after),
      );
  });
}

/** The texts that an article declares, by entity, each once, in an order that does not depend on the document; none if it is retracted. */
export function declaredByEntity(
  article: Pick<StoredArticle, 'article' | 'declared'> | undefined,
): Map<string, readonly DeclaredText[]> {
  const entities = article === undefined || !isLive(article.article) ? [] : article.declared.entities;
  return new Map(entities.map((entity) => [entity.id, textsOf(entity)]));
}

/** By entity, because articles of one import share the objects of equal entities. */
const knownTexts = new WeakMap<Entity, readonly DeclaredText[]>();

function textsOf(entity: Entity): readonly DeclaredText[] {
  const known = knownTexts.get(entity);
  if (known !== undefined) return known;
  const texts = declaredTextsOf([entity])
    .sort(compareDeclared)
    .filter((text, index, all) => index === 0 || compareDeclared(all[index - 1] as DeclaredText, text) !== 0);
  knownTexts.set(entity, texts);
  return texts;
}

const compareDeclared = (one: DeclaredText, other: DeclaredText): number =>
  compareText(one.role, other.role) || compareText(one.text, other.text);

/** A retracted article makes a record known, but its declarations do not count. */
function declarationDelta({ article }: StoredArticle): 1 | 0 {
  return isLive(article) ? 1 : 0;
}

/** Whether the record made of the declarations differs from before. */
function isChanged<T>(before: T | undefined, now: T, toRecord: (declared: T) => object): boolean {
  return before === undefined || JSON.stringify(toRecord(before)) !== JSON.stringify(toRecord(now));
}

function kindConflict(articleId: string, { id, kind }: Entity, known: EntityDeclarations): AscribeError {
  const others = pluralize(declarationCount(known), 'other article');
  return new AscribeError(
    'KIND_CONFLICT',
    `${articleId} declares entity ${id} as ${kind}, but ${others} declare it as ${known.kind}; an entity has one kind. Import all of them with the kind that is right, or use a separate id`,
  );
}
