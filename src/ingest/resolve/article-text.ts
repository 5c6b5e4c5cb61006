import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { type Finding, finding } from '../../documents/finding.js';
import { LIMITS, megabytes } from '../../documents/limits.js';
import { decode } from '../../documents/utf8.js';
import { AscribeError } from '../../domain/errors.js';
import type { ArticleDraft } from '../format/article-schema.js';

/** Where the texts of articles may come from. */
export interface TextSources {
  /** The document's own file, to which `textFile` is relative; null where it is no file: then only inline text is taken. */
  readonly file: string | null;
  /** A folder with `<article id>.txt`, asked where the document brings no text. */
  readonly texts: string | null;
}

export interface ArticleText {
  readonly text: string;
  /** Of its bytes. */
  readonly sha256: string;
}

/** The text of an article, or null where there is none, or none that is good. */
export function articleText(
  article: ArticleDraft,
  sources: TextSources,
): { text: ArticleText | null; findings: Finding[] } {
  const path = ['article', 'textFile'];
  if (article.text !== undefined && article.textFile !== undefined)
    return {
      text: null,
      findings: [finding('INVALID_DOCUMENT', path, 'expected text or textFile, found both')],
    };
  try {
    const text = bring(article, sources);
    const declared = article.textSha256;
    if (text === null || declared === undefined || declared === text.sha256) return { text, findings: [] };
    const message = `expected the SHA-256 of the text, ${text.sha256}, found ${declared}`;
    return { text, findings: [finding('TEXT_MISMATCH', ['article', 'textSha256'], message)] };
  } catch (error) {
    if (!(error instanceof AscribeError)) throw error;
    return {
      text: null,
      findings: [finding(error.code, article.textFile === undefined ? ['article'] : path, error.message)],
    };
  }
}

function bring(article: ArticleDraft, { file, texts }: TextSources): ArticleText | null {
  if (article.text !== undefined) return { text: article.text, sha256: sha256(Buffer.from(article.text)) };
  if (article.textFile !== undefined) {
    if (file === null)
      throw new AscribeError(
        'INVALID_DOCUMENT',
        'textFile cannot be used here, as the document is no file; give the text inline',
      );
    if (isAbsolute(article.textFile))
      throw new AscribeError(
        'INVALID_DOCUMENT',
        `expected a path relative to the document, found ${article.textFile}`,
      );
    return readText(resolve(dirname(file), article.textFile), article.textFile);
  }
  if (texts === null || article.id === undefined) return null;
  const name = `${article.id}.txt`;
  return statSync(join(texts, name), { throwIfNoEntry: false }) === undefined
    ? null
    : readText(join(texts, name), name);
}

function readText(path: string, shown: string): ArticleText {
  const bytes = readBounded(path, shown);
  return { text: decode(bytes, `the text file ${shown}`), sha256: sha256(bytes) };
}

/** The bytes of a regular file that keeps the bound on size. */
export function readBounded(path: string, shown: string): Buffer {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) throw new AscribeError('UNREADABLE', `${shown} is not a file`);
    if (stat.size > LIMITS.bytes)
      throw new AscribeError(
        'LIMIT_EXCEEDED',
        `${shown} has ${megabytes(stat.size)}; at most ${megabytes(LIMITS.bytes)}`,
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
    throw new AscribeError('UNREADABLE', `${shown} ${why}`, { cause });
  }
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
