import type { SourceLocation } from '../../documents/source-map.js';
import type { EntityKind } from '../../domain/ontology.js';
import type { AnnotatedArticle } from '../../domain/records.js';
import type { WriteOutcome } from '../../store/store.js';
import type { ExportRecord } from '../format/export-records.js';
import type { ValidatedDocument } from '../format/validate.js';
import { type ExportContents, readExportContents } from './export-contents.js';
import { batchRows, type DocumentRow, openTemporaryDatabase } from './temporary-database.js';

/** A document that waits between the two passes of a run. */
export interface StagedDocument extends ValidatedDocument {
  readonly seq: number;
  readonly place: SourceLocation;
}

/** The first declaration of an entity in the run. */
export interface StagedEntity {
  readonly id: string;
  readonly kind: EntityKind | null;
  readonly name: string;
  readonly place: SourceLocation;
  /** In the list `entities` of its document. */
  readonly index: number;
}

export interface CheckedArticle {
  readonly article: AnnotatedArticle;
  readonly citations: number;
  readonly unverified: number;
}

/** What two passes share. It lies on disk, in a database that is gone when it closes: a run needs no more memory than one batch. */
export interface StagingDatabase {
  addDocument(place: SourceLocation, validated: ValidatedDocument): void;
  addRecord(place: SourceLocation, record: ExportRecord): void;
  /** Of the exports in the run. */
  exportContents(): ExportContents;
  readonly countDocuments: () => number;
  /** In the order of the run; each batch holds one document or more, and ends before it grows large. */
  documentBatches(): Generator<readonly StagedDocument[]>;
  entities(ids: readonly string[]): StagedEntity[];
  /** Ids of entities about as long as this one, to find those that are spelt like it. */
  idsOfSimilarLength(id: string): string[];
  /** Another document of the run with the article id of this one. */
  findDuplicate(staged: StagedDocument): SourceLocation | null;
  /** Keeps an article that is good until the whole run is. */
  saveChecked(seq: number, ready: CheckedArticle): void;
  checkedBatches(): Generator<readonly (CheckedArticle & { readonly seq: number })[]>;
  saveOutcome(seq: number, outcome: WriteOutcome, unverified: number): void;
  outcomes(): Generator<{ readonly outcome: WriteOutcome; readonly unverified: number }>;
  close(): void;
}

const MAX_SIMILAR_IDS = 20_000;

const TABLES = `
  CREATE TABLE document (
    seq INTEGER PRIMARY KEY, article TEXT, place TEXT NOT NULL, body TEXT NOT NULL,
    claims INTEGER NOT NULL, ready TEXT, outcome TEXT
  );
  CREATE INDEX document_article ON document (article);
  CREATE TABLE entity (
    id TEXT PRIMARY KEY, kind TEXT, name TEXT NOT NULL, seq INTEGER NOT NULL, position INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE record (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT, place TEXT NOT NULL, body TEXT NOT NULL);
  CREATE INDEX record_by_kind ON record (kind, seq);
  CREATE INDEX record_by_id ON record (id) WHERE kind = 'entity';`;

