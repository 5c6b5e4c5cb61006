import { statusRank } from '../../../domain/order.js';
import type { ClaimChange } from '../../../domain/records.js';
import { sealJson } from '../../sealed-json.js';
import { parseRecord, type Query, queryForRows, type Row } from '../connection/cypher.js';

/** Appends to the log. An entry outlives the claim that it reports on. One counter numbers all entries in the order of writing. */
export async function addChanges(query: Query, changes: readonly ClaimChange[]): Promise<void> {
  await queryForRows(
    query,
    `MATCH (a:Ascribe {id: 'ascribe'})
     WITH a, coalesce(a.changes, 0) AS before
     SET a.changes = before + size($rows)
     WITH before UNWIND range(0, size($rows) - 1) AS index
     CREATE (c:Change) SET c = $rows[index], c.number = before + index + 1`,
    changes.map(changeProperties),
  );
}

/** Removes and returns the changes of these claims that the transaction at `now` has logged. Resets the counter to the last entry left. */
export async function popChanges(
  query: Query,
  claimIds: readonly string[],
  now: string,
): Promise<ClaimChange[]> {
  const rows = await query(
    `UNWIND $claimIds AS id MATCH (c:Change) WHERE c.claimId = id AND c.number >= 0 AND c.at = $now
     WITH c, c.record AS record DELETE c RETURN record`,
    { claimIds, now },
  );
  if (rows.length > 0)
    await query(
      `MATCH (a:Ascribe {id: 'ascribe'})
       SET a.changes = coalesce(
         COLLECT { MATCH (c:Change) WHERE c.number > coalesce(a.changeFloor, 0) RETURN c.number ORDER BY c.number DESC LIMIT 1 }[0],
         a.changeFloor)`,
    );
  return rows.map((row) => parseRecord(row));
}

export function changeProperties(change: ClaimChange): Row {
  const { claimId, subjectId, predicate, objectId, at, from, to } = change;
  return {
    claimId,
    subjectId,
    predicate,
    objectId,
    at,
    fromStatusRank: from === null ? null : statusRank(from.status),
    toStatusRank: statusRank(to?.status ?? 'RETRACTED'),
    record: sealJson(change),
  };
}
