import { type ActivePolicy, DEFAULT_POLICY } from '../../../domain/derivation/policy.js';
import { statusRank } from '../../../domain/order.js';
import type { Assessment, ClaimChange } from '../../../domain/records.js';
import { encodeCursor } from '../../read/cursor.js';
import type { Scope } from '../../read/scope.js';
import { openSealed } from '../../sealed-json.js';
import type { ChangeFilter, WritePosition } from '../../store.js';
import type { SqliteConnection } from '../connection/connection.js';
import { viewSuffix } from '../schema/as-of.js';
import { idBytes } from '../schema/compact-ids.js';
import { IN_JSON_LIST, jsonList, toAssessment, toChange } from '../schema/row-mapping.js';
import { type Condition, conditionOf } from '../schema/sql.js';
import { STATE_COLUMNS, toState } from '../schema/state.js';
import { propositionCondition } from './claim-filter.js';

/** For each claim its changes, oldest first. */
export function readHistory(
  db: SqliteConnection,
  scope: Scope,
  claimIds: readonly string[],
): ClaimChange[][] {
  const sql = `SELECT * FROM claim_change${viewSuffix(scope)} WHERE claim_id = ? ORDER BY number`;
  return claimIds.map((id) => db.all(sql, idBytes(id)).map(toChange));
}

/** For each claim its assessments, latest first. */
export function readAssessments(
  db: SqliteConnection,
  scope: Scope,
  claimIds: readonly string[],
): Assessment[][] {
  const sql = `SELECT * FROM assessment${viewSuffix(scope)} WHERE claim_id = ? ORDER BY at DESC, id`;
  return claimIds.map((id) => db.all(sql, id).map(toAssessment));
}

export function readActivePolicy(db: SqliteConnection, scope: Scope): ActivePolicy {
  const [last] = db.all(
    `SELECT number, at, record FROM policy${viewSuffix(scope)} ORDER BY number DESC LIMIT 1`,
  );
  const [unfinished] = db.all(
    'SELECT 1 FROM state WHERE derivation_cursor IS NOT NULL AND ? IS (SELECT max(number) FROM policy)',
    last?.number ?? null,
  );
  return {
    policy: last === undefined ? DEFAULT_POLICY : openSealed(last.record, 'of a policy'),
    since: (last?.at ?? null) as string | null,
    complete: unfinished === undefined,
  };
}

/** In one statement, so that both values are of one commit. */
export function readWritePosition(db: SqliteConnection): WritePosition {
  const [row] = db.all(
    `SELECT ${STATE_COLUMNS},
       nullif(max(change_floor, coalesce((SELECT max(number) FROM claim_change), 0)), 0) AS number FROM state`,
  );
  const number = row?.number as number | null;
  return {
    lastWriteAt: toState(row).lastWriteAt,
    changeCursor: number === null ? null : encodeCursor('changes', [number]),
  };
}

export function changeConditions(filter: ChangeFilter): Condition[] {
  const { statuses, from, statusChanged, since, until } = filter;
  return [
    conditionOf(`to_status_rank ${IN_JSON_LIST}`, jsonList(statuses.map(statusRank))),
    ...(from === undefined
      ? []
      : [conditionOf(`from_status_rank ${IN_JSON_LIST}`, jsonList(from.map(statusRank)))]),
    ...(statusChanged === true ? [conditionOf('from_status_rank IS NOT to_status_rank')] : []),
    propositionCondition(filter),
    // The log is in the order of time: looking up where to start and stop in it reads no rows that would be excluded.
    ...(since === undefined
      ? []
      : [
          conditionOf(
            'number >= (SELECT number FROM claim_change WHERE at >= ? ORDER BY at, number LIMIT 1)',
            Date.parse(since),
          ),
        ]),
    ...(until === undefined
      ? []
      : [
          conditionOf(
            'number <= (SELECT number FROM claim_change WHERE at < ? ORDER BY at DESC, number DESC LIMIT 1)',
            Date.parse(until),
          ),
        ]),
  ];
}
