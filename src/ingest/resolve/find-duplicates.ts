import { type AtPath, type Diagnostic, pathDiagnostic } from '../../documents/diagnostic.js';
import { matchKey } from '../../domain/declared-texts.js';
import {
  compareLabels,
  describeDuplicate,
  describeIdentifierConflict,
  type Label,
  labelsOf,
} from '../../domain/duplicate-entities.js';
import type { EntityKind } from '../../domain/ontology.js';
import type { Store } from '../../store/store.js';
import type { DocumentDraft } from '../format/article-schema.js';
import { toEntity } from '../format/to-records.js';
import { findOtherDeclaration } from './known-entities.js';

/** A label that another entity, of this run or of the store, has too. */
export interface SharedLabel<L extends Label = Label> {
  readonly label: L;
  readonly other: { readonly id: string; readonly kind: EntityKind };
}

/** The labels that a live article of the store declares for another entity. Ignores what the run replaces. */
export async function findStoredDuplicates<L extends Label>(
  store: Store,
  labels: readonly L[],
  isReplaced: (articleId: string) => boolean,
): Promise<SharedLabel<L>[]> {
  const shared: SharedLabel<L>[] = [];
  const found = await store.entitiesDeclaredAs(labels);
  for (const [index, label] of labels.entries())
    for (const other of found[index] ?? []) {
      if (other.id === label.id || compareLabels(label, other) === null) continue;
      const [texts = []] = await store.declaredTextsOf([other.id], label.role);
      const same = texts.filter((text) => matchKey(text) === label.key);
      if ((await findOtherDeclaration(store, same, isReplaced)).other !== null) shared.push({ label, other });
    }
  return shared;
}

/** What shared labels say about the entities of a document or a run. */
export interface DuplicateEntities<L extends Label = Label> {
  /** By `conflictKey`: why an entity cannot have an identifier. */
  readonly conflicts: ReadonlyMap<string, string>;
  /** One for each pair of entities that may be one. */
  readonly warnings: readonly { readonly label: L; readonly message: string }[];
}

export const conflictKey = ({ id, key }: Pick<Label, 'id' | 'key'>): string => `${id} ${key}`;

export function collectDuplicates<L extends Label>(shared: readonly SharedLabel<L>[]): DuplicateEntities<L> {
  const conflicts = new Map<string, string>();
  const pairs = new Map<string, SharedLabel<L>[]>();
  for (const one of shared) {
    const { label, other } = one;
    const result = compareLabels(label, other);
    if (result === 'CONFLICT')
      conflicts.set(conflictKey(label), describeIdentifierConflict(label.text, label, other));
    else if (result === 'DUPLICATE') {
      const pair = [label.id, other.id].sort().join(' ');
      pairs.set(pair, [...(pairs.get(pair) ?? []), one]);
    }
  }
  const warnings = [...pairs.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const labels = [...new Map(all.map(({ label }) => [label.key, label])).values()];
    return [{ label: first.label, message: describeDuplicate(first.label.id, first.other.id, labels) }];
  });
  return { conflicts, warnings };
}

/** The duplicates among the entities of one document, and between them and the store. */
export async function findDuplicatesOf(
  store: Store,
  { article, entities = [] }: DocumentDraft,
  isReplaced: (articleId: string) => boolean,
): Promise<DuplicateEntities> {
  if (article?.retractedAt !== undefined) return collectDuplicates([]);
  const labels = entities.flatMap(labelsOfDraft);
  const first = new Map<string, Label>();
  const shared: SharedLabel[] = [];
  for (const label of labels) {
    const other = first.get(label.key);
    if (other === undefined) first.set(label.key, label);
    else if (other.id !== label.id) shared.push({ label, other });
  }
  return collectDuplicates([...shared, ...(await findStoredDuplicates(store, labels, isReplaced))]);
}

/** An IDENTIFIER_CONFLICT for each identifier of a document that cannot be. */
export function identifierConflicts(
  { article, entities = [] }: DocumentDraft,
  { conflicts }: DuplicateEntities,
): Diagnostic<AtPath>[] {
  if (conflicts.size === 0 || article?.retractedAt !== undefined) return [];
  return [...entities.entries()].flatMap(([index, draft]) =>
    labelsOfDraft(draft).flatMap((label) => {
      const message = label.role === 'IDENTIFIER' ? conflicts.get(conflictKey(label)) : undefined;
      const path = ['entities', index, 'identifiers'];
      return message === undefined ? [] : [pathDiagnostic('IDENTIFIER_CONFLICT', path, message)];
    }),
  );
}

/** None if the draft is invalid. */
function labelsOfDraft(draft: NonNullable<DocumentDraft['entities']>[number]): readonly Label[] {
  const entity = draft === null ? null : toEntity(draft);
  return entity === null ? [] : labelsOf(entity);
}
