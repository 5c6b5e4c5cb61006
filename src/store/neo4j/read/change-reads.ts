import { strength } from '../../../domain/order.js';
import type { Assessment, ClaimChange } from '../../../domain/records.js';
import { CHANGE_KEY, decodeCursor, encodeCursor, requireStatuses, toPage } from '../../read/cursor.js';
import type { ChangeFilter, Position, Reads } from '../../store.js';
import type { Read } from '../connection/cypher.js';
import { type Parameters, type Query, recordOf, united, where } from '../connection/cypher.js';
import { logged, type Moment } from '../schema/as-of.js';
import { assessmentsOf } from '../write/assessments.js';
import { policyInForce } from '../write/policies.js';
import { EACH, inPlaces } from './lists.js';

type LogReads = Pick<Reads, 'historyOf' | 'assessmentsOf' | 'listChanges' | 'countChanges' | 'policy'>;

/** What the port reads of the logs, which only grow: changes, assessments, policies. */
export function logReads(read: Read, moment: Moment): LogReads {
  return {
    historyOf: async (ids) => {
      const rows = await read((query) =>
        query(
          `${EACH} MATCH (c:Change) ${where('c.claimId = id', 'c.number >= 0', logged(moment, 'c'))}
           RETURN at, c.record AS record, c.number AS number ORDER BY at, number`,
          { ids },
        ),
      );
      return inPlaces(rows, ids.length, (row) => recordOf<ClaimChange>(row));
    },
    assessmentsOf: async (ids) => {
      const found = await read((query) => assessmentsOf(query, ids, moment));
      return ids.map((id): readonly Assessment[] => found.get(id) ?? []);
    },
    listChanges: async (filter, { first, after }) => {
      const [from = -1] = decodeCursor('changes', after, CHANGE_KEY) ?? [];
      const inOrder = 'ORDER BY number LIMIT $limit';
      const { sets, conditions, parameters } = changesOf(filter, moment);
      const parts = sets.map(
        (set) =>
          `MATCH (c:Change) ${where(set, 'c.number > $from', ...conditions)}
           RETURN c.number AS number, c.record AS record ${inOrder}`,
      );
      const rows = await read((query) =>
        query(united(parts, `RETURN number, record ${inOrder}`), { ...parameters, from, limit: first + 1 }),
      );
      const { items, ...page } = toPage('changes', rows, first, ({ number }) => [number as number]);
      return { ...page, items: items.map((row) => recordOf<ClaimChange>(row)) };
    },
    countChanges: async (filter) => {
      const { sets, conditions, parameters } = changesOf(filter, moment);
      const parts = sets.map(
        (set) => `MATCH (c:Change) ${where(set, 'c.number >= 0', ...conditions)} RETURN count(c) AS n`,
      );
      const [row] = await read((query) => query(united(parts, 'RETURN sum(n) AS n'), parameters));
      return row?.n as number;
    },
    policy: () => read((query) => policyInForce(query, moment)),
  };
}

/** Of what is committed: the node of the writers' lock holds both. */
export async function position(query: Query): Promise<Position> {
  const [row] = await query(
    "MATCH (a:Ascribe {id: 'ascribe'}) RETURN a.lastWriteAt AS moment, a.changes AS changes",
  );
  const changes = (row?.changes ?? 0) as number;
  return {
    moment: (row?.moment ?? '') as string,
    change: changes === 0 ? null : encodeCursor('changes', [changes]),
  };
}

/** The changes `c` of a filter: in one of the sets, of which no two share any, and under all conditions. */
function changesOf(
  filter: ChangeFilter,
  moment: Moment,
): {
  readonly sets: readonly string[];
  readonly conditions: readonly string[];
  readonly parameters: Parameters;
} {
  requireStatuses(filter.statuses);
  const { statuses, from, statusChanged, entityIds, since, until } = filter;
  return {
    sets:
      entityIds === undefined
        ? ['']
        : ['c.subjectId IN $entityIds', 'c.objectId IN $entityIds AND NOT c.subjectId IN $entityIds'],
    conditions: [
      'c.toStrength IN $toStrengths',
      from === undefined ? '' : 'c.fromStrength IN $fromStrengths',
      statusChanged === true ? '(c.fromStrength IS NULL OR c.fromStrength <> c.toStrength)' : '',
      since === undefined ? '' : 'c.at >= $since',
      until === undefined ? '' : 'c.at < $until',
      logged(moment, 'c'),
    ],
    parameters: {
      toStrengths: statuses.map(strength),
      fromStrengths: from?.map(strength) ?? [],
      entityIds: entityIds ?? [],
      since: since ?? null,
      until: until ?? null,
    },
  };
}
