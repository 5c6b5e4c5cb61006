import type { Collector } from '../../verify/report.js';
import { countKey } from '../../write/claim-counter.js';
import { recount } from '../write/claim-counts.js';
import type { InSnapshot } from './check-nodes.js';

/** Checks the counts of claims by facet against counting all claims again. */
export async function checkCounts(inSnapshot: InSnapshot, { report }: Collector): Promise<void> {
  const differ = await inSnapshot(async (query) => {
    const rows = await query('MATCH (k:ClaimCount) RETURN k.id AS id, k.n AS n');
    const stored = new Map(rows.map(({ id, n }) => [id, n]));
    const expected = await recount(query);
    return (
      stored.size !== expected.length || expected.some((count) => stored.get(countKey(count)) !== count.n)
    );
  });
  if (differ) report('the nodes ClaimCount', 'their counts are not those of the claims', 'rebuild');
}
