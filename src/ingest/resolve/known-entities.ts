import type { EntityKind } from '../../domain/ontology.js';
import type { Store } from '../../store/store.js';
import type { DocumentDraft } from '../format/article-schema.js';

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

/** The entities known beyond one document: those of the rest of the run and of the store. */
export interface ReferenceScope {
  /** By id; contains only ids that `collectEntityIds` returned. */
  readonly entities: ReadonlyMap<string, KnownEntity>;
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
  for (const entity of draft.entities ?? []) add(entity?.id);
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
