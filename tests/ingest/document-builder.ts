import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { formatDiagnostic } from '#ascribe/documents/diagnostic.js';
import type { ImportOptions } from '#ascribe/ingest/run/import-options.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import { removeFolder } from '../remove-folder.js';

type JsonObject = Record<string, unknown>;

/** A valid document about invented states; `article` and the other keys replace its own. */
export function buildDocument({
  article = {},
  ...rest
}: { article?: JsonObject } & JsonObject = {}): JsonObject {
  return {
    ascribe: 1,
    article: {
      id: 'courier-1',
      title: 'Harbour blast in Port Sele',
      genre: 'NEWS',
      source: { id: 'courier', name: 'Arland Courier', reliability: 'B' },
      text: ARTICLE_TEXT,
      ...article,
    },
    entities: ENTITIES,
    claims: [buildClaim()],
    ...rest,
  };
}

export const ARTICLE_TEXT =
  'The ministry accused Arland of paying the River Front.\n\nArland denies any link. Seven people died.';

export const ENTITIES = [
  { id: 'arland', kind: 'STATE', name: 'Arland' },
  { id: 'river-front', kind: 'ARMED_GROUP', name: 'River Front' },
  { id: 'blast', kind: 'ATTACK', name: 'Port Sele blast' },
];

export function buildClaim(parts: JsonObject = {}): JsonObject {
  return {
    subject: 'arland',
    predicate: 'FUNDS',
    object: 'river-front',
    citations: [buildCitation()],
    ...parts,
  };
}

export function buildCitation(parts: JsonObject = {}): JsonObject {
  return { quote: 'accused Arland of paying the River Front', modality: 'ACCUSED', ...parts };
}

/** Creates a folder with these files by path. Writes text as it is, a list in `.jsonl` as lines, other values as JSON. Removed after the test. */
export function writeTempFolder(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-test-'));
  onTestFinished(() => removeFolder(folder));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), toFileContent(name, content));
  }
  return folder;
}

function toFileContent(name: string, content: unknown): string | Buffer {
  if (typeof content === 'string' || Buffer.isBuffer(content)) return content;
  if (!name.endsWith('.jsonl')) return JSON.stringify(content);
  return (content as unknown[])
    .map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`)
    .join('');
}

/** Checks these files. Returns the problems, one line each, with paths relative to the folder. */
export async function checkFiles(
  files: Readonly<Record<string, unknown>>,
  options: ImportOptions = {},
): Promise<string[]> {
  const folder = writeTempFolder(files);
  const { problems, stopped } = await importPaths(null, [folder], options);
  if (stopped !== null) throw stopped;
  return problems.map((problem) => formatDiagnostic(problem).replaceAll(`${folder}/`, ''));
}

/** Checks one document. Returns its problems, one line each. */
export const checkDocument = (parts: JsonObject): Promise<string[]> =>
  checkFiles({ 'a.json': buildDocument(parts) });
