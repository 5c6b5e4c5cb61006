import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatDiagnostic } from '#ascribe/documents/diagnostic.js';
import type { ClaimStatus } from '#ascribe/domain/records.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import { convertMisp } from '#ascribe/interchange/misp/read-misp.js';
import type { ObjectsSummary } from '#ascribe/interchange/objects/convert-documents.js';
import { convertStix } from '#ascribe/interchange/stix/read-stix.js';
import { ALL_STATUSES } from '../export/store-contents.js';
import { removeFolder } from '../remove-folder.js';
import { openInProcessStore } from '../sqlite/in-process-store.js';

export interface ConvertedArticle {
  readonly article: Readonly<Record<string, unknown>> & {
    readonly id: string;
    readonly source: { readonly id: string; readonly name: string };
  };
  readonly entities?: readonly Readonly<Record<string, unknown>>[];
  readonly claims?: readonly {
    readonly subject: string;
    readonly predicate: string;
    readonly object: string;
    readonly citations: readonly [Readonly<Record<string, unknown>>];
  }[];
}

export interface ConvertedObjects {
  readonly documents: readonly ConvertedArticle[];
  readonly problems: readonly string[];
  readonly summary: ObjectsSummary;
}

const CONVERTERS = { stix: convertStix, misp: convertMisp };

/** Converts files at these paths. */
export async function convertPaths(
  format: keyof typeof CONVERTERS,
  paths: readonly string[],
  folder = '',
): Promise<ConvertedObjects> {
  const problems: string[] = [];
  const documents: ConvertedArticle[] = [];
  const converted = CONVERTERS[format](paths, {
    onProblem: (problem) => problems.push(formatDiagnostic(problem).replaceAll(`${folder}/`, '')),
  });
  for (;;) {
    const { done, value } = await converted.next();
    if (done) return { documents, problems, summary: value };
    documents.push(JSON.parse(value) as ConvertedArticle);
  }
}

/** Converts files of these contents. Paths in messages are names of the files. */
export async function convertContents(
  format: keyof typeof CONVERTERS,
  files: Readonly<Record<string, string | object>>,
): Promise<ConvertedObjects> {
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-objects-'));
  try {
    const paths = Object.entries(files).map(([name, content]) => {
      writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
      return join(folder, name);
    });
    return await convertPaths(format, paths, folder);
  } finally {
    removeFolder(folder);
  }
}

/** The claims of a store into which documents are imported: `subject PREDICATE object`, with its status. Fails on any problem. */
export async function importedStatuses(
  documents: readonly object[],
): Promise<ReadonlyMap<string, ClaimStatus>> {
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-objects-'));
  const store = await openInProcessStore();
  try {
    const file = join(folder, 'converted.jsonl');
    writeFileSync(file, documents.map((document) => `${JSON.stringify(document)}\n`).join(''));
    const { problems } = await importPaths(store, [file]);
    if (problems.length > 0) throw new Error(problems.map((one) => formatDiagnostic(one)).join('\n'));
    const { items } = await store.list('claims', { statuses: ALL_STATUSES }, { first: 100_000, after: null });
    return new Map(
      items.map(({ subjectId, predicate, objectId, status }) => [
        `${subjectId} ${predicate} ${objectId}`,
        status,
      ]),
    );
  } finally {
    await store.close();
    removeFolder(folder);
  }
}

/** The lines that an export to STIX reads back as, and the problems. */
export async function readStix(
  bundle: string,
): Promise<{ readonly lines: string[]; readonly problems: readonly string[] }> {
  const { documents, problems } = await convertContents('stix', { 'all.json': bundle });
  return { lines: documents.map((document) => `${JSON.stringify(document)}\n`), problems };
}
