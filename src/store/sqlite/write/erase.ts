import { type DeclaredRole, nameKey } from '../../../domain/declared-texts.js';
import { AscribeError } from '../../../domain/errors.js';
import type { Source } from '../../../domain/records.js';
import { unseal } from '../../sealed-json.js';
import type { CitationRef, ErasurePort } from '../../write/erasure-port.js';
import type { Row, SqliteConnection } from '../connection/connection.js';
import { erasureChecksum, readErasures } from '../read/erasures.js';
import {
  openDeclarations,
  removeUndeclaredEntities,
  sealDeclarations,
} from '../schema/article-declarations.js';
import { citationIdOf, claimIdOf, IN_ID_LIST, idList } from '../schema/compact-ids.js';
import { IN_JSON_LIST, jsonList, rowChecksum, toClaim, toEntity, toSource } from '../schema/row-mapping.js';
import { readState, saveState } from '../schema/state.js';
import { removeUndeclared } from './declared-texts.js';
import { entityColumns } from './save-entities-and-sources.js';
import { unindexQuotes } from './texts.js';
import { namesEntity } from './unused.js';

/** The primitives of erasure over one connection. Call `purgeErased` once the transaction is committed. */
export function sqliteErasurePort(db: SqliteConnection): ErasurePort {
  return {
    erasures: async (ids) => readErasures(db, ids),
    addErasure: async ({ id, reason, erasedBy, at }) =>
      db.run(
        'INSERT INTO erasure (id, reason, erased_by, at, checksum) VALUES (?, ?, ?, ?, ?)',
        ...[id, reason, erasedBy, at],
        erasureChecksum({ id, reason, erased_by: erasedBy, at }),
      ),
    ...createSearches(db),
    ...createRemovals(db),
    ...createRewrites(db),
  };
}

const EVER = (table: string, columns: string): string =>
  `(SELECT ${columns} FROM ${table} UNION ALL SELECT ${columns} FROM ${table}_version)`;

/** Declarations of the text `d`; a condition follows. */
const DECLARING = `declared_set_text AS s CROSS JOIN text_declaration AS t ON t.set_row = s.set_row WHERE s.text_row = d.row AND`;

function createSearches(db: SqliteConnection) {
  const citations = (condition: string, ...parameters: unknown[]): CitationRef[] =>
    db
      .all(
        `SELECT DISTINCT c.id, claim_id, article.id AS article_id FROM ${EVER('citation', 'id, claim_id, article_key, speaker_id, earlier_speakers')} AS c
           JOIN article ON key = article_key WHERE ${condition}`,
        ...parameters,
      )
      .map((row) => ({
        id: citationIdOf(row.id),
        claimId: claimIdOf(row.claim_id),
        articleId: row.article_id as string,
      }));
  const idsOf = (rows: readonly Row[]) => rows.map(({ id }) => id as string);
  return {
    entityEverExisted: async (entityId) =>
      db.all(`SELECT 1 FROM ${EVER('entity', 'id')} WHERE id = ? LIMIT 1`, entityId).length > 0,
    declarationsEverOf: async (articleId) =>
      openDeclarations(
        db,
        db.all(`SELECT id, declarations FROM ${EVER('article', 'id, declarations')} WHERE id = ?`, articleId),
      ).map(({ declared }) => declared),
    citationsEverIn: async (articleId) => citations('article.id = ?', articleId),
    citationsEverAbout: async (entityId) =>
      citations(
        `claim_id IN (SELECT id FROM ${EVER('claim', 'id, subject_id, object_id')} WHERE subject_id = ? OR object_id = ?)
         OR speaker_id = ? OR EXISTS (SELECT 1 FROM json_each(earlier_speakers) WHERE value = ?)`,
        entityId,
        entityId,
        entityId,
        entityId,
      ),
    entityIdsEverNamedBy: async (citations) => {
      const claimIds = idList(citations.map(({ claimId }) => claimId));
      const citationIds = idList(citations.map(({ id }) => id));
      return idsOf(
        db.all(
          `SELECT subject_id AS id FROM ${EVER('claim', 'id, subject_id')} WHERE id ${IN_ID_LIST}
           UNION SELECT object_id FROM ${EVER('claim', 'id, object_id')} WHERE id ${IN_ID_LIST} AND object_id IS NOT NULL
           UNION SELECT speaker_id FROM ${EVER('citation', 'id, speaker_id')} WHERE id ${IN_ID_LIST} AND speaker_id IS NOT NULL
           UNION SELECT speaker.value FROM ${EVER('citation', 'id, earlier_speakers')} AS c, json_each(c.earlier_speakers) AS speaker
             WHERE c.id ${IN_ID_LIST}`,
          claimIds,
          claimIds,
          citationIds,
          citationIds,
        ),
      );
    },
    articleIdsEverNaming: async (entityId) =>
      idsOf(
        db.all(
          `SELECT DISTINCT id FROM ${EVER('article', 'id, declarations')} WHERE ${namesEntity('declarations', '?')}`,
          entityId,
          entityId,
          entityId,
        ),
      ),
    textsDeclaredOnlyIn: async (articleId) =>
      db
        .all(
          `SELECT entity_id, role, text FROM declared_text AS d
           WHERE EXISTS (SELECT 1 FROM ${DECLARING} article_id = ?) AND NOT EXISTS (SELECT 1 FROM ${DECLARING} article_id <> ?)`,
          articleId,
          articleId,
        )
        .map(({ entity_id, role, text }) => ({
          entityId: entity_id as string,
          role: role as DeclaredRole,
          text: text as string,
        })),
    claimIdsNeverCited: async (claimIds) =>
      db
        .all(
          `SELECT value AS digits FROM json_each(?) WHERE unhex(value) NOT IN (SELECT claim_id FROM citation)
             AND unhex(value) NOT IN (SELECT claim_id FROM citation_version)`,
          idList(claimIds),
        )
        .map(({ digits }) => `claim:${digits as string}`),
  } satisfies Partial<ErasurePort>;
}

