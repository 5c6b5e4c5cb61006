import { type DeclaredText, matchKey, textKey } from '../../../domain/declared-texts.js';
import type { ArticleText, DeclaredTextChange } from '../../write/write-port.js';
import type { Query, Row } from '../connection/cypher.js';

/** The node of a declaration, without `recordedAt` and `replacedAt`. */
export const declaredTextNode = ({ entityId, role, text, articleId }: ArticleText): Row => ({
  entityId,
  role,
  textKey: textKey(text),
  articleId,
  text,
  matchKey: matchKey({ role, text }),
});

/** The texts of a list that another lacks. */
function textsBeyond(
  texts: readonly DeclaredText[],
  others: readonly DeclaredText[],
  articleId: string,
): ArticleText[] {
  const keyOf = ({ role, text }: DeclaredText) => `${role} ${text}`;
  const known = new Set(others.map(keyOf));
  return texts.filter((text) => !known.has(keyOf(text))).map((text) => ({ ...text, articleId }));
}

/**
 * Saves which articles declare which texts about entities. Nodes of removed declarations end now. Passes all its statements to the driver
 * before it first waits.
 */
export async function saveDeclaredTexts(
  query: Query,
  changes: readonly DeclaredTextChange[],
  now: string,
): Promise<void> {
  const added = changes.flatMap(({ articleId, before, after }) => textsBeyond(after, before, articleId));
  const removed = changes.flatMap(({ articleId, before, after }) => textsBeyond(before, after, articleId));
  const statements: Promise<unknown>[] = [];
  if (removed.length > 0)
    statements.push(
      query(
        `UNWIND $rows AS row
         MATCH (d:DeclaredText {entityId: row.entityId, role: row.role, textKey: row.textKey, articleId: row.articleId})
         WHERE d.replacedAt IS NULL SET d.replacedAt = $now`,
        { rows: removed.map(declaredTextNode), now },
      ),
    );
  if (added.length > 0)
    statements.push(
      query('UNWIND $rows AS row CREATE (d:DeclaredText) SET d = row, d.recordedAt = $now', {
        rows: added.map(declaredTextNode),
        now,
      }),
    );
  await Promise.all(statements);
}
