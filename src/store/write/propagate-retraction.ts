import { lineageOf } from '../../domain/derivation/lineage.js';
import type { Article } from '../../domain/records.js';
import type { ArticleUpdate } from './merge-declarations.js';
import type { StoredArticle, WritePort } from './write-port.js';

export interface RetractionPropagation {
  /** The articles, then the derived articles that become retracted with an original or are restored with it. */
  readonly updates: readonly ArticleUpdate[];
  /** Ids of the articles derived from those whose original changed. */
  readonly descendantIds: readonly string[];
  /** For each of the articles the ids up to its root; a cycle ends with its first id. */
  readonly lineages: ReadonlyMap<string, readonly string[]>;
}

/** Finds, for articles about to be saved and all articles derived from them, the original whose retraction includes them. */
export async function propagateRetraction(
  port: WritePort,
  articles: readonly StoredArticle[],
): Promise<RetractionPropagation> {
  const next = new Map(articles.map((one) => [one.article.id, one]));
  const stored = new Map(await port.storedArticles([...next.keys()]));
  const withNewOriginal = articles
    .filter(({ article }) => hasNewOriginal(stored.get(article.id), article))
    .map(({ article }) => article.id);
  const retracting = articles
    .filter(
      ({ article }) => retractsDescendants(stored.get(article.id)?.article) || retractsDescendants(article),
    )
    .map(({ article }) => article.id);
  const descendantIds = withNewOriginal.length === 0 ? [] : await port.descendantIdsOf(withNewOriginal);
  const retractable = retracting.length === 0 ? [] : await port.descendantIdsOf(retracting);
  const derived = [...new Set([...descendantIds, ...retractable])].filter((id) => !next.has(id)).sort();
  const found = derived.length === 0 ? [] : [...(await port.storedArticles(derived)).values()];
  for (const one of found) stored.set(one.article.id, one);
  await loadOriginals(port, stored, next);

  const lookUp = (id: string) => (next.get(id) ?? stored.get(id))?.article;
  const originals = new Map(
    [...stored.keys(), ...next.keys()].map((id) => [id, lookUp(id)?.derivedFrom ?? null] as const),
  );
  const withRetraction = (one: StoredArticle): StoredArticle => {
    const [, ...earlier] = lineageOf(one.article.id, originals);
    const retractedWith = earlier.find((id) => retractsDescendants(lookUp(id))) ?? null;
    return { ...one, article: { ...one.article, retractedWith } };
  };
  const updates = [
    ...articles.map((one) => ({ old: stored.get(one.article.id), next: withRetraction(one) })),
    ...found
      .map((old) => ({ old, next: withRetraction(old) }))
      .filter(({ old, next }) => old.article.retractedWith !== next.article.retractedWith),
  ];
  const lineages = new Map(
    articles.map(({ article: { id } }) => {
      const lineage = lineageOf(id, originals);
      return [id, originals.get(lineage.at(-1) as string) === id ? [...lineage, id] : lineage];
    }),
  );
  return { updates, descendantIds, lineages };
}

/** Whether its retraction includes the articles derived from it. */
function retractsDescendants(article: Article | undefined): boolean {
  return article?.retractsDerived === true && article.retractedAt !== null;
}

function hasNewOriginal(old: StoredArticle | undefined, { derivedFrom }: Article): boolean {
  return old === undefined || old.article.derivedFrom !== derivedFrom;
}

/** Loads the originals of these articles, generation by generation. */
async function loadOriginals(
  port: WritePort,
  stored: Map<string, StoredArticle>,
  next: ReadonlyMap<string, StoredArticle>,
): Promise<void> {
  const requested = new Set<string>();
  for (;;) {
    const wanted = [...stored.values(), ...next.values()]
      .map(({ article }) => article.derivedFrom)
      .filter((id) => id !== null && !stored.has(id) && !next.has(id) && !requested.has(id)) as string[];
    if (wanted.length === 0) return;
    for (const id of wanted) requested.add(id);
    for (const [id, one] of await port.storedArticles([...new Set(wanted)])) stored.set(id, one);
  }
}
