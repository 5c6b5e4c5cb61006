import { AscribeError } from '../../domain/errors.js';
import type { ChangeCause } from '../../domain/records.js';
import type { Retraction, Writer } from '../store.js';
import { recountEntities, recountSources } from './merge-declarations.js';
import { withDerived } from './propagate-retraction.js';
import { cause, deriveAgain } from './rederive.js';
import type { StoredArticle, Tables } from './write-port.js';

export async function retract(
  tables: Tables,
  { articleId, reason, analyst, includeDerived }: Parameters<Writer['retract']>[0],
): Promise<Retraction> {
  const stored = await storedArticle(tables, articleId);
  const retraction = {
    retractedAt: tables.now,
    retractionReason: reason,
    retractedBy: analyst,
    retractsDerived: includeDerived ?? stored.article.retractsDerived,
  };
  return rule(tables, { ...stored, article: { ...stored.article, ...retraction } }, 'RETRACTION', analyst);
}

export async function restore(
  tables: Tables,
  { articleId, analyst }: Parameters<Writer['restore']>[0],
): Promise<Retraction> {
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
): Promise<Retraction> {
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
  const derivedArticleIds = rewritten.map(({ next }) => next.article.id).filter((other) => other !== id);
  return { changes: await deriveAgain(tables, claimIds, new Map(), () => why), derivedArticleIds };
}
