import type Database from 'libsql';
import { publisherKeys, TIE_PREDICATES } from '../../domain/analysis/independence.js';
import { type SourceDeclarations, updateSourceDeclarations } from '../../domain/declarations.js';
import type { EntityKind } from '../../domain/ontology.js';
import type { AnnotatedArticle, Article, Citation, Proposition } from '../../domain/records.js';
import { createSeenTexts } from '../run/seen-texts.js';
import { openMemoryDatabase, openTemporaryDatabase } from '../run/temporary-database.js';

export type RunProposition = Proposition & { readonly id: string };

/** A claim of the run. */
export interface RunClaim extends RunProposition {
  /** The first document that makes it, and its index in the list `claims` there. */
  readonly seq: number;
  readonly index: number;
  /** How many documents of the run make it. */
  readonly articles: number;
  /** Ids of the last speakers of its citations in the run, and of the owners of the sources. */
  readonly speaking: readonly string[];
}

export interface RunArticle
  extends Pick<Article, 'id' | 'genre' | 'publishedAt' | 'derivedFrom' | 'textSketch' | 'url' | 'sourceId'> {
  readonly live: boolean;
}

/** A key of a publisher, and a source and a document that have it. */
interface PublisherRow {
  readonly key: string;
  readonly sourceId: string;
  readonly finding: string;
  readonly seq: number;
}

/** What the valid documents of a run say, as far as it matters for the independence of their claims. On disk unless `inMemory`. */
export type RunRecords = ReturnType<typeof openRunRecords>;

const TIES = TIE_PREDICATES.map((name) => `'${name}'`).join();
const TABLES = `
  CREATE TABLE article (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, derived_from TEXT, record TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX article_original ON article (derived_from, seq) WHERE derived_from IS NOT NULL;
  CREATE TABLE claim (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL, claim_index INTEGER NOT NULL,
    subject TEXT NOT NULL, predicate TEXT NOT NULL, record TEXT NOT NULL, articles INTEGER NOT NULL
  );
  CREATE INDEX claim_tie ON claim (subject) WHERE predicate IN (${TIES});
  CREATE TABLE speaking (claim TEXT NOT NULL, entity TEXT NOT NULL, PRIMARY KEY (claim, entity)) WITHOUT ROWID;
  CREATE TABLE citation (claim TEXT NOT NULL, record TEXT NOT NULL);
  CREATE INDEX citation_of_claim ON citation (claim);
  CREATE TABLE source (id TEXT PRIMARY KEY, declarations TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE publisher (
    key TEXT NOT NULL, source TEXT NOT NULL, finding TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (key, source)
  ) WITHOUT ROWID;
  CREATE TABLE entity (id TEXT PRIMARY KEY, kind TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE organ (id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (id, body)) WITHOUT ROWID;`;

const BATCH_SIZE = 500;
const MAX_SIMILAR_IDS = 20_000;
const MAX_CITATIONS_OF_CLAIM = 5000;

interface RunRecordOptions {
  /** Keeps citations too, for a run that is not written. */
  readonly withCitations: boolean;
  /** For one document. */
  readonly inMemory?: boolean;
}

export function openRunRecords({ withCitations, inMemory = false }: RunRecordOptions) {
  const { db, close } = inMemory ? openMemoryDatabase(TABLES) : openTemporaryDatabase(TABLES);
  return {
    add: prepareInserts(db, withCitations),
    ...createClaimReads(db),
    ...createArticleReads(db),
    ...createEntityReads(db),
    ...createPublisherReads(db),
    close,
  };
}

function readRows<T>(db: Database.Database, sql: string, ...values: readonly unknown[]): T[] {
  return db.prepare(sql).all(...values) as T[];
}

const AMONG = 'IN (SELECT value FROM json_each(?))';
const list = (ids: readonly string[]): string => JSON.stringify(ids);

