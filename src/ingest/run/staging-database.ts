import type { Place } from '../../documents/source-map.js';
import type { EntityKind } from '../../domain/ontology.js';
import type { AnnotatedArticle } from '../../domain/records.js';
import type { WriteOutcome } from '../../store/store.js';
import type { RecordLine } from '../format/export-records.js';
import type { Validated } from '../format/validate.js';
import { type Exported, exportedIn } from './export-contents.js';
import { inBatches, openTemporary, type Row } from './temporary-database.js';

/** A document that waits between the two passes of a run. */
export interface Staged extends Validated {
  readonly seq: number;
  readonly place: Place;
}

/** The first declaration of an entity in the run. */
export interface StagedEntity {
  readonly id: string;
  readonly kind: EntityKind | null;
  readonly name: string;
  readonly place: Place;
  /** In the list `entities` of its document. */
  readonly index: number;
}

export interface Ready {
  readonly article: AnnotatedArticle;
  readonly citations: number;
  readonly unverified: number;
}

/** What two passes share. It lies on disk, in a database that is gone when it closes: a run needs no more memory than one batch. */
export interface Staging {
  add(place: Place, validated: Validated): void;
  addRecord(place: Place, record: RecordLine): void;
  /** Of the exports in the run. */
  exported(): Exported;
  readonly count: () => number;
  /** In the order of the run; each batch holds one document or more, and ends before it grows large. */
  batches(): Generator<readonly Staged[]>;
  entities(ids: readonly string[]): StagedEntity[];
  /** Ids of entities about as long as this one, to find those that are spelt like it. */
  idsLike(id: string): string[];
  /** Another document of the run with the article id of this one. */
  twinOf(staged: Staged): Place | null;
  /** Keeps an article that is good until the whole run is. */
  saveReady(seq: number, ready: Ready): void;
  readyBatches(): Generator<readonly (Ready & { readonly seq: number })[]>;
  saveOutcome(seq: number, outcome: WriteOutcome, unverified: number): void;
  outcomes(): Generator<{ readonly outcome: WriteOutcome; readonly unverified: number }>;
  close(): void;
}

const IDS_LIKE = 20_000;

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

export function openStaging(): Staging {
  const { db, close } = openTemporary(TABLES);
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
    add(place, { draft, findings }) {
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
    exported: () => exportedIn(db),
    count: () => (db.prepare('SELECT count(*) AS n FROM document').get() as { n: number }).n,
    *batches() {
      for (const batch of inBatches((seq) => next.get(seq) as Row | undefined))
        yield batch.map(({ seq, place, body }) => ({
          seq,
          place: JSON.parse(place) as Place,
          ...(JSON.parse(body) as Validated),
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
          const { id, kind, name } = (JSON.parse(body) as Extract<RecordLine, { kind: 'entity' }>).entity;
          return { id, kind, name, index: 0, place: JSON.parse(place) as Place };
        }),
        ...found.map(({ place, position, ...entity }) => ({
          ...entity,
          index: position,
          place: JSON.parse(place) as Place,
        })),
      ];
    },
    idsLike(id) {
      const rowsLike = db
        .prepare('SELECT id FROM entity WHERE length(id) BETWEEN ? AND ? LIMIT ?')
        .all(id.length - 4, id.length + 4, IDS_LIKE) as { id: string }[];
      return rowsLike.map((row) => row.id);
    },
    twinOf({ seq, draft }) {
      if (draft.article?.id === undefined) return null;
      const row = twin.get(draft.article.id, seq) as { place: string } | undefined;
      return row === undefined ? null : (JSON.parse(row.place) as Place);
    },
    saveReady: (seq, kept) => void ready.run(JSON.stringify(kept), seq),
    *readyBatches() {
      for (const batch of inBatches((seq) => nextReady.get(seq) as Row | undefined))
        yield batch.map(({ seq, body }) => ({ seq, ...(JSON.parse(body) as Ready) }));
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
