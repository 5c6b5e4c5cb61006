import type { EntityKind } from '../../domain/ontology.js';
import type { Store } from '../../store/store.js';
import type { DocumentDraft } from '../format/article-schema.js';

/** An entity that is declared outside of the document at hand. */
export interface KnownEntity {
  readonly id: string;
  /** Null where its declaration is broken. */
  readonly kind: EntityKind | null;
  readonly name: string;
  /** For messages: `the store`, `a.yaml:12:5`. A function, as to look a line up costs a read. */
  readonly place: () => string;
}

/** What is known beyond one document: the rest of the run, and the store. */
export interface ReferenceScope {
  /** Of the ids asked for beforehand. */
  readonly entities: ReadonlyMap<string, KnownEntity>;
  /** Known ids that are spelt like one that is not. */
  readonly closestIds: (id: string) => Promise<readonly string[]>;
}

/** Every entity that a document declares or refers to. */
export function collectEntityIds(draft: DocumentDraft): Set<string> {
  const ids = new Set<string>();
  const add = (id: string | null | undefined): void => {
    if (typeof id === 'string') ids.add(id);
  };
  add(draft.article?.source?.affiliation);
  for (const entity of draft.entities ?? []) add(entity?.id);
  for (const claim of draft.claims ?? []) {
    add(claim?.subject);
    add(claim?.object);
    for (const citation of claim?.citations ?? [])
      for (const speaker of citation?.assertedBy ?? []) add(speaker);
  }
  return ids;
}

/** What the store knows of these entities. */
export async function findStoredEntities(
  store: Store | null,
  ids: readonly string[],
): Promise<Map<string, KnownEntity>> {
  const entities = store === null ? [] : await store.entities(ids);
  const known = entities.filter((entity) => entity !== null);
  return new Map(known.map(({ id, kind, name }) => [id, { id, kind, name, place: () => 'the store' }]));
}
