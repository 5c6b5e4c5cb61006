import { type Article, isLive } from '../../../domain/records.js';
import { sketchBands } from '../../../domain/text-sketch.js';
import { newestFirstKey, oldestFirstKey } from '../../read/cursor.js';
import { sealJson } from '../../sealed-json.js';
import type { WritePort } from '../../write/write-port.js';
import type { SqliteConnection } from '../connection/connection.js';
import { sealDeclarations } from '../schema/article-declarations.js';
import { IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';
import { archiveVersion } from './archive-version.js';
import { saveTexts } from './texts.js';

export function saveArticles(
  db: SqliteConnection,
  articles: Parameters<WritePort['saveArticles']>[0],
  now: string,
): void {
  archiveVersion(
    db,
    'article',
    articles.map(({ article }) => article.id),
    now,
  );
  const declarations = sealDeclarations(
    db,
    articles.map(({ declared, digest }) => ({ declared, note: digest })),
  );
  for (const [index, { article, digest }] of articles.entries()) {
    saveBands(db, article);
    const row = articleColumns(article, digest, now);
    db.run(
      `INSERT INTO article (id, source_id, derived_from, live, newest_first, oldest_first, record, digest, declarations, recorded_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET source_id = excluded.source_id, derived_from = excluded.derived_from,
         live = excluded.live, newest_first = excluded.newest_first, oldest_first = excluded.oldest_first, record = excluded.record, digest = excluded.digest,
         declarations = excluded.declarations, recorded_at = excluded.recorded_at`,
      row.id,
      row.source_id,
      row.derived_from,
      row.live,
      row.newest_first,
      row.oldest_first,
      sealJson(article, now),
      row.digest,
      declarations[index],
      row.recorded_at,
    );
    saveTexts(db, article, null, now);
  }
}

/** The columns that repeat what the record of an article and the note of its declarations say. */
export const articleColumns = (article: Article, digest: string, recordedAt: string) => ({
  id: article.id,
  source_id: article.sourceId,
  derived_from: article.derivedFrom,
  live: isLive(article) ? 1 : 0,
  newest_first: newestFirstKey(article.publishedAt),
  oldest_first: oldestFirstKey(article.publishedAt),
  digest,
  recorded_at: recordedAt,
});

/** Call it before the article is replaced. */
function saveBands(db: SqliteConnection, { id, textSketch }: Article): void {
  const [row] = db.all("SELECT json_extract(record, '$.textSketch') AS sketch FROM article WHERE id = ?", id);
  const old = (row?.sketch ?? null) as string | null;
  if (old === textSketch) return;
  if (old !== null)
    db.run(
      `DELETE FROM text_band WHERE article_id = ? AND band ${IN_JSON_LIST}`,
      id,
      jsonList(sketchBands(old)),
    );
  if (textSketch !== null)
    db.run(
      'INSERT INTO text_band (band, article_id) SELECT value, ? FROM json_each(?)',
      id,
      jsonList(sketchBands(textSketch)),
    );
}
