import type { Predicate } from '../../../domain/ontology.js';
import { compareClaims } from '../../../domain/order.js';
import type { Citation, Claim } from '../../../domain/records.js';
import type { Slice } from '../../read/cursor.js';
import type { Scope } from '../../read/scope.js';
import type { ClaimFilter, Direction } from '../../store.js';
import type { SqliteConnection } from '../connection/connection.js';
import { viewSuffix } from '../schema/as-of.js';
import { toCitation, toClaim } from '../schema/row-mapping.js';
import { allOf, conditionOf } from '../schema/sql.js';
import { claimEnds, filterConditions } from './claim-filter.js';
import { CLAIM_ORDER, countRows, selectAfter } from './lists.js';

/** For each entity its claims after a key. */
export function readClaimsAt(
  db: SqliteConnection,
  scope: Scope,
  entityIds: readonly string[],
  direction: Direction,
  filter: ClaimFilter,
  slice: Slice,
): Claim[][] {
  const conditions = filterConditions(scope, filter);
  return entityIds.map((id) => {
    const found = claimEnds(direction, filter, id).flatMap((end) =>
      selectAfter(db, scope, 'claim', CLAIM_ORDER, [end, ...conditions], slice).map(toClaim),
    );
    const distinct = [...new Map(found.map((claim) => [claim.id, claim])).values()];
    return distinct.sort(compareClaims).slice(0, slice.limit);
  });
}

export function countClaimsAt(
  db: SqliteConnection,
  scope: Scope,
  entityIds: readonly string[],
  direction: Direction,
  filter: ClaimFilter,
): number[] {
  const conditions = filterConditions(scope, filter);
  return entityIds.map((id) => {
    const ends = claimEnds(direction, filter, id);
    const either = conditionOf(
      `(${ends.map(({ sql }) => `(${sql})`).join(' OR ')})`,
      ...ends.flatMap(({ parameters }) => parameters),
    );
    return countRows(db, scope, 'claim', allOf([either, ...conditions]));
  });
}

/** For each claim its citations after a key. */
export function readCitationsOf(
  db: SqliteConnection,
  scope: Scope,
  claimIds: readonly string[],
  slice: Slice,
): Citation[][] {
  return claimIds.map((id) =>
    selectAfter(db, scope, 'citation', ['order_key', 'id'], [conditionOf('claim_id = ?', id)], slice).map(
      toCitation,
    ),
  );
}

export function countCitationsOf(db: SqliteConnection, scope: Scope, claimIds: readonly string[]): number[] {
  return claimIds.map((id) => countRows(db, scope, 'citation', conditionOf('claim_id = ?', id)));
}

export function readSubjectsWithMultipleClaims(
  db: SqliteConnection,
  scope: Scope,
  predicate: Predicate,
  filter: ClaimFilter,
  { afterId, limit }: { readonly afterId: string; readonly limit: number },
): string[] {
  const { sql, parameters } = allOf([
    conditionOf('predicate = ?', predicate),
    conditionOf('subject_id > ?', afterId),
    ...filterConditions(scope, filter),
  ]);
  const rows = db.all(
    `SELECT subject_id FROM claim${viewSuffix(scope)} WHERE ${sql} GROUP BY subject_id HAVING count(*) > 1
     ORDER BY subject_id LIMIT ?`,
    ...parameters,
    limit,
  );
  return rows.map((row) => row.subject_id as string);
}
