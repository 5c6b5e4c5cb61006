import type { Searchable } from '../../domain/search-terms.js';
import { citationOrder, confidenceKey, newestFirst, strength } from '../cursor.js';
import type { Tables } from '../tables.js';
import { wordsOf } from '../words.js';
import type { Connection, Row } from './database.js';
import { evidenceOf } from './evidence.js';
import { IN, list, toClaim } from './rows.js';

/** What `putArticles` writes through; inside a transaction of the connection. */
export function sqliteTables(db: Connection, now: string): Tables {
  const ids = (rows: Row[]) => rows.map((row) => row.id as string);
  const declarations = <T>(table: 'entity' | 'source', wanted: readonly string[]) =>
    new Map(
      db
        .all(`SELECT id, declarations FROM ${table} WHERE id ${IN}`, list(wanted))
        .map((row) => [row.id as string, JSON.parse(row.declarations as string) as T]),
    );
  return {
    now,
    storedArticles: async (wanted) =>
      new Map(
        db.all(`SELECT id, record, digest, declared FROM article WHERE id ${IN}`, list(wanted)).map((row) => [
          row.id as string,
          {
            article: JSON.parse(row.record as string),
            digest: row.digest as string,
            declared: JSON.parse(row.declared as string),
          },
        ]),
      ),
    sourceDeclarations: async (wanted) => declarations('source', wanted),
    entityDeclarations: async (wanted) => declarations('entity', wanted),
    claimsCitedBy: async (articles) =>
      ids(db.all(`SELECT DISTINCT claim_id AS id FROM citation WHERE article_id ${IN}`, list(articles))),
    descendantsOf: async (articles) =>
      ids(
        db.all(
          `WITH RECURSIVE derived (id) AS (
             SELECT id FROM article WHERE derived_from ${IN}
             UNION SELECT article.id FROM article JOIN derived ON article.derived_from = derived.id
           ) SELECT id FROM derived`,
          list(articles),
        ),
      ),
    articlesOfSources: async (sources) =>
      ids(db.all(`SELECT id FROM article WHERE source_id ${IN}`, list(sources))),

    saveSources: async (sources) => {
      for (const { source, declarations } of sources) {
        db.run(
          `INSERT INTO source (id, name, reliability, affiliation, declarations) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET name = excluded.name, reliability = excluded.reliability,
             affiliation = excluded.affiliation, declarations = excluded.declarations`,
          source.id,
          source.name,
          source.reliability,
          source.affiliation,
          JSON.stringify(declarations),
        );
      }
    },
    saveEntities: async (entities) => {
      for (const { entity, declarations } of entities) {
        db.run(
          `INSERT INTO entity (id, kind, name, aliases, description, identifiers, declarations) VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET name = excluded.name, aliases = excluded.aliases,
             description = excluded.description, identifiers = excluded.identifiers, declarations = excluded.declarations`,
          entity.id,
          entity.kind,
          entity.name,
          JSON.stringify(entity.aliases),
          entity.description,
          JSON.stringify(entity.identifiers),
          JSON.stringify(declarations),
        );
        saveWords(db, entity.id, entity);
      }
    },
    saveArticles: async (articles) => {
      for (const { article, digest, declared } of articles) {
        db.run(
          `INSERT INTO article (id, source_id, title, genre, derived_from, retracted_at, newest_first, record, digest, declared)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET source_id = excluded.source_id, title = excluded.title, genre = excluded.genre,
             derived_from = excluded.derived_from, retracted_at = excluded.retracted_at,
             newest_first = excluded.newest_first, record = excluded.record, digest = excluded.digest, declared = excluded.declared`,
          article.id,
          article.sourceId,
          article.title,
          article.genre,
          article.derivedFrom,
          article.retractedAt,
          newestFirst(article.publishedAt),
          JSON.stringify(article),
          digest,
          JSON.stringify(declared),
        );
        saveWords(db, article.id, article);
      }
    },
    addClaims: async (claims) => {
      for (const { id, subjectId, predicate, objectId, value } of claims) {
        db.run(
          'INSERT INTO claim (id, subject_id, predicate, object_id, value) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
          id,
          subjectId,
          predicate,
          objectId,
          value === null ? null : JSON.stringify(value),
        );
      }
    },
    // SQLite has one writer at a time: the transaction is the lock.
    lockClaims: async () => {},
    removeCitationsOf: async (articles) => {
      db.run(`DELETE FROM citation WHERE article_id ${IN}`, list(articles));
    },
    addCitations: async (citations) => {
      for (const citation of citations) {
        db.run(
          'INSERT INTO citation (id, claim_id, article_id, order_key, record) VALUES (?, ?, ?, ?, ?)',
          citation.id,
          citation.claimId,
          citation.articleId,
          citationOrder(citation),
          JSON.stringify(citation),
        );
      }
    },

    evidence: async (claims) => evidenceOf(db, claims),
    standings: async (wanted) =>
      new Map(
        db
          .all(`SELECT * FROM claim WHERE strength IS NOT NULL AND id ${IN}`, list(wanted))
          .map((row) => [row.id as string, toClaim(row)]),
      ),
    saveStandings: async (claims) => {
      for (const { id, status, derivedStatus, confidence, firstKnownAt } of claims) {
        db.run(
          'UPDATE claim SET strength = ?, derived_strength = ?, confidence_key = ?, first_known_at = ? WHERE id = ?',
          strength(status),
          strength(derivedStatus),
          confidenceKey(confidence),
          firstKnownAt,
          id,
        );
      }
    },
    removeClaims: async (wanted) => {
      db.run(`DELETE FROM claim WHERE id ${IN}`, list(wanted));
    },
    addChanges: async (changes) => {
      for (const change of changes) {
        db.run(
          'INSERT INTO claim_change (claim_id, record) VALUES (?, ?)',
          change.claimId,
          JSON.stringify(change),
        );
      }
    },
  };
}

function saveWords(db: Connection, id: string, record: Searchable): void {
  const words = wordsOf(record).join(' ');
  const [old] = db.all(
    'SELECT words.rowid AS row, text FROM words_row JOIN words ON words.rowid = row WHERE words_row.id = ?',
    id,
  );
  if (old?.text === words) return;
  if (old !== undefined) {
    db.run('UPDATE words SET text = ? WHERE rowid = ?', words, old.row);
    return;
  }
  db.run('INSERT INTO words (id, text) VALUES (?, ?)', id, words);
  db.run('INSERT INTO words_row (id, row) VALUES (?, last_insert_rowid())', id);
}
