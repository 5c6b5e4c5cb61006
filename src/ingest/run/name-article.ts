import type { Diagnostic, InFile } from '../../documents/diagnostic.js';
import { truncate } from '../../documents/document-path.js';
import { isJsonLines } from '../../documents/input-files.js';

/** The id in the text of a line, even if it is not valid JSON. */
const ARTICLE_ID = /"article"\s*:\s*\{[^{}]{0,10000}?"id"\s*:\s*"([^"\\]{1,200})"/;

/** The id of the article of a line of JSON Lines, as it is written; undefined if there is none. */
export const articleIdIn = (line: string): string | undefined => ARTICLE_ID.exec(line)?.[1];

/** Adds the id of the article to a diagnostic of a file of JSON Lines, where a line number alone tells little. */
export function nameArticle<Code extends string>(
  diagnostic: Diagnostic<InFile, Code>,
  articleId: string | undefined,
): Diagnostic<InFile, Code> {
  const { file } = diagnostic;
  return articleId === undefined || file === null || !isJsonLines(file)
    ? diagnostic
    : { ...diagnostic, articleId: truncate(articleId) };
}
