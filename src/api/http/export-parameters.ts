import { didYouMean, suggestWords } from '../../documents/did-you-mean.js';
import { AscribeError } from '../../domain/errors.js';
import { EXPORT_FORMATS, type ExportFormat } from '../../interchange/export-formats.js';
import type { ExportRequest } from '../execution/open-export.js';
import { isTextCondition, parseStatusList, TEXT_CONDITIONS } from '../execution/text-conditions.js';

const MAX_QUERY_LENGTH = 10_000;

/** Reads the URL. Throws BAD_INPUT and STATUSES_REQUIRED. */
export function parseExportRequest(url: string): ExportRequest {
  const query = url.slice(url.indexOf('?') + 1);
  if (query.length > MAX_QUERY_LENGTH)
    throw new AscribeError(
      'LIMIT_EXCEEDED',
      `the query of the URL has ${query.length} characters; expected at most ${MAX_QUERY_LENGTH}`,
    );
  const parameters = new URLSearchParams(url.includes('?') ? query : '');
  const conditions: Record<string, string> = {};
  const given = { format: 'jsonl', statuses: '', asOf: undefined as string | undefined };
  for (const name of new Set(parameters.keys())) {
    // A list may be written as several parameters.
    const text = parameters.getAll(name).join(',');
    if (isTextCondition(name)) conditions[name] = text;
    else if (Object.hasOwn(given, name)) given[name as keyof typeof given] = text;
    else
      throw unknownWord('the URL has the parameter', name, [
        ...Object.keys(given),
        ...Object.keys(TEXT_CONDITIONS),
      ]);
  }
  const { format, statuses, asOf } = given;
  if (!Object.hasOwn(EXPORT_FORMATS, format))
    throw unknownWord('format is', format, Object.keys(EXPORT_FORMATS));
  return { format: format as ExportFormat, statuses: parseStatusList(statuses), conditions, asOf };
}

const unknownWord = (what: string, word: string, known: readonly string[]): AscribeError =>
  new AscribeError(
    'BAD_INPUT',
    `${what} ${JSON.stringify(word.slice(0, 60))}${didYouMean(suggestWords(word, known)) || `; expected one of ${known.join(', ')}`}`,
  );
