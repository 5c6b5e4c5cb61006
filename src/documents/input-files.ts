import { readdirSync, realpathSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Diagnostic } from './diagnostic.js';
import { fileDiagnostic } from './diagnostic.js';

/** One file to read. */
export interface InputFile {
  readonly file: string;
  readonly form: 'YAML' | 'JSON' | 'JSON_LINES';
}

const FORMAT_BY_EXTENSION: ReadonlyMap<string, InputFile['form']> = new Map([
  ['.yaml', 'YAML'],
  ['.yml', 'YAML'],
  ['.json', 'JSON'],
  ['.jsonl', 'JSON_LINES'],
  ['.ndjson', 'JSON_LINES'],
]);
const SUPPORTED_EXTENSIONS = [...FORMAT_BY_EXTENSION.keys()].join(', ');

/** The files that paths name: folders are searched in the order of names, hidden ones left out; a file is read once. */
export function* findInputFiles(paths: readonly string[]): Generator<InputFile | Diagnostic> {
  const seen = new Set<string>();
  for (const path of paths) {
    let any = false;
    for (const input of walkPath(path)) {
      any = true;
      if (!('form' in input)) yield input;
      else if (!seen.has(realpathSync(input.file))) {
        seen.add(realpathSync(input.file));
        yield input;
      }
    }
    if (!any)
      yield fileDiagnostic(
        'UNREADABLE',
        `holds no document; expected files that end in ${SUPPORTED_EXTENSIONS}`,
        path,
      );
  }
}

function* walkPath(path: string): Generator<InputFile | Diagnostic> {
  const stat = attempt(() => statSync(path));
  if (stat instanceof Error) yield fileDiagnostic('UNREADABLE', describeFileError(stat), path);
  else if (stat.isDirectory()) yield* walkFolder(path);
  else {
    const form = FORMAT_BY_EXTENSION.get(extname(path).toLowerCase());
    if (form !== undefined) yield { file: path, form };
    else
      yield fileDiagnostic(
        'UNREADABLE',
        `is not known by its ending; expected ${SUPPORTED_EXTENSIONS}`,
        path,
      );
  }
}

function* walkFolder(folder: string): Generator<InputFile | Diagnostic> {
  const entries = attempt(() => readdirSync(folder, { withFileTypes: true }));
  if (entries instanceof Error) {
    yield fileDiagnostic('UNREADABLE', describeFileError(entries), folder);
    return;
  }
  const inOrder = entries
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of inOrder) {
    const path = join(folder, entry.name);
    const form = FORMAT_BY_EXTENSION.get(extname(entry.name).toLowerCase());
    // A link to a folder is not followed: it may lead back up.
    if (entry.isDirectory()) yield* walkFolder(path);
    else if (form !== undefined) {
      const stat = attempt(() => statSync(path));
      if (stat instanceof Error) yield fileDiagnostic('UNREADABLE', describeFileError(stat), path);
      else if (stat.isFile()) yield { file: path, form };
    }
  }
}

function attempt<T>(work: () => T): T | NodeJS.ErrnoException {
  try {
    return work();
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
}

/** Why a file or folder cannot be read. */
export function describeFileError({ code }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'does not exist';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read';
  return `cannot be read (${code ?? 'unknown reason'})`;
}