function createClaimReads(db: Database.Database) {
  const withSpeaking = (rows: readonly ClaimRow[]): RunClaim[] => {
    const speaking = new Map<string, string[]>();
    for (const { claim, entity } of readRows<{ claim: string; entity: string }>(
      db,
      `SELECT claim, entity FROM speaking WHERE claim ${AMONG}`,
      list(rows.map(({ id }) => id)),
    ))
      speaking.set(claim, [...(speaking.get(claim) ?? []), entity]);
    return rows.map(({ id, seq, claim_index, record, articles }) => ({
      ...(JSON.parse(record) as RunProposition),
      seq,
      index: claim_index,
      articles,
      speaking: speaking.get(id) ?? [],
    }));
  };
  return {
    /** All claims, in the order of the run. */
    *claimBatches(): Generator<readonly RunClaim[]> {
      for (let row = 0; ; ) {
        const sql = 'SELECT * FROM claim WHERE row > ? ORDER BY row LIMIT ?';
        const rows = readRows<ClaimRow>(db, sql, row, BATCH_SIZE);
        if (rows.length === 0) return;
        row = rows.at(-1)?.row as number;
        yield withSpeaking(rows);
      }
    },
    /** The claims that one of these entities is part or member of another, or leads it. */
    ties(subjectIds: readonly string[]): RunClaim[] {
      const sql = `SELECT * FROM claim WHERE subject ${AMONG} AND predicate IN (${TIES}) ORDER BY row`;
      return withSpeaking(readRows<ClaimRow>(db, sql, list(subjectIds)));
    },
    /** Of each claim at most `MAX_CITATIONS_OF_CLAIM`. */
    citationsOf(claimIds: readonly string[]): Citation[] {
      const sql = 'SELECT record FROM citation WHERE claim = ? LIMIT ?';
      return claimIds.flatMap((id) => parseRecords<Citation>(readRows(db, sql, id, MAX_CITATIONS_OF_CLAIM)));
    },
  };
}

const parseRecords = <T>(rows: readonly { readonly record: string }[]): T[] =>
  rows.map(({ record }) => JSON.parse(record) as T);

function createArticleReads(db: Database.Database) {
  return {
    articles: (ids: readonly string[]): RunArticle[] =>
      parseRecords(readRows(db, `SELECT record FROM article WHERE id ${AMONG}`, list(ids))),
    articleIdsOfSimilarLength: (id: string): string[] =>
      readRows<{ id: string }>(
        db,
        'SELECT id FROM article WHERE length(id) BETWEEN ? AND ? LIMIT ?',
        id.length - 4,
        id.length + 4,
        MAX_SIMILAR_IDS,
      ).map((row) => row.id),
    /** Ids that only `derivedFrom` names in the run, each with the first document that does, in batches. */
    *unknownOriginals(): Generator<readonly { readonly original: string; readonly seq: number }[]> {
      for (let original = ''; ; ) {
        const rows = readRows<{ original: string; seq: number }>(
          db,
          `SELECT derived_from AS original, min(seq) AS seq FROM article
           WHERE derived_from > ? AND derived_from NOT IN (SELECT id FROM article)
           GROUP BY derived_from ORDER BY derived_from LIMIT ?`,
          original,
          BATCH_SIZE,
        );
        if (rows.length === 0) return;
        original = rows.at(-1)?.original as string;
        yield rows;
      }
    },
  };
}

function createEntityReads(db: Database.Database) {
  return {
    kinds: (ids: readonly string[]): Map<string, EntityKind> =>
      new Map(
        readRows<{ id: string; kind: EntityKind }>(
          db,
          `SELECT id, kind FROM entity WHERE id ${AMONG}`,
          list(ids),
        ).map(({ id, kind }) => [id, kind]),
      ),
    /** The bodies that live articles of the run declare. */
    bodies(ids: readonly string[]): Map<string, readonly string[]> {
      const bodies = new Map<string, string[]>();
      const rows = readRows<{ id: string; body: string }>(
        db,
        `SELECT id, body FROM organ WHERE id ${AMONG}`,
        list(ids),
      );
      for (const { id, body } of rows) bodies.set(id, [...(bodies.get(id) ?? []), body]);
      return bodies;
    },
  };
}

