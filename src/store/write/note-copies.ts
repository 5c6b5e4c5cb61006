import { compareText } from '../../domain/order.js';
import { type Article, isLive } from '../../domain/records.js';
import { SAME_TEXT_SIMILARITY, sketchBands, textSimilarity } from '../../domain/text-sketch.js';
import type { ArticleNote } from './merge-declarations.js';
import type { WritePort } from './write-port.js';

/** Further articles with a band in common are not looked at: the note only asks for `derivedFrom`. */
const MAX_CANDIDATES = 50;

/**
 * For each of these articles, which are saved, a note if its text is nearly that of another live article and neither says that it
 * derives from the other.
 */
export async function noteCopies(port: WritePort, articles: readonly Article[]): Promise<ArticleNote[]> {
  // At once, because a store may be remote.
  const notes = await Promise.all(
    articles.filter(isLive).map(async (article): Promise<ArticleNote[]> => {
      const { id, textSketch } = article;
      if (textSketch === null) return [];
      const similar = await port.articlesWithBands(sketchBands(textSketch), MAX_CANDIDATES);
      const [closest] = similar
        .filter((other) => other.id !== id && isLive(other) && !isDeclaredCopy(article, other))
        .map((other) => ({ other, similarity: textSimilarity(textSketch, other.textSketch as string) }))
        .filter(({ similarity }) => similarity >= SAME_TEXT_SIMILARITY)
        .sort((a, b) => b.similarity - a.similarity || compareText(a.other.id, b.other.id));
      if (closest === undefined) return [];
      const percent = Math.round(100 * closest.similarity);
      const note = `${id} has nearly the same text as ${closest.other.id} (about ${percent} %), so they count as one origin; if one republishes the other, say so in derivedFrom`;
      return [[id, note]];
    }),
  );
  return notes.flat();
}

const isDeclaredCopy = (one: Article, other: Article): boolean =>
  one.derivedFrom === other.id ||
  other.derivedFrom === one.id ||
  (one.derivedFrom !== null && one.derivedFrom === other.derivedFrom);