function createRemovals(db: SqliteConnection) {
  const remove = (tables: readonly string[], ids: readonly string[], column = 'id') => {
    for (const table of tables) db.run(`DELETE FROM ${table} WHERE ${column} ${IN_JSON_LIST}`, jsonList(ids));
  };
  const removeById = (tables: readonly string[], ids: readonly string[], column = 'id') => {
    for (const table of tables) db.run(`DELETE FROM ${table} WHERE ${column} ${IN_ID_LIST}`, idList(ids));
  };
  const removeTexts = (condition: string, ...parameters: unknown[]) => {
    db.run(`DELETE FROM text_tokens WHERE rowid IN (SELECT row FROM text WHERE ${condition})`, ...parameters);
    db.run(`DELETE FROM text WHERE ${condition}`, ...parameters);
  };
  return {
    eraseCitations: async (ids) => {
      removeById(['citation', 'citation_version'], ids);
      unindexQuotes(db, ids);
    },
    eraseClaims: async (ids) => {
      removeById(['claim_version'], ids);
      // The next change must not get the number of a removed one: a subscriber may have read up to it.
      const [last] = db.all('SELECT coalesce(max(number), 0) AS number FROM claim_change');
      const state = readState(db);
      saveState(db, { ...state, changeFloor: Math.max(state.changeFloor, last?.number as number) });
      removeById(['claim_date', 'claim_period', 'claim_change'], ids, 'claim_id');
      remove(['assessment'], ids, 'claim_id');
    },
    eraseArticles: async (ids) => {
      remove(['article', 'article_version'], ids);
      removeTexts(`record_id ${IN_JSON_LIST}`, jsonList(ids));
      remove(['text_declaration', 'text_band'], ids, 'article_id');
      removeUndeclared(db, 'all');
      removeUndeclaredEntities(db);
      forgetSole(db, 'sole_article_id', ids);
    },
    eraseEntities: async (ids) => {
      remove(['entity', 'entity_version'], ids);
      removeTexts(`record_id ${IN_JSON_LIST}`, jsonList(ids));
      db.run(
        `DELETE FROM text_declaration WHERE set_row IN (SELECT set_row FROM declared_set_text WHERE text_row IN (
           SELECT row FROM declared_text WHERE entity_id ${IN_JSON_LIST}))`,
        jsonList(ids),
      );
      removeUndeclared(db, 'all');
      removeUndeclaredEntities(db);
    },
    eraseSources: async (ids) => {
      remove(['source', 'source_version'], ids);
      forgetSole(db, 'sole_source_id', ids);
    },
    eraseTexts: async (entityId, normalized) =>
      removeTexts(
        `record_id = ? AND replaced_at IS NOT NULL AND normalized ${IN_JSON_LIST}`,
        entityId,
        jsonList(normalized),
      ),
  } satisfies Partial<ErasurePort>;
}

