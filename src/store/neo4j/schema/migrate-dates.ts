import type { Claim } from '../../../domain/records.js';
import { parseRecord } from '../connection/cypher.js';
import { dateNodes } from '../write/dates.js';
import { forEachIdBatch, type UnderLock } from './migrate-batches.js';

/** The dates of claims as nodes of their own; also those that they had. */
export async function addDates(underLock: UnderLock): Promise<void> {
  // A claim that is gone is a past one only.
  await forEachIdBatch(underLock, 'Claim|PastClaim', async (query, ids) => {
    const versions = await query(
      `MATCH (n:Claim|PastClaim) WHERE n.id IN $ids AND n.record IS NOT NULL
       RETURN n.record AS record, n.recordedAt AS recordedAt, n.replacedAt AS replacedAt`,
      { ids },
    );
    const dates = versions.flatMap((row) =>
      dateNodes(parseRecord<Claim>(row)).map((date) => ({
        ...date,
        recordedAt: row.recordedAt,
        replacedAt: row.replacedAt,
      })),
    );
    // Made anew, so that a batch may be run again.
    await query('MATCH (d:ClaimDate) WHERE d.claimId IN $ids DELETE d', { ids });
    await query('UNWIND $dates AS date CREATE (d:ClaimDate) SET d = date', { dates });
  });
}
