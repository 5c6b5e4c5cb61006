import type { DeclaredRole } from '../../../domain/declared-texts.js';
import type { Policy } from '../../../domain/derivation/policy.js';
import { openSealed } from '../../sealed-json.js';
import type { SqliteConnection } from '../../sqlite/connection/connection.js';
import { toClaimCount } from '../../sqlite/read/claim-counts.js';
import { toErasure } from '../../sqlite/read/erasures.js';
import { timeOfMs } from '../../sqlite/schema/as-of.js';
import { claimIdOf } from '../../sqlite/schema/compact-ids.js';
import { CHANGE_COLUMNS, toAssessment, toChange } from '../../sqlite/schema/row-mapping.js';
import { readState } from '../../sqlite/schema/state.js';
import { MIGRATIONS, schemaVersion } from '../schema/migrate.js';
import { assessmentProperties } from '../write/assessments.js';
import { changeProperties } from '../write/changes.js';
import { countNode } from '../write/claim-counts.js';
import { dateNode } from '../write/dates.js';
import { declaredTextNode } from '../write/declared-texts.js';
import { policyProperties } from '../write/policies.js';
import type { TableReader } from './add-records.js';
import type { GraphTables } from './graph-tables.js';

/** What is no record: dates, counts and declared texts with their own history, logs, and the state. */
export function logReaders(db: SqliteConnection, tables: GraphTables): TableReader[] {
  addState(db, tables);
  return [
    {
      sql: 'SELECT * FROM claim_date',
      add: (row) => {
        const date = dateNode({
          claimId: claimIdOf(row.claim_id),
          subjectId: row.subject_id as string,
          orderKey: row.order_key as string,
          strength: row.strength as number | null,
          known: { start: row.known_start as string, end: row.known_end as string },
          possible: { start: row.possible_start as string, end: row.possible_end as string },
          record: row.record as string,
        });
        tables.add('claimDate', [], { ...date, recordedAt: row.recorded_at, replacedAt: row.replaced_at });
      },
    },
    {
      sql: 'SELECT * FROM claim_count',
      add: (row) => tables.add('claimCount', [], countNode(toClaimCount(row))),
    },
    {
      sql: `SELECT set_key, entity_id, role, text FROM declared_set AS s
        JOIN declared_set_text ON set_row = s.row JOIN declared_text AS d ON d.row = text_row`,
      add: (row) =>
        tables.add(
          'declaredText',
          [],
          declaredTextNode(row.set_key as string, {
            entityId: row.entity_id as string,
            role: row.role as DeclaredRole,
            text: row.text as string,
          }),
        ),
    },
    {
      sql: `SELECT set_key, article_id, declared_at, ended_at FROM text_declaration JOIN declared_set AS s ON s.row = set_row`,
      add: (row) =>
        tables.add('textDeclaration', [], {
          setKey: row.set_key,
          articleId: row.article_id,
          recordedAt: timeOfMs(row.declared_at),
          replacedAt: row.ended_at === null ? null : timeOfMs(row.ended_at),
        }),
    },
    {
      sql: `SELECT number, ${CHANGE_COLUMNS.join(', ')}, record FROM claim_change`,
      add: (row) => tables.add('change', [], { ...changeProperties(toChange(row)), number: row.number }),
    },
    {
      sql: 'SELECT record FROM assessment',
      add: (row) => tables.add('assessment', [], assessmentProperties(toAssessment(row))),
    },
    {
      sql: 'SELECT number, at, record FROM policy',
      add: (row) => {
        const policy = openSealed<Policy>(row.record, 'of a policy');
        tables.add('policy', [], { ...policyProperties(policy, row.at as string), number: row.number });
      },
    },
    { sql: 'SELECT * FROM erasure', add: (row) => tables.add('erasure', [], { ...toErasure(row) }) },
  ];
}

function addState(db: SqliteConnection, tables: GraphTables): void {
  const { lastWriteAt, ontology, derivationCursor, changeFloor } = readState(db);
  const [last] = db.all('SELECT coalesce(max(number), 0) AS number FROM claim_change');
  tables.add('ascribe', [], {
    id: 'ascribe',
    schema: schemaVersion(MIGRATIONS),
    changes: Math.max(last?.number as number, changeFloor),
    lastWriteAt,
    ontology,
    derivationCursor,
    changeFloor: changeFloor === 0 ? null : changeFloor,
    // See `completeBulkLoad`.
    bulkLoaded: true,
  });
}
