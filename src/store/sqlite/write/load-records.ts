import type { EntityDeclarations, SourceDeclarations } from '../../../domain/declarations.js';
import type { Article, Citation, Claim } from '../../../domain/records.js';
import { openSealed } from '../../sealed-json.js';
import type { ArticleDeclarations } from '../../write/article-declarations.js';
import type { StoredArticle } from '../../write/write-port.js';
import type { Row, SqliteConnection } from '../connection/connection.js';
import { openDeclarations } from '../schema/article-declarations.js';
import { claimIdOf, IN_ID_LIST, idBytes, idList } from '../schema/compact-ids.js';
import {
  CITATION_COLUMNS,
  CITED_IN_LIST,
  IN_JSON_LIST,
  jsonList,
  toArticle,
  toCitation,
  toClaim,
} from '../schema/row-mapping.js';

export function loadArticles(db: SqliteConnection, ids: readonly string[]): Map<string, StoredArticle> {
  const rows = db.all(
    `SELECT id, record, digest, declarations FROM article WHERE id ${IN_JSON_LIST}`,
    jsonList(ids),
  );
  const declarations = openDeclarations(db, rows);
  return new Map(
    rows.map((row, index) => [
      row.id as string,
      {
        article: toArticle(row),
        digest: row.digest as string,
        declared: declarations[index]?.declared as ArticleDeclarations,
      },
    ]),
  );
}

export const loadSourceDeclarations = (
  db: SqliteConnection,
  ids: readonly string[],
): Map<string, SourceDeclarations> => loadDeclarations(db, 'source', ids);

export const loadEntityDeclarations = (
  db: SqliteConnection,
  ids: readonly string[],
): Map<string, EntityDeclarations> => loadDeclarations(db, 'entity', ids);

function loadDeclarations<T>(
  db: SqliteConnection,
  table: 'entity' | 'source',
  ids: readonly string[],
): Map<string, T> {
  const rows = db.all(`SELECT id, declarations FROM ${table} WHERE id ${IN_JSON_LIST}`, jsonList(ids));
  return mapById(rows, (row) => openSealed<T>(row.declarations, row.id as string));
}

export function descendantIdsOf(db: SqliteConnection, articleIds: readonly string[]): string[] {
  const rows = db.all(
    `WITH RECURSIVE derived (id) AS (
       SELECT id FROM article WHERE derived_from ${IN_JSON_LIST}
       UNION SELECT article.id FROM article JOIN derived ON article.derived_from = derived.id
     ) SELECT id FROM derived`,
    jsonList(articleIds),
  );
  return idsOf(rows);
}

export function articleIdsOfSources(db: SqliteConnection, sourceIds: readonly string[]): string[] {
  return idsOf(db.all(`SELECT id FROM article WHERE source_id ${IN_JSON_LIST}`, jsonList(sourceIds)));
}

/** Ids of all organs below these entities, over any number of steps; one walk over all organs for each step. */
export function organIdsOf(db: SqliteConnection, entityIds: readonly string[]): string[] {
  const found = new Set<string>();
  for (let bodies = entityIds; bodies.length > 0; ) {
    const organs = idsOf(
      db.all(
        `SELECT DISTINCT entity.id FROM entity, json_each(entity.organ_of) AS body
         WHERE entity.organ_of IS NOT NULL AND body.value ${IN_JSON_LIST}`,
        jsonList(bodies),
      ),
    );
    bodies = organs.filter((id) => !found.has(id));
    for (const id of bodies) found.add(id);
  }
  return [...found];
}

/** Ids of the claims with one of these entities as an end, as the last speaker of a citation, or as the owner of a source. */
export function claimIdsOfVoices(db: SqliteConnection, entityIds: readonly string[]): string[] {
  const ids = jsonList(entityIds);
  const rows = db.all(
    `SELECT id FROM claim WHERE subject_id ${IN_JSON_LIST}
     UNION SELECT id FROM claim WHERE object_id ${IN_JSON_LIST}
     UNION SELECT claim_id FROM citation WHERE speaker_id ${IN_JSON_LIST}
     UNION SELECT citation.claim_id FROM source JOIN article ON article.source_id = source.id
       JOIN citation ON citation.article_key = article.key WHERE source.affiliation ${IN_JSON_LIST}`,
    ids,
    ids,
    ids,
    ids,
  );
  return claimIdsOf(rows);
}

/** Articles whose text has one of these bands; see `sketchBands`. */
export function articlesWithBands(db: SqliteConnection, bands: readonly string[], limit: number): Article[] {
  return db
    .all(
      `SELECT record FROM article WHERE id IN (
         SELECT article_id FROM text_band WHERE band ${IN_JSON_LIST} GROUP BY article_id
         ORDER BY count(*) DESC, article_id LIMIT ?)`,
      jsonList(bands),
      limit,
    )
    .map(toArticle);
}

export function claimIdsCitedIn(db: SqliteConnection, articleIds: readonly string[]): string[] {
  const rows = db.all(
    `SELECT DISTINCT claim_id AS id FROM citation WHERE ${CITED_IN_LIST}`,
    jsonList(articleIds),
  );
  return claimIdsOf(rows);
}

export function citationsIn(db: SqliteConnection, articleIds: readonly string[]): Citation[] {
  return db
    .all(`SELECT ${CITATION_COLUMNS} FROM citation WHERE ${CITED_IN_LIST}`, jsonList(articleIds))
    .map(toCitation);
}

export function loadClaims(db: SqliteConnection, ids: readonly string[]): Map<string, Claim> {
  const claims = db.all(`SELECT * FROM claim WHERE id ${IN_ID_LIST}`, idList(ids)).map(toClaim);
  return new Map(claims.map((claim) => [claim.id, claim]));
}

export function claimIdsAfter(db: SqliteConnection, id: string, limit: number): string[] {
  return claimIdsOf(db.all('SELECT id FROM claim WHERE id > ? ORDER BY id LIMIT ?', idBytes(id), limit));
}

const claimIdsOf = (rows: readonly Row[]): string[] => rows.map((row) => claimIdOf(row.id));

const idsOf = (rows: readonly Row[]): string[] => rows.map((row) => row.id as string);

const mapById = <T>(rows: readonly Row[], read: (row: Row) => T): Map<string, T> =>
  new Map(rows.map((row) => [row.id as string, read(row)]));
