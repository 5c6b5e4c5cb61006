import type { Query } from '../connection/cypher.js';
import type { VersionedRecord } from '../schema/as-of.js';

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
  // Drops properties that only writes need. An export as of a time needs the declarations of an article.
  const declarations = record === 'Article' ? '' : ', declarations: null';
  await query(
    `MATCH (n:${record}) WHERE n.id IN $ids AND n.recordedAt < $now
     CREATE (p:Past${record})
     SET p = n {.*, replacedAt: $now, digest: null, textBands: null, relationshipKey: null, relationshipType: null${declarations}}`,
    { ids, now },
  );
}
