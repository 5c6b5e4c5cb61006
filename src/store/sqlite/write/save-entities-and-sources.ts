import { searchableEntity } from '../../../domain/declarations.js';
import { nameKey } from '../../../domain/declared-texts.js';
import type { Entity } from '../../../domain/records.js';
import { sealJson } from '../../sealed-json.js';
import type { WritePort } from '../../write/write-port.js';
import type { SqliteConnection } from '../connection/connection.js';
import { rowChecksum } from '../schema/row-mapping.js';
import { archiveVersion } from './archive-version.js';
import { saveTexts } from './texts.js';

type SaveInput<Name extends 'saveSources' | 'saveEntities'> = Parameters<WritePort[Name]>[0];

export function saveSources(db: SqliteConnection, sources: SaveInput<'saveSources'>, now: string): void {
  archiveVersion(
    db,
    'source',
    sources.filter(({ changed }) => changed).map(({ source }) => source.id),
    now,
  );
  for (const { source, declarations, changed } of sources) {
    if (!changed) {
      db.run('UPDATE source SET declarations = ? WHERE id = ?', sealJson(declarations), source.id);
      continue;
    }
    const { id, name, reliability, affiliation } = source;
    db.run(
      `INSERT INTO source (id, name, name_key, reliability, affiliation, declarations, recorded_at, checksum)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, reliability = excluded.reliability,
         affiliation = excluded.affiliation, declarations = excluded.declarations, recorded_at = excluded.recorded_at,
         checksum = excluded.checksum`,
      id,
      name,
      nameKey(name),
      reliability,
      affiliation,
      sealJson(declarations),
      now,
      rowChecksum('source', { id, name, reliability, affiliation, recorded_at: now }),
    );
  }
}

export function saveEntities(db: SqliteConnection, entities: SaveInput<'saveEntities'>, now: string): void {
  archiveVersion(
    db,
    'entity',
    entities.filter(({ changed }) => changed).map(({ entity }) => entity.id),
    now,
  );
  for (const { entity, declarations, changed } of entities) {
    if (!changed) {
      db.run('UPDATE entity SET declarations = ? WHERE id = ?', sealJson(declarations), entity.id);
      continue;
    }
    const { id, kind } = entity;
    const row = { id, kind, ...entityColumns(entity), recorded_at: now };
    db.run(
      `INSERT INTO entity (id, kind, name, name_key, aliases, description, identifiers, organ_of, declarations, recorded_at, checksum)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, name_key = excluded.name_key, aliases = excluded.aliases,
         description = excluded.description, identifiers = excluded.identifiers, organ_of = excluded.organ_of,
         declarations = excluded.declarations, recorded_at = excluded.recorded_at, checksum = excluded.checksum`,
      id,
      kind,
      row.name,
      row.name_key,
      row.aliases,
      row.description,
      row.identifiers,
      row.organ_of,
      sealJson(declarations),
      now,
      rowChecksum('entity', row),
    );
    saveTexts(db, searchableEntity(entity, declarations), entity.kind, now);
  }
}

/** The columns of what articles declare about an entity, apart from its kind. */
export const entityColumns = ({ name, aliases, description, identifiers, organOf }: Entity) => ({
  name,
  name_key: nameKey(name),
  aliases: JSON.stringify(aliases),
  description,
  identifiers: JSON.stringify(identifiers),
  organ_of: organOf.length === 0 ? null : JSON.stringify(organOf),
});
