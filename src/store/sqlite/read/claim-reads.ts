import type { Predicate } from '../../../domain/ontology.js';
import { compareKeys } from '../../../domain/order.js';
import type { Citation, Claim } from '../../../domain/records.js';
import type { Slice } from '../../read/cursor.js';
import type { Scope } from '../../read/scope.js';
import type { ClaimFilter, Direction } from '../../store.js';
import type { SqliteConnection } from '../connection/connection.js';
import { citationIdOf, idBytes } from '../schema/compact-ids.js';
import { toCitation } from '../schema/row-mapping.js';
import { allOf, conditionOf } from '../schema/sql.js';
import { claimEnds } from './claim-filter.js';
import { countClaims, readClaimsAfter } from './claim-lists.js';
import { selectClaims } from './claim-window.js';
import { countRows, type RowOrder, selectAfter } from './list-query.js';

const CITATION_ORDER: RowOrder = { columns: ['order_key', 'id'], idOf: citationIdOf };

/** For each entity its claims after a key. */
export function readClaimsAt(
  db: SqliteConnection,
  scope: Scope,
  entityIds: readonly string[],
  direction: Direction,
  filter: ClaimFilter,
  slice: Slice,
): Claim[][] {
  return entityIds.map((id) => {
    const found = claimEnds(direction, filter, id).flatMap((end) =>
      readClaimsAfter(db, scope, filter, slice, end),
    );
    const distinct = [...new Map(found.map((one) => [one.record.id, one])).values()];
    return distinct
      .sort((a, b) => compareKeys(a.key, b.key))
      .slice(0, slice.limit)
      .map(({ record }) => record);
  });
}

export function countClaimsAt(
  db: SqliteConnection,
  scope: Scope,
  entityIds: readonly string[],
  direction: Direction,
  filter: ClaimFilter,
): number[] {
  return entityIds.map((id) => {
    const ends = claimEnds(direction, filter, id).map(({ end, condition }) => allOf([end, condition]));
    const either = conditionOf(
      `(${ends.map(({ sql }) => `(${sql})`).join(' OR ')})`,
      ...ends.flatMap(({ parameters }) => parameters),
    );
    return countClaims(db, scope, filter, [either]);
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
    selectAfter(db, scope, 'citation', CITATION_ORDER, [conditionOf('claim_id = ?', idBytes(id))], slice).map(
      toCitation,
    ),
  );
}

export function countCitationsOf(db: SqliteConnection, scope: Scope, claimIds: readonly string[]): number[] {
  return claimIds.map((id) => countRows(db, scope, 'citation', conditionOf('claim_id = ?', idBytes(id))));
}

export function readSubjectsWithMultipleClaims(
  db: SqliteConnection,
  scope: Scope,
  predicate: Predicate,
  filter: ClaimFilter,
  { afterId, limit }: { readonly afterId: string; readonly limit: number },
): string[] {
  const { sql, parameters } = selectClaims(scope, filter, 'subject_id', [
    conditionOf('predicate = ?', predicate),
    conditionOf('subject_id > ?', afterId),
  ]);
  const rows = db.all(
    `SELECT subject_id FROM (${sql}) GROUP BY subject_id HAVING count(*) > 1
     ORDER BY subject_id LIMIT ?`,
    ...parameters,
    limit,
  );
  return rows.map((row) => row.subject_id as string);
}
