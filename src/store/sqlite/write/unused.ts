import type { Unused } from '../../write/write-port.js';
import type { SqliteConnection } from '../connection/connection.js';
import { IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';
import { archiveVersion } from './archive-version.js';

/** See `WritePort.unusedIds`. A retracted article still declares and names entities, because it may be restored. */
export function unusedIds(
  db: SqliteConnection,
  record: Unused,
  ids: readonly string[],
  when: 'now' | 'ever',
): string[] {
  const uses = when === 'now' ? USES[record] : [...USES[record], ...PAST_USES[record]];
  const table = tableOf(record);
  const records = when === 'now' ? table : `(SELECT id FROM ${table} UNION SELECT id FROM ${table}_version)`;
  return db
    .all(
      `SELECT id FROM ${records} AS n WHERE n.id ${IN_JSON_LIST}
         ${uses.map((use) => `AND NOT EXISTS (SELECT 1 FROM ${use})`).join(' ')} ORDER BY id`,
      jsonList(ids),
    )
    .map(({ id }) => id as string);
}

const tableOf = (record: Unused) => (record === 'Entity' ? 'entity' : 'source');

/** Whether the declarations of an article name an entity: `namedIn`, in SQL. If `id` is a parameter, it is one of three. */
export const namesEntity = (declarations: string, id: string): string =>
  `(${declarations} ->> '$.source.affiliation' = ${id}
    OR EXISTS (SELECT 1 FROM json_each(${declarations}, '$.entities') AS e CROSS JOIN declared_entity AS d ON d.row = e.value
      WHERE d.entity_id = ${id} OR EXISTS (SELECT 1 FROM json_each(d.record, '$.organOf') AS body WHERE body.value = ${id})))`;
const organ = (entity: string): string =>
  `${entity} AS o, json_each(o.organ_of) AS body WHERE o.organ_of IS NOT NULL AND body.value = n.id`;

const USES: Readonly<Record<Unused, readonly string[]>> = {
  Entity: [
    "entity AS e WHERE e.id = n.id AND json_array_length(e.declarations, '$.names') > 0",
    'claim WHERE subject_id = n.id',
    'claim WHERE object_id = n.id',
    'citation WHERE speaker_id = n.id',
    `citation AS c, json_each(c.earlier_speakers) AS speaker
     WHERE c.earlier_speakers IS NOT NULL AND speaker.value = n.id`,
    'source WHERE affiliation = n.id',
    // Other owners that articles declare become the owner once these articles are the only ones.
    "source AS s, json_each(s.declarations, '$.affiliations') AS owner WHERE owner.value ->> '$[0]' = n.id",
    organ('entity'),
    `article AS a WHERE a.live = 0 AND ${namesEntity('a.declarations', 'n.id')}`,
  ],
  Source: ['article WHERE source_id = n.id'],
};
const PAST_USES: Readonly<Record<Unused, readonly string[]>> = {
  Entity: [
    'claim_version WHERE subject_id = n.id',
    'claim_version WHERE object_id = n.id',
    'citation_version WHERE speaker_id = n.id',
    'citation_version AS c, json_each(c.earlier_speakers) AS speaker WHERE speaker.value = n.id',
    'source_version WHERE affiliation = n.id',
    organ('entity_version'),
    `article_version AS a WHERE ${namesEntity('a.declarations', 'n.id')}`,
    'declared_text WHERE entity_id = n.id',
  ],
  Source: ['article_version WHERE source_id = n.id'],
};

export function removeUnused(
  db: SqliteConnection,
  record: Unused,
  ids: readonly string[],
  now: string,
): void {
  const table = tableOf(record);
  archiveVersion(db, table, ids, now);
  db.run(`DELETE FROM ${table} WHERE id ${IN_JSON_LIST}`, jsonList(ids));
}
