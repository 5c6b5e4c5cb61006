import type { Erasure, ErasureReason } from '../../domain/erasure.js';
import { AscribeError } from '../../domain/errors.js';
import { recordTypeOf } from '../../domain/ids.js';
import type { Article, Entity, Source } from '../../domain/records.js';
import { indexText } from '../../domain/search/index-text.js';
import type { ErasureResult } from '../store.js';
import { type ArticleDeclarations, namedIn } from './article-declarations.js';
import type { CitationRef } from './erasure-port.js';
import {
  type ArticleUpdate,
  mergeEntityDeclarations,
  mergeSourceDeclarations,
} from './merge-declarations.js';
import { claimIdsOfChangedVoices } from './merge-organs.js';
import { changeCause, rederive } from './rederive.js';
import { removeUnused, type UnusedIds } from './remove-unused.js';
import type { StoredArticle, WritePort } from './write-port.js';

interface ErasureRequest {
  /** Of an article or an entity. */
  readonly id: string;
  readonly reason: ErasureReason;
  readonly erasedBy: string;
}

/** What an erasure changes in records that stay. */
interface Removal {
  /** Updates of articles that stay, or of the erased one as if it declared nothing. */
  readonly updates: readonly ArticleUpdate[];
  readonly citations: readonly CitationRef[];
  /** Entities and sources that go if nothing else needs them. */
  readonly candidates: UnusedIds;
  /** Removes the record itself, once nothing refers to it any more. */
  readonly finish: () => Promise<void>;
}

/** Removes an article or an entity, with its quotes and its past, for good. See `Writer.erase`. */
export async function erase(port: WritePort, request: ErasureRequest): Promise<ErasureResult> {
  const { id } = request;
  const known = (await port.erasure.erasures([id])).get(id);
  if (known !== undefined) return { ...NOTHING, erasure: known };
  const erasure: Erasure = { ...request, at: port.now };
  const removal =
    recordTypeOf(id) === 'article' ? await planArticle(port, request) : await planEntity(port, request);
  const result = await apply(port, id, removal, request);
  await port.erasure.addErasure(erasure);
  return { ...result, erasure };
}

const NOTHING: Omit<ErasureResult, 'erasure'> = {
  articleIds: [],
  entityIds: [],
  sourceIds: [],
  claimIds: [],
  citations: 0,
  changes: [],
};

async function apply(
  port: WritePort,
  id: string,
  { updates, citations, candidates, finish }: Removal,
  { erasedBy }: ErasureRequest,
): Promise<Omit<ErasureResult, 'erasure'>> {
  const { regraded } = await mergeSourceDeclarations(port, updates);
  const { changedOrgans } = await mergeEntityDeclarations(port, updates, []);
  await port.saveArticles(updates.map(({ next }) => next));
  const affected = [
    ...new Set([
      ...updates.map(({ next }) => next.article.id),
      ...(await port.articleIdsOfSources(regraded)),
    ]),
  ];
  const touched = [
    ...new Set([
      ...citations.map(({ claimId }) => claimId),
      ...(await port.claimIdsCitedIn(affected)),
      ...(await claimIdsOfChangedVoices(port, changedOrgans)),
    ]),
  ].sort();
  await port.lockClaims(touched);
  const before = await port.currentClaims(touched);
  const named = await port.erasure.entityIdsEverNamedBy(citations);
  await port.erasure.eraseCitations(citations.map((citation) => citation.id));
  const cause = changeCause('ERASURE', {
    articleIds: id.startsWith('article:') ? [id] : [],
    analyst: erasedBy,
  });
  const changes = await rederive(port, touched, new Map(), () => cause);
  const claimIds = await port.erasure.claimIdsNeverCited(touched);
  await port.erasure.eraseClaims(claimIds);
  await finish();
  const { entityIds, sourceIds } = await eraseUnused(port, {
    sourceIds: candidates.sourceIds,
    entityIds: [...candidates.entityIds, ...named].filter((one) => one !== id),
  });
  const gone = new Set(claimIds);
  const own =
    recordTypeOf(id) === 'article'
      ? { articleIds: [id], entityIds }
      : { articleIds: [], entityIds: [id, ...entityIds] };
  return {
    ...own,
    sourceIds,
    claimIds: claimIds.filter((claimId) => before.has(claimId)),
    citations: citations.length,
    changes: changes.filter(({ claimId }) => !gone.has(claimId)),
  };
}

/** Erases the sources, then the entities, that only the erased record ever needed. Those that others needed earlier keep their history. */
async function eraseUnused(port: WritePort, candidates: UnusedIds): Promise<UnusedIds> {
  const { erasure } = port;
  const sources = await port.unusedIds('Source', candidates.sourceIds, 'ever');
  await erasure.eraseSources(sources);
  const entities = await port.unusedIds('Entity', [...new Set(candidates.entityIds)].sort(), 'ever');
  await erasure.eraseEntities(entities);
  const { sourceIds, entityIds } = await removeUnused(port, candidates);
  return {
    sourceIds: [...sources, ...sourceIds].sort(),
    entityIds: [...entities, ...entityIds].sort(),
  };
}

