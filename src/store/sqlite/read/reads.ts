import { DEFAULT_POLICY } from '../../../domain/derivation/policy.js';
import { compareClaims, statusRank } from '../../../domain/order.js';
import type { Claim } from '../../../domain/records.js';
import { candidateLengths, closestIds, MAX_CANDIDATES } from '../../../domain/search/closest-ids.js';
import {
  ARTICLE_KEY_SHAPE,
  CHANGE_KEY_SHAPE,
  CITATION_KEY_SHAPE,
  CLAIM_KEY_SHAPE,
  citationKey,
  claimKey,
  decodeCursor,
  type ListName,
  newestFirstKey,
  requireStatuses,
  type SortKey,
  toPage,
} from '../../read/cursor.js';
import { type BaseReads, sequentialEagerReads } from '../../read/eager-loading.js';
import type { Scope } from '../../read/scope.js';
import type { ChangeFilter, ClaimFilter, Direction, Page, PageRequest, Reads } from '../../store.js';
import type { Row, SqliteConnection } from '../connection/connection.js';
import { inSnapshot } from '../connection/snapshot.js';
import { viewSuffix } from '../schema/as-of.js';
import {
  IN_JSON_LIST,
  jsonList,
  toArticle,
  toAssessment,
  toChange,
  toCitation,
  toClaim,
  toEntity,
  toSource,
} from '../schema/row-mapping.js';
import { allOf, type Condition, conditionOf } from '../schema/sql.js';
import { readAnnotations } from './annotations.js';
import { claimConditions, claimEnds } from './claim-filter.js';
import { readEvidence } from './evidence.js';
import { countBy } from './facets.js';
import { search } from './search.js';
import { readTimeline } from './timeline.js';
import { sqliteTraversals } from './traversals.js';

