import type { CountedText, DeclaredRole, DeclaredText } from '../../../domain/declared-texts.js';
import { textKey } from '../../../domain/declared-texts.js';
import { damageError } from '../../damage.js';
import type { MatchRequest } from '../../read/declared-as.js';
import type { Scope } from '../../read/scope.js';
import type { Row, SqliteConnection } from '../connection/connection.js';
import { validAt } from '../schema/as-of.js';
import { IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';

/** The texts of a role that live articles declare about these entities, in any order. */
export function readDeclaredTexts(
  db: SqliteConnection,
  scope: Scope,
  entityIds: readonly string[],
  role: DeclaredRole,
): CountedText[] {
  const rows = db.all(
    `SELECT entity_id, text_key, text, count(*) AS article_count FROM declared_text AS d
     WHERE d.entity_id ${IN_JSON_LIST} AND d.role = ? AND ${validAt(scope, 'd')} GROUP BY d.entity_id, d.text_key`,
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
        `SELECT article_id FROM declared_text AS d
         WHERE d.entity_id = ? AND d.role = ? AND d.text_key = ? AND d.article_id > ? AND ${validAt(scope, 'd')}
         ORDER BY d.article_id LIMIT ?`,
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
      `SELECT entity_id FROM declared_text AS d
       WHERE d.match_key = ? AND d.entity_id > ? AND ${validAt(scope, 'd')} ORDER BY d.entity_id LIMIT 1`,
      key,
      afterId,
    );
    return (row?.entity_id ?? null) as string | null;
  });
}
