import { type DeclaredText, matchKey, textKey } from '../../../domain/declared-texts.js';
import { createSetKeys } from '../../write/declared-set-keys.js';
import type { DeclaredTextChange } from '../../write/write-port.js';
import type { SqliteConnection } from '../connection/connection.js';
import { IN_JSON_LIST, jsonList } from '../schema/row-mapping.js';

/** The texts that an article declares about an entity. */
interface TextSet {
  readonly articleId: string;
  readonly key: string;
  readonly texts: readonly DeclaredText[];
}

/** Saves which articles declare which texts about entities. Declarations that are no longer made end now. */
export function saveDeclaredTexts(
  db: SqliteConnection,
  changes: readonly DeclaredTextChange[],
  now: string,
): void {
  const at = Date.parse(now);
  const keyOf = createSetKeys();
  const setsOf = (when: 'before' | 'after'): TextSet[] =>
    changes
      .filter((change) => change[when].length > 0)
      .map((change) => ({
        articleId: change.articleId,
        key: keyOf(change[when]),
        texts: change[when],
      }));
  const [before, after] = [setsOf('before'), setsOf('after')];
  const rows = findSets(db, [...before, ...after]);
  const ended = before.flatMap(({ key, articleId }) => {
    const row = rows.get(key);
    if (row === undefined) return [];
    endDeclaration(db, row, articleId, at);
    return [row];
  });
  addSets(db, after, rows);
  const byArticle = new Map<string, number[]>();
  for (const { articleId, key } of after) {
    const row = rows.get(key) as number;
    const known = byArticle.get(articleId);
    if (known === undefined) byArticle.set(articleId, [row]);
    else known.push(row);
  }
  for (const [articleId, setRows] of byArticle)
    db.run(
      'INSERT INTO text_declaration (set_row, article_id, declared_at) SELECT value, ?, ? FROM json_each(?)',
      articleId,
      at,
      jsonList(setRows),
    );
  if (ended.length > 0) removeUndeclared(db, ended);
}

/** One that began in the same transaction is removed: no reader ever saw it. */
function endDeclaration(db: SqliteConnection, setRow: number, articleId: string, at: number): void {
  db.run(
    'DELETE FROM text_declaration WHERE set_row = ? AND article_id = ? AND declared_at = ?',
    setRow,
    articleId,
    at,
  );
  db.run(
    'UPDATE text_declaration SET ended_at = ? WHERE set_row = ? AND article_id = ? AND ended_at IS NULL',
    at,
    setRow,
    articleId,
  );
}

/** The row of each of these sets that is stored, by its key. */
function findSets(db: SqliteConnection, sets: readonly TextSet[]): Map<string, number> {
  const found = db.all(
    `SELECT set_key, row FROM declared_set WHERE set_key ${IN_JSON_LIST}`,
    jsonList([...new Set(sets.map(({ key }) => key))]),
  );
  return new Map(found.map(({ set_key, row }) => [set_key as string, row as number]));
}

/** Adds those that have no row. */
function addSets(db: SqliteConnection, sets: readonly TextSet[], rows: Map<string, number>): void {
  const added = new Map(sets.filter(({ key }) => !rows.has(key)).map(({ key, texts }) => [key, texts]));
  if (added.size === 0) return;
  const textRows = findTexts(db, [...added.values()].flat());
  for (const [key, texts] of added) {
    const [set] = db.all('INSERT INTO declared_set (set_key) VALUES (?) RETURNING row', key);
    const row = set?.row as number;
    rows.set(key, row);
    for (const text of texts) {
      const textRow = textRows.get(contentOf(text)) ?? addText(db, text);
      textRows.set(contentOf(text), textRow);
      db.run('INSERT INTO declared_set_text (text_row, set_row) VALUES (?, ?)', textRow, row);
    }
  }
}

const contentOf = ({ entityId, role, text }: DeclaredText): string => `${entityId} ${role} ${text}`;

/** The rows of those of these texts that are stored. */
function findTexts(db: SqliteConnection, texts: readonly DeclaredText[]): Map<string, number> {
  const distinct = [...new Map(texts.map((text) => [contentOf(text), text]))];
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

/** Removes those of these sets that no article has ever declared, or of all sets, and the texts that are in none. */
export function removeUndeclared(db: SqliteConnection, setRows: readonly number[] | 'all'): void {
  const isUndeclared = 'NOT EXISTS (SELECT 1 FROM text_declaration WHERE set_row = declared_set.row)';
  const removed =
    setRows === 'all'
      ? db.all(`DELETE FROM declared_set WHERE ${isUndeclared} RETURNING row`)
      : db.all(
          `DELETE FROM declared_set WHERE row ${IN_JSON_LIST} AND ${isUndeclared} RETURNING row`,
          jsonList(setRows),
        );
  if (removed.length === 0) return;
  db.run(
    `DELETE FROM declared_set_text WHERE set_row ${IN_JSON_LIST}`,
    jsonList(removed.map(({ row }) => row as number)),
  );
  db.run(
    'DELETE FROM declared_text WHERE NOT EXISTS (SELECT 1 FROM declared_set_text WHERE text_row = declared_text.row)',
  );
}