export function openStagingDatabase(): StagingDatabase {
  const { db, close } = openTemporaryDatabase(TABLES);
  const insert = db.prepare('INSERT INTO document (article, place, body, claims) VALUES (?, ?, ?, ?)');
  // A declaration that is whole goes before one that is broken; among equals the first stands.
  const declare = db.prepare(`
    INSERT INTO entity (id, kind, name, seq, position) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, seq = excluded.seq, position = excluded.position
    WHERE entity.kind IS NULL AND excluded.kind IS NOT NULL`);
  const next = db.prepare('SELECT seq, place, body, claims FROM document WHERE seq > ? ORDER BY seq LIMIT 1');
  const nextReady = db.prepare(
    'SELECT seq, ready AS body, claims, place FROM document WHERE seq > ? AND ready IS NOT NULL ORDER BY seq LIMIT 1',
  );
  const nextOutcome = db.prepare(
    'SELECT seq, outcome FROM document WHERE seq > ? AND outcome IS NOT NULL ORDER BY seq LIMIT 1',
  );
  const twin = db.prepare('SELECT place FROM document WHERE article = ? AND seq <> ? ORDER BY seq LIMIT 1');
  const ready = db.prepare('UPDATE document SET ready = ? WHERE seq = ?');
  const outcome = db.prepare('UPDATE document SET outcome = ? WHERE seq = ?');
  const addRecord = db.prepare('INSERT INTO record (kind, id, place, body) VALUES (?, ?, ?, ?)');

  return {
    addDocument(place, { draft, findings }) {
      const { lastInsertRowid: seq } = insert.run(
        draft.article?.id ?? null,
        JSON.stringify(place),
        JSON.stringify({ draft, findings }),
        draft.claims?.length ?? 0,
      );
      for (const [position, entity] of (draft.entities ?? []).entries())
        if (entity?.id !== undefined)
          declare.run(
            entity.id,
            entity.name === undefined ? null : (entity.kind ?? null),
            entity.name ?? '',
            seq,
            position,
          );
    },
    addRecord: (place, record) =>
      void addRecord.run(
        record.kind,
        record.kind === 'entity' ? record.entity.id : null,
        JSON.stringify(place),
        JSON.stringify(record),
      ),
    exportContents: () => readExportContents(db),
    countDocuments: () => (db.prepare('SELECT count(*) AS n FROM document').get() as { n: number }).n,
    *documentBatches() {
      for (const batch of batchRows((seq) => next.get(seq) as DocumentRow | undefined))
        yield batch.map(({ seq, place, body }) => ({
          seq,
          place: JSON.parse(place) as SourceLocation,
          ...(JSON.parse(body) as ValidatedDocument),
        }));
    },
    entities(ids) {
      const found = db
        .prepare(
          'SELECT e.id, e.kind, e.name, e.position, d.place FROM entity e JOIN document d ON d.seq = e.seq WHERE e.id IN (SELECT value FROM json_each(?))',
        )
        .all(JSON.stringify(ids)) as {
        id: string;
        kind: EntityKind | null;
        name: string;
        position: number;
        place: string;
      }[];
      const records = db
        .prepare(
          "SELECT body, place FROM record WHERE kind = 'entity' AND id IN (SELECT value FROM json_each(?))",
        )
        .all(JSON.stringify(ids)) as { body: string; place: string }[];
      return [
        ...records.map(({ body, place }) => {
          const { id, kind, name } = (JSON.parse(body) as Extract<ExportRecord, { kind: 'entity' }>).entity;
          return { id, kind, name, index: 0, place: JSON.parse(place) as SourceLocation };
        }),
        ...found.map(({ place, position, ...entity }) => ({
          ...entity,
          index: position,
          place: JSON.parse(place) as SourceLocation,
        })),
      ];
    },
    idsOfSimilarLength(id) {
      const rowsLike = db
        .prepare('SELECT id FROM entity WHERE length(id) BETWEEN ? AND ? LIMIT ?')
        .all(id.length - 4, id.length + 4, MAX_SIMILAR_IDS) as { id: string }[];
      return rowsLike.map((row) => row.id);
    },
    findDuplicate({ seq, draft }) {
      if (draft.article?.id === undefined) return null;
      const row = twin.get(draft.article.id, seq) as { place: string } | undefined;
      return row === undefined ? null : (JSON.parse(row.place) as SourceLocation);
    },
    saveChecked: (seq, kept) => void ready.run(JSON.stringify(kept), seq),
    *checkedBatches() {
      for (const batch of batchRows((seq) => nextReady.get(seq) as DocumentRow | undefined))
        yield batch.map(({ seq, body }) => ({ seq, ...(JSON.parse(body) as CheckedArticle) }));
    },
    saveOutcome: (seq, written, unverified) =>
      void outcome.run(JSON.stringify({ outcome: written, unverified }), seq),
    *outcomes() {
      for (let seq = 0; ; ) {
        const row = nextOutcome.get(seq) as { seq: number; outcome: string } | undefined;
        if (row === undefined) return;
        seq = row.seq;
        yield JSON.parse(row.outcome) as { outcome: WriteOutcome; unverified: number };
      }
    },
    close,
  };
}
