import type { CountedText, DeclaredRole, DeclaredText } from '../../../domain/declared-texts.js';
import { textKey } from '../../../domain/declared-texts.js';
import { damageError } from '../../damage.js';
import type { MatchRequest } from '../../read/declared-as.js';
import type { Scope } from '../../read/scope.js';
import type { Row, SqliteConnection } from '../connection/connection.js';
import { declaredAt } from '../schema/as-of.js';
import { IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';

/** The texts of a role that live articles declare about these entities, in any order. */
export function readDeclaredTexts(
  db: SqliteConnection,
  scope: Scope,
  entityIds: readonly string[],
  role: DeclaredRole,
): CountedText[] {
  const rows = db.all(
    `SELECT d.entity_id, d.text_key, d.text, count(*) AS article_count
     FROM declared_text AS d CROSS JOIN text_declaration AS t ON t.text_row = d.row
     WHERE d.entity_id ${IN_JSON_LIST} AND d.role = ? AND ${declaredAt(scope, 't')} GROUP BY d.row`,
    jsonList(entityIds),
    role,
  );
  return rows.map((row) => ({
    entityId: row.entity_id as string,
    role,
    text: requireTextKey(row),
    articleCount: row.article_count as number,
  }));
}

function requireTextKey({ entity_id, text, text_key }: Row): string {
  if (textKey(text as string) !== text_key)
    throw damageError(`a name or description of the record ${String(entity_id)} is damaged`);
  return text as string;
}

/** For each text, ids of the live articles that declare it, in order after an id. */
export function readDeclaringArticleIds(
  db: SqliteConnection,
  scope: Scope,
  texts: readonly DeclaredText[],
  afterId: string,
  limit: number,
): string[][] {
  return texts.map(({ entityId, role, text }) =>
    db
      .all(
        `SELECT t.article_id FROM text_declaration AS t
         WHERE t.text_row = (SELECT row FROM declared_text WHERE entity_id = ? AND role = ? AND text_key = ?)
           AND t.article_id > ? AND ${declaredAt(scope, 't')} ORDER BY t.article_id LIMIT ?`,
        entityId,
        role,
        textKey(text),
        afterId,
        limit,
      )
      .map((row) => row.article_id as string),
  );
}

/** For each match key, the next entity, in order after an id, of which a live article declares a text with this key. */
export function readNextDeclaredAs(
  db: SqliteConnection,
  scope: Scope,
  requests: readonly MatchRequest[],
): (string | null)[] {
  return requests.map(({ key, afterId }) => {
    const [row] = db.all(
      `SELECT d.entity_id FROM declared_text AS d WHERE d.match_key = ? AND d.entity_id > ?
         AND EXISTS (SELECT 1 FROM text_declaration AS t WHERE t.text_row = d.row AND ${declaredAt(scope, 't')})
       ORDER BY d.entity_id LIMIT 1`,
      key,
      afterId,
    );
    return (row?.entity_id ?? null) as string | null;
  });
}
