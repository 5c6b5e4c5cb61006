import { digest } from '../../../domain/ids.js';
import type { Entity } from '../../../domain/records.js';
import { damageError } from '../../damage.js';
import { openSealed, sealJson } from '../../sealed-json.js';
import type { ArticleDeclarations } from '../../write/article-declarations.js';
import type { Row, SqliteConnection } from '../connection/connection.js';
import { IN_JSON_LIST, jsonList } from './row-mapping.js';

/** The column `declarations` of an article: its source, and the rows of `declared_entity` that it declares. */
interface StoredDeclarations extends Pick<ArticleDeclarations, 'source'> {
  readonly entities: readonly number[];
}

/** What each of these articles declares; the rows have an id and the column `declarations`. Throws STORE_UNUSABLE if it is damaged. */
export function openDeclarations(
  db: SqliteConnection,
  rows: readonly Row[],
): { readonly id: string; readonly declared: ArticleDeclarations }[] {
  const stored = rows.map(({ id, declarations }) => ({
    id: id as string,
    ...openSealed<StoredDeclarations>(declarations, id as string),
  }));
  const wanted = [...new Set(stored.flatMap(({ entities }) => entities))];
  const found = db.all(`SELECT row, record FROM declared_entity WHERE row ${IN_JSON_LIST}`, jsonList(wanted));
  const records = new Map(
    found.map(({ row, record }) => [row, openSealed<Entity>(record, undefined, String(row))]),
  );
  return stored.map(({ id, source, entities }) => ({
    id,
    declared: {
      source,
      entities: entities.map((row) => {
        const entity = records.get(row);
        if (entity === undefined) throw damageError(`an entity that ${id} declares is missing`);
        return entity;
      }),
    },
  }));
}

/** The column `declarations` of articles, each with a note for its seal. Stores the entities that no article has declared so. */
export function sealDeclarations(
  db: SqliteConnection,
  articles: readonly { readonly declared: ArticleDeclarations; readonly note: string }[],
): string[] {
  const rows = saveDeclaredEntities(db, new Set(articles.flatMap(({ declared }) => declared.entities)));
  return articles.map(({ declared: { source, entities }, note }) =>
    sealJson({ source, entities: entities.map((entity) => rows.get(entity)) }, note),
  );
}

export const declaredEntityKey = (entity: Entity): string => digest(entity).slice(0, 32);

/** The row of each of these entities. */
function saveDeclaredEntities(
  db: SqliteConnection,
  entities: ReadonlySet<Entity>,
): ReadonlyMap<Entity, number> {
  const keys = new Map([...entities].map((entity) => [entity, declaredEntityKey(entity)]));
  const found = db.all(
    `SELECT key, row FROM declared_entity WHERE key ${IN_JSON_LIST}`,
    jsonList([...new Set(keys.values())]),
  );
  const rows = new Map(found.map(({ key, row }) => [key as string, row as number]));
  for (const [entity, key] of keys) if (!rows.has(key)) rows.set(key, addDeclaredEntity(db, key, entity));
  return new Map([...keys].map(([entity, key]) => [entity, rows.get(key) as number]));
}

/** The seal covers the number of the row, by which articles refer to it. */
function addDeclaredEntity(db: SqliteConnection, key: string, entity: Entity): number {
  const [next] = db.all('SELECT coalesce(max(row), 0) + 1 AS row FROM declared_entity');
  const row = next?.row as number;
  db.run(
    'INSERT INTO declared_entity (row, key, entity_id, record) VALUES (?, ?, ?, ?)',
    row,
    key,
    entity.id,
    sealJson(entity, '', String(row)),
  );
  return row;
}

/** Removes the entities that no article declares or ever declared. Reads all articles. */
export function removeUndeclaredEntities(db: SqliteConnection): void {
  const rowsOf = (table: string) =>
    `SELECT e.value FROM ${table} AS a, json_each(a.declarations, '$.entities') AS e`;
  db.run(
    `DELETE FROM declared_entity WHERE row NOT IN (${rowsOf('article')} UNION ${rowsOf('article_version')})`,
  );
}
