import type Database from 'libsql';
import type { SourceLocation } from '../../documents/source-map.js';
import { type Label, labelsOf } from '../../domain/duplicate-entities.js';
import type { EntityKind } from '../../domain/ontology.js';
import type { AnnotatedArticle } from '../../domain/records.js';
import type { WriteOutcome } from '../../store/store.js';
import type { ExportRecord } from '../format/export-records.js';
import { toEntity } from '../format/to-records.js';
import type { ValidatedDocument } from '../format/validate.js';
import type { SharedLabel } from '../resolve/find-duplicates.js';
import type { BodiesPurpose } from '../resolve/known-entities.js';
import { type ExportContents, readExportContents } from './export-contents.js';
import { createSeenTexts } from './seen-texts.js';
import { batchRows, type DocumentRow, openTemporaryDatabase } from './temporary-database.js';

/** A document between the two passes of a run. */
export interface StagedDocument extends ValidatedDocument {
  /** Its position in the run, from 1. */
  readonly seq: number;
  readonly location: SourceLocation;
}

/** The first valid declaration of an entity in the run, of a live article if there is one; the first one if none is valid. */
interface StagedEntity {
  readonly id: string;
  readonly kind: EntityKind | null;
  readonly name: string;
  /** The document that declares it. */
  readonly location: SourceLocation;
  /** Its index in the list `entities` of that document. */
  readonly index: number;
}

/** A label, and the document and the index of the entity that declares it first. */
export interface StagedLabel extends Label {
  readonly seq: number;
  readonly index: number;
  readonly location: SourceLocation;
}

export interface CheckedArticle {
  readonly article: AnnotatedArticle;
  readonly citations: number;
  readonly unverified: number;
}

/** Holds the documents of a run between its two passes. It is on disk, so that a run needs memory for one batch only. */
export interface StagingDatabase {
  addDocument(location: SourceLocation, validated: ValidatedDocument): void;
  addRecord(location: SourceLocation, record: ExportRecord): void;
  /** The records of all exports in the run. */
  exportContents(): ExportContents;
  countDocuments(): number;
  /** All documents in the order of the run, in batches of limited size. */
  documentBatches(): Generator<readonly StagedDocument[]>;
  entities(ids: readonly string[]): StagedEntity[];
  /** For each of these entities that is an organ, the bodies that the run declares; for a circle, only what live articles declare. */
  bodies(ids: readonly string[], purpose: BodiesPurpose): Map<string, readonly string[]>;
  /** The labels that documents of the run declare for two or more entities: each pair of the first declaration and a later one. */
  sharedLabels(): SharedLabel<StagedLabel>[];
  /** All labels of live articles of the run, each with its first declaration, in batches. */
  labelBatches(): Generator<readonly StagedLabel[]>;
  /** Entity ids of a similar length, as candidates for a suggestion. */
  idsOfSimilarLength(id: string): string[];
  /** A different document of the run with the same article id. */
  findDuplicate(staged: StagedDocument): SourceLocation | null;
  /** Whether the run has a document of this article. */
  hasArticle(articleId: string): boolean;
  /** Keeps a valid article until the whole run has been checked. `isLast`: see `ValidArticle.correctsKind`. */
  saveChecked(seq: number, checked: CheckedArticle, isLast: boolean): void;
  /** The last batch has all articles that were saved with `isLast`. */
  checkedBatches(): Generator<readonly (CheckedArticle & { readonly seq: number })[]>;
  saveOutcome(seq: number, outcome: WriteOutcome, unverified: number): void;
  outcomes(): Generator<{ readonly outcome: WriteOutcome; readonly unverified: number }>;
  close(): void;
}

const MAX_SIMILAR_IDS = 20_000;

