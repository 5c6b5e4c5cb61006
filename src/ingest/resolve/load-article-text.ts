import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { DOCUMENT_LIMITS, formatMegabytes } from '../../documents/document-limits.js';
import { type PathDiagnostic, pathDiagnostic } from '../../documents/path-diagnostic.js';
import { decodeUtf8 } from '../../documents/utf8.js';
import { AscribeError } from '../../domain/errors.js';
import type { ArticleDraft } from '../format/article-schema.js';

/** Where the texts of articles may come from. */
export interface TextSources {
  /** The document's own file, to which `textFile` is relative; null where it is no file: then only inline text is taken. */
  readonly documentFile: string | null;
  /** A folder with `<article id>.txt`, asked where the document brings no text. */
  readonly textsFolder: string | null;
}

export interface ArticleText {
  readonly text: string;
  /** Of its bytes. */
  readonly sha256: string;
}

/** The text of an article, or null where there is none, or none that is good. */
export function loadArticleText(
  article: ArticleDraft,
  sources: TextSources,
): { text: ArticleText | null; findings: PathDiagnostic[] } {
  const path = ['article', 'textFile'];
  if (article.text !== undefined && article.textFile !== undefined)
    return {
      text: null,
      findings: [pathDiagnostic('INVALID_DOCUMENT', path, 'expected text or textFile, found both')],
    };
  try {
    const text = readArticleText(article, sources);
    const declared = article.textSha256;
    if (text === null || declared === undefined || declared === text.sha256) return { text, findings: [] };
    const message = `expected the SHA-256 of the text, ${text.sha256}, found ${declared}`;
    return { text, findings: [pathDiagnostic('TEXT_MISMATCH', ['article', 'textSha256'], message)] };
  } catch (error) {
    if (!(error instanceof AscribeError)) throw error;
    return {
      text: null,
      findings: [
        pathDiagnostic(error.code, article.textFile === undefined ? ['article'] : path, error.message),
      ],
    };
  }
}

function readArticleText(
  article: ArticleDraft,
  { documentFile, textsFolder }: TextSources,
): ArticleText | null {
  if (article.text !== undefined) return { text: article.text, sha256: sha256Of(Buffer.from(article.text)) };
  if (article.textFile !== undefined) {
    if (documentFile === null)
      throw new AscribeError(
        'INVALID_DOCUMENT',
        'textFile cannot be used here, as the document is no file; give the text inline',
      );
    if (isAbsolute(article.textFile))
      throw new AscribeError(
        'INVALID_DOCUMENT',
        `expected a path relative to the document, found ${article.textFile}`,
      );
    return readTextFile(resolve(dirname(documentFile), article.textFile), article.textFile);
  }
  if (textsFolder === null || article.id === undefined) return null;
  const name = `${article.id}.txt`;
  return statSync(join(textsFolder, name), { throwIfNoEntry: false }) === undefined
    ? null
    : readTextFile(join(textsFolder, name), name);
}

function readTextFile(path: string, label: string): ArticleText {
  const bytes = readBoundedFile(path, label);
  return { text: decodeUtf8(bytes, `the text file ${label}`), sha256: sha256Of(bytes) };
}

/** The bytes of a regular file that keeps the bound on size. */
export function readBoundedFile(path: string, label: string): Buffer {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) throw new AscribeError('UNREADABLE', `${label} is not a file`);
    if (stat.size > DOCUMENT_LIMITS.bytes)
      throw new AscribeError(
        'LIMIT_EXCEEDED',
        `${label} has ${formatMegabytes(stat.size)}; at most ${formatMegabytes(DOCUMENT_LIMITS.bytes)}`,
      );
    return readFileSync(path);
  } catch (cause) {
    if (cause instanceof AscribeError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT'
        ? 'does not exist'
        : code === 'EACCES'
          ? 'may not be read'
          : `cannot be read (${code ?? 'unknown reason'})`;
    throw new AscribeError('UNREADABLE', `${label} ${why}`, { cause });
  }
}

const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
