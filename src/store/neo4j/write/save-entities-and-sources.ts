import { type SourceDeclarations, searchableEntity } from '../../../domain/declarations.js';
import type { Entity, Source } from '../../../domain/records.js';
import { sealJson } from '../../sealed-json.js';
import type { WritePort } from '../../write/write-port.js';
import { matchByIndex, type Query, type Row } from '../connection/cypher.js';
import { labelOf } from '../schema/labels.js';
import { nameOrderKey } from '../schema/order-keys.js';
import type { ArchiveVersion } from './archive-version.js';
import { saveTexts } from './texts.js';

type SaveInput<Name extends 'saveSources' | 'saveEntities'> = Parameters<WritePort[Name]>[0];

// Each function passes all its statements to the driver before it first waits, in the order in which they must run: see PipelinedWrites.

/** The properties of a source's node that earlier versions have too. */
export const sourceVersionProperties = (source: Source, note: string): Row => ({
  ...source,
  nameKey: nameOrderKey(source),
  record: sealJson(source, note),
});

/** The properties of a source's node. */
export const sourceProperties = (source: Source, declarations: SourceDeclarations, now: string): Row => ({
  ...sourceVersionProperties(source, now),
  declarations: sealJson(declarations),
  recordedAt: now,
});

export async function saveSources(
  query: Query,
  sources: SaveInput<'saveSources'>,
  now: string,
  archive: ArchiveVersion,
): Promise<void> {
  const [changed, unchanged] = partitionChanged(sources);
  const rows = changed.map(({ source, declarations }) => sourceProperties(source, declarations, now));
  const ids = changed.map(({ source }) => source.id);
  await Promise.all([
    saveDeclarations(
      query,
      'Source',
      unchanged.map(({ source, declarations }) => ({ id: source.id, declarations })),
    ),
    archive('Source', ids),
    query('UNWIND $rows AS row MERGE (s:Source {id: row.id}) SET s += row', { rows }),
  ]);
}

export async function saveEntities(
  query: Query,
  entities: SaveInput<'saveEntities'>,
  now: string,
  archive: ArchiveVersion,
): Promise<void> {
  const [changed, unchanged] = partitionChanged(entities);
  const rows = changed.map(({ entity, declarations }) => ({
    id: entity.id,
    label: labelOf(entity.kind),
    properties: { ...entityProperties(entity, now), declarations: sealJson(declarations), recordedAt: now },
  }));
  const ids = rows.map(({ id }) => id);
  await Promise.all([
    saveDeclarations(
      query,
      'Entity',
      unchanged.map(({ entity, declarations }) => ({ id: entity.id, declarations })),
    ),
    archive('Entity', ids),
    query(
      // A corrected kind replaces the label of the old one.
      `UNWIND $rows AS row MERGE (e:Entity {id: row.id})
       REMOVE e:$([label IN labels(e) WHERE NOT label IN ['Entity', row.label]])
       SET e:$(row.label), e += row.properties`,
      { rows },
    ),
    saveTexts(
      query,
      changed.map(({ entity, declarations }) => ({
        record: searchableEntity(entity, declarations),
        kind: entity.kind,
      })),
      now,
    ),
  ]);
}

/** The properties of an entity's node that earlier versions have too. */
export function entityProperties(entity: Entity, now: string): Row {
  const { id, kind, name, aliases, description, identifiers, organOf } = entity;
  return {
    id,
    kind,
    name,
    nameKey: nameOrderKey(entity),
    aliases,
    description,
    identifiers: identifiers.map(({ scheme, value }) => `${scheme}:${value}`),
    // An index of organs holds only the entities with this property.
    organOf: organOf.length === 0 ? null : organOf,
    record: sealJson(entity, now),
  };
}

/** Separates the records that changed from those whose declaration counts alone changed. */
function partitionChanged<T extends { readonly changed: boolean }>(
  saved: readonly T[],
): [changed: T[], unchanged: T[]] {
  return [saved.filter(({ changed }) => changed), saved.filter(({ changed }) => !changed)];
}

async function saveDeclarations(
  query: Query,
  label: 'Source' | 'Entity',
  records: readonly { readonly id: string; readonly declarations: object }[],
): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map(({ id, declarations }) => ({ id, declarations: sealJson(declarations) }));
  await query(
    `UNWIND $rows AS row ${matchByIndex('n', label, { id: 'row.id' })} SET n.declarations = row.declarations`,
    { rows },
  );
}
