import type { Citation, Claim } from '../../domain/records.js';
import { namedIn } from './article-declarations.js';
import type { ArticleUpdate } from './merge-declarations.js';
import type { WritePort } from './write-port.js';

/** Entities and sources. */
export interface UnusedIds {
  readonly entityIds: readonly string[];
  readonly sourceIds: readonly string[];
}

/** Removes those of these entities and sources that nothing declares or refers to any more, and returns them. Reads as of earlier times find them. */
export async function removeUnused(port: WritePort, candidates: UnusedIds): Promise<UnusedIds> {
  const remove = async (record: 'Entity' | 'Source', ids: readonly string[]) => {
    const unused = ids.length === 0 ? [] : await port.unusedIds(record, [...new Set(ids)].sort(), 'now');
    if (unused.length > 0) await port.removeUnused(record, unused);
    return unused;
  };
  // Sources first: one without an article still refers to its owner.
  const sourceIds = await remove('Source', candidates.sourceIds);
  return { sourceIds, entityIds: await remove('Entity', candidates.entityIds) };
}

/**
 * Removes the entities and sources that these articles declared or named before the write, or that what they lose was about, if nothing
 * uses them any more.
 */
export async function removeUndeclared(
  port: WritePort,
  updates: readonly ArticleUpdate[],
  lost: { readonly claims: Iterable<Claim>; readonly citations: readonly Citation[] },
): Promise<void> {
  const declared = new Set(updates.flatMap(({ next }) => next.declared.entities.map(({ id }) => id)));
  const published = new Set(updates.map(({ next }) => next.declared.source.id));
  const before = updates.flatMap(({ old }) => (old === undefined ? [] : [old.declared]));
  const entityIds = [
    ...before.flatMap(namedIn),
    ...endsOf(lost.claims),
    ...lost.citations.flatMap(({ assertedBy }) => assertedBy),
  ];
  await removeUnused(port, {
    entityIds: entityIds.filter((id) => !declared.has(id)),
    sourceIds: before.map(({ source }) => source.id).filter((id) => !published.has(id)),
  });
}

/** The entities that claims are about. */
function endsOf(claims: Iterable<Pick<Claim, 'subjectId' | 'objectId'>>): string[] {
  return [...claims].flatMap(({ subjectId, objectId }) =>
    objectId === null ? [subjectId] : [subjectId, objectId],
  );
}
