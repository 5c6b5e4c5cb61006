import { describeErasure } from '../../domain/erasure.js';
import { AscribeError } from '../../domain/errors.js';
import { digest } from '../../domain/ids.js';
import type { AnnotatedArticle, Article, Citation, Claim } from '../../domain/records.js';
import type { WriteOutcome, Writer } from '../store.js';
import { refuseReplacement } from './checks/refuse-replacement.js';
import { requireAllowedKinds } from './checks/require-allowed-kinds.js';
import { requireEntities } from './checks/require-entities.js';
import { mergeAssessments } from './merge-assessments.js';
import { mergeEntityDeclarations, mergeSourceDeclarations } from './merge-declarations.js';
import { claimIdsOfChangedVoices } from './merge-organs.js';
import { noteCopies } from './note-copies.js';
import { propagateRetraction } from './propagate-retraction.js';
import { changeCause, rederive } from './rederive.js';
import { removeUndeclared } from './remove-unused.js';
import type { NewClaim, StoredArticle, WritePort } from './write-port.js';

/**
 * Writes whole articles inside one transaction: replaces their citations, updates the counts of what they declare about sources and
 * entities, and derives each affected claim again.
 */
export async function putArticles(
  port: WritePort,
  articles: readonly AnnotatedArticle[],
  { replace = false }: Parameters<Writer['put']>[1] = {},
): Promise<WriteOutcome[]> {
  for (const annotated of articles) requireCitations(annotated);
  await refuseErased(port, articles);
  const stored = await port.storedArticles(articles.map(({ article }) => article.id));
  const incoming = articles.map((annotated) => ({
    annotated,
    next: toStoredArticle(annotated, stored.get(annotated.article.id)),
  }));
  const changed = incoming.filter(({ next }) => stored.get(next.article.id)?.digest !== next.digest);
  const replaced = changed.map(({ next }) => next.article.id);
  const replacedIds = new Set(replaced);
  const old = replaced.length === 0 ? [] : await port.citationsIn(replaced);
  if (!replace)
    refuseReplacement(
      changed.map(({ annotated }) => annotated),
      stored,
      old,
    );
  const { updates, descendantIds, lineages } = await propagateRetraction(
    port,
    changed.map(({ next }) => next),
  );

  const { regraded, notes: sourceNotes } = await mergeSourceDeclarations(port, updates);
  const referenced = changed.flatMap(({ annotated }) => annotated.referencedEntities);
  const {
    changedOrgans,
    changedKinds,
    notes: entityNotes,
  } = await mergeEntityDeclarations(port, updates, referenced);
  await requireEntities(
    port,
    changed.map(({ annotated }) => annotated),
  );
  await port.saveArticles(updates.map(({ next }) => next));
  const copyNotes = await noteCopies(
    port,
    updates.flatMap(({ next }) => (replacedIds.has(next.article.id) ? [next.article] : [])),
  );
  const notes = collectNotes(updates, stored, lineages, [...sourceNotes, ...entityNotes, ...copyNotes]);

  const affected = [
    ...updates.map(({ next }) => next.article.id),
    ...descendantIds,
    ...(regraded.length === 0 ? [] : await port.articleIdsOfSources(regraded)),
  ];
  const before = [
    ...(affected.length === 0 ? [] : await port.claimIdsCitedIn(affected)),
    ...(await claimIdsOfChangedVoices(port, changedOrgans)),
  ];
  const claims = new Map<string, NewClaim>();
  for (const { annotated } of changed) for (const claim of annotated.claims) claims.set(claim.id, claim);
  const touched = [...new Set([...before, ...claims.keys()])].sort();
  const dropped = [...new Set(old.map(({ claimId }) => claimId))].filter((id) => !claims.has(id));
  const lost = dropped.length === 0 ? new Map<string, Claim>() : await port.currentClaims(dropped);

  await port.addClaims([...claims.values()].sort((a, b) => (a.id < b.id ? -1 : 1)));
  await port.lockClaims(touched);
  const citations = changed.flatMap(({ annotated }) => annotated.claims.flatMap((claim) => claim.citations));
  await replaceCitations(port, old, citations);
  await mergeAssessments(
    port,
    changed.flatMap(({ annotated }) => annotated.claims),
  );
  const citing = new Map<string, Set<string>>();
  for (const { claimId, articleId } of [...old, ...citations])
    citing.set(claimId, (citing.get(claimId) ?? new Set()).add(articleId));
  // Claims without a citation here are affected through the lineage of an article, the reliability of a source or the voice of an entity.
  await rederive(port, touched, claims, (claimId) =>
    changeCause('IMPORT', { articleIds: [...(citing.get(claimId) ?? replaced)].sort() }),
  );
  await removeUndeclared(port, updates, { claims: lost.values(), citations: old });
  await requireAllowedKinds(port, changedKinds);

  return incoming.map(({ annotated, next }) => {
    const id = next.article.id;
    const old = stored.get(id);
    return {
      articleId: id,
      result: old === undefined ? 'created' : old.digest === next.digest ? 'unchanged' : 'replaced',
      claims: annotated.claims.length,
      citations: annotated.claims.reduce((sum, claim) => sum + claim.citations.length, 0),
      notes: notes.get(id) ?? [],
    };
  });
}

