import { createHash } from 'node:crypto';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { type AtPath, type Diagnostic, pathDiagnostic } from '../../documents/diagnostic.js';
import { readBoundedFile } from '../../documents/read-file.js';
import { decodeUtf8, withoutByteOrderMark } from '../../documents/utf8.js';
import { AscribeError } from '../../domain/errors.js';
import type { ArticleDraft } from '../format/article-schema.js';

/** Where to look for the text of an article. */
export interface TextSources {
  /** The file of the document, to which `textFile` is relative. Null if it is not a file: then only inline text is allowed. */
  readonly documentFile: string | null;
  /** A folder with files `<article id>.txt`, for documents that contain no text. */
  readonly textsFolder: string | null;
  /** Whether `textFile` may lead out of the folder of the document. */
  readonly allowOutside: boolean;
}

export interface ArticleText {
  readonly text: string;
  /** The hash of the bytes of the text, in lower-case hexadecimal. */
  readonly sha256: string;
}

/** The text of an article; null if there is none or if it cannot be used. */
export function loadArticleText(
  article: ArticleDraft,
  sources: TextSources,
): { text: ArticleText | null; diagnostics: Diagnostic<AtPath>[] } {
  const textFilePath = ['article', 'textFile'];
  if (article.text !== undefined && article.textFile !== undefined)
    return {
      text: null,
      diagnostics: [
        pathDiagnostic('INVALID_DOCUMENT', textFilePath, 'expected text or textFile, found both'),
      ],
    };
  try {
    const text = readArticleText(article, sources);
    const declared = article.textSha256;
    if (text === null || declared === undefined || declared === text.sha256) return { text, diagnostics: [] };
    const message = `expected ${text.sha256}, the SHA-256 of the text, found ${declared}`;
    return { text, diagnostics: [pathDiagnostic('TEXT_MISMATCH', ['article', 'textSha256'], message)] };
  } catch (error) {
    if (!(error instanceof AscribeError)) throw error;
    return {
      text: null,
      diagnostics: [
        pathDiagnostic(
          error.code,
          article.textFile === undefined ? ['article'] : textFilePath,
          error.message,
        ),
      ],
    };
  }
}

function readArticleText(
  article: ArticleDraft,
  { documentFile, textsFolder, allowOutside }: TextSources,
): ArticleText | null {
  if (article.text !== undefined)
    return { text: withoutByteOrderMark(article.text), sha256: sha256Of(Buffer.from(article.text)) };
  if (article.textFile !== undefined) {
    if (documentFile === null)
      throw new AscribeError(
        'INVALID_DOCUMENT',
        'textFile is allowed only in files; expected the text inline, in text',
      );
    if (isAbsolute(article.textFile))
      throw new AscribeError(
        'INVALID_DOCUMENT',
        `expected a path relative to the document, found ${article.textFile}`,
      );
    const path = resolve(dirname(documentFile), article.textFile);
    if (!allowOutside && isOutside(dirname(documentFile), path))
      throw new AscribeError(
        'INVALID_DOCUMENT',
        `${article.textFile} is outside the folder of the document; expected a file in it, or the option --allow-outside`,
      );
    return readTextFile(path, article.textFile);
  }
  if (textsFolder === null || article.id === undefined) return null;
  const name = `${article.id}.txt`;
  return statSync(join(textsFolder, name), { throwIfNoEntry: false }) === undefined
    ? null
    : readTextFile(join(textsFolder, name), name);
}

/** Follows symbolic links. A missing file counts as inside unless its path says otherwise. */
function isOutside(folder: string, path: string): boolean {
  const leadsOut = (from: string, to: string) => /^\.\.(?:[/\\]|$)/.test(relative(from, to));
  if (leadsOut(resolve(folder), path)) return true;
  return existsSync(path) && leadsOut(realpathSync(folder), realpathSync(path));
}

function readTextFile(path: string, label: string): ArticleText {
  const bytes = readBoundedFile(path, label);
  return { text: decodeUtf8(bytes, `the text file ${label}`), sha256: sha256Of(bytes) };
}

const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