/** The methods of the port that read, each of one state of the database. */
export function sqliteReads(db: SqliteConnection, scope: Scope): Reads {
  const reads = Object.entries(connectionReads(db, scope)).map(([name, read]) => [
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
function connectionReads(db: SqliteConnection, scope: Scope): SqliteReads {
  const byId = <T>(table: string, ids: readonly string[], read: (row: Row) => T): (T | null)[] => {
    const found = new Map(
      db
        .all(`SELECT * FROM ${table}${viewSuffix(scope)} WHERE id ${IN_JSON_LIST}`, jsonList(ids))
        .map((row) => [row.id as string, read(row)]),
    );
    return ids.map((id) => found.get(id) ?? null);
  };
  const count = (table: string, { sql, parameters }: Condition): number =>
    db.all(`SELECT count(*) AS n FROM ${table}${viewSuffix(scope)} WHERE ${sql}`, ...parameters)[0]
      ?.n as number;

  /** Rows after a key, in the order of the columns, one more than asked for. */
  const select = (
    table: string,
    columns: readonly string[],
    conditions: readonly Condition[],
    from: SortKey | null,
    first: number,
  ): Row[] => {
    const key = columns.join(', ');
    const after =
      from === null ? [] : [conditionOf(`(${key}) > (${columns.map(() => '?').join(', ')})`, ...from)];
    const { sql, parameters } = allOf([...conditions, ...after]);
    return db.all(
      `SELECT * FROM ${table}${viewSuffix(scope)} WHERE ${sql} ORDER BY ${key} LIMIT ?`,
      ...parameters,
      first + 1,
    );
  };
  const pageById = <T extends { id: string }>(
    name: ListName,
    table: string,
    conditions: readonly Condition[],
    page: PageRequest,
    read: (row: Row) => T,
  ): Page<T> =>
    toPage(
      name,
      select(table, ['id'], conditions, decodeCursor(name, page.after, ['']), page.first).map(read),
      page.first,
      ({ id }) => [id],
    );

  const claimRows = (conditions: readonly Condition[], from: SortKey | null, first: number): Claim[] =>
    select('claim', ['status_rank', 'confidence_key', 'id'], conditions, from, first).map(toClaim);

  const claimsAt = (
    id: string,
    direction: Direction,
    filter: ClaimFilter,
    from: SortKey | null,
    first: number,
  ): Claim[] => {
    const conditions = claimConditions(filter, scope);
    const found = claimEnds(id, direction, filter).flatMap((end) =>
      claimRows([end, ...conditions], from, first),
    );
    const distinct = [...new Map(found.map((claim) => [claim.id, claim])).values()];
    return distinct.sort(compareClaims);
  };

  const single: BaseReads = {
    entities: (ids) => byId('entity', ids, toEntity),
    articles: (ids) => byId('article', ids, toArticle),
    sources: (ids) => byId('source', ids, toSource),
    claimsOf: (entityIds, direction, filter, { first, after }) => {
      requireStatuses(filter.statuses);
      const from = decodeCursor('claims', after, CLAIM_KEY_SHAPE);
      return entityIds.map((id) =>
        toPage('claims', claimsAt(id, direction, filter, from, first), first, claimKey),
      );
    },
    citationsOf: (claimIds, { first, after }) => {
      const from = decodeCursor('citations', after, CITATION_KEY_SHAPE);
      return claimIds.map((id) => {
        const rows = select('citation', ['order_key', 'id'], [conditionOf('claim_id = ?', id)], from, first);
        return toPage('citations', rows.map(toCitation), first, citationKey);
      });
    },
  };

  return {
    ...single,
    ...sequentialEagerReads(single),
    claims: (ids) => byId('claim', ids, toClaim),
    citations: (ids) => byId('citation', ids, toCitation),

    listEntities: ({ kinds }, page) =>
      pageById(
        'entities',
        'entity',
        kinds === undefined ? [] : [conditionOf(`kind ${IN_JSON_LIST}`, jsonList(kinds))],
        page,
        toEntity,
      ),
    listSources: (page) => pageById('sources', 'source', [], page, toSource),
    listArticles: ({ sourceIds }, { first, after }) => {
      const conditions =
        sourceIds === undefined ? [] : [conditionOf(`source_id ${IN_JSON_LIST}`, jsonList(sourceIds))];
      const rows = select(
        'article',
        ['newest_first', 'id'],
        conditions,
        decodeCursor('articles', after, ARTICLE_KEY_SHAPE),
        first,
      );
      return toPage('articles', rows.map(toArticle), first, ({ publishedAt, id }) => [
        newestFirstKey(publishedAt),
        id,
      ]);
    },
    listClaims: (filter, { first, after }) =>
      toPage(
        'claims',
        claimRows(claimConditions(filter, scope), decodeCursor('claims', after, CLAIM_KEY_SHAPE), first),
        first,
        claimKey,
      ),
    countEntities: ({ kinds }) =>
      count(
        'entity',
        kinds === undefined ? conditionOf('TRUE') : conditionOf(`kind ${IN_JSON_LIST}`, jsonList(kinds)),
      ),
    countArticles: ({ sourceIds }) =>
      count(
        'article',
        sourceIds === undefined
          ? conditionOf('TRUE')
          : conditionOf(`source_id ${IN_JSON_LIST}`, jsonList(sourceIds)),
      ),
    countSources: () => count('source', conditionOf('TRUE')),
    countClaims: (filter) => count('claim', allOf(claimConditions(filter, scope))),

    countClaimsOf: (entityIds, direction, filter) => {
      const conditions = claimConditions(filter, scope);
      return entityIds.map((id) => {
        const at = claimEnds(id, direction, filter);
        const either = at.map(({ sql }) => `(${sql})`).join(' OR ');
        const parameters = at.flatMap((end) => end.parameters);
        return count('claim', allOf([conditionOf(`(${either})`, ...parameters), ...conditions]));
      });
    },
    countCitationsOf: (claimIds) => claimIds.map((id) => count('citation', conditionOf('claim_id = ?', id))),
    evidenceOf: (claimIds) => {
      const found = readEvidence(db, claimIds, scope);
      return claimIds.map((id) => found.get(id) ?? []);
    },
    historyOf: (claimIds) =>
      claimIds.map((id) =>
        db
          .all(`SELECT record FROM claim_change${viewSuffix(scope)} WHERE claim_id = ? ORDER BY number`, id)
          .map(toChange),
      ),
    assessmentsOf: (claimIds) =>
      claimIds.map((id) =>
        db
          .all(
            `SELECT record FROM assessment${viewSuffix(scope)} WHERE claim_id = ? ORDER BY at DESC, id`,
            id,
          )
          .map(toAssessment),
      ),
    listChanges: (filter, { first, after }) => {
      const from = decodeCursor('changes', after, CHANGE_KEY_SHAPE);
      const rows = select('claim_change', ['number'], changeConditions(filter), from, first);
      const { items, ...page } = toPage('changes', rows, first, ({ number }) => [number as number]);
      return { ...page, items: items.map(toChange) };
    },
    countChanges: (filter) => count('claim_change', allOf(changeConditions(filter))),
    subjectsWithMultipleClaims: (predicate, filter, first, after) => {
      const { sql, parameters } = allOf([
        conditionOf('predicate = ?', predicate),
        conditionOf('subject_id > ?', after ?? ''),
        ...claimConditions(filter, scope),
      ]);
      return db
        .all(
          `SELECT subject_id FROM claim${viewSuffix(scope)} WHERE ${sql} GROUP BY subject_id HAVING count(*) > 1
           ORDER BY subject_id LIMIT ?`,
          ...parameters,
          first,
        )
        .map((row) => row.subject_id as string);
    },
    policy: () => {
      const [last] = db.all(
        `SELECT number, at, record FROM policy${viewSuffix(scope)} ORDER BY number DESC LIMIT 1`,
      );
      const [left] = db.all(
        'SELECT 1 FROM state WHERE derivation_cursor IS NOT NULL AND ? IS (SELECT max(number) FROM policy)',
        last?.number ?? null,
      );
      return {
        policy: last === undefined ? DEFAULT_POLICY : JSON.parse(last.record as string),
        since: (last?.at ?? null) as string | null,
        complete: left === undefined,
      };
    },

    annotations: (statuses, first, after) => readAnnotations(db, scope, statuses, first, after),
    ...sqliteTraversals(db, scope),

    search: (text, filter, page) => search(db, text, filter, page, scope),
    countBy: (facet, filter, first) =>
      countBy(db, facet, allOf(claimConditions(filter, scope)), first, scope),
    timeline: (filter, page) => readTimeline(db, filter, page, scope),
    closestEntityIds: (id, wanted) => {
      const { min, max } = candidateLengths(id);
      const rows = db.all(
        `SELECT id FROM entity${viewSuffix(scope)} WHERE length(id) BETWEEN ? AND ? ORDER BY id LIMIT ?`,
        min,
        max,
        MAX_CANDIDATES,
      );
      return closestIds(
        id,
        rows.map((row) => row.id as string),
        wanted,
      );
    },
  };
}

function changeConditions(filter: ChangeFilter): Condition[] {
  requireStatuses(filter.statuses);
  const { statuses, from, statusChanged, entityIds, since, until } = filter;
  return [
    conditionOf(`to_status_rank ${IN_JSON_LIST}`, jsonList(statuses.map(statusRank))),
    ...(from === undefined
      ? []
      : [conditionOf(`from_status_rank ${IN_JSON_LIST}`, jsonList(from.map(statusRank)))]),
    ...(statusChanged === true ? [conditionOf('from_status_rank IS NOT to_status_rank')] : []),
    ...(entityIds === undefined
      ? []
      : [
          conditionOf(
            `(subject_id ${IN_JSON_LIST} OR object_id ${IN_JSON_LIST})`,
            jsonList(entityIds),
            jsonList(entityIds),
          ),
        ]),
    // The log is in the order of time: where to begin and end in it is looked up once, so that no row is read to be left out.
    ...(since === undefined
      ? []
      : [
          conditionOf(
            'number >= (SELECT number FROM claim_change WHERE at >= ? ORDER BY at, number LIMIT 1)',
            since,
          ),
        ]),
    ...(until === undefined
      ? []
      : [
          conditionOf(
            'number <= (SELECT number FROM claim_change WHERE at < ? ORDER BY at DESC, number DESC LIMIT 1)',
            until,
          ),
        ]),
  ];
}
