import type { Policy } from '../domain/derivation/policy.js';
import { type Assessment, statuses as allStatuses, type Claim, type ClaimStatus } from '../domain/records.js';
import { createLinesChecksum } from '../ingest/format/export-checksum.js';
import { requireStatuses } from '../store/read/cursor.js';
import type { Annotation, ClaimFilter, Page, PageRequest, Reads, Store } from '../store/store.js';
import { type ClaimSelection, selectClaims } from './claim-selection.js';
import { toDocument, toDocumentEntity, toDocumentSource } from './to-document.js';

/** Articles per read of the store. Small, because an article may have thousands of citations. */
const ARTICLES_PER_BATCH = 20;
const RECORDS_PER_PAGE = 500;

export interface ExportOptions {
  /** Only claims of these statuses are exported. */
  readonly statuses: readonly ClaimStatus[];
  /** Only claims that meet these conditions are exported, as they are in the window that it may give. */
  readonly where?: Omit<ClaimFilter, 'statuses'> | undefined;
  /** RFC 3339 in UTC with milliseconds. Default: now. */
  readonly asOf?: string | undefined;
  /** Called after each batch of articles. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What an export reads of a store. */
export type ExportSource = Pick<Store, 'asOf' | 'writePosition'>;

/** The reads of one point in time. */
export interface Snapshot {
  readonly reads: Reads;
  /** RFC 3339 in UTC with milliseconds; null for a store that was never written. */
  readonly asOf: string | null;
}

/** One line of an export. */
export interface ExportedRecord {
  readonly record: object;
  /** The record as JSON, without a line break. */
  readonly line: string;
  /** For an article: what other formats show beside its claims. */
  readonly context?: ExportContext;
}

/** The claims of some articles by id, and the names of the entities at their ends. */
export interface ExportContext {
  readonly annotation: Annotation;
  readonly claims: ReadonlyMap<string, Claim>;
  readonly names: ReadonlyMap<string, string>;
}

/** The snapshot that an export is about: the last write before now, or the time that is given. */
export async function takeSnapshot(store: ExportSource, asOf: string | undefined): Promise<Snapshot> {
  const timestamp = asOf ?? (await store.writePosition()).lastWriteAt;
  // An empty store has no last write, so its timestamp is ''.
  return { reads: store.asOf(timestamp), asOf: timestamp === '' ? null : timestamp };
}

/**
 * Exports a store as JSON Lines that `ascribe import` reads; see docs/operations.md. The export is a snapshot, even if
 * the store changes meanwhile. Keeps one batch of articles in memory. Throws STATUSES_REQUIRED.
 */
export async function* exportLines(store: ExportSource, options: ExportOptions): AsyncGenerator<string> {
  for await (const { line } of exportRecords(store, options)) yield `${line}\n`;
}

/** The lines of an export as records, the last one with the checksum of all. `withContext`: read what other formats show besides. */
export async function* exportRecords(
  store: ExportSource,
  options: ExportOptions & { readonly withContext?: boolean },
): AsyncGenerator<ExportedRecord> {
  let lines = 0;
  const checksum = createLinesChecksum();
  for await (const { record, context } of readRecords(store, options)) {
    lines++;
    const line = JSON.stringify(record);
    checksum.add(line);
    yield { record, line, ...(context !== undefined && { context }) };
  }
  const end = { ascribe: 1, end: { lines, crc32: checksum.toString() } };
  yield { record: end, line: JSON.stringify(end) };
}

async function* readRecords(
  store: ExportSource,
  options: ExportOptions & { readonly withContext?: boolean },
): AsyncGenerator<Omit<ExportedRecord, 'line'>> {
  const { statuses, where, asOf } = options;
  requireStatuses(statuses);
  const snapshot = await takeSnapshot(store, asOf);
  const { reads } = snapshot;
  const isFiltered = where !== undefined && Object.keys(where).length > 0;
  yield {
    record: { ascribe: 1, export: { asOf: snapshot.asOf, statuses, ...(isFiltered && { where }) } },
  };
  const { policy, since } = await reads.policy();
  if (since !== null) yield { record: { ascribe: 1, policy: toPolicyDocument(policy) } };
  // Without its bodies: only what live articles declare counts, and each article says so itself.
  for await (const entity of iteratePages((page) => reads.list('entities', {}, page)))
    yield { record: { ascribe: 1, entity: toDocumentEntity({ ...entity, organOf: [] }) } };
  for await (const source of iteratePages((page) => reads.list('sources', {}, page)))
    yield { record: { ascribe: 1, source: toDocumentSource(source) } };

  const selection = isFiltered ? await selectClaims(reads, { ...where, statuses }) : null;
  try {
    yield* readArticles(reads, options, selection);
  } finally {
    selection?.close();
  }
}

async function* readArticles(
  reads: Reads,
  { statuses, onProgress, withContext = false }: ExportOptions & { readonly withContext?: boolean },
  selection: ClaimSelection | null,
): AsyncGenerator<Omit<ExportedRecord, 'line'>> {
  const total = await reads.count('articles', {});
  let done = 0;
  for (let after: string | null = null; ; ) {
    // In a window, a claim has a status of that window.
    const found: readonly Annotation[] = await reads.annotations(
      selection === null ? statuses : allStatuses,
      ARTICLES_PER_BATCH,
      after,
    );
    const batch = selection === null ? found : found.map(selection.restrict);
    const assessments = await assessmentsByClaim(reads, batch);
    const context = withContext ? await readContext(reads, batch, selection) : null;
    for (const annotation of batch) {
      const record = toDocument(annotation, assessments, statuses);
      yield context === null ? { record } : { record, context: { annotation, ...context } };
    }
    done += batch.length;
    onProgress?.(done, total);
    if (batch.length < ARTICLES_PER_BATCH) return;
    after = batch.at(-1)?.article.id ?? null;
  }
}

/** The claims of a batch, and the names of their ends. */
async function readContext(
  reads: Reads,
  batch: readonly Annotation[],
  selection: ClaimSelection | null,
): Promise<Pick<ExportContext, 'claims' | 'names'>> {
  const ids = [...new Set(batch.flatMap(({ claims }) => claims.map(({ id }) => id)))];
  const claims =
    selection === null
      ? (await reads.get('claims', ids)).filter((claim) => claim !== null)
      : selection.get(ids);
  const ends = new Set(claims.flatMap(({ subjectId, objectId }) => [subjectId, objectId ?? []].flat()));
  const entities = (await reads.get('entities', [...ends])).filter((entity) => entity !== null);
  return {
    claims: new Map(claims.map((claim) => [claim.id, claim])),
    names: new Map(entities.map(({ id, name }) => [id, name])),
  };
}

function toPolicyDocument({ version, ...rest }: Policy): object {
  return { policy: version, ...rest };
}

/** All items of a list, page by page. */
export async function* iteratePages<T>(list: (page: PageRequest) => Promise<Page<T>>): AsyncGenerator<T> {
  for (let after: string | null = null; ; ) {
    const page: Page<T> = await list({ first: RECORDS_PER_PAGE, after });
    yield* page.items;
    if (!page.hasNext) return;
    after = page.cursors.at(-1) ?? null;
  }
}

/** Each article includes all assessments of the claims that it cites, so that it can be imported alone. */
async function assessmentsByClaim(
  reads: Reads,
  batch: readonly Annotation[],
): Promise<Map<string, readonly Assessment[]>> {
  const ids = [...new Set(batch.flatMap(({ claims }) => claims.map(({ id }) => id)))];
  const assessments = ids.length === 0 ? [] : await reads.assessmentsOf(ids);
  return new Map(ids.map((id, index) => [id, assessments[index] ?? []]));
}
