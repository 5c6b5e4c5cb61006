import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { formatProblem } from '#ascribe/documents/diagnostic.js';
import { loadPaths } from '#ascribe/ingest/run/import-run.js';
import type { LoadOptions } from '#ascribe/ingest/run/options.js';

type Map = Record<string, unknown>;

/** A good document about invented states; the parts given replace its own. */
export function document({ article = {}, ...rest }: { article?: Map } & Map = {}): Map {
  return {
    ascribe: 1,
    article: {
      id: 'courier-1',
      title: 'Harbour blast in Port Sele',
      genre: 'NEWS',
      source: { id: 'courier', name: 'Arland Courier', reliability: 'B' },
      text: TEXT,
      ...article,
    },
    entities: ENTITIES,
    claims: [claim()],
    ...rest,
  };
}

export const TEXT =
  'The ministry accused Arland of paying the River Front.\n\nArland denies any link. Seven people died.';

export const ENTITIES = [
  { id: 'arland', kind: 'STATE', name: 'Arland' },
  { id: 'river-front', kind: 'ARMED_GROUP', name: 'River Front' },
  { id: 'blast', kind: 'ATTACK', name: 'Port Sele blast' },
];

export function claim(parts: Map = {}): Map {
  return { subject: 'arland', predicate: 'FUNDS', object: 'river-front', citations: [citation()], ...parts };
}

export function citation(parts: Map = {}): Map {
  return { quote: 'accused Arland of paying the River Front', modality: 'ACCUSED', ...parts };
}

/** A folder with these files, by path: text as it is, anything else as JSON, a list under `.jsonl` as lines. Gone after the test. */
export function folderOf(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytesOf(name, content));
  }
  return folder;
}

function bytesOf(name: string, content: unknown): string | Buffer {
  if (typeof content === 'string' || Buffer.isBuffer(content)) return content;
  if (!name.endsWith('.jsonl')) return JSON.stringify(content);
  return (content as unknown[])
    .map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`)
    .join('');
}

/** The problems of a check of these files, one line each, with paths from the folder. */
export async function problemsOf(
  files: Readonly<Record<string, unknown>>,
  options: LoadOptions = {},
): Promise<string[]> {
  const folder = folderOf(files);
  const { problems, stopped } = await loadPaths(null, [folder], options);
  if (stopped !== null) throw stopped;
  return problems.map((problem) => formatProblem(problem).replaceAll(`${folder}/`, ''));
}

/** The problems of one document. */
export const problemsIn = (parts: Map): Promise<string[]> => problemsOf({ 'a.json': document(parts) });
