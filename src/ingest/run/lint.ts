import type { Warning } from '../../documents/diagnostic.js';
import { type Path, pathText } from '../../documents/finding.js';
import { type Place, positionFinder } from '../../documents/source-map.js';
import {
  type Grades,
  gradesOf,
  isThin,
  joinGrades,
  joinSupport,
  NO_GRADES,
  type QualityWarning,
  type Support,
  supportOf,
  thinQuote,
  uniformCredibility,
  warningsWithin,
} from '../../domain/analysis/annotation-quality.js';
import type { AnnotatedArticle, AnnotatedClaim } from '../../domain/records.js';
import type { Staged } from './staging-database.js';
import { openTemporary } from './temporary-database.js';

/** Gathers what a run shows of the quality of its annotations. It lies on disk, as the staging does. */
export interface Lint {
  add(staged: Staged, article: AnnotatedArticle): void;
  /** In the order of the run and of each document. Some can only be known when all documents were added. */
  warnings(): Generator<Warning>;
  close(): void;
}

/** A warning and where it stands in its document. */
type Placed = Pick<Warning, 'code' | 'message'> & { readonly at: Path };

/** `warning` of a source or a claim is the one that there is as far as was seen; a later document may take it away. */
const TABLES = `
  CREATE TABLE document (seq INTEGER PRIMARY KEY, place TEXT NOT NULL);
  CREATE TABLE lasting (seq INTEGER NOT NULL, warning TEXT NOT NULL);
  CREATE TABLE source (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, grades TEXT NOT NULL, warning TEXT) WITHOUT ROWID;
  CREATE TABLE uniform_article (seq INTEGER NOT NULL, source TEXT NOT NULL, warning TEXT NOT NULL);
  CREATE TABLE claim (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, support TEXT NOT NULL, warning TEXT) WITHOUT ROWID;`;

/** A source that is uniform as a whole is told of once, and not for each of its articles. */
const ALL = `
  SELECT w.seq, w.warning, d.place FROM (
    SELECT seq, warning FROM lasting
    UNION ALL SELECT seq, warning FROM source WHERE warning IS NOT NULL
    UNION ALL SELECT a.seq, a.warning FROM uniform_article a JOIN source s ON s.id = a.source WHERE s.warning IS NULL
    UNION ALL SELECT seq, warning FROM claim WHERE warning IS NOT NULL
  ) w JOIN document d ON d.seq = w.seq ORDER BY w.seq`;

export function openLint(): Lint {
  const { db, close } = openTemporary(TABLES);
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
    const own = gradesOf(claims.flatMap(({ citations }) => citations));
    const known = gradesNow.get(source.id) as { grades: string } | undefined;
    const all = joinGrades(known === undefined ? NO_GRADES : (JSON.parse(known.grades) as Grades), own);
    const ofSource = uniformCredibility(all, { id: source.id, articleId: null });
    grade.run(source.id, seq, JSON.stringify(all), written(ofSource, ['article', 'source']));
    const ofArticle = uniformCredibility(own, { id: article.id, articleId: article.id });
    if (ofArticle !== null) uniformArticle.run(seq, source.id, written(ofArticle, ['article']));
  };

  const addSupport = (seq: number, claim: AnnotatedClaim, index: number): void => {
    const known = supportNow.get(claim.id) as { support: string } | undefined;
    const before = known === undefined ? 'NONE' : (JSON.parse(known.support) as Support);
    const after = joinSupport(before, supportOf(claim.citations));
    if (JSON.stringify(after) === known?.support) return;
    const [at, citation] =
      [...claim.citations.entries()].find(([, { stance }]) => stance === 'SUPPORTS') ?? [];
    const thin = citation !== undefined && isThin(after) ? thinQuote(claim, citation) : null;
    support.run(
      claim.id,
      seq,
      JSON.stringify(after),
      written(thin, ['claims', index, 'citations', at ?? 0, 'quote']),
    );
  };

  return {
    add({ seq, place }, annotated) {
      const { article, claims } = annotated;
      document.run(seq, JSON.stringify(place));
      const found = warningsWithin({ articleId: article.id, language: article.language, claims });
      const places = found.length === 0 ? null : placesOf(claims);
      for (const one of found)
        lasting.run(
          seq,
          written(one, [
            ...(places?.get(one.citationId ?? '') ?? []),
            one.code === 'HEDGE_IGNORED' ? 'modality' : 'quote',
          ]),
        );
      addGrades(seq, annotated);
      for (const [index, claim] of claims.entries()) addSupport(seq, claim, index);
    },
    *warnings() {
      const positionOf = positionFinder();
      let own: Warning[] = [];
      let last = 0;
      for (const row of db.prepare(ALL).iterate() as Iterable<Row>) {
        if (row.seq !== last) yield* own.sort(byPlace);
        if (row.seq !== last) own = [];
        last = row.seq;
        const { at, ...warning } = JSON.parse(row.warning) as Placed;
        const place = JSON.parse(row.place) as Place;
        own.push({ ...warning, file: place.file, ...positionOf(place, at, 'value'), path: pathText(at) });
      }
      yield* own.sort(byPlace);
    },
    close,
  };
}

interface Row {
  readonly seq: number;
  readonly warning: string;
  readonly place: string;
}

function written(warning: QualityWarning | null, at: Path): string | null {
  if (warning === null) return null;
  const { code, message } = warning;
  return JSON.stringify({ code, message, at } satisfies Placed);
}

/** Where each citation stands. A good document has a record for each of its claims and citations, in its order. */
function placesOf(claims: readonly AnnotatedClaim[]): ReadonlyMap<string, Path> {
  return new Map(
    claims.flatMap(({ citations }, claim) =>
      citations.map(({ id }, at) => [id, ['claims', claim, 'citations', at]] as const),
    ),
  );
}

const byPlace = (a: Warning, b: Warning): number =>
  (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