/** The notes of each article: about itself, then those that name it. */
function collectNotes(
  updates: Awaited<ReturnType<typeof propagateRetraction>>['updates'],
  stored: ReadonlyMap<string, StoredArticle>,
  lineages: Awaited<ReturnType<typeof propagateRetraction>>['lineages'],
  others: readonly (readonly [articleId: string, note: string])[],
): Map<string, string[]> {
  const notes = new Map(
    updates.map(({ next: { article } }) => [
      article.id,
      [
        ...titleNotes(stored.get(article.id)?.article, article),
        ...cycleNotes(lineages.get(article.id) ?? []),
        ...retractionNotes(article),
      ],
    ]),
  );
  for (const [id, note] of others) notes.get(id)?.push(note);
  return notes;
}

/** Throws ERASED if one of these articles, or an entity that it declares or refers to, was erased. */
async function refuseErased(port: WritePort, articles: readonly AnnotatedArticle[]): Promise<void> {
  const ids = articles.flatMap(({ article, entities, referencedEntities }) => [
    article.id,
    ...[...entities, ...referencedEntities].map(({ id }) => id),
  ]);
  for (const erasure of (await port.erasure.erasures([...new Set(ids)])).values())
    throw new AscribeError('ERASED', describeErasure(erasure));
}

function requireCitations({ article, claims }: AnnotatedArticle): void {
  const uncited = claims.find(({ citations }) => citations.length === 0);
  if (uncited === undefined) return;
  const { subjectId, predicate } = uncited;
  throw new AscribeError(
    'BAD_INPUT',
    `${article.id} claims ${subjectId} ${predicate} without a citation; expected at least one`,
  );
}

/** A retraction by an analyst remains until it is restored, whatever the document says. */
function toStoredArticle(
  { article, source, entities, claims }: AnnotatedArticle,
  old: StoredArticle | undefined,
): StoredArticle {
  const {
    retractedAt,
    retractionReason,
    retractedBy = null,
    retractsDerived = false,
  } = old !== undefined && old.article.retractedBy !== null ? old.article : article;
  return {
    article: {
      ...article,
      retractedAt: retractedAt ?? null,
      retractionReason: retractionReason ?? null,
      retractedBy,
      retractsDerived,
      retractedWith: old?.article.retractedWith ?? null,
    },
    digest: digest({ article, source, entities, claims }),
    declared: { source, entities },
  };
}

/** A different title may mean a different article. */
function titleNotes(old: Article | undefined, { id, title }: Article): string[] {
  return old === undefined || old.title === title
    ? []
    : [`${id}: the title was "${old.title}", and is now "${title}"`];
}

function cycleNotes(lineage: readonly string[]): string[] {
  if (lineage.length < 2 || lineage.at(-1) !== lineage[0]) return [];
  return [`${lineage.join(' derives from ')}: a cycle, which counts as one origin`];
}

function retractionNotes({ id, retractedBy, retractedWith }: Article): string[] {
  if (retractedBy !== null) return [`${id} stays retracted, by ${retractedBy}, until it is restored`];
  return retractedWith === null
    ? []
    : [`${id} derives from ${retractedWith}, whose retraction includes derived articles`];
}

/** Its keys may be in any order. */
const contentOf = (citation: Citation): string => JSON.stringify(Object.entries(citation).sort());

/** Does not touch unchanged citations, so they keep their `recordedAt`. */
async function replaceCitations(
  port: WritePort,
  before: readonly Citation[],
  after: readonly Citation[],
): Promise<void> {
  const old = new Map(before.map((citation) => [citation.id, contentOf(citation)]));
  const isStored = (citation: Citation) =>
    old.has(citation.id) && old.get(citation.id) === contentOf(citation);
  const added = after.filter((citation) => !isStored(citation));
  const kept = new Set(after.map(({ id }) => id));
  for (const { id } of added) kept.delete(id);
  const removed = [...old.keys()].filter((id) => !kept.has(id));
  if (removed.length > 0) await port.removeCitations(removed);
  if (added.length > 0) await port.addCitations(added);
}
