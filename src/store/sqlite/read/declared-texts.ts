import type { CountedText, DeclaredRole, DeclaredText } from '../../../domain/declared-texts.js';
import { textKey } from '../../../domain/declared-texts.js';
import { compareText } from '../../../domain/order.js';
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
     FROM declared_text AS d CROSS JOIN declared_set_text AS s ON s.text_row = d.row
       CROSS JOIN text_declaration AS t ON t.set_row = s.set_row
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
  const idsOfSet = (setRow: unknown) =>
    db
      .all(
        `SELECT t.article_id FROM text_declaration AS t
         WHERE t.set_row = ? AND t.article_id > ? AND ${declaredAt(scope, 't')} ORDER BY t.article_id LIMIT ?`,
        setRow,
        afterId,
        limit,
      )
      .map((row) => row.article_id as string);
  return texts.map(({ entityId, role, text }) => {
    const sets = db.all(
      `SELECT s.set_row FROM declared_text AS d CROSS JOIN declared_set_text AS s ON s.text_row = d.row
       WHERE d.entity_id = ? AND d.role = ? AND d.text_key = ?`,
      entityId,
      role,
      textKey(text),
    );
    // Set by set, because each lists its articles in order: one statement would sort all of them.
    return sets
      .flatMap(({ set_row }) => idsOfSet(set_row))
      .sort(compareText)
      .slice(0, limit);
  });
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
         AND EXISTS (SELECT 1 FROM declared_set_text AS s CROSS JOIN text_declaration AS t ON t.set_row = s.set_row
           WHERE s.text_row = d.row AND ${declaredAt(scope, 't')})
       ORDER BY d.entity_id LIMIT 1`,
      key,
      afterId,
    );
    return (row?.entity_id ?? null) as string | null;
  });
}
