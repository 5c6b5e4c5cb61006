import { readdirSync, realpathSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Problem } from './diagnostic.js';
import { problemOf } from './diagnostic.js';

/** One file to read. */
export interface Input {
  readonly file: string;
  readonly form: 'YAML' | 'JSON' | 'JSON_LINES';
}

const FORMS: ReadonlyMap<string, Input['form']> = new Map([
  ['.yaml', 'YAML'],
  ['.yml', 'YAML'],
  ['.json', 'JSON'],
  ['.jsonl', 'JSON_LINES'],
  ['.ndjson', 'JSON_LINES'],
]);
const KNOWN = [...FORMS.keys()].join(', ');

/** The files that paths name: folders are searched in the order of names, hidden ones left out; a file is read once. */
export function* inputsOf(paths: readonly string[]): Generator<Input | Problem> {
  const seen = new Set<string>();
  for (const path of paths) {
    let any = false;
    for (const input of search(path)) {
      any = true;
      if (!('form' in input)) yield input;
      else if (!seen.has(realpathSync(input.file))) {
        seen.add(realpathSync(input.file));
        yield input;
      }
    }
    if (!any) yield problemOf('UNREADABLE', `holds no document; expected files that end in ${KNOWN}`, path);
  }
}

function* search(path: string): Generator<Input | Problem> {
  const stat = tryTo(() => statSync(path));
  if (stat instanceof Error) yield problemOf('UNREADABLE', why(stat), path);
  else if (stat.isDirectory()) yield* searchFolder(path);
  else {
    const form = FORMS.get(extname(path).toLowerCase());
    if (form !== undefined) yield { file: path, form };
    else yield problemOf('UNREADABLE', `is not known by its ending; expected ${KNOWN}`, path);
  }
}

function* searchFolder(folder: string): Generator<Input | Problem> {
  const entries = tryTo(() => readdirSync(folder, { withFileTypes: true }));
  if (entries instanceof Error) {
    yield problemOf('UNREADABLE', why(entries), folder);
    return;
  }
  const inOrder = entries
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of inOrder) {
    const path = join(folder, entry.name);
    const form = FORMS.get(extname(entry.name).toLowerCase());
    // A link to a folder is not followed: it may lead back up.
    if (entry.isDirectory()) yield* searchFolder(path);
    else if (form !== undefined) {
      const stat = tryTo(() => statSync(path));
      if (stat instanceof Error) yield problemOf('UNREADABLE', why(stat), path);
      else if (stat.isFile()) yield { file: path, form };
    }
  }
}

function tryTo<T>(work: () => T): T | NodeJS.ErrnoException {
  try {
    return work();
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
}

/** Why a file or folder cannot be read. */
export function why({ code }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'does not exist';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read';
  return `cannot be read (${code ?? 'unknown reason'})`;
}
