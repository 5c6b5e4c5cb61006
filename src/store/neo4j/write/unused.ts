import type { EntityDeclarations, SourceDeclarations } from '../../../domain/declarations.js';
import { openSealed } from '../../sealed-json.js';
import { type ArticleDeclarations, namedIn } from '../../write/article-declarations.js';
import type { Unused } from '../../write/write-port.js';
import { idsOf, type Query, type Row } from '../connection/cypher.js';
import { archiveVersion } from './archive-version.js';

/** See `WritePort.unusedIds`. A retracted article still declares and names entities, because it may be restored. */
export async function unusedIds(
  query: Query,
  record: Unused,
  ids: readonly string[],
  when: 'now' | 'ever',
): Promise<string[]> {
  if (ids.length === 0) return [];
  const uses = when === 'now' ? USES[record] : [...USES[record], ...PAST_USES[record]];
  const labels = when === 'now' ? record : `${record}|Past${record}`;
  const rows = await query(
    `UNWIND $ids AS id MATCH (n:${labels} {id: id})
     WITH id, collect(n.declarations) AS declarations
     WHERE ${uses.map((use) => `NOT EXISTS { MATCH ${use} }`).join(' AND ')}
     RETURN id, declarations`,
    { ids },
  );
  if (record === 'Source') return idsOf(rows);
  const unused = idsOf(rows.filter(({ declarations }) => !(declarations as string[]).some(hasName)));
  if (unused.length === 0) return [];
  const quoted = unused.map((id) => JSON.stringify(id));
  const mentions = (match: string) =>
    `MATCH ${match} AND any(id IN $quoted WHERE n.declarations CONTAINS id) RETURN n.declarations AS declarations`;
  const articles = await query(
    `${mentions('(n:Article) WHERE n.live = false')} ${when === 'now' ? '' : `UNION ${mentions('(n:PastArticle) WHERE true')}`}`,
    { quoted },
  );
  const sources = await query(mentions('(n:Source) WHERE true'), { quoted });
  const held = new Set([
    ...articles.flatMap((row) => namedIn(declarationsIn(row))),
    ...sources.flatMap(ownersIn),
  ]);
  return unused.filter((id) => !held.has(id));
}

/** What an article, or an earlier version of it, declares. */
export const declarationsIn = ({ declarations }: Row): ArticleDeclarations =>
  openSealed<ArticleDeclarations>(declarations);

const hasName = (declarations: string): boolean =>
  openSealed<EntityDeclarations>(declarations).names.length > 0;

/** Ids of the owners of a source in the declarations of articles. Each becomes the owner once these articles are the only ones. */
function ownersIn({ declarations }: Row): string[] {
  return openSealed<SourceDeclarations>(declarations).affiliations.map(([id]) => id);
}

const USES: Readonly<Record<Unused, readonly string[]>> = {
  Entity: [
    "(c:Claim) WHERE c.subjectId = id AND c.orderKey > ''",
    "(c:Claim) WHERE c.objectId = id AND c.orderKey > ''",
    '(:Entity {id: id})<-[:ASSERTED_BY]-()',
    '(s:Source) WHERE s.affiliation = id',
    '(o:Entity) WHERE o.organOf IS NOT NULL AND id IN o.organOf',
  ],
  Source: ["(a:Article) WHERE a.sourceId = id AND a.orderKey > ''"],
};
const PAST_USES: Readonly<Record<Unused, readonly string[]>> = {
  Entity: [
    "(c:PastClaim) WHERE c.subjectId = id AND c.orderKey > ''",
    "(c:PastClaim) WHERE c.objectId = id AND c.orderKey > ''",
    '(c:PastCitation) WHERE id IN c.assertedBy',
    '(s:PastSource) WHERE s.affiliation = id',
    '(o:PastEntity) WHERE o.organOf IS NOT NULL AND id IN o.organOf',
    "(d:DeclaredText) WHERE d.entityId = id AND d.role > '' AND d.textKey > ''",
  ],
  Source: ['(a:PastArticle) WHERE a.sourceId = id'],
};

export async function removeUnused(
  query: Query,
  record: Unused,
  ids: readonly string[],
  now: string,
): Promise<void> {
  await archiveVersion(query, record, ids, now);
  // Without its properties, as in erase.ts: later statements of the transaction must not find it.
  await query(`MATCH (n:${record}) WHERE n.id IN $ids SET n = {} DETACH DELETE n`, { ids });
}
