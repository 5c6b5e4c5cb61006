import { citationRank, confidenceKey, statusRank } from '../../../domain/order.js';
import { type Assessment, isLive } from '../../../domain/records.js';
import { validitySpan } from '../../../domain/time-span.js';
import { newestFirstKey } from '../../read/cursor.js';
import type { WritePort } from '../../write/write-port.js';
import type { Row, SqliteConnection } from '../connection/connection.js';
import { readEvidence } from '../read/evidence.js';
import { archiveVersion } from '../schema/as-of.js';
import { IN_JSON_LIST, jsonList, toAssessment, toCitation, toClaim } from '../schema/row-mapping.js';
import { endDates, saveDates } from './dates.js';
import { indexQuote, saveTexts } from './texts.js';

/** What `putArticles` writes through; inside a transaction of the connection. */
export function sqliteWritePort(db: SqliteConnection, now: string): WritePort {
  const ids = (rows: Row[]) => rows.map((row) => row.id as string);
  const declarations = <T>(table: 'entity' | 'source', wanted: readonly string[]) =>
    new Map(
      db
        .all(`SELECT id, declarations FROM ${table} WHERE id ${IN_JSON_LIST}`, jsonList(wanted))
        .map((row) => [row.id as string, JSON.parse(row.declarations as string) as T]),
    );
  const keep = (table: string, id: string) => archiveVersion(db, table, 'id = ?', id, now);
  const keepAll = (table: string, wanted: readonly string[]) =>
    archiveVersion(db, table, `id ${IN_JSON_LIST}`, jsonList(wanted), now);
  return {
    now,
    storedArticles: async (wanted) =>
      new Map(
        db
          .all(
            `SELECT id, record, digest, declarations FROM article WHERE id ${IN_JSON_LIST}`,
            jsonList(wanted),
          )
          .map((row) => [
            row.id as string,
            {
              article: JSON.parse(row.record as string),
              digest: row.digest as string,
              declared: JSON.parse(row.declarations as string),
            },
          ]),
      ),
    sourceDeclarations: async (wanted) => declarations('source', wanted),
    entityDeclarations: async (wanted) => declarations('entity', wanted),
    claimIdsCitedIn: async (articles) =>
      ids(
        db.all(
          `SELECT DISTINCT claim_id AS id FROM citation WHERE article_id ${IN_JSON_LIST}`,
          jsonList(articles),
        ),
      ),
    descendantIdsOf: async (articles) =>
      ids(
        db.all(
          `WITH RECURSIVE derived (id) AS (
             SELECT id FROM article WHERE derived_from ${IN_JSON_LIST}
             UNION SELECT article.id FROM article JOIN derived ON article.derived_from = derived.id
           ) SELECT id FROM derived`,
          jsonList(articles),
        ),
      ),
    articleIdsOfSources: async (sources) =>
      ids(db.all(`SELECT id FROM article WHERE source_id ${IN_JSON_LIST}`, jsonList(sources))),

    saveSources: async (sources) => {
      for (const { source, declarations, changed } of sources) {
        if (!changed) {
          db.run('UPDATE source SET declarations = ? WHERE id = ?', JSON.stringify(declarations), source.id);
          continue;
        }
        keep('source', source.id);
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
    },
    saveEntities: async (entities) => {
      for (const { entity, declarations, changed } of entities) {
        if (!changed) {
          db.run('UPDATE entity SET declarations = ? WHERE id = ?', JSON.stringify(declarations), entity.id);
          continue;
        }
        keep('entity', entity.id);
        db.run(
          `INSERT INTO entity (id, kind, name, aliases, description, identifiers, declarations, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET name = excluded.name, aliases = excluded.aliases,
             description = excluded.description, identifiers = excluded.identifiers, declarations = excluded.declarations,
             recorded_at = excluded.recorded_at`,
          entity.id,
          entity.kind,
          entity.name,
          JSON.stringify(entity.aliases),
          entity.description,
          JSON.stringify(entity.identifiers),
          JSON.stringify(declarations),
          now,
        );
        saveTexts(db, entity, entity.kind, now);
      }
    },
    saveArticles: async (articles) => {
      for (const { article, digest, declared } of articles) {
        keep('article', article.id);
        db.run(
          `INSERT INTO article (id, source_id, derived_from, live, newest_first, record, digest, declarations, recorded_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET source_id = excluded.source_id, derived_from = excluded.derived_from, live = excluded.live,
             newest_first = excluded.newest_first, record = excluded.record, digest = excluded.digest, declarations = excluded.declarations,
             recorded_at = excluded.recorded_at`,
          article.id,
          article.sourceId,
          article.derivedFrom,
          isLive(article) ? 1 : 0,
          newestFirstKey(article.publishedAt),
          JSON.stringify(article),
          digest,
          JSON.stringify(declared),
          now,
        );
        saveTexts(db, article, null, now);
      }
    },
    addClaims: async (claims) => {
      for (const { id, subjectId, predicate, objectId, value } of claims) {
        db.run(
          `INSERT INTO claim (id, subject_id, predicate, object_id, value, recorded_at) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (id) DO NOTHING`,
          id,
          subjectId,
          predicate,
          objectId,
          value === null ? null : JSON.stringify(value),
          now,
        );
      }
    },
    // SQLite has one writer at a time: the transaction is the lock.
    lockClaims: async () => {},
    citationsIn: async (articles) =>
      db
        .all(`SELECT record FROM citation WHERE article_id ${IN_JSON_LIST}`, jsonList(articles))
        .map(toCitation),
    removeCitations: async (wanted) => {
      keepAll('citation', wanted);
      db.run(`DELETE FROM citation WHERE id ${IN_JSON_LIST}`, jsonList(wanted));
    },
    addCitations: async (citations) => {
      for (const citation of citations) {
        db.run(
          'INSERT INTO citation (id, claim_id, article_id, order_key, record, recorded_at) VALUES (?, ?, ?, ?, ?, ?)',
          citation.id,
          citation.claimId,
          citation.articleId,
          citationRank(citation),
          JSON.stringify(citation),
          now,
        );
        indexQuote(db, citation);
      }
    },

    evidence: async (claims) => readEvidence(db, 'now', claims),
    currentClaims: async (wanted) =>
      new Map(
        db
          .all(`SELECT * FROM claim WHERE status_rank IS NOT NULL AND id ${IN_JSON_LIST}`, jsonList(wanted))
          .map((row) => [row.id as string, toClaim(row)]),
      ),
    saveClaims: async (claims) => {
      for (const claim of claims) {
        keep('claim', claim.id);
        db.run(
          `UPDATE claim SET status_rank = ?, derived_status_rank = ?, confidence_key = ?, derived_confidence_key = ?, assessment_id = ?,
             validity = ?, validity_spans = ?, sole_article_id = ?, sole_source_id = ?, contested = ?, first_known_at = ?, recorded_at = ?
           WHERE id = ?`,
          statusRank(claim.status),
          statusRank(claim.derivedStatus),
          confidenceKey(claim.confidence),
          confidenceKey(claim.derivedConfidence),
          claim.assessmentId,
          JSON.stringify(claim.validity),
          JSON.stringify(claim.validity.map(validitySpan)),
          claim.soleArticleId,
          claim.soleSourceId,
          claim.contested ? 1 : 0,
          claim.firstKnownAt,
          now,
          claim.id,
        );
        saveDates(db, claim, now);
      }
    },
    removeClaims: async (wanted) => {
      keepAll('claim', wanted);
      endDates(db, wanted, now);
      db.run(`DELETE FROM claim WHERE id ${IN_JSON_LIST}`, jsonList(wanted));
    },
    addChanges: async (changes) => {
      for (const change of changes) {
        db.run(
          `INSERT INTO claim_change (claim_id, at, subject_id, object_id, from_status_rank, to_status_rank, record)
           VALUES (?, ?, ?, ?, ?, ?, ?)`,
          change.claimId,
          change.at,
          change.subjectId,
          change.objectId,
          change.from === null ? null : statusRank(change.from.status),
          statusRank(change.to?.status ?? 'RETRACTED'),
          JSON.stringify(change),
        );
      }
    },
    popChanges: async (claims) =>
      db
        .all(
          `DELETE FROM claim_change WHERE claim_id ${IN_JSON_LIST} AND at = ? RETURNING record`,
          jsonList(claims),
          now,
        )
        .map((row) => JSON.parse(row.record as string)),

    assessments: async (claims) => {
      const found = new Map<string, Assessment[]>();
      const rows = db.all(
        `SELECT record FROM assessment WHERE claim_id ${IN_JSON_LIST} ORDER BY claim_id, at DESC, id`,
        jsonList(claims),
      );
      for (const assessment of rows.map(toAssessment)) {
        const { claimId } = assessment;
        found.set(claimId, [...(found.get(claimId) ?? []), assessment]);
      }
      return found;
    },
    saveAssessments: async (assessments) => {
      for (const { id, claimId, at, endedAt, ...rest } of assessments) {
        db.run(
          `INSERT INTO assessment (id, claim_id, at, ended_at, record) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET ended_at = excluded.ended_at, record = excluded.record`,
          id,
          claimId,
          at,
          endedAt,
          JSON.stringify({ id, claimId, at, endedAt, ...rest }),
        );
      }
    },
    policyState: async () => ({
      history: db
        .all('SELECT at, record FROM policy ORDER BY number')
        .map((row) => ({ at: row.at as string, policy: JSON.parse(row.record as string) })),
      derivationCursor: (db.all('SELECT derivation_cursor FROM state')[0]?.derivation_cursor ?? null) as
        | string
        | null,
    }),
    addPolicy: async (policy) => {
      db.run('INSERT INTO policy (at, record) VALUES (?, ?)', now, JSON.stringify(policy));
    },
    saveDerivationCursor: async (claimId) => {
      db.run('UPDATE state SET derivation_cursor = ?', claimId);
    },
    claimIdsAfter: async (id, limit) =>
      ids(db.all('SELECT id FROM claim WHERE id > ? ORDER BY id LIMIT ?', id, limit)),
  };
}
