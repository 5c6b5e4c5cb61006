import type Database from 'libsql';
import type { Collector } from '../../verify/report.js';
import { COUNT_KEY, countsOfClaims } from '../read/claim-counts.js';
import { queryRows } from './check-structure.js';

/** Checks the counts of claims by facet against counting all claims again. */
export function checkCounts(database: Database.Database, { attempt, report }: Collector): void {
  attempt('the table claim_count', () => {
    const [row] = queryRows(
      database,
      `WITH recount AS MATERIALIZED (SELECT * FROM (${countsOfClaims('TRUE')}))
       SELECT (SELECT count(*) FROM claim_count) <> (SELECT count(*) FROM recount)
         OR EXISTS (SELECT ${COUNT_KEY}, n FROM claim_count EXCEPT SELECT ${COUNT_KEY}, n FROM recount) AS differs`,
    );
    if (row?.differs !== 0)
      report('the table claim_count', 'its counts are not those of the claims', 'rebuild');
  });
}
