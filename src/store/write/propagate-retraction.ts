import { lineageOf } from '../../domain/derivation/lineage.js';
import type { Article } from '../../domain/records.js';
import type { ArticleUpdate } from './merge-declarations.js';
import type { StoredArticle, WritePort } from './write-port.js';

export interface RetractionPropagation {
  /** The articles themselves, then those derived from them that come to be retracted with an original, or cease to be. */
  readonly updates: readonly ArticleUpdate[];
  /** Ids of all that derive from those of them whose own original is another one now. */
  readonly descendantIds: readonly string[];
  /** For each of the articles the ids up to its root; one that comes back to its beginning ends in it once more. */
  readonly lineages: ReadonlyMap<string, readonly string[]>;
}

/** Finds for articles that are about to be saved, and for all that derive from them, which original's retraction takes them along. */
export async function propagateRetraction(
  port: WritePort,
  articles: readonly StoredArticle[],
): Promise<RetractionPropagation> {
  const next = new Map(articles.map((one) => [one.article.id, one]));
  const stored = new Map(await port.storedArticles([...next.keys()]));
  const moved = articles
    .filter(({ article }) => hasNewOriginal(stored.get(article.id), article))
    .map(({ article }) => article.id);
  const ruling = articles
    .filter(
      ({ article }) => retractsDescendants(stored.get(article.id)?.article) || retractsDescendants(article),
    )
    .map(({ article }) => article.id);
  const descendantIds = moved.length === 0 ? [] : await port.descendantIdsOf(moved);
  const taken = ruling.length === 0 ? [] : await port.descendantIdsOf(ruling);
  const derived = [...new Set([...descendantIds, ...taken])].filter((id) => !next.has(id)).sort();
  const found = derived.length === 0 ? [] : [...(await port.storedArticles(derived)).values()];
  for (const one of found) stored.set(one.article.id, one);
  await loadOriginals(port, stored, next);

  const lookUp = (id: string) => (next.get(id) ?? stored.get(id))?.article;
  const originals = new Map(
    [...stored.keys(), ...next.keys()].map((id) => [id, lookUp(id)?.derivedFrom ?? null] as const),
  );
  const takenAlong = (one: StoredArticle): StoredArticle => {
    const [, ...earlier] = lineageOf(one.article.id, originals);
    const retractedWith = earlier.find((id) => retractsDescendants(lookUp(id))) ?? null;
    return { ...one, article: { ...one.article, retractedWith } };
  };
  const updates = [
    ...articles.map((one) => ({ old: stored.get(one.article.id), next: takenAlong(one) })),
    ...found
      .map((old) => ({ old, next: takenAlong(old) }))
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

/** Whether its retraction takes along what derives from it. */
function retractsDescendants(article: Article | undefined): boolean {
  return article?.retractsDerived === true && article.retractedAt !== null;
}

function hasNewOriginal(old: StoredArticle | undefined, { derivedFrom }: Article): boolean {
  return old === undefined || old.article.derivedFrom !== derivedFrom;
}

/** Fills in all that these articles derive from, generation by generation. */
async function loadOriginals(
  port: WritePort,
  stored: Map<string, StoredArticle>,
  next: ReadonlyMap<string, StoredArticle>,
): Promise<void> {
  const asked = new Set<string>();
  for (;;) {
    const wanted = [...stored.values(), ...next.values()]
      .map(({ article }) => article.derivedFrom)
      .filter((id) => id !== null && !stored.has(id) && !next.has(id) && !asked.has(id)) as string[];
    if (wanted.length === 0) return;
    for (const id of wanted) asked.add(id);
    for (const [id, one] of await port.storedArticles([...new Set(wanted)])) stored.set(id, one);
  }
}
