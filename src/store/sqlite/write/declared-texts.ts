import { type DeclaredText, matchKey, textKey } from '../../../domain/declared-texts.js';
import type { ArticleText, DeclaredTextChanges } from '../../write/write-port.js';
import type { SqliteConnection } from '../connection/connection.js';

/** Saves which articles declare which texts about entities. Removed declarations end now. */
export function saveDeclaredTexts(
  db: SqliteConnection,
  { added, removed }: DeclaredTextChanges,
  now: string,
): void {
  const at = Date.parse(now);
  if (removed.length > 0) endDeclarations(db, removed, at);
  if (added.length === 0) return;
  const rows = findRows(db, added);
  const byArticle = new Map<string, number[]>();
  for (const text of added) {
    const key = keyOf(text);
    const row = rows.get(key) ?? addText(db, text);
    rows.set(key, row);
    const known = byArticle.get(text.articleId);
    if (known === undefined) byArticle.set(text.articleId, [row]);
    else known.push(row);
  }
  for (const [articleId, textRows] of byArticle)
    db.run(
      'INSERT INTO text_declaration (text_row, article_id, declared_at) SELECT value, ?, ? FROM json_each(?)',
      articleId,
      at,
      JSON.stringify(textRows),
    );
}

/** One that began in the same transaction is removed: no reader ever saw it. */
function endDeclarations(db: SqliteConnection, removed: readonly ArticleText[], at: number): void {
  const rows = findRows(db, removed);
  for (const text of removed) {
    const row = rows.get(keyOf(text));
    if (row === undefined) continue;
    db.run(
      'DELETE FROM text_declaration WHERE text_row = ? AND article_id = ? AND declared_at = ?',
      row,
      text.articleId,
      at,
    );
    db.run(
      'UPDATE text_declaration SET ended_at = ? WHERE text_row = ? AND article_id = ? AND ended_at IS NULL',
      at,
      row,
      text.articleId,
    );
    db.run(`DELETE FROM declared_text WHERE row = ? AND ${IS_UNDECLARED}`, row);
  }
}

/** The condition that no article has ever declared a row of `declared_text`. */
export const IS_UNDECLARED = 'NOT EXISTS (SELECT 1 FROM text_declaration WHERE text_row = declared_text.row)';

const keyOf = ({ entityId, role, text }: DeclaredText): string => `${entityId} ${role} ${text}`;

/** The rows of those of these texts that are stored. */
function findRows(db: SqliteConnection, texts: readonly DeclaredText[]): Map<string, number> {
  const distinct = [...new Map(texts.map((text) => [keyOf(text), text]))];
  const keys = distinct.map(([, { entityId, role, text }]) => [entityId, role, textKey(text)]);
  const found = db.all(
    `SELECT j.key AS position, d.row FROM json_each(?) AS j CROSS JOIN declared_text AS d
       ON d.entity_id = j.value ->> 0 AND d.role = j.value ->> 1 AND d.text_key = j.value ->> 2`,
    JSON.stringify(keys),
  );
  return new Map(found.map(({ position, row }) => [distinct[position as number]?.[0] ?? '', row as number]));
}

function addText(db: SqliteConnection, { entityId, role, text }: DeclaredText): number {
  const [added] = db.all(
    'INSERT INTO declared_text (entity_id, role, text_key, text, match_key) VALUES (?, ?, ?, ?, ?) RETURNING row',
    entityId,
    role,
    textKey(text),
    text,
    matchKey({ role, text }),
  );
  return added?.row as number;
}
