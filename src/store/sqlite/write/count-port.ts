import type { ClaimCount, CountPort } from '../../write/claim-counter.js';
import type { SqliteConnection } from '../connection/connection.js';
import { COUNT_KEY, countsOfClaims, toClaimCount } from '../read/claim-counts.js';
import { claimIdOf, digitsOf, IN_ID_LIST, idList } from '../schema/compact-ids.js';

/** The counts of `claim_count` inside a transaction. */
export function sqliteCountPort(db: SqliteConnection): CountPort {
  const claimIds = (sql: string, parameters: readonly unknown[]): string[] =>
    db.all(sql, JSON.stringify(parameters)).map(({ id }) => claimIdOf(id));
  return {
    countsOf: async (ids) => db.all(countsOfClaims(`id ${IN_ID_LIST}`), idList(ids)).map(toClaimCount),
    addCounts: async (differences) => addCounts(db, differences),
    claimIdsOfCitations: async (ids) =>
      claimIds(`SELECT claim_id AS id FROM citation WHERE id ${IN_ID_LIST}`, ids.map(digitsOf)),
    claimIdsOfCorrected: async (entities) =>
      claimIds(
        `WITH corrected AS MATERIALIZED (
           SELECT e.id FROM json_each(?) AS next CROSS JOIN entity AS e ON e.id = next.value ->> 0 WHERE e.kind <> next.value ->> 1)
         ${claimsAbout('corrected')}`,
        entities.map(({ id, kind }) => [id, kind]),
      ),
    claimIdsOfDated: async (claims) =>
      claimIds(
        `WITH dated AS MATERIALIZED (
           SELECT coalesce(c.subject_id, next.value ->> 2) AS subject_id
           FROM json_each(?) AS next LEFT JOIN claim AS c ON c.id = unhex(next.value ->> 0)
           WHERE coalesce(c.predicate, 'DATED') = 'DATED' AND c.status_rank IS NOT next.value ->> 1)
         ${claimsAbout('dated')}`,
        claims.map(({ id, statusRank, subjectId }) => [digitsOf(id), statusRank, subjectId]),
      ),
  };
}

const claimsAbout = (entityIds: string) =>
  `SELECT id FROM claim WHERE subject_id IN ${entityIds} UNION SELECT id FROM claim WHERE object_id IN ${entityIds}`;

function addCounts(db: SqliteConnection, differences: readonly ClaimCount[]): void {
  const rows = differences.map(({ facet, value, statusRank, dating, n }) => [
    facet,
    value,
    statusRank,
    dating,
    n,
  ]);
  const key = [0, 1, 2, 3].map((index) => `value ->> ${index}`).join(', ');
  db.run(
    `INSERT INTO claim_count (${COUNT_KEY}, n) SELECT ${key}, value ->> 4 FROM json_each(?) WHERE TRUE
     ON CONFLICT (${COUNT_KEY}) DO UPDATE SET n = n + excluded.n`,
    JSON.stringify(rows),
  );
  const lowered = rows.filter(([, , , , n]) => (n as number) < 0);
  if (lowered.length > 0)
    db.run(
      `DELETE FROM claim_count WHERE n = 0 AND (${COUNT_KEY}) IN (SELECT ${key} FROM json_each(?))`,
      JSON.stringify(lowered),
    );
}