async function planArticle(port: WritePort, { id, erasedBy }: ErasureRequest): Promise<Removal> {
  const stored = (await port.storedArticles([id])).get(id);
  if (stored === undefined) throw new AscribeError('NOT_FOUND', `no article has the id ${id}`);
  const texts = await port.erasure.textsDeclaredOnlyIn(id);
  const declared = await port.erasure.declarationsEverOf(id);
  const derived = [...(await port.storedArticles(await port.descendantIdsOf([id]))).values()];
  return {
    updates: [
      { old: stored, next: withoutDeclarations(stored, port.now) },
      ...derived
        .filter(({ article }) => article.id !== id)
        .map((old) => ({ old, next: detach(old, stored.article, erasedBy) }))
        .filter(({ old, next }) => old !== next),
    ],
    citations: await port.erasure.citationsEverIn(id),
    candidates: {
      sourceIds: [...new Set(declared.map(({ source }) => source.id))],
      entityIds: [...texts.map(({ entityId }) => entityId), ...declared.flatMap(namedIn)],
    },
    finish: async () => {
      await forgetTexts(port, texts);
      for (const { source } of declared) await forgetSourceName(port, source);
      await port.erasure.eraseArticles([id]);
    },
  };
}

/** Removes a name that no article declares any more from the earlier versions of a source. */
async function forgetSourceName(port: WritePort, { id, name }: Source): Promise<void> {
  const { names = [] } = (await port.sourceDeclarations([id])).get(id) ?? {};
  if (names.some(([declared]) => name === declared)) return;
  await port.erasure.rewriteSourceVersions([id], (version) =>
    version.name === name ? { ...version, name: id } : version,
  );
}

/** The erased article as if it were retracted and declared nothing: its declarations no longer count. */
const withoutDeclarations = ({ article, declared, ...rest }: StoredArticle, now: string): StoredArticle => ({
  ...rest,
  article: { ...article, retractedAt: now },
  declared: { ...declared, entities: [] },
});

/**
 * A derived article loses its original. It stays a copy of what the original was a copy of, and stays retracted if the retraction of the
 * original included it: erasure must not make evidence independent, or bring it back.
 */
function detach(one: StoredArticle, original: Article, erasedBy: string): StoredArticle {
  const { article } = one;
  const derivedFrom =
    article.derivedFrom === original.id ? (original.derivedFrom ?? original.id) : article.derivedFrom;
  const keepsRetraction = article.retractedWith === original.id && article.retractedAt === null;
  if (derivedFrom === article.derivedFrom && article.retractedWith !== original.id) return one;
  const retraction = keepsRetraction
    ? { retractedAt: original.retractedAt, retractionReason: DERIVED_FROM_ERASED, retractedBy: erasedBy }
    : {};
  return {
    ...one,
    article: {
      ...article,
      derivedFrom,
      ...retraction,
      retractedWith: article.retractedWith === original.id ? null : article.retractedWith,
    },
  };
}

const DERIVED_FROM_ERASED = 'It derives from a retracted article, which was erased.';

/** Removes what only the erased article declared from the earlier versions of entities. */
async function forgetTexts(
  port: WritePort,
  texts: Awaited<ReturnType<WritePort['erasure']['textsDeclaredOnlyIn']>>,
): Promise<void> {
  const byEntity = new Map<string, Set<string>>();
  for (const { entityId, role, text } of texts)
    byEntity.set(entityId, (byEntity.get(entityId) ?? new Set()).add(`${role} ${text}`));
  await port.erasure.rewriteEntityVersions([...byEntity.keys()], (entity) => {
    const forgotten = byEntity.get(entity.id) ?? new Set();
    const { id, name, aliases, description, identifiers } = entity;
    return {
      ...entity,
      name: forgotten.has(`NAME ${name}`) ? id : name,
      aliases: aliases.filter((alias) => !forgotten.has(`NAME ${alias}`)),
      description: forgotten.has(`DESCRIPTION ${description}`) ? null : description,
      identifiers: identifiers.filter(({ scheme, value }) => !forgotten.has(`IDENTIFIER ${scheme} ${value}`)),
    };
  });
  for (const [id] of byEntity)
    await port.erasure.eraseTexts(
      id,
      texts.filter(({ entityId }) => entityId === id).map(({ text }) => indexText('NAME', text).normalized),
    );
}

async function planEntity(port: WritePort, { id }: ErasureRequest): Promise<Removal> {
  if (!(await port.erasure.entityEverExisted(id)))
    throw new AscribeError('NOT_FOUND', `no entity has the id ${id}`);
  const articleIds = await port.erasure.articleIdsEverNaming(id);
  const naming = [...(await port.storedArticles(articleIds)).values()];
  const named = naming.flatMap(({ declared }) => declared);
  const citations = await port.erasure.citationsEverAbout(id);
  return {
    updates: naming.map((old) => ({ old, next: { ...old, declared: withoutEntity(old.declared, id) } })),
    citations,
    candidates: {
      sourceIds: [],
      entityIds: named.flatMap(({ entities }) => entities.find((entity) => entity.id === id)?.organOf ?? []),
    },
    finish: async () => {
      const organIds = named.flatMap(({ entities }) => entities.map((entity: Entity) => entity.id));
      await port.erasure.rewriteDeclarationVersions(articleIds, (declared) => withoutEntity(declared, id));
      await port.erasure.rewriteEntityVersions([...new Set(organIds)], (entity) => ({
        ...entity,
        organOf: entity.organOf.filter((body) => body !== id),
      }));
      await port.erasure.rewriteSourceVersions(
        [...new Set(named.map(({ source }) => source.id))],
        (source) => ({
          ...source,
          affiliation: source.affiliation === id ? null : source.affiliation,
        }),
      );
      await port.erasure.eraseEntities([id]);
    },
  };
}

function withoutEntity({ source, entities }: ArticleDeclarations, id: string): ArticleDeclarations {
  return {
    source: source.affiliation === id ? { ...source, affiliation: null } : source,
    entities: entities
      .filter((entity) => entity.id !== id)
      .map((entity) => ({ ...entity, organOf: entity.organOf.filter((body) => body !== id) })),
  };
}
