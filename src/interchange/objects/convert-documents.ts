import type { Diagnostic } from '../../documents/diagnostic.js';
import type { ConvertOptions } from '../convert-table.js';
import { type MadeDocument, toLine } from './document-builder.js';
import { type JsonObject, readJsonItems } from './json-items.js';
import { createLossCounter, type Lose, type ObjectLossReport } from './loss-counter.js';

/** What a conversion of objects did. */
export interface ObjectsSummary extends ObjectLossReport {
  readonly objects: number;
  readonly articles: number;
  readonly claims: number;
  readonly problems: number;
}

/** A line of an export that is read back. */
export interface WrittenLine {
  readonly line: string;
  readonly claims: number;
}

/** How the objects of a format become documents. */
export interface ObjectFormat {
  /** Keys of the lists in which its files hold objects. */
  readonly lists: ReadonlySet<string>;
  /** Keeps an object, or says what is wrong with it. */
  readonly read: (
    object: JsonObject,
    place: { readonly file: string; readonly line: number },
    lose: Lose,
  ) => Diagnostic | null;
  /** After all objects are read. A line is a document that is already written. */
  readonly documents: (lose: Lose) => Iterable<MadeDocument | WrittenLine | { readonly problem: Diagnostic }>;
  readonly close: () => void;
}

/** Reads all objects, then yields a line for each document. A document with a mistake is left out. The generator returns the summary. */
export async function* convertDocuments(
  files: readonly string[],
  options: ConvertOptions,
  format: ObjectFormat,
): AsyncGenerator<string, ObjectsSummary> {
  const { lose, report } = createLossCounter();
  const counts = { objects: 0, articles: 0, claims: 0, problems: 0 };
  const onProblem = (problem: Diagnostic): void => {
    counts.problems++;
    options.onProblem(problem);
  };
  try {
    for (const file of files)
      for (const part of readJsonItems(file, format.lists)) {
        options.signal?.throwIfAborted();
        if ('problem' in part) onProblem(part.problem);
        else if ('item' in part) {
          const problem = format.read(part.item, { file, line: part.line }, lose);
          if (problem !== null) onProblem(problem);
          if (++counts.objects % 1000 === 0) options.onProgress?.(counts.objects);
        }
      }
    for (const document of format.documents(lose)) {
      options.signal?.throwIfAborted();
      const made = 'article' in document ? makeLine(document, files) : document;
      if ('problems' in made) for (const problem of made.problems) onProblem(problem);
      else if ('problem' in made) onProblem(made.problem);
      else {
        counts.articles++;
        counts.claims += made.claims;
        yield made.line;
        if (counts.articles === options.limit) break;
      }
    }
    return { ...counts, ...report() };
  } finally {
    format.close();
  }
}

function makeLine(
  document: MadeDocument,
  files: readonly string[],
): WrittenLine | { readonly problems: readonly Diagnostic[] } {
  const made = toLine(document, { file: files[0] ?? null, id: document.article.id });
  return 'problems' in made ? made : { line: made.line, claims: document.claims?.length ?? 0 };
}
