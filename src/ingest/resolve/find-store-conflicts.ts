import { type AtPath, type Diagnostic, pathDiagnostic } from '../../documents/diagnostic.js';
import { annotatorsOf, describeReplacement, replacedParts } from '../../domain/article-identity.js';
import { describeErasure } from '../../domain/erasure.js';
import type { AnnotatedArticle } from '../../domain/records.js';
import type { Store } from '../../store/store.js';

/** What is wrong with valid articles in view of the store, by article id. With `replace`, they may replace different articles. */
export async function findStoreConflicts(
  store: Store,
  articles: readonly AnnotatedArticle[],
  replace: boolean,
): Promise<ReadonlyMap<string, readonly Diagnostic<AtPath>[]>> {
  if (articles.length === 0) return new Map();
  const found = [
    ...(replace ? [] : [await findReplacements(store, articles)]),
    await findErased(store, articles),
  ];
  return new Map(
    articles.map(({ article: { id } }) => [id, found.flatMap((conflicts) => conflicts.get(id) ?? [])]),
  );
}

/** By id, an ERASED for each article, and each entity that it declares or refers to, whose id was erased. */
async function findErased(
  store: Store,
  articles: readonly AnnotatedArticle[],
): Promise<Map<string, readonly Diagnostic<AtPath>[]>> {
  const places = articles.flatMap(({ article, entities, referencedEntities }) => [
    { articleId: article.id, id: article.id, path: ['article', 'id'] },
    ...entities.map(({ id }, index) => ({ articleId: article.id, id, path: ['entities', index, 'id'] })),
    ...referencedEntities.map(({ id }) => ({ articleId: article.id, id, path: ['claims'] })),
  ]);
  const ids = [...new Set(places.map(({ id }) => id))];
  const erasures = new Map((await store.erasuresOf(ids)).map((erasure, index) => [ids[index], erasure]));
  const conflicts = new Map<string, readonly Diagnostic<AtPath>[]>();
  for (const { articleId, id, path } of places) {
    const erasure = erasures.get(id) ?? null;
    if (erasure === null) continue;
    const diagnostic = pathDiagnostic('ERASED', path, describeErasure(erasure));
    conflicts.set(articleId, [...(conflicts.get(articleId) ?? []), diagnostic]);
  }
  return conflicts;
}

/** By id, an ARTICLE_CONFLICT for each article that would replace a different one in the store, or the work of a different annotator. */
async function findReplacements(
  store: Store,
  articles: readonly AnnotatedArticle[],
): Promise<Map<string, readonly Diagnostic<AtPath>[]>> {
  const ids = articles.map(({ article }) => article.id);
  const [stored, annotators] = await Promise.all([store.get('articles', ids), store.annotatorsOf(ids)]);
  const conflicts = new Map<string, readonly Diagnostic<AtPath>[]>();
  for (const [index, { article, claims }] of articles.entries()) {
    const before = stored[index] ?? null;
    if (before === null) continue;
    const names = annotators[index] ?? [];
    const citations = claims.flatMap((claim) => claim.citations);
    const parts = replacedParts(
      { article: before, annotators: names, hasCitations: names.length > 0 },
      { article, annotators: annotatorsOf(citations), hasCitations: citations.length > 0 },
    );
    if (parts.length === 0) continue;
    const message = describeReplacement(article.id, parts);
    conflicts.set(article.id, [pathDiagnostic('ARTICLE_CONFLICT', ['article', 'id'], message)]);
  }
  return conflicts;
}
