import { AscribeError } from '../domain/errors.js';
import type { ChangeCause } from '../domain/records.js';
import { cause, deriveAgain } from './derive-again.js';
import { recountEntities, recountSources } from './recount.js';
import type { Correction, Writer } from './store.js';
import type { StoredArticle, Tables } from './tables.js';
import { withDerived } from './with-derived.js';

export async function retract(
  tables: Tables,
  { articleId, reason, analyst, includeDerived }: Parameters<Writer['retract']>[0],
): Promise<Correction> {
  const stored = await storedArticle(tables, articleId);
  const retraction = {
    retractedAt: stored.article.retractedAt ?? tables.now,
    retractionReason: reason,
    retractedBy: analyst,
    retractsDerived: includeDerived,
  };
  return rule(tables, { ...stored, article: { ...stored.article, ...retraction } }, 'RETRACTION', analyst);
}

export async function restore(
  tables: Tables,
  { articleId, analyst }: Parameters<Writer['restore']>[0],
): Promise<Correction> {
  const stored = await storedArticle(tables, articleId);
  const { retractedAt, retractedWith } = stored.article;
  if (retractedAt === null) {
    const instead = retractedWith === null ? '' : `; it went with ${retractedWith}, which can be restored`;
    throw new AscribeError('NOT_RETRACTED', `${articleId} is not retracted${instead}`);
  }
  const restored = { retractedAt: null, retractionReason: null, retractedBy: null, retractsDerived: false };
  return rule(tables, { ...stored, article: { ...stored.article, ...restored } }, 'RESTORATION', analyst);
}

async function storedArticle(tables: Tables, id: string): Promise<StoredArticle> {
  const stored = (await tables.storedArticles([id])).get(id);
  if (stored === undefined) throw new AscribeError('NOT_FOUND', `no article has the id ${id}`);
  return stored;
}

async function rule(
  tables: Tables,
  ruled: StoredArticle,
  kind: ChangeCause['kind'],
  analyst: string,
): Promise<Correction> {
  const { id } = ruled.article;
  const { rewritten } = await withDerived(tables, [ruled]);
  const { regraded } = await recountSources(tables, rewritten);
  await recountEntities(tables, rewritten, []);
  await tables.saveArticles(rewritten.map(({ next }) => next));
  const affected = [
    ...rewritten.map(({ next }) => next.article.id),
    ...(regraded.length === 0 ? [] : await tables.articlesOfSources(regraded)),
  ];
  const claimIds = [...new Set(await tables.claimsCitedBy(affected))].sort();
  await tables.lockClaims(claimIds);
  const why = cause(kind, { articleIds: [id], analyst });
  return { changes: await deriveAgain(tables, claimIds, new Map(), () => why) };
}
