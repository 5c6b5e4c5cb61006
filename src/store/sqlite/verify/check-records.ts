import type Database from 'libsql';
import { nameKey, textKey } from '../../../domain/declared-texts.js';
import type { Policy } from '../../../domain/derivation/policy.js';
import { claimId } from '../../../domain/ids.js';
import type { Article, Assessment, Entity } from '../../../domain/records.js';
import { isTimestamp } from '../../../domain/timestamp.js';
import { openSealed, unseal } from '../../sealed-json.js';
import type { Collector } from '../../verify/report.js';
import { requireDeclaredEntity, requireDeclaredSource } from '../../verify/require-declared.js';
import type { Row } from '../connection/connection.js';
import { erasureChecksum } from '../read/erasures.js';
import { declaredEntityKey } from '../schema/article-declarations.js';
import { claimIdOf, hexOf, isBytes } from '../schema/compact-ids.js';
import {
  changeColumns,
  citationColumns,
  toChange,
  toCitation,
  toClaim,
  toEntity,
  toSource,
} from '../schema/row-mapping.js';
import { toState } from '../schema/state.js';
import { articleColumns } from '../write/save-articles.js';
import { queryRows } from './check-structure.js';
import { nameOf, readRawRows } from './raw-rows.js';

/**
 * Checks each row of each table by itself: its texts are UTF-8, its checksum is right, its record can be read, and its columns say what
 * its record says.
 */
export function checkRecords(database: Database.Database, collector: Collector): void {
  for (const table of Object.keys(CHECKS)) {
    const check = CHECKS[table] as RowCheck;
    collector.attempt(`the table ${table}`, () => {
      for (const row of readRawRows(database, table, collector)) {
        const where = nameOf(table, row);
        collector.attempt(where, () => {
          const problem = check(row) ?? timesProblem(row);
          if (problem !== null) collector.report(where, problem);
        });
      }
    });
  }
  for (const table of ['article', 'article_version'])
    collector.attempt(`the table ${table}`, () => {
      if (queryRows(database, missingDeclaredEntity(table)).length > 0)
        collector.report(`the table ${table}`, 'a row declares an entity that is missing in declared_entity');
    });
  collector.attempt('the table article_version', () => {
    for (const { id } of queryRows(database, WRONG_ARTICLE_KEY))
      collector.report(`article_version ${id}`, 'its column key is not that of the article');
  });
}

const missingDeclaredEntity = (table: string): string =>
  `SELECT 1 FROM ${table} AS a
     CROSS JOIN json_each(iif(json_valid(a.declarations), a.declarations, '{}'), '$.entities') AS e
   WHERE NOT EXISTS (SELECT 1 FROM declared_entity WHERE row = e.value) LIMIT 1`;

const WRONG_ARTICLE_KEY =
  'SELECT DISTINCT v.id FROM article_version AS v WHERE v.key IS NOT (SELECT key FROM article WHERE id = v.id)';

/** Returns what is wrong with a row, or null; or throws it. */
type RowCheck = (row: Row) => string | null;

/** The first column that is not as its record says. Tables of earlier versions lack some. */
function differingColumn(row: Row, expected: Row): string | null {
  const name = Object.keys(expected).find(
    (column) => column in row && comparable(row[column]) !== comparable(expected[column]),
  );
  return name === undefined ? null : `its column ${name} contradicts its record`;
}

const comparable = (value: unknown): unknown => (isBytes(value) ? hexOf(value) : value);

const checkEntity: RowCheck = (row) => {
  const entity = toEntity(row);
  if (row.declarations !== undefined) requireDeclaredEntity(entity, row.declarations);
  return differingColumn(row, { name_key: nameKey(entity.name) });
};

const checkSource: RowCheck = (row) => {
  const source = toSource(row);
  if (row.declarations !== undefined) requireDeclaredSource(source, row.declarations);
  return differingColumn(row, { name_key: nameKey(source.name) });
};

const checkArticle: RowCheck = (row) => {
  const { value: article, note } = unseal<Article>(row.record, row.id as string);
  const { note: digest } = unseal(row.declarations, row.id as string);
  return differingColumn(row, articleColumns(article, digest, note));
};

const checkClaim: RowCheck = (row) => {
  const claim = toClaim(row);
  return claim.id === claimId(claim) ? null : 'its id is not that of its content';
};

const checkCitation: RowCheck = (row) => differingColumn(row, citationColumns(toCitation(row)));

const checkChange: RowCheck = (row) => differingColumn(row, changeColumns(toChange(row)));

const checkAssessment: RowCheck = (row) => {
  const {
    id,
    claimId: claim_id,
    at,
    endedAt: ended_at,
  } = openSealed<Assessment>(row.record, row.id as string);
  return differingColumn(row, { id, claim_id, at, ended_at });
};

const CHECKS: Readonly<Record<string, RowCheck>> = {
  state: (row) => {
    toState(row);
    return null;
  },
  entity: checkEntity,
  source: checkSource,
  article: checkArticle,
  claim: checkClaim,
  citation: checkCitation,
  entity_version: checkEntity,
  source_version: checkSource,
  article_version: checkArticle,
  claim_version: checkClaim,
  citation_version: checkCitation,
  claim_change: checkChange,
  assessment: checkAssessment,
  erasure: (row) => differingColumn(row, { checksum: erasureChecksum(row) }),
  policy: (row) => differingColumn(row, { at: unseal<Policy>(row.record, 'of a policy').note }),
  text: () => null,
  text_band: () => null,
  declared_entity: (row) => {
    const entity = openSealed<Entity>(row.record, row.entity_id as string, String(row.row));
    return differingColumn(row, { key: declaredEntityKey(entity), entity_id: entity.id });
  },
  declared_text: (row) => differingColumn(row, { text_key: textKey(row.text as string) }),
  declared_set: () => null,
  declared_set_text: () => null,
  text_declaration: ({ declared_at: from, ended_at: until }) =>
    timesProblem({ recorded_at: from, replaced_at: until }),
  claim_period: () => null,
  claim_date: (row) =>
    claimIdOf(row.claim_id) === unseal(row.record, 'of a date').note
      ? null
      : 'its column claim_id contradicts its record',
};

/** A time in milliseconds from 1970 as a timestamp. */
function isoTime(ms: number): string {
  const time = new Date(ms);
  return Number.isNaN(time.getTime()) ? 'no time' : time.toISOString();
}

/** What is wrong with the times from and until which a row was current. */
function timesProblem(row: Row): string | null {
  const [from, until] = [row.recorded_at, row.replaced_at].map((time) =>
    typeof time === 'number' ? isoTime(time) : time,
  );
  if (from !== undefined && !isTimestamp(String(from))) return 'the time of its record is not a time';
  if (until == null) return null;
  return isTimestamp(String(until)) && String(until) > String(from)
    ? null
    : 'the time until which it was current is not after the time of its record';
}
