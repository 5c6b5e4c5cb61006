import { AscribeError } from '../domain/errors.js';
import type { ChangeCause } from '../domain/records.js';
import { cause, deriveAgain } from './derive-again.js';
import { lineageOf } from './lineage.js';
import type { Correction, Writer } from './store.js';
import type { StoredArticle, Tables } from './tables.js';

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
  await tables.saveArticles([ruled]);
  const derived = (await tables.descendantsOf([id])).filter((other) => other !== id).toSorted();
  await takeAlongDerived(tables, [id, ...derived]);
  const claimIds = [...new Set(await tables.claimsCitedBy([id, ...derived]))].sort();
  await tables.lockClaims(claimIds);
  const changes = await deriveAgain(tables, claimIds, new Map(), () =>
    cause(kind, { articleIds: [id], analyst }),
  );
  return { changes };
}

/**
 * Sets for each of these articles which original's retraction takes it along. Returns the ids from each up to its root; one that
 * comes back to its beginning ends in it once more.
 */
export async function takeAlongDerived(
  tables: Tables,
  ids: readonly string[],
): Promise<Map<string, readonly string[]>> {
  const known = new Map<string, StoredArticle | null>();
  for (let wanted = [...new Set(ids)]; wanted.length > 0; ) {
    const found = await tables.storedArticles(wanted);
    for (const id of wanted) known.set(id, found.get(id) ?? null);
    wanted = [...new Set([...found.values()].map(({ article }) => article.derivedFrom))].filter(
      (id) => id !== null && !known.has(id),
    ) as string[];
  }
  const originals = new Map([...known].map(([id, stored]) => [id, stored?.article.derivedFrom ?? null]));
  const lineages = new Map<string, readonly string[]>();
  const save: StoredArticle[] = [];
  for (const id of new Set(ids)) {
    const stored = known.get(id);
    if (stored == null) continue;
    const lineage = lineageOf(id, originals);
    const closes = originals.get(lineage.at(-1) as string) === id;
    lineages.set(id, closes ? [...lineage, id] : lineage);
    const retractedWith =
      lineage.slice(1).find((original) => {
        const article = known.get(original)?.article;
        return article?.retractsDerived && article.retractedAt !== null;
      }) ?? null;
    if (retractedWith !== stored.article.retractedWith)
      save.push({ ...stored, article: { ...stored.article, retractedWith } });
  }
  if (save.length > 0) await tables.saveArticles(save);
  return lineages;
}
