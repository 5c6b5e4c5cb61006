import type { Claim } from '../../../domain/records.js';
import type { Slice, SortKey } from '../../read/cursor.js';
import type { KeyedRecord } from '../../read/read-port.js';
import type { Scope } from '../../read/scope.js';
import type { ClaimFilter } from '../../store.js';
import type { Row, SqliteConnection } from '../connection/connection.js';
import { toClaim } from '../schema/row-mapping.js';
import { allOf, type Condition } from '../schema/sql.js';
import { filterConditions } from './claim-filter.js';
import { selectClaims } from './claim-window.js';
import { afterKey, CLAIM_ORDER, countRows, selectAfter, selectByIds } from './list-query.js';

/** Claims of a filter in their order, after a key. The conditions are about the claim, not about its status. */
export function readClaimsAfter(
  db: SqliteConnection,
  scope: Scope,
  filter: ClaimFilter,
  slice: Slice,
  conditions: readonly Condition[] = [],
): KeyedRecord<Claim>[] {
  if (filter.during !== undefined) return readClaimsInWindow(db, scope, filter, slice, conditions);
  const all = [...conditions, ...filterConditions(scope, filter)];
  return selectAfter(db, scope, 'claim', CLAIM_ORDER, all, slice).map((row) => ({
    record: toClaim(row),
    key: keyOf(row),
  }));
}

function readClaimsInWindow(
  db: SqliteConnection,
  scope: Scope,
  filter: ClaimFilter,
  { key, limit }: Slice,
  conditions: readonly Condition[],
): KeyedRecord<Claim>[] {
  const claims = selectClaims(scope, filter, CLAIM_ORDER.join(', '), conditions);
  const after = allOf(afterKey(CLAIM_ORDER, key));
  const found = db.all(
    `SELECT * FROM (${claims.sql}) WHERE ${after.sql} ORDER BY ${CLAIM_ORDER.join(', ')} LIMIT ?`,
    ...claims.parameters,
    ...after.parameters,
    limit,
  );
  const ids = found.map(({ id }) => id as string);
  const records = new Map(selectByIds(db, scope, 'claim', ids).map((row) => [row.id, toClaim(row)]));
  return found.map((row) => ({ record: records.get(row.id) as Claim, key: keyOf(row) }));
}

const keyOf = (row: Row): SortKey => CLAIM_ORDER.map((column) => row[column]) as unknown as SortKey;

/** The number of claims of a filter. */
export function countClaims(
  db: SqliteConnection,
  scope: Scope,
  filter: ClaimFilter,
  conditions: readonly Condition[] = [],
): number {
  if (filter.during === undefined)
    return countRows(db, scope, 'claim', allOf([...conditions, ...filterConditions(scope, filter)]));
  const { sql, parameters } = selectClaims(scope, filter, 'id', conditions);
  const [row] = db.all(`SELECT count(*) AS n FROM (${sql})`, ...parameters);
  return row?.n as number;
}