/** A claim that is in the store is derived again; its earlier versions only lose the mention. */
function forgetSole(
  db: SqliteConnection,
  column: 'sole_article_id' | 'sole_source_id',
  ids: readonly string[],
): void {
  for (const row of db.all(`SELECT * FROM claim_version WHERE ${column} ${IN_JSON_LIST}`, jsonList(ids))) {
    toClaim(row);
    db.run(
      `UPDATE claim_version SET ${column} = NULL, checksum = ? WHERE id = ? AND recorded_at = ?`,
      rowChecksum('claim', { ...row, [column]: null }),
      Buffer.from(row.id as ArrayBuffer),
      row.recorded_at,
    );
  }
}

function createRewrites(db: SqliteConnection) {
  return {
    rewriteEntityVersions: async (ids, rewrite) => {
      for (const row of versions(db, 'entity_version', ids)) {
        const entity = toEntity(row);
        const next = rewrite(entity);
        if (JSON.stringify(next) === JSON.stringify(entity)) continue;
        const columns = entityColumns(next);
        db.run(
          `UPDATE entity_version SET name = ?, name_key = ?, aliases = ?, description = ?, identifiers = ?, organ_of = ?, checksum = ?
           WHERE id = ? AND recorded_at = ?`,
          ...[columns.name, columns.name_key, columns.aliases, columns.description],
          ...[columns.identifiers, columns.organ_of],
          rowChecksum('entity', { ...row, ...columns }),
          row.id,
          row.recorded_at,
        );
      }
    },
    rewriteSourceVersions: async (ids, rewrite) => {
      for (const row of versions(db, 'source_version', ids)) {
        const { name, affiliation }: Source = rewrite(toSource(row));
        db.run(
          'UPDATE source_version SET name = ?, name_key = ?, affiliation = ?, checksum = ? WHERE id = ? AND recorded_at = ?',
          name,
          nameKey(name),
          affiliation,
          rowChecksum('source', { ...row, name, affiliation }),
          row.id,
          row.recorded_at,
        );
      }
    },
    rewriteDeclarationVersions: async (articleIds, rewrite) => {
      const rows = versions(db, 'article_version', articleIds);
      const next = openDeclarations(db, rows).map(({ declared }, index) => ({
        declared: rewrite(declared),
        note: unseal(rows[index]?.declarations).note,
      }));
      for (const [index, declarations] of sealDeclarations(db, next).entries())
        db.run(
          'UPDATE article_version SET declarations = ? WHERE id = ? AND recorded_at = ?',
          declarations,
          rows[index]?.id,
          rows[index]?.recorded_at,
        );
    },
  } satisfies Partial<ErasurePort>;
}

const versions = (db: SqliteConnection, table: string, ids: readonly string[]): Row[] =>
  db.all(`SELECT * FROM ${table} WHERE id ${IN_JSON_LIST}`, jsonList(ids));

/**
 * Removes the bytes of what was erased: merges the search indexes, which keep deleted words until then, writes the file anew without its
 * free pages, and empties the write-ahead log.
 */
export function purgeErased(db: SqliteConnection): void {
  for (const index of ['text_tokens', 'citation_tokens'])
    db.run(`INSERT INTO ${index} (${index}) VALUES ('optimize')`);
  db.run('VACUUM');
  const [checkpoint] = db.all('PRAGMA wal_checkpoint(TRUNCATE)');
  if (checkpoint?.busy !== 0)
    throw new AscribeError(
      'STORE_UNAVAILABLE',
      'the record is erased, but another process reads the old state, so its bytes are still in the file; erase it again later',
    );
}
