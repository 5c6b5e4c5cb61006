import type Database from 'libsql';
import { type DocumentPath, formatPath } from '../../documents/document-path.js';
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
  textWarnings,
  thinQuoteWarning,
  uniformCredibilityWarning,
} from '../../domain/analysis/annotation-quality.js';
import type { AnnotatedArticle, AnnotatedClaim, Genre } from '../../domain/records.js';
import type { IndependenceWarning } from '../independence/ask.js';
import { nameArticle } from './name-article.js';
import type { LintCode, LintWarning } from './run-summary.js';
import type { StagedDocument, StagedLabel } from './staging-database.js';
import { openTemporaryDatabase } from './temporary-database.js';
import type { ValidArticle } from './valid-article.js';

/** Collects warnings about the annotations of a run, in a temporary database. */
interface Linter {
  add(staged: StagedDocument, resolved: ValidArticle['resolved']): void;
  /** A warning that needs more than the annotations. */
  addWarning(warning: IndependenceWarning): void;
  /** Adds the warning that an entity may be one with another. */
  addDuplicate(label: StagedLabel, message: string): void;
  /** In the order of the run, then by position. Call it after all documents were added, as some warnings depend on all. */
  warnings(): Generator<LintWarning>;
  close(): void;
}

type StoredWarning = Pick<LintWarning, 'code' | 'message'> & { readonly path: DocumentPath };

/** The `warning` of a source or a claim holds for the documents added so far; a later one may remove it. */
const TABLES = `
  CREATE TABLE document (seq INTEGER PRIMARY KEY, article TEXT NOT NULL, location TEXT NOT NULL);
  CREATE TABLE article_warning (seq INTEGER NOT NULL, warning TEXT NOT NULL);
  CREATE TABLE source (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, grades TEXT NOT NULL, warning TEXT) WITHOUT ROWID;
  CREATE TABLE uniform_article (seq INTEGER NOT NULL, source TEXT NOT NULL, warning TEXT NOT NULL);
  CREATE TABLE claim (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, support TEXT NOT NULL, warning TEXT) WITHOUT ROWID;`;

/** A warning about all citations of a source replaces the warnings about its articles. */
const SELECT_WARNINGS = `
  SELECT w.seq, w.warning, d.article, d.location FROM (
    SELECT seq, warning FROM article_warning
    UNION ALL SELECT seq, warning FROM source WHERE warning IS NOT NULL
    UNION ALL SELECT a.seq, a.warning FROM uniform_article a JOIN source s ON s.id = a.source WHERE s.warning IS NULL
    UNION ALL SELECT seq, warning FROM claim WHERE warning IS NOT NULL
  ) w JOIN document d ON d.seq = w.seq ORDER BY w.seq`;

export function openLinter(): Linter {
  const { db, close } = openTemporaryDatabase(TABLES);
  const addDocument = db.prepare('INSERT INTO document (seq, article, location) VALUES (?, ?, ?)');
  const addArticleWarning = db.prepare('INSERT INTO article_warning (seq, warning) VALUES (?, ?)');
  const addGrades = prepareGrades(db);
  const addSupport = prepareSupport(db);
  return {
    add({ seq, location }, { article: annotated, quoteContexts }) {
      const { article, claims, entities } = annotated;
      const { id: articleId, language } = article;
      addDocument.run(seq, articleId, JSON.stringify(location));
      const linted = { articleId, language, claims, entities };
      const warnings = [
        ...articleWarnings(linted),
        ...textWarnings(linted, (id) => quoteContexts.get(id) ?? null),
      ];
      const paths = warnings.length === 0 ? null : citationPaths(claims);
      const pathOf = ({ code, entityId, citationId }: QualityWarning<LintCode>): DocumentPath =>
        entityId !== null
          ? ['entities', entities.findIndex(({ id }) => id === entityId), 'description']
          : [...(paths?.get(citationId ?? '') ?? []), code === 'HEDGE_IGNORED' ? 'modality' : 'quote'];
      for (const warning of warnings) addArticleWarning.run(seq, serializeWarning(warning, pathOf(warning)));
      addGrades(seq, annotated);
      for (const [index, claim] of claims.entries()) addSupport(seq, claim, index, article.genre);
    },
    addWarning: ({ seq, code, message, path }) =>
      void addArticleWarning.run(seq, JSON.stringify({ code, message, path } satisfies StoredWarning)),
    addDuplicate({ seq, index }, message) {
      const warning: StoredWarning = { code: 'DUPLICATE_ENTITY', message, path: ['entities', index] };
      addArticleWarning.run(seq, JSON.stringify(warning));
    },
    warnings: () => locateWarnings(db.prepare(SELECT_WARNINGS).iterate() as Iterable<WarningRow>),
    close,
  };
}