const TABLES = `
  CREATE TABLE document (
    seq INTEGER PRIMARY KEY, article TEXT, location TEXT NOT NULL, body TEXT NOT NULL,
    claims INTEGER NOT NULL, checked TEXT, is_last INTEGER NOT NULL DEFAULT 0, outcome TEXT
  );
  CREATE INDEX document_article ON document (article);
  CREATE TABLE entity (
    id TEXT PRIMARY KEY, kind TEXT, name TEXT NOT NULL, live INTEGER NOT NULL, seq INTEGER NOT NULL, entity_index INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE label (
    key TEXT NOT NULL, id TEXT NOT NULL, role TEXT NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL,
    seq INTEGER NOT NULL, entity_index INTEGER NOT NULL, PRIMARY KEY (key, id)
  ) WITHOUT ROWID;
  CREATE TABLE organ (id TEXT NOT NULL, body TEXT NOT NULL, live INTEGER NOT NULL, PRIMARY KEY (id, body)) WITHOUT ROWID;
  CREATE TABLE record (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT, body TEXT NOT NULL, location TEXT NOT NULL);
  CREATE INDEX record_by_kind ON record (kind, seq);
  CREATE INDEX record_by_id ON record (id) WHERE kind = 'entity';`;

export function openStagingDatabase(): StagingDatabase {
  const { db, close } = openTemporaryDatabase(TABLES);
  const { declareEntities, ...entityQueries } = prepareEntityQueries(db);
  const { declareLabels, ...labelQueries } = prepareLabelQueries(db);
  return {
    ...prepareDocumentQueries(db, (seq, draft) => {
      declareEntities(seq, draft);
      declareLabels(seq, draft);
    }),
    ...entityQueries,
    ...labelQueries,
    ...prepareRecordQueries(db),
    ...prepareResultQueries(db),
    close,
  };
}

/** The first pass: what was read. */
function prepareDocumentQueries(
  db: Database.Database,
  declareEntities: (seq: number, draft: ValidatedDocument['draft']) => void,
) {
  const insert = db.prepare('INSERT INTO document (article, location, body, claims) VALUES (?, ?, ?, ?)');
  const next = db.prepare(
    'SELECT seq, location, body, claims FROM document WHERE seq > ? ORDER BY seq LIMIT 1',
  );
  const duplicate = db.prepare(
    'SELECT location FROM document WHERE article = ? AND seq <> ? ORDER BY seq LIMIT 1',
  );
  const any = db.prepare('SELECT 1 FROM document WHERE article = ? LIMIT 1');
  return {
    addDocument(location: SourceLocation, { draft, diagnostics }: ValidatedDocument): void {
      const { lastInsertRowid } = insert.run(
        draft.article?.id ?? null,
        JSON.stringify(location),
        JSON.stringify({ draft, diagnostics } satisfies ValidatedDocument),
        draft.claims?.length ?? 0,
      );
      declareEntities(Number(lastInsertRowid), draft);
    },
    countDocuments: (): number => (db.prepare('SELECT count(*) AS n FROM document').get() as { n: number }).n,
    *documentBatches(): Generator<readonly StagedDocument[]> {
      for (const batch of batchRows((seq) => next.get(seq) as DocumentRow | undefined))
        yield batch.map(({ seq, location, body }) => ({
          seq,
          location: parseLocation(location),
          ...(JSON.parse(body) as ValidatedDocument),
        }));
    },
    hasArticle: (articleId: string): boolean => any.get(articleId.slice('article:'.length)) !== undefined,
    findDuplicate({ seq, draft }: StagedDocument): SourceLocation | null {
      if (draft.article?.id === undefined) return null;
      const row = duplicate.get(draft.article.id, seq) as { location: string } | undefined;
      return row === undefined ? null : parseLocation(row.location);
    },
  };
}

