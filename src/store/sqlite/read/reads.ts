import { POLICY } from '../../../domain/derivation/policy.js';
import { byStanding, strength } from '../../../domain/order.js';
import type { Claim } from '../../../domain/records.js';
import { closest, lengthsNear, MOST_CANDIDATES } from '../../../domain/search/closest-ids.js';
import {
  ARTICLE_KEY,
  CHANGE_KEY,
  CITATION_KEY,
  CLAIM_KEY,
  citationKey,
  claimKey,
  decodeCursor,
  type Key,
  type ListName,
  newestFirst,
  requireStatuses,
  toPage,
} from '../../read/cursor.js';
import { readInFull, type SingleReads } from '../../read/eager-loading.js';
import type { ChangeFilter, ClaimFilter, Direction, Page, PageRequest, Reads } from '../../store.js';
import type { Connection, Row } from '../connection/connection.js';
import { inSnapshot } from '../connection/snapshot.js';
import type { Moment } from '../schema/as-of.js';
import {
  IN,
  list,
  toArticle,
  toAssessment,
  toChange,
  toCitation,
  toClaim,
  toEntity,
  toSource,
} from '../schema/row-mapping.js';
import { all, type Where, where } from '../schema/sql.js';
import { annotations } from './annotations.js';
import { claimConditions, ends } from './claim-filter.js';
import { evidenceOf } from './evidence.js';
import { countBy } from './facets.js';
import { search } from './search.js';
import { timeline } from './timeline.js';
import { sqliteTraversals } from './traversals.js';

/** The methods of the port that read, each of one state of the database. */
export function sqliteReads(db: Connection, moment: Moment): Reads {
  const reads = Object.entries(readsOn(db, moment)).map(([name, read]) => [
    name,
    (...args: unknown[]) => inSnapshot(db, () => (read as (...args: unknown[]) => unknown)(...args)),
  ]);
  return Object.fromEntries(reads) as Reads;
}

type SqliteReads = {
  [Name in keyof Reads]: (
    ...args: Parameters<Reads[Name]>
  ) => Awaited<ReturnType<Reads[Name]>> | ReturnType<Reads[Name]>;
};