/** Updates the warning about uniform credibility of a source, and adds that of an article. */
function prepareGrades(db: Database.Database): (seq: number, annotated: AnnotatedArticle) => void {
  const addUniformArticle = db.prepare('INSERT INTO uniform_article (seq, source, warning) VALUES (?, ?, ?)');
  const selectGrades = db.prepare('SELECT grades FROM source WHERE id = ?');
  const setGrades = db.prepare(`
    INSERT INTO source (id, seq, grades, warning) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET grades = excluded.grades, warning = excluded.warning`);
  return (seq, { article, source, claims }) => {
    const grades = summarizeGrades(claims.flatMap(({ citations }) => citations));
    const row = selectGrades.get(source.id) as { grades: string } | undefined;
    const all = mergeGrades(row === undefined ? NO_GRADES : (JSON.parse(row.grades) as GradeSummary), grades);
    const sourceWarning = uniformCredibilityWarning(all, { id: source.id, articleId: null });
    setGrades.run(
      source.id,
      seq,
      JSON.stringify(all),
      serializeWarning(sourceWarning, ['article', 'source']),
    );
    const articleWarning = uniformCredibilityWarning(grades, { id: article.id, articleId: article.id });
    if (articleWarning !== null)
      addUniformArticle.run(seq, source.id, serializeWarning(articleWarning, ['article']));
  };
}

/** Updates the warning about thin support of a claim. */
function prepareSupport(
  db: Database.Database,
): (seq: number, claim: AnnotatedClaim, claimIndex: number, genre: Genre) => void {
  const selectSupport = db.prepare('SELECT support FROM claim WHERE id = ?');
  const setSupport = db.prepare(`
    INSERT INTO claim (id, seq, support, warning) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, support = excluded.support, warning = excluded.warning`);
  return (seq, claim, claimIndex, genre) => {
    const row = selectSupport.get(claim.id) as { support: string } | undefined;
    const before = row === undefined ? 'NONE' : (JSON.parse(row.support) as SupportSummary);
    const after = mergeSupport(
      before,
      summarizeSupport(claim.citations, () => genre),
    );
    if (JSON.stringify(after) === row?.support) return;
    const [index = 0, citation] =
      [...claim.citations.entries()].find(([, { stance }]) => stance === 'SUPPORTS') ?? [];
    const thin = citation !== undefined && isThinSupport(after) ? thinQuoteWarning(claim, citation) : null;
    setSupport.run(
      claim.id,
      seq,
      JSON.stringify(after),
      serializeWarning(thin, ['claims', claimIndex, 'citations', index, 'quote']),
    );
  };
}

/** Adds line and column to each warning, and sorts those of one document by position. */
function* locateWarnings(rows: Iterable<WarningRow>): Generator<LintWarning> {
  const positionOf = createPositionFinder();
  let warnings: LintWarning[] = [];
  let lastSeq = 0;
  for (const row of rows) {
    if (row.seq !== lastSeq) {
      yield* warnings.sort(byPosition);
      warnings = [];
      lastSeq = row.seq;
    }
    const { code, message, path } = JSON.parse(row.warning) as StoredWarning;
    const location = JSON.parse(row.location) as SourceLocation;
    const position = positionOf(location, path, 'value');
    const warning = { code, message, file: location.file, ...position, path: formatPath(path) };
    warnings.push(nameArticle(warning, row.article.replace(/^article:/, '')));
  }
  yield* warnings.sort(byPosition);
}

interface WarningRow {
  readonly seq: number;
  readonly article: string;
  readonly warning: string;
  readonly location: string;
}

function serializeWarning(warning: QualityWarning<LintCode> | null, path: DocumentPath): string | null {
  if (warning === null) return null;
  const { code, message } = warning;
  return JSON.stringify({ code, message, path } satisfies StoredWarning);
}

/** The path of each citation. Records have the order of the document, because it is valid and so none was omitted. */
function citationPaths(claims: readonly AnnotatedClaim[]): ReadonlyMap<string, DocumentPath> {
  return new Map(
    claims.flatMap(({ citations }, claimIndex) =>
      citations.map(({ id }, index) => [id, ['claims', claimIndex, 'citations', index]] as const),
    ),
  );
}

const byPosition = (a: LintWarning, b: LintWarning): number =>
  (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