function prepareEntityQueries(db: Database.Database) {
  // A valid declaration replaces an invalid one, and that of a live article one of a retracted article; otherwise the first one is kept.
  const declare = db.prepare(`
    INSERT INTO entity (id, kind, name, live, seq, entity_index) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
      kind = excluded.kind, name = excluded.name, live = excluded.live, seq = excluded.seq, entity_index = excluded.entity_index
    WHERE excluded.kind IS NOT NULL AND (entity.kind IS NULL OR entity.live < excluded.live)`);
  const declared = db.prepare(`
    SELECT e.id, e.kind, e.name, e.entity_index, d.location FROM entity e JOIN document d ON d.seq = e.seq
    WHERE e.id IN (SELECT value FROM json_each(?))`);
  const exported = db.prepare(
    "SELECT body, location FROM record WHERE kind = 'entity' AND id IN (SELECT value FROM json_each(?))",
  );
  const declareOrgan = db.prepare(
    'INSERT INTO organ VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET live = max(live, excluded.live)',
  );
  const organs = db.prepare(
    'SELECT id, body FROM organ WHERE live >= ? AND id IN (SELECT value FROM json_each(?)) ORDER BY id, body',
  );
  // No later declaration replaces a valid one of a live article.
  const isFinal = createSeenTexts();
  const similar = db.prepare('SELECT id FROM entity WHERE length(id) BETWEEN ? AND ? LIMIT ?');
  return {
    declareEntities(seq: number, draft: ValidatedDocument['draft']): void {
      const live = draft.article?.retractedAt === undefined ? 1 : 0;
      for (const [index, entity] of (draft.entities ?? []).entries()) {
        if (entity?.id === undefined) continue;
        const { id, name, kind = null } = entity;
        const isValid = kind !== null && name !== undefined;
        if (!(isValid && live === 1 && isFinal(id)))
          declare.run(id, name === undefined ? null : kind, name ?? '', live, seq, index);
        if (entity.organOf !== undefined) declareOrgan.run(id, entity.organOf, live);
      }
    },
    bodies(ids: readonly string[], purpose: BodiesPurpose): Map<string, readonly string[]> {
      const bodies = new Map<string, string[]>();
      const rows = organs.all(purpose === 'CIRCLE' ? 1 : 0, JSON.stringify(ids));
      for (const { id, body } of rows as { id: string; body: string }[])
        bodies.set(id, [...(bodies.get(id) ?? []), body]);
      return bodies;
    },
    /** Later entries take precedence: a document locates a declaration more precisely than a line of an export. */
    entities(ids: readonly string[]): StagedEntity[] {
      const records = exported.all(JSON.stringify(ids)) as { body: string; location: string }[];
      const rows = declared.all(JSON.stringify(ids)) as EntityRow[];
      return [
        ...records.map(({ body, location }) => {
          const { id, kind, name } = (JSON.parse(body) as Extract<ExportRecord, { kind: 'entity' }>).entity;
          return { id, kind, name, index: 0, location: parseLocation(location) };
        }),
        ...rows.map(({ id, kind, name, entity_index, location }) => ({
          id,
          kind,
          name,
          index: entity_index,
          location: parseLocation(location),
        })),
      ];
    },
    idsOfSimilarLength(id: string): string[] {
      const rows = similar.all(id.length - 4, id.length + 4, MAX_SIMILAR_IDS) as { id: string }[];
      return rows.map((row) => row.id);
    },
  };
}

const LABELS_PER_BATCH = 500;

