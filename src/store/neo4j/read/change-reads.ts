import { statusRank } from '../../../domain/order.js';
import type { Assessment, ClaimChange } from '../../../domain/records.js';
import { CHANGE_KEY_SHAPE, decodeCursor, encodeCursor, requireStatuses, toPage } from '../../read/cursor.js';
import type { Scope } from '../../read/scope.js';
import type { ChangeFilter, Reads, WritePosition } from '../../store.js';
import type { RunRead } from '../connection/cypher.js';
import { type CypherParameters, parseRecord, type Query, unionAll, where } from '../connection/cypher.js';
import { loggedInScope } from '../schema/as-of.js';
import { readAssessments } from '../write/assessments.js';
import { readActivePolicy } from '../write/policies.js';
import { groupByRequest, UNWIND_IDS } from './lists.js';

type ChangeReads = Pick<Reads, 'historyOf' | 'assessmentsOf' | 'listChanges' | 'countChanges' | 'policy'>;

/** What the port reads of the logs, which only grow: changes, assessments, policies. */
export function changeReads(read: RunRead, scope: Scope): ChangeReads {
  return {
    historyOf: async (ids) => {
      const rows = await read((query) =>
        query(
          `${UNWIND_IDS} MATCH (c:Change) ${where('c.claimId = id', 'c.number >= 0', loggedInScope(scope, 'c'))}
           RETURN at, c.record AS record, c.number AS number ORDER BY at, number`,
          { ids },
        ),
      );
      return groupByRequest(rows, ids.length, (row) => parseRecord<ClaimChange>(row));
    },
    assessmentsOf: async (ids) => {
      const found = await read((query) => readAssessments(query, ids, scope));
      return ids.map((id): readonly Assessment[] => found.get(id) ?? []);
    },
    listChanges: async (filter, { first, after }) => {
      const [from = -1] = decodeCursor('changes', after, CHANGE_KEY_SHAPE) ?? [];
      const inOrder = 'ORDER BY number LIMIT $limit';
      const { sets, conditions, parameters } = changeConditions(filter, scope);
      const parts = sets.map(
        (set) =>
          `MATCH (c:Change) ${where(set, 'c.number > $from', ...conditions)}
           RETURN c.number AS number, c.record AS record ${inOrder}`,
      );
      const rows = await read((query) =>
        query(unionAll(parts, `RETURN number, record ${inOrder}`), { ...parameters, from, limit: first + 1 }),
      );
      const { items, ...page } = toPage('changes', rows, first, ({ number }) => [number as number]);
      return { ...page, items: items.map((row) => parseRecord<ClaimChange>(row)) };
    },
    countChanges: async (filter) => {
      const { sets, conditions, parameters } = changeConditions(filter, scope);
      const parts = sets.map(
        (set) => `MATCH (c:Change) ${where(set, 'c.number >= 0', ...conditions)} RETURN count(c) AS n`,
      );
      const [row] = await read((query) => query(unionAll(parts, 'RETURN sum(n) AS n'), parameters));
      return row?.n as number;
    },
    policy: () => read((query) => readActivePolicy(query, scope)),
  };
}

/** Of what is committed: the node of the writers' lock holds both. */
export async function readWritePosition(query: Query): Promise<WritePosition> {
  const [row] = await query(
    "MATCH (a:Ascribe {id: 'ascribe'}) RETURN a.lastWriteAt AS moment, a.changes AS changes",
  );
  const changes = (row?.changes ?? 0) as number;
  return {
    lastWriteAt: (row?.moment ?? '') as string,
    changeCursor: changes === 0 ? null : encodeCursor('changes', [changes]),
  };
}

/** The changes `c` of a filter: in one of the sets, of which no two share any, and under all conditions. */
function changeConditions(
  filter: ChangeFilter,
  scope: Scope,
): {
  readonly sets: readonly string[];
  readonly conditions: readonly string[];
  readonly parameters: CypherParameters;
} {
  requireStatuses(filter.statuses);
  const { statuses, from, statusChanged, entityIds, since, until } = filter;
  return {
    sets:
      entityIds === undefined
        ? ['']
        : ['c.subjectId IN $entityIds', 'c.objectId IN $entityIds AND NOT c.subjectId IN $entityIds'],
    conditions: [
      'c.toStatusRank IN $toStatusRanks',
      from === undefined ? '' : 'c.fromStatusRank IN $fromStatusRanks',
      statusChanged === true ? '(c.fromStatusRank IS NULL OR c.fromStatusRank <> c.toStatusRank)' : '',
      since === undefined ? '' : 'c.at >= $since',
      until === undefined ? '' : 'c.at < $until',
      loggedInScope(scope, 'c'),
    ],
    parameters: {
      toStatusRanks: statuses.map(statusRank),
      fromStatusRanks: from?.map(statusRank) ?? [],
      entityIds: entityIds ?? [],
      since: since ?? null,
      until: until ?? null,
    },
  };
}
