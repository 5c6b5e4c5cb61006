import { type ActivePolicy, DEFAULT_POLICY, type Policy } from '../../../domain/derivation/policy.js';
import { statusRank } from '../../../domain/order.js';
import type { Assessment, ClaimChange } from '../../../domain/records.js';
import { encodeCursor, type Slice } from '../../read/cursor.js';
import type { KeyedRecord } from '../../read/read-port.js';
import type { Scope } from '../../read/scope.js';
import type { ChangeFilter, WritePosition } from '../../store.js';
import type { PolicyState } from '../../write/write-port.js';
import {
  type CypherParameters,
  parseRecord,
  type Query,
  type Row,
  unionAll,
  where,
} from '../connection/cypher.js';
import { loggedInScope } from '../schema/as-of.js';
import { propositionCondition } from './claim-filter.js';
import { groupByRequest, UNWIND_IDS } from './list-query.js';

/** For each claim its changes, oldest first. */
export async function readHistory(
  query: Query,
  scope: Scope,
  claimIds: readonly string[],
): Promise<ClaimChange[][]> {
  const rows = await query(
    `${UNWIND_IDS} MATCH (c:Change) ${where('c.claimId = id', 'c.number >= 0', loggedInScope(scope, 'c'))}
     RETURN requestIndex, c.record AS record, c.number AS number ORDER BY requestIndex, number`,
    { ids: claimIds },
  );
  return groupByRequest(rows, claimIds.length, (row) => parseRecord<ClaimChange>(row));
}

/** Changes of a filter in the order of the log, after a key. */
export async function readChangesAfter(
  query: Query,
  scope: Scope,
  filter: ChangeFilter,
  { key, limit }: Slice,
): Promise<KeyedRecord<ClaimChange>[]> {
  const inOrder = 'ORDER BY number LIMIT $limit';
  const { sets, conditions, parameters } = changeConditions(scope, filter);
  const parts = sets.map(
    (set) =>
      `MATCH (c:Change) ${where(set, 'c.number > $from', ...conditions)}
       RETURN c.number AS number, c.record AS record ${inOrder}`,
  );
  const rows = await query(unionAll(parts, `RETURN number, record ${inOrder}`), {
    ...parameters,
    from: key?.[0] ?? -1,
    limit,
  });
  return rows.map((row) => ({ record: parseRecord<ClaimChange>(row), key: [row.number as number] }));
}

export async function countChanges(query: Query, scope: Scope, filter: ChangeFilter): Promise<number> {
  const { sets, conditions, parameters } = changeConditions(scope, filter);
  const parts = sets.map(
    (set) => `MATCH (c:Change) ${where(set, 'c.number >= 0', ...conditions)} RETURN count(c) AS n`,
  );
  const [row] = await query(unionAll(parts, 'RETURN sum(n) AS n'), parameters);
  return row?.n as number;
}

/** For each claim its assessments, the latest first. */
export async function readAssessments(
  query: Query,
  scope: Scope,
  claimIds: readonly string[],
): Promise<Map<string, readonly Assessment[]>> {
  // An assessment that ended after the timestamp was still in force at it.
  const inForce = scope === 'now' ? 'false' : 'coalesce(a.endedAt > $asOf, false)';
  const rows = await query(
    `UNWIND $ids AS claimId
     MATCH (a:Assessment) ${where('a.claimId = claimId', "a.at > ''", loggedInScope(scope, 'a'))}
     RETURN claimId, a.at AS at, a.id AS id, a.record AS record, ${inForce} AS inForce
     ORDER BY claimId, at DESC, id`,
    { ids: [...new Set(claimIds)] },
  );
  const found = new Map<string, Assessment[]>();
  for (const row of rows) {
    const record = parseRecord<Assessment>(row);
    const all = found.get(record.claimId) ?? [];
    all.push(row.inForce === true ? { ...record, endedAt: null, end: null } : record);
    found.set(record.claimId, all);
  }
  return found;
}

/** Every policy that was put in force, in order. Each row also has the derivation cursor of the last. */
async function readPolicyRows(query: Query, known: string): Promise<Row[]> {
  return query(
    `MATCH (a:Ascribe {id: 'ascribe'}) OPTIONAL MATCH (p:Policy)
     RETURN a.derivationCursor AS derivationCursor, p.number AS number, p.at AS at, p.record AS record, ${known} AS known
     ORDER BY number`,
  );
}

export async function readPolicyState(query: Query): Promise<PolicyState> {
  const rows = await readPolicyRows(query, 'true');
  return {
    history: rows
      .filter(({ record }) => record !== null)
      .map((row) => ({ at: row.at as string, policy: parseRecord<Policy>(row) })),
    derivationCursor: (rows[0]?.derivationCursor ?? null) as string | null,
  };
}

export async function readActivePolicy(query: Query, scope: Scope): Promise<ActivePolicy> {
  const rows = await readPolicyRows(query, scope === 'now' ? 'true' : 'p.at <= $asOf');
  const last = rows.findLast(({ record, known }) => record !== null && known === true);
  const isLatest = (last?.number ?? null) === (rows.at(-1)?.number ?? null);
  return {
    policy: last === undefined ? DEFAULT_POLICY : parseRecord<Policy>(last),
    since: (last?.at ?? null) as string | null,
    complete: !isLatest || (rows[0]?.derivationCursor ?? null) === null,
  };
}

/** The node of the writers' lock holds both values, as committed. */
export async function readWritePosition(query: Query): Promise<WritePosition> {
  const [row] = await query(
    "MATCH (a:Ascribe {id: 'ascribe'}) RETURN a.lastWriteAt AS lastWriteAt, a.changes AS changes",
  );
  const changes = (row?.changes ?? 0) as number;
  return {
    lastWriteAt: (row?.lastWriteAt ?? '') as string,
    changeCursor: changes === 0 ? null : encodeCursor('changes', [changes]),
  };
}

/** The changes `c` of a filter: those in one of the disjoint sets that meet all conditions. */
function changeConditions(
  scope: Scope,
  filter: ChangeFilter,
): {
  readonly sets: readonly string[];
  readonly conditions: readonly string[];
  readonly parameters: CypherParameters;
} {
  const { statuses, from, statusChanged, entityIds, since, until } = filter;
  const proposition = propositionCondition(filter, 'c');
  return {
    sets:
      entityIds === undefined
        ? ['']
        : ['c.subjectId IN $entityIds', 'c.objectId IN $entityIds AND NOT c.subjectId IN $entityIds'],
    conditions: [
      proposition.cypher,
      'c.toStatusRank IN $toStatusRanks',
      from === undefined ? '' : 'c.fromStatusRank IN $fromStatusRanks',
      statusChanged === true ? '(c.fromStatusRank IS NULL OR c.fromStatusRank <> c.toStatusRank)' : '',
      since === undefined ? '' : 'c.at >= $since',
      until === undefined ? '' : 'c.at < $until',
      loggedInScope(scope, 'c'),
    ],
    parameters: {
      ...proposition.parameters,
      toStatusRanks: statuses.map(statusRank),
      fromStatusRanks: from?.map(statusRank) ?? [],
      entityIds: entityIds ?? [],
      since: since ?? null,
      until: until ?? null,
    },
  };
}
