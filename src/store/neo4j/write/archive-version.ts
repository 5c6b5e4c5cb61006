import type { Query, Row } from '../connection/cypher.js';
import type { VersionedRecord } from '../schema/as-of.js';

/** Properties that only writes need. An export as of a time needs the declarations of an article. */
const dropped = (record: VersionedRecord): string[] => [
  ...['digest', 'textBands', 'relationshipKey'],
  ...(record === 'Article' ? [] : ['declarations']),
];

/** The properties of an earlier version of a node, from those that it had until then. */
export const pastProperties = (record: VersionedRecord, properties: Row, replacedAt: string): Row => ({
  ...Object.fromEntries(Object.entries(properties).filter(([name]) => !dropped(record).includes(name))),
  replacedAt,
});

/** Archives the records of a transaction. */
export type ArchiveVersion = (record: VersionedRecord, ids: readonly string[]) => Promise<void>;

/**
 * Copies these records, as they are stored, to nodes of earlier versions. Call it before they are replaced or deleted, in the
 * transaction at `now`. Skips versions that the same transaction wrote: no reader ever saw them.
 */
export async function archiveVersion(
  query: Query,
  record: VersionedRecord,
  ids: readonly string[],
  now: string,
): Promise<void> {
  if (ids.length === 0) return;
  const nulls = dropped(record).map((name) => `${name}: null`);
  await query(
    `MATCH (n:${record}) WHERE n.id IN $ids AND n.recordedAt < $now
     CREATE (p:Past${record})
     SET p = n {.*, replacedAt: $now, ${nulls.join(', ')}}`,
    { ids, now },
  );
}
