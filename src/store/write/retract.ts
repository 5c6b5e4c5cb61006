import { AscribeError } from '../../domain/errors.js';
import type { ChangeCause } from '../../domain/records.js';
import type { RetractionResult, Writer } from '../store.js';
import { requireAllowedKinds } from './checks/require-allowed-kinds.js';
import { mergeEntityDeclarations, mergeSourceDeclarations } from './merge-declarations.js';
import { claimIdsOfChangedVoices } from './merge-organs.js';
import { propagateRetraction } from './propagate-retraction.js';
import { changeCause, rederive } from './rederive.js';
import type { StoredArticle, WritePort } from './write-port.js';

export async function retract(
  port: WritePort,
  { articleId, reason, analyst, includeDerived }: Parameters<Writer['retract']>[0],
): Promise<RetractionResult> {
  const stored = await requireStoredArticle(port, articleId);
  const retraction = {
    retractedAt: port.now,
    retractionReason: reason,
    retractedBy: analyst,
    retractsDerived: includeDerived ?? stored.article.retractsDerived,
  };
  return applyRetraction(
    port,
    { ...stored, article: { ...stored.article, ...retraction } },
    'RETRACTION',
    analyst,
  );
}

export async function restore(
  port: WritePort,
  { articleId, analyst }: Parameters<Writer['restore']>[0],
): Promise<RetractionResult> {
  const stored = await requireStoredArticle(port, articleId);
  const { retractedAt, retractedWith } = stored.article;
  if (retractedAt === null) {
    const hint =
      retractedWith === null ? '' : ` itself; restore ${retractedWith}, whose retraction includes it`;
    throw new AscribeError('NOT_RETRACTED', `${articleId} is not retracted${hint}`);
  }
  const restored = { retractedAt: null, retractionReason: null, retractedBy: null, retractsDerived: false };
  return applyRetraction(
    port,
    { ...stored, article: { ...stored.article, ...restored } },
    'RESTORATION',
    analyst,
  );
}

async function requireStoredArticle(port: WritePort, id: string): Promise<StoredArticle> {
  const stored = (await port.storedArticles([id])).get(id);
  if (stored === undefined) throw new AscribeError('NOT_FOUND', `no article has the id ${id}`);
  return stored;
}

async function applyRetraction(
  port: WritePort,
  updated: StoredArticle,
  kind: ChangeCause['kind'],
  analyst: string,
): Promise<RetractionResult> {
  const { id } = updated.article;
  const { updates } = await propagateRetraction(port, [updated]);
  const { regraded } = await mergeSourceDeclarations(port, updates);
  const { changedOrgans, changedKinds } = await mergeEntityDeclarations(port, updates, []);
  await port.saveArticles(updates.map(({ next }) => next));
  const affected = [
    ...updates.map(({ next }) => next.article.id),
    ...(regraded.length === 0 ? [] : await port.articleIdsOfSources(regraded)),
  ];
  const claimIds = [
    ...new Set([
      ...(await port.claimIdsCitedIn(affected)),
      ...(await claimIdsOfChangedVoices(port, changedOrgans)),
    ]),
  ].sort();
  await port.lockClaims(claimIds);
  const cause = changeCause(kind, { articleIds: [id], analyst });
  const derivedArticleIds = updates.map(({ next }) => next.article.id).filter((other) => other !== id);
  const changes = await rederive(port, claimIds, new Map(), () => cause);
  await requireAllowedKinds(port, changedKinds);
  return { changes, derivedArticleIds };
}
