import type { Policy } from '../domain/derivation/policy.js';
import type { Assessment, ClaimStatus } from '../domain/records.js';
import { createLinesChecksum } from '../ingest/format/export-checksum.js';
import { requireStatuses } from '../store/read/cursor.js';
import type { Annotation, Page, PageRequest, Reads, Store } from '../store/store.js';
import { toDocument, toDocumentEntity, toDocumentSource } from './to-document.js';

/** Articles per read of the store. Small, because an article may have thousands of citations. */
const ARTICLES_PER_BATCH = 20;
const RECORDS_PER_PAGE = 500;

export interface ExportOptions {
  /** Only claims of these statuses are exported. */
  readonly statuses: readonly ClaimStatus[];
  /** RFC 3339 in UTC with milliseconds. Default: now. */
  readonly asOf?: string | undefined;
  /** Called after each batch of articles. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Exports a store as JSON Lines that `ascribe import` reads; see docs/operations.md. The export is a snapshot, even if
 * the store changes meanwhile. Keeps one batch of articles in memory. Throws STATUSES_REQUIRED.
 */
export async function* exportLines(store: Store, options: ExportOptions): AsyncGenerator<string> {
  let lines = 0;
  const checksum = createLinesChecksum();
  for await (const record of exportRecords(store, options)) {
    lines++;
    const line = JSON.stringify(record);
    checksum.add(line);
    yield `${line}\n`;
  }
  yield `${JSON.stringify({ ascribe: 1, end: { lines, crc32: checksum.toString() } })}\n`;
}

async function* exportRecords(
  store: Store,
  { statuses, asOf, onProgress }: ExportOptions,
): AsyncGenerator<object> {
  requireStatuses(statuses);
  const timestamp = asOf ?? (await store.writePosition()).lastWriteAt;
  const reads = store.asOf(timestamp);
  // An empty store has no last write, so its timestamp is ''.
  yield { ascribe: 1, export: { asOf: timestamp === '' ? null : timestamp, statuses } };
  const { policy, since } = await reads.policy();
  if (since !== null) yield { ascribe: 1, policy: toPolicyDocument(policy) };
  // Without its bodies: only what live articles declare counts, and each article says so itself.
  for await (const entity of iteratePages((page) => reads.list('entities', {}, page)))
    yield { ascribe: 1, entity: toDocumentEntity({ ...entity, organOf: [] }) };
  for await (const source of iteratePages((page) => reads.list('sources', {}, page)))
    yield { ascribe: 1, source: toDocumentSource(source) };

  const total = await reads.count('articles', {});
  let done = 0;
  for (let after: string | null = null; ; ) {
    const batch: readonly Annotation[] = await reads.annotations(statuses, ARTICLES_PER_BATCH, after);
    const assessments = await assessmentsByClaim(reads, batch);
    for (const annotation of batch) yield toDocument(annotation, assessments, statuses);
    done += batch.length;
    onProgress?.(done, total);
    if (batch.length < ARTICLES_PER_BATCH) return;
    after = batch.at(-1)?.article.id ?? null;
  }
}

function toPolicyDocument({ version, ...rest }: Policy): object {
  return { policy: version, ...rest };
}

async function* iteratePages<T>(list: (page: PageRequest) => Promise<Page<T>>): AsyncGenerator<T> {
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
