import type { DeclaredRole } from '../../../domain/declared-texts.js';
import type { Claim, Entity, Source } from '../../../domain/records.js';
import { sealJson, unseal } from '../../sealed-json.js';
import { type ArticleDeclarations, namedIn } from '../../write/article-declarations.js';
import type { CitationRef, ErasurePort } from '../../write/erasure-port.js';
import { idsOf, type Query, type Row } from '../connection/cypher.js';
import { readErasures } from '../read/erasures.js';
import { removeUndeclaredSets } from './declared-texts.js';
import { entityProperties, sourceVersionProperties } from './save-entities-and-sources.js';
import { declarationsIn } from './unused.js';

/** The primitives of erasure inside a transaction. */
export function neo4jErasurePort(query: Query): ErasurePort {
  return {
    erasures: (ids) => readErasures(query, ids),
    addErasure: async (erasure) => {
      await query('CREATE (e:Erasure) SET e = $erasure', { erasure });
    },
    ...createCitationSearches(query),
    ...createDeclarationSearches(query),
    ...createRemovals(query),
    ...createRewrites(query),
  };
}

function createCitationSearches(query: Query) {
  const citations = async (condition: string, parameters: Row): Promise<CitationRef[]> => {
    const rows = await query(
      `CALL () {
         MATCH (c:Citation) WHERE ${condition} RETURN c.id AS id, c.claimId AS claimId, c.articleId AS articleId
         UNION MATCH (c:PastCitation) WHERE ${condition} RETURN c.id AS id, c.claimId AS claimId, c.articleId AS articleId
       } RETURN id, claimId, articleId`,
      parameters,
    );
    return rows as unknown as CitationRef[];
  };
  return {
    citationsEverIn: (articleId) => citations('c.articleId = $articleId', { articleId }),
    citationsEverAbout: async (entityId) => {
      const claims = await query(
        `CALL () {
           MATCH (c:Claim) WHERE $entityId IN [c.subjectId, c.objectId] RETURN c.id AS id
           UNION MATCH (c:PastClaim) WHERE $entityId IN [c.subjectId, c.objectId] RETURN c.id AS id
         } RETURN id`,
        { entityId },
      );
      return citations('c.claimId IN $claimIds OR $entityId IN c.assertedBy', {
        entityId,
        claimIds: idsOf(claims),
      });
    },
    entityIdsEverNamedBy: async (citations) =>
      idsOf(
        await query(
          `CALL () {
             MATCH (c:Claim|PastClaim) WHERE c.id IN $claimIds UNWIND [c.subjectId, c.objectId] AS id RETURN id
             UNION MATCH (c:Citation|PastCitation) WHERE c.id IN $ids UNWIND c.assertedBy AS id RETURN id
           } WITH id WHERE id IS NOT NULL RETURN id`,
          { ids: idsOf(citations), claimIds: citations.map(({ claimId }) => claimId) },
        ),
      ),
    claimIdsNeverCited: async (claimIds) =>
      idsOf(
        await query(
          `UNWIND $claimIds AS id
           WITH id WHERE NOT EXISTS { MATCH (c:Citation) WHERE c.claimId = id AND c.orderKey > '' }
             AND NOT EXISTS { MATCH (c:PastCitation) WHERE c.claimId = id AND c.orderKey > '' }
           RETURN id`,
          { claimIds },
        ),
      ),
  } satisfies Partial<ErasurePort>;
}

function createDeclarationSearches(query: Query) {
  return {
    entityEverExisted: async (entityId) => {
      const [row] = await query(
        `RETURN EXISTS { MATCH (e:Entity {id: $entityId}) } OR EXISTS { MATCH (e:PastEntity {id: $entityId}) } AS existed`,
        { entityId },
      );
      return row?.existed === true;
    },
    declarationsEverOf: async (articleId) => {
      const rows = await query(
        'MATCH (a:Article|PastArticle {id: $articleId}) RETURN a.declarations AS declarations',
        { articleId },
      );
      return rows.map(declarationsIn);
    },
    articleIdsEverNaming: async (entityId) => {
      const rows = await query(
        `CALL () {
           MATCH (a:Article) WHERE a.declarations CONTAINS $quoted RETURN a.id AS id, a.declarations AS declarations
           UNION MATCH (a:PastArticle) WHERE a.declarations CONTAINS $quoted RETURN a.id AS id, a.declarations AS declarations
         } RETURN id, declarations`,
        { quoted: JSON.stringify(entityId) },
      );
      return [
        ...new Set(
          rows
            .filter((row) => namedIn(declarationsIn(row)).includes(entityId))
            .map((row) => row.id as string),
        ),
      ];
    },
    textsDeclaredOnlyIn: async (articleId) => {
      const rows = await query(
        `MATCH (own:TextDeclaration) WHERE own.articleId = $articleId WITH DISTINCT own.setKey AS setKey
         MATCH (d:DeclaredText {setKey: setKey})
         WHERE NOT EXISTS { MATCH (o:DeclaredText)
           WHERE o.entityId = d.entityId AND o.role = d.role AND o.textKey = d.textKey
           MATCH (t:TextDeclaration) WHERE t.setKey = o.setKey AND t.articleId <> $articleId }
         RETURN DISTINCT d.entityId AS entityId, d.role AS role, d.text AS text`,
        { articleId },
      );
      return rows.map(({ entityId, role, text }) => ({
        entityId: entityId as string,
        role: role as DeclaredRole,
        text: text as string,
      }));
    },
  } satisfies Partial<ErasurePort>;
}

