import { matchKey, textKey } from '../../../domain/declared-texts.js';
import type { DeclaredTextChanges } from '../../write/write-port.js';
import type { SqliteConnection } from '../connection/connection.js';

/** Saves which articles declare which texts about entities. Rows of removed declarations end now. */
export function saveDeclaredTexts(
  db: SqliteConnection,
  { added, removed }: DeclaredTextChanges,
  now: string,
): void {
  for (const { entityId, role, text, articleId } of removed)
    db.run(
      `UPDATE declared_text SET replaced_at = ?
       WHERE entity_id = ? AND role = ? AND text_key = ? AND article_id = ? AND replaced_at IS NULL`,
      now,
      entityId,
      role,
      textKey(text),
      articleId,
    );
  for (const { entityId, role, text, articleId } of added)
    db.run(
      `INSERT INTO declared_text (entity_id, role, text_key, article_id, text, match_key, recorded_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      entityId,
      role,
      textKey(text),
      articleId,
      text,
      matchKey({ role, text }),
      now,
    );
}
