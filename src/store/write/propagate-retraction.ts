import type { Article } from '../../domain/records.js';
import { lineageOf } from './lineage.js';
import type { Rewritten } from './merge-declarations.js';
import type { StoredArticle, Tables } from './write-port.js';

export interface WithDerived {
  /** The articles themselves, then those derived from them that come to be retracted with an original, or cease to be. */
  readonly rewritten: readonly Rewritten[];
  /** Ids of all that derive from those of them whose own original is another one now. */
  readonly descendants: readonly string[];
  /** For each of the articles the ids up to its root; one that comes back to its beginning ends in it once more. */
  readonly lineages: ReadonlyMap<string, readonly string[]>;
}

/** Finds for articles that are about to be saved, and for all that derive from them, which original's retraction takes them along. */
export async function withDerived(tables: Tables, articles: readonly StoredArticle[]): Promise<WithDerived> {
  const next = new Map(articles.map((one) => [one.article.id, one]));
  const stored = new Map(await tables.storedArticles([...next.keys()]));
  const moved = articles
    .filter(({ article }) => isMoved(stored.get(article.id), article))
    .map(({ article }) => article.id);
  const ruling = articles
    .filter(({ article }) => rules(stored.get(article.id)?.article) || rules(article))
    .map(({ article }) => article.id);
  const descendants = moved.length === 0 ? [] : await tables.descendantsOf(moved);
  const taken = ruling.length === 0 ? [] : await tables.descendantsOf(ruling);
  const derived = [...new Set([...descendants, ...taken])].filter((id) => !next.has(id)).sort();
  const found = derived.length === 0 ? [] : [...(await tables.storedArticles(derived)).values()];
  for (const one of found) stored.set(one.article.id, one);
  await addOriginals(tables, stored, next);

  const lookUp = (id: string) => (next.get(id) ?? stored.get(id))?.article;
  const originals = new Map(
    [...stored.keys(), ...next.keys()].map((id) => [id, lookUp(id)?.derivedFrom ?? null] as const),
  );
  const takenAlong = (one: StoredArticle): StoredArticle => {
    const [, ...earlier] = lineageOf(one.article.id, originals);
    const retractedWith = earlier.find((id) => rules(lookUp(id))) ?? null;
    return { ...one, article: { ...one.article, retractedWith } };
  };
  const rewritten = [
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
  return { rewritten, descendants, lineages };
}

/** Whether its retraction takes along what derives from it. */
function rules(article: Article | undefined): boolean {
  return article?.retractsDerived === true && article.retractedAt !== null;
}

function isMoved(old: StoredArticle | undefined, { derivedFrom }: Article): boolean {
  return old === undefined || old.article.derivedFrom !== derivedFrom;
}

/** Fills in all that these articles derive from, generation by generation. */
async function addOriginals(
  tables: Tables,
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
    for (const [id, one] of await tables.storedArticles([...new Set(wanted)])) stored.set(id, one);
  }
}