function createRemovals(query: Query) {
  const remove = async (labels: readonly string[], ids: readonly string[], property = 'id') => {
    // Within a transaction an index still finds a deleted node by a property that was changed before, and reading it fails.
    for (const label of labels)
      await query(`MATCH (n:${label}) WHERE n.${property} IN $ids SET n = {} DETACH DELETE n`, { ids });
  };
  /** A claim that is in the store is derived again; its earlier versions only lose the mention. */
  const forgetSole = async (property: 'soleArticleId' | 'soleSourceId', ids: readonly string[]) => {
    const rows = await query(
      `MATCH (c:PastClaim) WHERE c.${property} IN $ids RETURN elementId(c) AS node, c.record AS record`,
      { ids },
    );
    const changed = rows.map((row) => ({
      node: row.node,
      record: reseal<Claim>(row.record, (claim) => ({ ...claim, [property]: null })),
    }));
    await query(
      `UNWIND $changed AS row MATCH (c:PastClaim) WHERE elementId(c) = row.node
       SET c.record = row.record REMOVE c.${property}`,
      { changed },
    );
  };
  return {
    eraseCitations: (ids) => remove(['Citation', 'PastCitation'], ids),
    eraseClaims: async (ids) => {
      await remove(['PastClaim'], ids);
      // The next change must not get the number of a removed one: a subscriber may have read up to it.
      await query("MATCH (a:Ascribe {id: 'ascribe'}) SET a.changeFloor = coalesce(a.changes, 0)");
      await remove(['ClaimDate', 'Change', 'Assessment'], ids, 'claimId');
    },
    eraseArticles: async (ids) => {
      await remove(['Article', 'PastArticle'], ids);
      await remove(['Text'], ids, 'recordId');
      const declared = await query(
        'MATCH (t:TextDeclaration) WHERE t.articleId IN $ids RETURN DISTINCT t.setKey AS id',
        { ids },
      );
      await remove(['TextDeclaration'], ids, 'articleId');
      await removeUndeclaredSets(query, idsOf(declared));
      await forgetSole('soleArticleId', ids);
    },
    eraseEntities: async (ids) => {
      await remove(['Entity', 'PastEntity'], ids);
      await remove(['Text'], ids, 'recordId');
      const sets = await query(
        'MATCH (d:DeclaredText) WHERE d.entityId IN $ids RETURN DISTINCT d.setKey AS id',
        { ids },
      );
      await remove(['TextDeclaration'], idsOf(sets), 'setKey');
      await remove(['DeclaredText'], ids, 'entityId');
    },
    eraseSources: async (ids) => {
      await remove(['Source', 'PastSource'], ids);
      await forgetSole('soleSourceId', ids);
    },
    eraseTexts: async (entityId, normalized) => {
      await query(
        `MATCH (t:Text {recordId: $entityId}) WHERE t.replacedAt IS NOT NULL AND t.normalized IN $normalized
         DELETE t`,
        { entityId, normalized },
      );
    },
  } satisfies Partial<ErasurePort>;
}

function createRewrites(query: Query) {
  const rewrite = async <T>(
    label: string,
    property: 'record' | 'declarations',
    ids: readonly string[],
    toProperties: (stored: T, note: string) => Row,
  ) => {
    const rows = await query(
      `MATCH (n:${label}) WHERE n.id IN $ids RETURN elementId(n) AS node, n.${property} AS stored`,
      { ids },
    );
    const changed = rows.map(({ node, stored }) => {
      const { value, note } = unseal<T>(stored);
      return { node, properties: toProperties(value, note) };
    });
    await query(
      `UNWIND $changed AS row MATCH (n:${label}) WHERE elementId(n) = row.node SET n += row.properties`,
      { changed },
    );
  };
  return {
    rewriteEntityVersions: (ids, change) =>
      rewrite<Entity>('PastEntity', 'record', ids, (stored, note) => entityProperties(change(stored), note)),
    rewriteSourceVersions: (ids, change) =>
      rewrite<Source>('PastSource', 'record', ids, (stored, note) =>
        sourceVersionProperties(change(stored), note),
      ),
    rewriteDeclarationVersions: (articleIds, change) =>
      rewrite<ArticleDeclarations>('PastArticle', 'declarations', articleIds, (declared, note) => ({
        declarations: sealJson(change(declared), note),
      })),
  } satisfies Partial<ErasurePort>;
}

/** The sealed record after a change, with the same note. */
function reseal<T extends object>(record: unknown, change: (value: T) => T): string {
  const { value, note } = unseal<T>(record);
  return sealJson(change(value), note);
}
