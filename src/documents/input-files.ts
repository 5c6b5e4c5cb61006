import { accessSync, constants, type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { AscribeError } from '../domain/errors.js';
import type { Diagnostic } from './diagnostic.js';
import { fileDiagnostic } from './diagnostic.js';
import type { DocumentFormat } from './parse.js';
import { describeFileError } from './read-file.js';

/** A file to read. */
export interface InputFile {
  readonly file: string;
  readonly format: DocumentFormat | 'JSON_LINES';
}

/** Formats of files that hold one document. */
export const DOCUMENT_EXTENSIONS: ReadonlyMap<string, DocumentFormat> = new Map([
  ['.yaml', 'YAML'],
  ['.yml', 'YAML'],
  ['.json', 'JSON'],
]);
const INPUT_EXTENSIONS: ReadonlyMap<string, InputFile['format']> = new Map<string, InputFile['format']>([
  ...DOCUMENT_EXTENSIONS,
  ['.jsonl', 'JSON_LINES'],
  ['.ndjson', 'JSON_LINES'],
]);
/** Whether a file has one document a line, so that its name does not tell which article is meant. */
export const isJsonLines = (file: string): boolean =>
  INPUT_EXTENSIONS.get(extname(file).toLowerCase()) === 'JSON_LINES';

const SUPPORTED_EXTENSIONS = [...INPUT_EXTENSIONS.keys()].join(', ');

/**
 * The files at these paths. Searches folders in order of names, without hidden files. Yields each file once, and a
 * diagnostic for each path that cannot be used.
 */
export function* findInputFiles(paths: readonly string[]): Generator<InputFile | Diagnostic> {
  const seen = new Set<string>();
  for (const path of paths) {
    let found = false;
    for (const input of walkPath(path)) {
      found = true;
      if ('code' in input) yield input;
      else if (!seen.has(realpathSync(input.file))) {
        seen.add(realpathSync(input.file));
        yield input;
      }
    }
    if (!found)
      yield fileDiagnostic(
        'UNREADABLE',
        `the folder contains no documents; expected files with the extension ${SUPPORTED_EXTENSIONS}`,
        path,
      );
  }
}

/** Throws UNREADABLE for the first path, or file of a folder, that cannot be read. */
export function requireReadableInputs(paths: readonly string[]): void {
  for (const input of findInputFiles(paths)) {
    if ('code' in input) throw new AscribeError(input.code, `${input.file}: ${input.message}`);
    try {
      accessSync(input.file, constants.R_OK);
    } catch (cause) {
      throw new AscribeError('UNREADABLE', `${input.file} ${describeFileError(cause)}`, { cause });
    }
  }
}

function* walkPath(path: string): Generator<InputFile | Diagnostic> {
  const stat = statOrDiagnostic(path);
  if ('code' in stat) yield stat;
  else if (stat.isDirectory()) yield* walkFolder(path);
  else {
    const format = inputFormat(path);
    if (format !== undefined) yield { file: path, format };
    else yield fileDiagnostic('UNREADABLE', `unknown extension; expected ${SUPPORTED_EXTENSIONS}`, path);
  }
}

function* walkFolder(folder: string): Generator<InputFile | Diagnostic> {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    yield unreadable(folder, error);
    return;
  }
  const visible = entries
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of visible) {
    const path = join(folder, entry.name);
    const format = inputFormat(path);
    // Does not follow a link to a folder: it may lead back to a parent.
    if (entry.isDirectory()) yield* walkFolder(path);
    else if (format !== undefined) {
      const stat = statOrDiagnostic(path);
      if ('code' in stat) yield stat;
      else if (stat.isFile()) yield { file: path, format };
    }
  }
}

const inputFormat = (path: string): InputFile['format'] | undefined =>
  INPUT_EXTENSIONS.get(extname(path).toLowerCase());

function statOrDiagnostic(path: string): Stats | Diagnostic {
  try {
    return statSync(path);
  } catch (error) {
    return unreadable(path, error);
  }
}

const unreadable = (path: string, error: unknown): Diagnostic =>
  fileDiagnostic('UNREADABLE', describeFileError(error), path);