function prepareLabelQueries(db: Database.Database) {
  const declare = db.prepare('INSERT INTO label VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const columns = 'l.key, l.id, l.role, l.text, l.kind, l.seq, l.entity_index, d.location';
  const shared = db.prepare(`
    SELECT ${columns} FROM label l JOIN document d ON d.seq = l.seq
    WHERE l.key IN (SELECT key FROM label GROUP BY key HAVING count(*) > 1) ORDER BY l.key, l.seq, l.entity_index`);
  const after = db.prepare(`
    SELECT ${columns} FROM label l JOIN document d ON d.seq = l.seq
    WHERE (l.key, l.id) > (?, ?) ORDER BY l.key, l.id LIMIT ${LABELS_PER_BATCH}`);
  // Many documents declare the same entities.
  const isKnown = createSeenTexts();
  return {
    declareLabels(seq: number, { article, entities = [] }: ValidatedDocument['draft']): void {
      if (article?.retractedAt !== undefined) return;
      for (const [index, draft] of entities.entries()) {
        if (draft === null || isKnown(JSON.stringify(draft))) continue;
        const entity = toEntity(draft);
        if (entity === null) continue;
        for (const { key, id, role, text, kind } of labelsOf(entity))
          declare.run(key, id, role, text, kind, seq, index);
      }
    },
    sharedLabels(): SharedLabel<StagedLabel>[] {
      const found: SharedLabel<StagedLabel>[] = [];
      let first: StagedLabel | null = null;
      for (const row of shared.iterate() as Iterable<LabelRow>) {
        const label = toStagedLabel(row);
        if (first === null || first.key !== label.key) first = label;
        else found.push({ label, other: first });
      }
      return found;
    },
    *labelBatches(): Generator<readonly StagedLabel[]> {
      for (let rows: LabelRow[], last = { key: '', id: '' }; ; last = rows.at(-1) as LabelRow) {
        rows = after.all(last.key, last.id) as LabelRow[];
        if (rows.length === 0) return;
        yield rows.map(toStagedLabel);
      }
    },
  };
}

interface LabelRow extends Label {
  readonly seq: number;
  readonly entity_index: number;
  readonly location: string;
}

const toStagedLabel = ({ entity_index, location, ...label }: LabelRow): StagedLabel => ({
  ...label,
  index: entity_index,
  location: parseLocation(location),
});

interface EntityRow {
  readonly id: string;
  readonly kind: EntityKind | null;
  readonly name: string;
  readonly entity_index: number;
  readonly location: string;
}

function prepareRecordQueries(db: Database.Database) {
  const insert = db.prepare('INSERT INTO record (kind, id, location, body) VALUES (?, ?, ?, ?)');
  return {
    addRecord(location: SourceLocation, record: ExportRecord): void {
      insert.run(
        record.kind,
        record.kind === 'entity' ? record.entity.id : null,
        JSON.stringify(location),
        JSON.stringify(record),
      );
    },
    exportContents: (): ExportContents => readExportContents(db),
  };
}

/** The second pass, of a run in one transaction: what was checked, and what was written. */
function prepareResultQueries(db: Database.Database) {
  const nextChecked = db.prepare(
    'SELECT seq, checked AS body, claims, location FROM document WHERE seq > ? AND checked IS NOT NULL AND is_last = 0 ORDER BY seq LIMIT 1',
  );
  const nextOutcome = db.prepare(
    'SELECT seq, outcome FROM document WHERE seq > ? AND outcome IS NOT NULL ORDER BY seq LIMIT 1',
  );
  const lastChecked = db.prepare(
    'SELECT seq, checked AS body FROM document WHERE checked IS NOT NULL AND is_last = 1 ORDER BY seq',
  );
  const setChecked = db.prepare('UPDATE document SET checked = ?, is_last = ? WHERE seq = ?');
  const setOutcome = db.prepare('UPDATE document SET outcome = ? WHERE seq = ?');
  return {
    saveChecked: (seq: number, checked: CheckedArticle, isLast: boolean): void =>
      void setChecked.run(JSON.stringify(checked), isLast ? 1 : 0, seq),
    *checkedBatches(): Generator<readonly (CheckedArticle & { readonly seq: number })[]> {
      for (const batch of batchRows((seq) => nextChecked.get(seq) as DocumentRow | undefined))
        yield batch.map(parseChecked);
      const last = (lastChecked.all() as DocumentRow[]).map(parseChecked);
      if (last.length > 0) yield last;
    },
    saveOutcome: (seq: number, outcome: WriteOutcome, unverified: number): void =>
      void setOutcome.run(JSON.stringify({ outcome, unverified }), seq),
    *outcomes(): Generator<{ readonly outcome: WriteOutcome; readonly unverified: number }> {
      for (let seq = 0; ; ) {
        const row = nextOutcome.get(seq) as { seq: number; outcome: string } | undefined;
        if (row === undefined) return;
        seq = row.seq;
        yield JSON.parse(row.outcome) as { outcome: WriteOutcome; unverified: number };
      }
    },
  };
}

const parseChecked = ({ seq, body }: Pick<DocumentRow, 'seq' | 'body'>) => ({
  seq,
  ...(JSON.parse(body) as CheckedArticle),
});

const parseLocation = (location: string): SourceLocation => JSON.parse(location) as SourceLocation;
