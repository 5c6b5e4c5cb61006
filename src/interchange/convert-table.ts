import type { Diagnostic } from '../documents/diagnostic.js';
import { fileDiagnostic } from '../documents/diagnostic.js';
import { didYouMean, suggestWords } from '../documents/did-you-mean.js';
import { openTemporaryDatabase } from '../ingest/run/temporary-database.js';
import { createLostCounter, type LostReport } from './lost-report.js';
import { mapRow } from './mapping/map-row.js';
import type { Mapping } from './mapping/parse-mapping.js';
import { mergeRows, type PlacedDocument } from './merge-rows.js';
import { readRows } from './tables/read-rows.js';
import type { TableHeader } from './tables/table-row.js';

export interface ConvertOptions {
  /** Stop after this many articles. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
  readonly onProblem: (problem: Diagnostic) => void;
  readonly onProgress?: (rows: number) => void;
}

/** What a conversion did. */
export interface ConvertSummary {
  readonly rows: number;
  /** Rows that `when` or `unless` of the mapping leaves out. */
  readonly skippedRows: number;
  readonly articles: number;
  /** Articles that are left out, because a row of theirs has a mistake. */
  readonly failedArticles: number;
  readonly claims: number;
  readonly citations: number;
  readonly problems: number;
  readonly lost: LostReport;
}

/**
 * Converts tables to annotated articles, one line of JSON Lines each, in the order in which their ids first appear. Rows of one article may
 * stand anywhere: they wait on disk, so memory holds one article. The generator returns the summary.
 */
export async function* convertTables(
  mapping: Mapping,
  files: readonly string[],
  options: ConvertOptions,
): AsyncGenerator<string, ConvertSummary> {
  const lost = createLostCounter(mapping.columns);
  const staged = openRowStage();
  const counts = {
    rows: 0,
    skippedRows: 0,
    articles: 0,
    failedArticles: 0,
    claims: 0,
    citations: 0,
    problems: 0,
  };
  const report = (problems: readonly Diagnostic[]): void => {
    counts.problems += problems.length;
    for (const problem of problems) options.onProblem(problem);
  };
  try {
    for await (const part of readRows(files, mapping.table)) {
      options.signal?.throwIfAborted();
      if ('problem' in part) report([part.problem]);
      else if ('header' in part) {
        lost.addHeader(part.header);
        const missing = findMissingColumns(mapping, part.header);
        report(missing);
        if (missing.length > 0) return { ...counts, lost: lost.report() };
      } else {
        const { row } = part;
        if (++counts.rows % 1000 === 0) options.onProgress?.(counts.rows);
        lost.addRow(row);
        const result = mapRow(mapping, row, lost);
        if ('skipped' in result) counts.skippedRows++;
        else if ('problems' in result) {
          report(result.problems);
          staged.fail(result.articleId);
        } else
          staged.add({ place: { file: row.file, line: row.line, row: row.row }, document: result.document });
        if (options.limit !== undefined && staged.articles() >= options.limit) break;
      }
    }
    for (const rows of staged.articlesInOrder()) {
      const merged = rows === null ? { problems: [] } : mergeRows(rows);
      if ('problems' in merged) {
        counts.failedArticles++;
        report(merged.problems);
        continue;
      }
      counts.articles++;
      counts.claims += merged.claims;
      counts.citations += merged.citations;
      yield `${JSON.stringify(merged.document)}\n`;
    }
    return { ...counts, lost: lost.report() };
  } finally {
    staged.close();
  }
}

function findMissingColumns({ columns, table }: Mapping, header: TableHeader): Diagnostic[] {
  const has = new Set([...header.columns, ...(table.optional ?? []), 'item']);
  return [...columns]
    .filter((column) => !has.has(column))
    .map((column) =>
      fileDiagnostic(
        'INVALID_DOCUMENT',
        `the mapping reads the column "${column}", but the file has none of that name${didYouMean(suggestWords(column, header.columns))}`,
        header.file,
      ),
    );
}

/** Rows by article, on disk. */
function openRowStage() {
  const { db, close } = openTemporaryDatabase(`
    CREATE TABLE article (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, failed INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX article_seq ON article (seq);
    CREATE TABLE row (article TEXT NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (article, seq)) WITHOUT ROWID;`);
  const declare = db.prepare(
    'INSERT INTO article VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET failed = max(failed, excluded.failed)',
  );
  const insert = db.prepare('INSERT INTO row VALUES (?, ?, ?)');
  const next = db.prepare('SELECT id, seq, failed FROM article WHERE seq > ? ORDER BY seq LIMIT 1');
  const rowsOf = db.prepare('SELECT body FROM row WHERE article = ? ORDER BY seq');
  const count = db.prepare('SELECT count(*) AS n FROM article');
  let seq = 0;
  return {
    add(placed: PlacedDocument): void {
      const { id } = placed.document.article;
      declare.run(id, ++seq, 0);
      insert.run(id, seq, JSON.stringify(placed));
    },
    /** The article is left out whole. */
    fail(articleId: string | null): void {
      if (articleId !== null) declare.run(articleId, ++seq, 1);
    },
    articles: (): number => (count.get() as { n: number }).n,
    /** The rows of each article; null for one with a mistake. */
    *articlesInOrder(): Generator<readonly PlacedDocument[] | null> {
      for (let last = 0; ; ) {
        const article = next.get(last) as { id: string; seq: number; failed: number } | undefined;
        if (article === undefined) return;
        last = article.seq;
        yield article.failed === 1
          ? null
          : (rowsOf.all(article.id) as { body: string }[]).map(
              ({ body }) => JSON.parse(body) as PlacedDocument,
            );
      }
    },
    close,
  };
}
