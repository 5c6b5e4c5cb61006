import type { CountedText, DeclaredRole, DeclaredText } from '../../../domain/declared-texts.js';
import { textKey } from '../../../domain/declared-texts.js';
import { damageError } from '../../damage.js';
import type { MatchRequest } from '../../read/declared-as.js';
import type { Scope } from '../../read/scope.js';
import { type Query, type Row, where } from '../connection/cypher.js';
import { validAt } from '../schema/as-of.js';

/** The declarations `t` of the set of a text `d`, by articles after an id. An index with several properties answers only if there is a condition on each. */
const declarationsOf = (scope: Scope, afterId = "''"): string =>
  `MATCH (t:TextDeclaration) ${where('t.setKey = d.setKey', `t.articleId > ${afterId}`, validAt(scope, 't'))}`;

/** The texts of a role that live articles declare about these entities, in any order. */
export async function readDeclaredTexts(
  query: Query,
  scope: Scope,
  entityIds: readonly string[],
  role: DeclaredRole,
): Promise<CountedText[]> {
  const rows = await query(
    `UNWIND $entityIds AS id
     MATCH (d:DeclaredText) ${where('d.entityId = id', 'd.role = $role', "d.textKey > ''")}
     WITH id, d, COUNT { ${declarationsOf(scope)} } AS n WHERE n > 0
     RETURN id, d.text AS text, d.textKey AS textKey, sum(n) AS articleCount`,
    { entityIds: [...new Set(entityIds)], role },
  );
  return rows.map((row) => ({
    entityId: row.id as string,
    role,
    text: requireTextKey(row),
    articleCount: row.articleCount as number,
  }));
}

function requireTextKey({ id, text, textKey: key }: Row): string {
  if (textKey(text as string) !== key)
    throw damageError(`a name or description of the record ${String(id)} is damaged`);
  return text as string;
}

/** For each text, ids of the live articles that declare it, in order after an id. */
export async function readDeclaringArticleIds(
  query: Query,
  scope: Scope,
  texts: readonly DeclaredText[],
  afterId: string,
  limit: number,
): Promise<string[][]> {
  const keys = texts.map(({ entityId, role, text }) => ({ entityId, role, textKey: textKey(text) }));
  const rows = await query(
    `UNWIND range(0, size($keys) - 1) AS requestIndex
     WITH requestIndex, $keys[requestIndex] AS key
     CALL (key) {
       MATCH (d:DeclaredText) ${where('d.entityId = key.entityId', 'd.role = key.role', 'd.textKey = key.textKey')}
       CALL (d) {
         ${declarationsOf(scope, '$afterId')}
         RETURN t.articleId AS articleId ORDER BY t.setKey, t.articleId LIMIT $limit
       }
       RETURN articleId ORDER BY articleId LIMIT $limit
     }
     RETURN requestIndex, articleId ORDER BY requestIndex, articleId`,
    { keys, afterId, limit },
  );
  const lists: string[][] = keys.map(() => []);
  for (const row of rows) lists[row.requestIndex as number]?.push(row.articleId as string);
  return lists;
}

/** For each match key, the next entity, in order after an id, of which a live article declares a text with this key. */
export async function readNextDeclaredAs(
  query: Query,
  scope: Scope,
  requests: readonly MatchRequest[],
): Promise<(string | null)[]> {
  const rows = await query(
    `UNWIND range(0, size($requests) - 1) AS requestIndex
     WITH requestIndex, $requests[requestIndex] AS request
     CALL (request) {
       MATCH (d:DeclaredText)
       ${where('d.matchKey = request.key', 'd.entityId > request.afterId', `EXISTS { ${declarationsOf(scope)} }`)}
       RETURN d.entityId AS entityId ORDER BY d.matchKey, d.entityId LIMIT 1
     }
     RETURN requestIndex, entityId`,
    { requests },
  );
  const found = requests.map((): string | null => null);
  for (const row of rows) found[row.requestIndex as number] = row.entityId as string;
  return found;
}
