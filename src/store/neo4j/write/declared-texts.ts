import { type DeclaredText, matchKey, textKey } from '../../../domain/declared-texts.js';
import { createSetKeys } from '../../write/declared-set-keys.js';
import type { DeclaredTextChange } from '../../write/write-port.js';
import { matchByIndex, type Query, type Row } from '../connection/cypher.js';

/** The node of a text in a set of texts that articles declare about an entity together. */
export const declaredTextNode = (setKey: string, { entityId, role, text }: DeclaredText): Row => ({
  setKey,
  entityId,
  role,
  textKey: textKey(text),
  text,
  matchKey: matchKey({ role, text }),
});

/** That an article declares a set of texts about an entity. */
export interface TextDeclaration {
  readonly setKey: string;
  readonly articleId: string;
}

/**
 * Saves which articles declare which texts about entities. Most articles declare the same set of texts about an entity, so each set is stored
 * once. Declarations that are no longer made end now. Passes all its statements to the driver before it first waits.
 */
export async function saveDeclaredTexts(
  query: Query,
  changes: readonly DeclaredTextChange[],
  now: string,
): Promise<void> {
  const keyOf = createSetKeys();
  const sets = new Map<string, readonly DeclaredText[]>();
  const declarationsOf = (when: 'before' | 'after') =>
    changes.flatMap(({ articleId, [when]: texts }): TextDeclaration[] => {
      if (texts.length === 0) return [];
      const setKey = keyOf(texts);
      if (when === 'after') sets.set(setKey, texts);
      return [{ setKey, articleId }];
    });
  const [removed, added] = [declarationsOf('before'), declarationsOf('after')];
  const statements: Promise<unknown>[] = [];
  if (removed.length > 0)
    statements.push(
      query(
        `UNWIND $rows AS row ${matchByIndex('t', 'TextDeclaration', { setKey: 'row.setKey', articleId: 'row.articleId' })}
         WHERE t.replacedAt IS NULL SET t.replacedAt = $now`,
        { rows: removed, now },
      ),
    );
  if (added.length > 0)
    statements.push(
      addSets(query, sets),
      query(
        'UNWIND $rows AS row CREATE (:TextDeclaration {setKey: row.setKey, articleId: row.articleId, recordedAt: $now})',
        { rows: added, now },
      ),
    );
  await Promise.all(statements);
}

/** Adds those that the store lacks. A set never changes. */
async function addSets(query: Query, sets: ReadonlyMap<string, readonly DeclaredText[]>): Promise<void> {
  const rows = [...sets].map(([setKey, texts]) => ({
    setKey,
    texts: texts.map((text) => declaredTextNode(setKey, text)),
  }));
  await query(
    `UNWIND $rows AS row WITH row WHERE NOT EXISTS { MATCH (:DeclaredText {setKey: row.setKey}) }
     UNWIND row.texts AS text CREATE (d:DeclaredText) SET d = text`,
    { rows },
  );
}

/** Removes those of these sets that no article has ever declared. */
export async function removeUndeclaredSets(query: Query, setKeys: readonly string[]): Promise<void> {
  await query(
    `MATCH (d:DeclaredText) WHERE d.setKey IN $setKeys
       AND NOT EXISTS { MATCH (t:TextDeclaration) WHERE t.setKey = d.setKey AND t.articleId > '' }
     SET d = {} DELETE d`,
    { setKeys },
  );
}
