import type { DeclaredText } from '../../domain/declared-texts.js';
import { articleId } from '../../domain/ids.js';
import type { EntityKind } from '../../domain/ontology.js';
import type { Article } from '../../domain/records.js';
import { readAllPages } from '../../store/read/read-all-pages.js';
import type { Page, PageRequest, Store } from '../../store/store.js';
import type { DocumentDraft } from '../format/article-schema.js';

const DECLARATIONS_PER_READ = 200;

/** An entity that is declared outside the current document. */
export interface KnownEntity {
  readonly id: string;
  /** Null if its declaration is invalid. */
  readonly kind: EntityKind | null;
  /** The id if no live article declares the entity. */
  readonly name: string;
  /** For messages: `the store` or `a.yaml:12:5`. A function, because finding the line reads the file again. */
  readonly describeLocation: () => string;
}

/**
 * `VOICE`: every declaration, also of a retracted article of the run, so that an export of valid articles is valid. `CIRCLE`: only those
 * that count together; the store itself refuses what is left.
 */
export type BodiesPurpose = 'VOICE' | 'CIRCLE';
type FindBodies = (
  ids: readonly string[],
  purpose: BodiesPurpose,
) => Promise<ReadonlyMap<string, readonly string[]>>;

/** The entities known beyond one document: those of the rest of the run and of the store. */
export interface ReferenceScope {
  /** By id; contains only ids that `collectEntityIds` returned. */
  readonly entities: ReadonlyMap<string, KnownEntity>;
  /** The bodies that these entities speak for, as the run and the store declare. */
  readonly findBodies: FindBodies;
  /** Known ids that are spelt like an unknown one. */
  readonly suggestIds: (id: string) => Promise<readonly string[]>;
}

/** The ids of all entities that a document declares or refers to. */
export function collectEntityIds(draft: DocumentDraft): Set<string> {
  const ids = new Set<string>();
  const add = (id: string | null | undefined): void => {
    if (typeof id === 'string') ids.add(id);
  };
  add(draft.article?.source?.affiliation);
  for (const entity of draft.entities ?? []) {
    add(entity?.id);
    add(entity?.organOf);
  }
  for (const claim of draft.claims ?? []) {
    add(claim?.subject);
    add(claim?.object);
    for (const citation of claim?.citations ?? [])
      for (const speaker of citation?.assertedBy ?? []) add(speaker);
  }
  return ids;
}

/** Those of these entities that the store contains. */
export async function findStoredEntities(
  store: Store | null,
  ids: readonly string[],
): Promise<Map<string, KnownEntity>> {
  const entities = store === null ? [] : await store.get('entities', ids);
  const known = entities.filter((entity) => entity !== null);
  return new Map(
    known.map(({ id, kind, name }) => [id, { id, kind, name, describeLocation: () => 'the store' }]),
  );
}

/**
 * Merges what the run and the store know of entities. If their kinds differ, that of the run applies as long as the run replaces every live
 * article that declares the other one.
 *
 * @param isReplaced whether the run replaces this article.
 * @returns also the entities whose kind the run thus corrects.
 */
export async function mergeKnownEntities(
  store: Store | null,
  run: ReadonlyMap<string, KnownEntity>,
  stored: ReadonlyMap<string, KnownEntity>,
  isReplaced: (articleId: string) => boolean,
): Promise<{ readonly known: ReadonlyMap<string, KnownEntity>; readonly corrected: ReadonlySet<string> }> {
  const known = new Map([...run, ...stored]);
  const corrected = new Set<string>();
  for (const [id, one] of stored) {
    const declared = run.get(id);
    if (store === null || declared === undefined || declared.kind === null || declared.kind === one.kind)
      continue;
    const [names = []] = await store.declaredTextsOf([id], 'NAME');
    const { other, count } = await findOtherDeclaration(store, names, isReplaced);
    if (other !== null) known.set(id, { ...one, describeLocation: () => `the store, by ${other}` });
    else {
      known.set(id, declared);
      if (count > 0) corrected.add(id);
    }
  }
  return { known, corrected };
}

/** A live article that declares one of these texts and is not replaced, and the number of articles read to find it. */
export async function findOtherDeclaration(
  store: Store,
  texts: readonly DeclaredText[],
  isReplaced: (articleId: string) => boolean,
): Promise<{ readonly other: string | null; readonly count: number }> {
  let count = 0;
  for (const text of texts) {
    const read = async (page: PageRequest) =>
      (await store.articlesDeclaring([text], page))[0] as Page<Article>;
    for await (const { items } of readAllPages(read, DECLARATIONS_PER_READ)) {
      const other = items.find(({ id }) => !isReplaced(id));
      if (other !== undefined) return { other: other.id, count };
      count += items.length;
    }
  }
  return { other: null, count };
}

/** `findBodies` in the store, for a document with this article. A stored article may itself declare what it is about to replace. */
export async function findStoredBodies(
  store: Store | null,
  article: string | undefined,
  ids: readonly string[],
  purpose: BodiesPurpose,
): Promise<Map<string, readonly string[]>> {
  if (store === null || ids.length === 0) return new Map();
  if (purpose === 'CIRCLE' && article !== undefined) {
    const [replaced] = await store.get('articles', [articleId(article)]);
    if (replaced != null) return new Map();
  }
  const entities = (await store.get('entities', ids)).filter((entity) => entity !== null);
  return new Map(entities.map(({ id, organOf }) => [id, organOf]));
}
