import { searchableEntity } from '../../../domain/declarations.js';
import type { WritePort } from '../../write/write-port.js';
import type { SqliteConnection } from '../connection/connection.js';
import { archiveVersion } from './archive-version.js';
import { saveTexts } from './texts.js';

type SaveInput<Name extends 'saveSources' | 'saveEntities'> = Parameters<WritePort[Name]>[0];

export function saveSources(db: SqliteConnection, sources: SaveInput<'saveSources'>, now: string): void {
  for (const { source, declarations, changed } of sources) {
    if (!changed) {
      db.run('UPDATE source SET declarations = ? WHERE id = ?', JSON.stringify(declarations), source.id);
      continue;
    }
    archiveVersion(db, 'source', [source.id], now);
    db.run(
      `INSERT INTO source (id, name, reliability, affiliation, declarations, recorded_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, reliability = excluded.reliability,
         affiliation = excluded.affiliation, declarations = excluded.declarations, recorded_at = excluded.recorded_at`,
      source.id,
      source.name,
      source.reliability,
      source.affiliation,
      JSON.stringify(declarations),
      now,
    );
  }
}

export function saveEntities(db: SqliteConnection, entities: SaveInput<'saveEntities'>, now: string): void {
  for (const { entity, declarations, changed } of entities) {
    if (!changed) {
      db.run('UPDATE entity SET declarations = ? WHERE id = ?', JSON.stringify(declarations), entity.id);
      continue;
    }
    archiveVersion(db, 'entity', [entity.id], now);
    db.run(
      `INSERT INTO entity (id, kind, name, aliases, description, identifiers, organ_of, declarations, recorded_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, aliases = excluded.aliases,
         description = excluded.description, identifiers = excluded.identifiers, organ_of = excluded.organ_of,
         declarations = excluded.declarations, recorded_at = excluded.recorded_at`,
      entity.id,
      entity.kind,
      entity.name,
      JSON.stringify(entity.aliases),
      entity.description,
      JSON.stringify(entity.identifiers),
      entity.organOf.length === 0 ? null : JSON.stringify(entity.organOf),
      JSON.stringify(declarations),
      now,
    );
    saveTexts(db, searchableEntity(entity, declarations), entity.kind, now);
  }
}
