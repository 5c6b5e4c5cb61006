import { connectedGroups } from '../connected-groups.js';
import { memoize } from '../memoize.js';
import { compareText } from '../order.js';
import { isSameText, sketchBands } from '../text-sketch.js';
import type { Evidence } from './evidence.js';

/**
 * For each article whose text is nearly that of another of these articles: the first id of all that are joined with it, directly or
 * through others. Only texts with an equal band are compared, which finds all pairs; see `sketchBands`.
 */
export function groupSameTexts(evidence: readonly Evidence[]): Map<string, string> {
  const sketches = new Map<string, string>();
  for (const { citation, textSketch } of evidence)
    if (textSketch !== null) sketches.set(citation.articleId, textSketch);
  if (sketches.size < 2) return new Map();
  const ids = [...sketches.keys()].sort(compareText);
  const keys = ids.map((id) => [id]);
  const inBand = new Map<string, number[]>();
  for (const [index, id] of ids.entries()) {
    const sketch = sketches.get(id) as string;
    const candidates = new Set<number>();
    for (const band of bandsOf(sketch)) {
      const earlier = inBand.get(band);
      for (const other of earlier ?? []) candidates.add(other);
      // Of equal sketches one is enough: it stands for the others.
      if (earlier === undefined) inBand.set(band, [index]);
      else if (!earlier.some((other) => sketches.get(ids[other] as string) === sketch)) earlier.push(index);
    }
    for (const other of candidates) {
      const otherId = ids[other] as string;
      if (isSameText(sketch, sketches.get(otherId) as string)) keys[index]?.push(otherId);
    }
  }
  const groups = connectedGroups(keys);
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return new Map(
    ids.flatMap((id, index) => {
      const group = groups[index] as number;
      return (sizes.get(group) ?? 0) > 1 ? [[id, ids[group] as string] as const] : [];
    }),
  );
}

/** The evidence of a claim is grouped once for each of its periods. */
const bandsOf = memoize(1000, sketchBands);