function createPublisherReads(db: Database.Database) {
  const publishersWith = (keys: readonly string[]): PublisherRow[] =>
    readRows(
      db,
      `SELECT key, source AS sourceId, finding, seq FROM publisher WHERE key ${AMONG} ORDER BY key, seq, source`,
      list(keys),
    );
  return {
    sources: (ids: readonly string[]): Map<string, SourceDeclarations> =>
      new Map(
        readRows<{ id: string; declarations: string }>(
          db,
          `SELECT id, declarations FROM source WHERE id ${AMONG}`,
          list(ids),
        ).map(({ id, declarations }) => [id, JSON.parse(declarations) as SourceDeclarations]),
      ),
    publishersWith,
    /** For each key that several sources have, these, in the order of the run. */
    *sharedPublisherKeys(): Generator<readonly PublisherRow[]> {
      for (let key = ''; ; ) {
        const rows = readRows<{ key: string }>(
          db,
          'SELECT key FROM publisher WHERE key > ? GROUP BY key HAVING count(*) > 1 ORDER BY key LIMIT ?',
          key,
          BATCH_SIZE,
        );
        if (rows.length === 0) return;
        key = rows.at(-1)?.key as string;
        for (const row of rows) yield publishersWith([row.key]);
      }
    },
  };
}

interface ClaimRow {
  readonly row: number;
  readonly id: string;
  readonly seq: number;
  readonly claim_index: number;
  readonly record: string;
  readonly articles: number;
}

/** Adds a valid document. */
function prepareInserts(
  db: Database.Database,
  withCitations: boolean,
): (seq: number, annotated: AnnotatedArticle) => void {
  const addArticle = db.prepare('INSERT OR IGNORE INTO article VALUES (?, ?, ?, ?)');
  const addClaim = db.prepare(`
    INSERT INTO claim (id, seq, claim_index, subject, predicate, record, articles) VALUES (?, ?, ?, ?, ?, ?, 1)
    ON CONFLICT (id) DO UPDATE SET articles = articles + 1`);
  const addSpeaking = db.prepare('INSERT OR IGNORE INTO speaking VALUES (?, ?)');
  const addCitation = db.prepare('INSERT INTO citation VALUES (?, ?)');
  const selectSource = db.prepare('SELECT declarations FROM source WHERE id = ?');
  const setSource = db.prepare('INSERT OR REPLACE INTO source VALUES (?, ?)');
  const addPublisher = db.prepare('INSERT OR IGNORE INTO publisher VALUES (?, ?, ?, ?)');
  const addEntity = db.prepare('INSERT OR IGNORE INTO entity VALUES (?, ?)');
  const isKnown = createSeenTexts();
  const addOrgan = db.prepare('INSERT OR IGNORE INTO organ VALUES (?, ?)');
  return (seq, { article, source, entities, referencedEntities, claims }) => {
    const { id, genre, publishedAt, derivedFrom, textSketch, url, sourceId, retractedAt } = article;
    const live = retractedAt === null;
    const record: RunArticle = { id, genre, publishedAt, derivedFrom, textSketch, url, sourceId, live };
    addArticle.run(id, seq, derivedFrom, JSON.stringify(record));
    const row = selectSource.get(source.id) as { declarations: string } | undefined;
    const known = row === undefined ? null : (JSON.parse(row.declarations) as SourceDeclarations);
    setSource.run(source.id, JSON.stringify(updateSourceDeclarations(known, source, live ? 1 : 0)));
    for (const { key, finding } of publisherKeys({ name: source.name, url }))
      addPublisher.run(key, source.id, finding, seq);
    for (const { id, kind } of [...entities, ...referencedEntities])
      if (!isKnown(id)) addEntity.run(id, kind);
    if (live) for (const { id, organOf } of entities) for (const body of organOf) addOrgan.run(id, body);
    for (const [index, { id, citations, ...claim }] of claims.entries()) {
      const { subjectId, predicate, objectId, value } = claim;
      const proposition = { id, subjectId, predicate, objectId, value };
      addClaim.run(id, seq, index, subjectId, predicate, JSON.stringify(proposition));
      const speaking = [source.affiliation, ...citations.map(({ assertedBy }) => assertedBy.at(-1))];
      for (const entity of new Set(speaking)) if (entity != null) addSpeaking.run(id, entity);
      if (withCitations) for (const citation of citations) addCitation.run(id, JSON.stringify(citation));
    }
  };
}
