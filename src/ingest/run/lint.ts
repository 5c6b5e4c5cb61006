import type { WarningDiagnostic } from '../../documents/diagnostic.js';
import { type DocumentPath, formatPath } from '../../documents/path-diagnostic.js';
import { createPositionFinder, type SourceLocation } from '../../documents/source-map.js';
import {
  articleWarnings,
  type GradeSummary,
  isThinSupport,
  mergeGrades,
  mergeSupport,
  NO_GRADES,
  type QualityWarning,
  type SupportSummary,
  summarizeGrades,
  summarizeSupport,
  thinQuoteWarning,
  uniformCredibilityWarning,
} from '../../domain/analysis/annotation-quality.js';
import type { AnnotatedArticle, AnnotatedClaim } from '../../domain/records.js';
import type { StagedDocument } from './staging-database.js';
import { openTemporaryDatabase } from './temporary-database.js';

/** Gathers what a run shows of the quality of its annotations. It lies on disk, as the staging does. */
export interface Linter {
  add(staged: StagedDocument, article: AnnotatedArticle): void;
  /** In the order of the run and of each document. Some can only be known when all documents were added. */
  warnings(): Generator<WarningDiagnostic>;
  close(): void;
}

/** A warning and where it stands in its document. */
type StoredWarning = Pick<WarningDiagnostic, 'code' | 'message'> & { readonly at: DocumentPath };

/** `warning` of a source or a claim is the one that there is as far as was seen; a later document may take it away. */
const TABLES = `
  CREATE TABLE document (seq INTEGER PRIMARY KEY, place TEXT NOT NULL);
  CREATE TABLE lasting (seq INTEGER NOT NULL, warning TEXT NOT NULL);
  CREATE TABLE source (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, grades TEXT NOT NULL, warning TEXT) WITHOUT ROWID;
  CREATE TABLE uniform_article (seq INTEGER NOT NULL, source TEXT NOT NULL, warning TEXT NOT NULL);
  CREATE TABLE claim (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, support TEXT NOT NULL, warning TEXT) WITHOUT ROWID;`;

/** A source that is uniform as a whole is told of once, and not for each of its articles. */
const SELECT_WARNINGS = `
  SELECT w.seq, w.warning, d.place FROM (
    SELECT seq, warning FROM lasting
    UNION ALL SELECT seq, warning FROM source WHERE warning IS NOT NULL
    UNION ALL SELECT a.seq, a.warning FROM uniform_article a JOIN source s ON s.id = a.source WHERE s.warning IS NULL
    UNION ALL SELECT seq, warning FROM claim WHERE warning IS NOT NULL
  ) w JOIN document d ON d.seq = w.seq ORDER BY w.seq`;

export function openLinter(): Linter {
  const { db, close } = openTemporaryDatabase(TABLES);
  const document = db.prepare('INSERT INTO document (seq, place) VALUES (?, ?)');
  const lasting = db.prepare('INSERT INTO lasting (seq, warning) VALUES (?, ?)');
  const uniformArticle = db.prepare('INSERT INTO uniform_article (seq, source, warning) VALUES (?, ?, ?)');
  const gradesNow = db.prepare('SELECT grades FROM source WHERE id = ?');
  const grade = db.prepare(`
    INSERT INTO source (id, seq, grades, warning) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET grades = excluded.grades, warning = excluded.warning`);
  const supportNow = db.prepare('SELECT support FROM claim WHERE id = ?');
  const support = db.prepare(`
    INSERT INTO claim (id, seq, support, warning) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, support = excluded.support, warning = excluded.warning`);

  const addGrades = (seq: number, { article, source, claims }: AnnotatedArticle): void => {
    const own = summarizeGrades(claims.flatMap(({ citations }) => citations));
    const known = gradesNow.get(source.id) as { grades: string } | undefined;
    const all = mergeGrades(
      known === undefined ? NO_GRADES : (JSON.parse(known.grades) as GradeSummary),
      own,
    );
    const ofSource = uniformCredibilityWarning(all, { id: source.id, articleId: null });
    grade.run(source.id, seq, JSON.stringify(all), serializeWarning(ofSource, ['article', 'source']));
    const ofArticle = uniformCredibilityWarning(own, { id: article.id, articleId: article.id });
    if (ofArticle !== null) uniformArticle.run(seq, source.id, serializeWarning(ofArticle, ['article']));
  };

  const addSupport = (seq: number, claim: AnnotatedClaim, index: number): void => {
    const known = supportNow.get(claim.id) as { support: string } | undefined;
    const before = known === undefined ? 'NONE' : (JSON.parse(known.support) as SupportSummary);
    const after = mergeSupport(before, summarizeSupport(claim.citations));
    if (JSON.stringify(after) === known?.support) return;
    const [at, citation] =
      [...claim.citations.entries()].find(([, { stance }]) => stance === 'SUPPORTS') ?? [];
    const thin = citation !== undefined && isThinSupport(after) ? thinQuoteWarning(claim, citation) : null;
    support.run(
      claim.id,
      seq,
      JSON.stringify(after),
      serializeWarning(thin, ['claims', index, 'citations', at ?? 0, 'quote']),
    );
  };

  return {
    add({ seq, place }, annotated) {
      const { article, claims } = annotated;
      document.run(seq, JSON.stringify(place));
      const found = articleWarnings({ articleId: article.id, language: article.language, claims });
      const places = found.length === 0 ? null : citationPaths(claims);
      for (const one of found)
        lasting.run(
          seq,
          serializeWarning(one, [
            ...(places?.get(one.citationId ?? '') ?? []),
            one.code === 'HEDGE_IGNORED' ? 'modality' : 'quote',
          ]),
        );
      addGrades(seq, annotated);
      for (const [index, claim] of claims.entries()) addSupport(seq, claim, index);
    },
    *warnings() {
      const positionOf = createPositionFinder();
      let own: WarningDiagnostic[] = [];
      let last = 0;
      for (const row of db.prepare(SELECT_WARNINGS).iterate() as Iterable<WarningRow>) {
        if (row.seq !== last) yield* own.sort(byPosition);
        if (row.seq !== last) own = [];
        last = row.seq;
        const { at, ...warning } = JSON.parse(row.warning) as StoredWarning;
        const place = JSON.parse(row.place) as SourceLocation;
        own.push({ ...warning, file: place.file, ...positionOf(place, at, 'value'), path: formatPath(at) });
      }
      yield* own.sort(byPosition);
    },
    close,
  };
}

interface WarningRow {
  readonly seq: number;
  readonly warning: string;
  readonly place: string;
}

function serializeWarning(warning: QualityWarning | null, at: DocumentPath): string | null {
  if (warning === null) return null;
  const { code, message } = warning;
  return JSON.stringify({ code, message, at } satisfies StoredWarning);
}

/** Where each citation stands. A good document has a record for each of its claims and citations, in its order. */
function citationPaths(claims: readonly AnnotatedClaim[]): ReadonlyMap<string, DocumentPath> {
  return new Map(
    claims.flatMap(({ citations }, claim) =>
      citations.map(({ id }, at) => [id, ['claims', claim, 'citations', at]] as const),
    ),
  );
}

const byPosition = (a: WarningDiagnostic, b: WarningDiagnostic): number =>
  (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