/** Each answers from one connection, at once. */
function readsOn(db: Connection, moment: Moment): SqliteReads {
  const byId = <T>(table: string, ids: readonly string[], read: (row: Row) => T): (T | null)[] => {
    const found = new Map(
      db
        .all(`SELECT * FROM ${table}${moment} WHERE id ${IN}`, list(ids))
        .map((row) => [row.id as string, read(row)]),
    );
    return ids.map((id) => found.get(id) ?? null);
  };
  const count = (table: string, { sql, parameters }: Where): number =>
    db.all(`SELECT count(*) AS n FROM ${table}${moment} WHERE ${sql}`, ...parameters)[0]?.n as number;

  /** Rows after a key, in the order of the columns, one more than asked for. */
  const select = (
    table: string,
    columns: readonly string[],
    conditions: readonly Where[],
    from: Key | null,
    first: number,
  ): Row[] => {
    const key = columns.join(', ');
    const after = from === null ? [] : [where(`(${key}) > (${columns.map(() => '?').join(', ')})`, ...from)];
    const { sql, parameters } = all([...conditions, ...after]);
    return db.all(
      `SELECT * FROM ${table}${moment} WHERE ${sql} ORDER BY ${key} LIMIT ?`,
      ...parameters,
      first + 1,
    );
  };
  const pageById = <T extends { id: string }>(
    name: ListName,
    table: string,
    conditions: readonly Where[],
    page: PageRequest,
    read: (row: Row) => T,
  ): Page<T> =>
    toPage(
      name,
      select(table, ['id'], conditions, decodeCursor(name, page.after, ['']), page.first).map(read),
      page.first,
      ({ id }) => [id],
    );

  const claimRows = (conditions: readonly Where[], from: Key | null, first: number): Claim[] =>
    select('claim', ['strength', 'confidence_key', 'id'], conditions, from, first).map(toClaim);

  const claimsAt = (
    id: string,
    direction: Direction,
    filter: ClaimFilter,
    from: Key | null,
    first: number,
  ): Claim[] => {
    const conditions = claimConditions(filter, moment);
    const found = ends(id, direction, filter).flatMap((end) => claimRows([end, ...conditions], from, first));
    const distinct = [...new Map(found.map((claim) => [claim.id, claim])).values()];
    return distinct.sort(byStanding);
  };

  const single: SingleReads = {
    entities: (ids) => byId('entity', ids, toEntity),
    articles: (ids) => byId('article', ids, toArticle),
    sources: (ids) => byId('source', ids, toSource),
    claimsOf: (entityIds, direction, filter, { first, after }) => {
      requireStatuses(filter.statuses);
      const from = decodeCursor('claims', after, CLAIM_KEY);
      return entityIds.map((id) =>
        toPage('claims', claimsAt(id, direction, filter, from, first), first, claimKey),
      );
    },
    citationsOf: (claimIds, { first, after }) => {
      const from = decodeCursor('citations', after, CITATION_KEY);
      return claimIds.map((id) => {
        const rows = select('citation', ['order_key', 'id'], [where('claim_id = ?', id)], from, first);
        return toPage('citations', rows.map(toCitation), first, citationKey);
      });
    },
  };

  return {
    ...single,
    ...readInFull(single),
    claims: (ids) => byId('claim', ids, toClaim),
    citations: (ids) => byId('citation', ids, toCitation),

    listEntities: ({ kinds }, page) =>
      pageById(
        'entities',
        'entity',
        kinds === undefined ? [] : [where(`kind ${IN}`, list(kinds))],
        page,
        toEntity,
      ),
    listSources: (page) => pageById('sources', 'source', [], page, toSource),
    listArticles: ({ sourceIds }, { first, after }) => {
      const conditions = sourceIds === undefined ? [] : [where(`source_id ${IN}`, list(sourceIds))];
      const rows = select(
        'article',
        ['newest_first', 'id'],
        conditions,
        decodeCursor('articles', after, ARTICLE_KEY),
        first,
      );
      return toPage('articles', rows.map(toArticle), first, ({ publishedAt, id }) => [
        newestFirst(publishedAt),
        id,
      ]);
    },
    listClaims: (filter, { first, after }) =>
      toPage(
        'claims',
        claimRows(claimConditions(filter, moment), decodeCursor('claims', after, CLAIM_KEY), first),
        first,
        claimKey,
      ),
    countEntities: ({ kinds }) =>
      count('entity', kinds === undefined ? where('TRUE') : where(`kind ${IN}`, list(kinds))),
    countArticles: ({ sourceIds }) =>
      count('article', sourceIds === undefined ? where('TRUE') : where(`source_id ${IN}`, list(sourceIds))),
    countSources: () => count('source', where('TRUE')),
    countClaims: (filter) => count('claim', all(claimConditions(filter, moment))),

    countClaimsOf: (entityIds, direction, filter) => {
      const conditions = claimConditions(filter, moment);
      return entityIds.map((id) => {
        const at = ends(id, direction, filter);
        const either = at.map(({ sql }) => `(${sql})`).join(' OR ');
        const parameters = at.flatMap((end) => end.parameters);
        return count('claim', all([where(`(${either})`, ...parameters), ...conditions]));
      });
    },
    countCitationsOf: (claimIds) => claimIds.map((id) => count('citation', where('claim_id = ?', id))),
    evidenceOf: (claimIds) => {
      const found = evidenceOf(db, claimIds, moment);
      return claimIds.map((id) => found.get(id) ?? []);
    },
    historyOf: (claimIds) =>
      claimIds.map((id) =>
        db
          .all(`SELECT record FROM claim_change${moment} WHERE claim_id = ? ORDER BY number`, id)
          .map(toChange),
      ),
    assessmentsOf: (claimIds) =>
      claimIds.map((id) =>
        db
          .all(`SELECT record FROM assessment${moment} WHERE claim_id = ? ORDER BY at DESC, id`, id)
          .map(toAssessment),
      ),
    listChanges: (filter, { first, after }) => {
      const from = decodeCursor('changes', after, CHANGE_KEY);
      const rows = select('claim_change', ['number'], changeConditions(filter), from, first);
      const { items, ...page } = toPage('changes', rows, first, ({ number }) => [number as number]);
      return { ...page, items: items.map(toChange) };
    },
    countChanges: (filter) => count('claim_change', all(changeConditions(filter))),
    subjectsOfSeveral: (predicate, filter, first, after) => {
      const { sql, parameters } = all([
        where('predicate = ?', predicate),
        where('subject_id > ?', after ?? ''),
        ...claimConditions(filter, moment),
      ]);
      return db
        .all(
          `SELECT subject_id FROM claim${moment} WHERE ${sql} GROUP BY subject_id HAVING count(*) > 1
           ORDER BY subject_id LIMIT ?`,
          ...parameters,
          first,
        )
        .map((row) => row.subject_id as string);
    },
    policy: () => {
      const [last] = db.all(`SELECT number, at, record FROM policy${moment} ORDER BY number DESC LIMIT 1`);
      const [left] = db.all(
        'SELECT 1 FROM state WHERE derived_to IS NOT NULL AND ? IS (SELECT max(number) FROM policy)',
        last?.number ?? null,
      );
      return {
        policy: last === undefined ? POLICY : JSON.parse(last.record as string),
        since: (last?.at ?? null) as string | null,
        complete: left === undefined,
      };
    },

    annotations: (statuses, first, after) => annotations(db, moment, statuses, first, after),
    ...sqliteTraversals(db, moment),

    search: (text, filter, page) => search(db, text, filter, page, moment),
    countBy: (facet, filter, first) =>
      countBy(db, facet, all(claimConditions(filter, moment)), first, moment),
    timeline: (filter, page) => timeline(db, filter, page, moment),
    closestEntityIds: (id, wanted) => {
      const { min, max } = lengthsNear(id);
      const rows = db.all(
        `SELECT id FROM entity${moment} WHERE length(id) BETWEEN ? AND ? ORDER BY id LIMIT ?`,
        min,
        max,
        MOST_CANDIDATES,
      );
      return closest(
        id,
        rows.map((row) => row.id as string),
        wanted,
      );
    },
  };
}

function changeConditions(filter: ChangeFilter): Where[] {
  requireStatuses(filter.statuses);
  const { statuses, from, statusChanged, entityIds, since, until } = filter;
  return [
    where(`to_strength ${IN}`, list(statuses.map(strength))),
    ...(from === undefined ? [] : [where(`from_strength ${IN}`, list(from.map(strength)))]),
    ...(statusChanged === true ? [where('from_strength IS NOT to_strength')] : []),
    ...(entityIds === undefined
      ? []
      : [where(`(subject_id ${IN} OR object_id ${IN})`, list(entityIds), list(entityIds))]),
    // The log is in the order of time: where to begin and end in it is looked up once, so that no row is read to be left out.
    ...(since === undefined
      ? []
      : [
          where(
            'number >= (SELECT number FROM claim_change WHERE at >= ? ORDER BY at, number LIMIT 1)',
            since,
          ),
        ]),
    ...(until === undefined
      ? []
      : [
          where(
            'number <= (SELECT number FROM claim_change WHERE at < ? ORDER BY at DESC, number DESC LIMIT 1)',
            until,
          ),
        ]),
  ];
}
