import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isSameText,
  MIN_WORDS_OF_SKETCH,
  SAME_TEXT_SIMILARITY,
  sketchBands,
  sketchText,
  textSimilarity,
} from '#ascribe/domain/text-sketch.js';

/** Words from a small pool, so that texts share some runs by chance. */
const word = fc.nat({ max: 3000 }).map((at) => `word${at.toString(36)}`);
const words = (min = 60, max = 400) => fc.array(word, { minLength: min, maxLength: max });
const sketch = (all: readonly string[]) => sketchText(all.join(' ')) as string;

/** The similarity that the sketch estimates. */
function jaccard(one: readonly string[], other: readonly string[]): number {
  const runs = (all: readonly string[]) =>
    new Set(all.slice(2).map((_, at) => all.slice(at, at + 3).join(' ')));
  const [a, b] = [runs(one), runs(other)];
  const shared = [...a].filter((run) => b.has(run)).length;
  return shared / (a.size + b.size - shared);
}

/** A text, and a copy with some of its words replaced, dropped or added. */
const edited = fc
  .tuple(
    words(),
    fc.array(fc.tuple(fc.nat(), word, fc.constantFrom('replace', 'drop', 'add')), { maxLength: 60 }),
  )
  .map(([original, edits]) => {
    const copy = [...original];
    for (const [at, other, edit] of edits) {
      if (edit === 'drop' && copy.length <= MIN_WORDS_OF_SKETCH) continue;
      copy.splice(at % copy.length, edit === 'add' ? 0 : 1, ...(edit === 'drop' ? [] : [other]));
    }
    return { original, copy };
  });

describe('the sketch of a text', () => {
  test('is the same for a text with other case, accents, punctuation and spaces', () => {
    const text = Array.from({ length: 60 }, (_, at) => `Wörter${at}`).join(' ');
    const other = text.replaceAll('ö', 'O').replaceAll(' ', ',\n\n ').toUpperCase();
    expect(sketchText(other)).toBe(sketchText(text));
    expect(sketchText(text)).toMatch(/^[A-Za-z0-9+/]{342}==$/);
  });

  test('does not exist for a text of fewer than 50 words', () => {
    const all = Array.from({ length: MIN_WORDS_OF_SKETCH }, (_, at) => `w${at}`);
    expect(sketchText(all.join(' '))).not.toBeNull();
    expect(sketchText(all.slice(1).join(' '))).toBeNull();
    expect(sketchText('')).toBeNull();
  });

  test('counts characters as words in scripts without spaces', () => {
    const sentence =
      '港口爆炸造成七人死亡二十人受伤当局指责邻国资助河阵线该组织否认与此有关调查仍在继续进行之中没有人声称对此负责记者现场报道说';
    expect(sketchText(sentence)).not.toBeNull();
    expect(isSameText(sketchText(sentence) as string, sketchText(`${sentence}完`) as string)).toBe(true);
  });

  test('estimates the share of common runs of three words, with the error that its size allows', () => {
    const errors: number[] = [];
    fc.assert(
      fc.property(edited, ({ original, copy }) => {
        const exact = jaccard(original, copy);
        const error = textSimilarity(sketch(original), sketch(copy)) - exact;
        // Six standard errors, and something for the ends of the scale.
        expect(Math.abs(error)).toBeLessThan(6 * Math.sqrt((exact * (1 - exact)) / 128) + 0.02);
        if (exact > 0.5 && exact < 0.95) errors.push(error / Math.sqrt((exact * (1 - exact)) / 128));
      }),
      { numRuns: 2000 },
    );
    const mean = errors.reduce((sum, one) => sum + one, 0) / errors.length;
    const deviation = Math.sqrt(errors.reduce((sum, one) => sum + one * one, 0) / errors.length);
    expect(Math.abs(mean)).toBeLessThan(0.2);
    expect(deviation).toBeGreaterThan(0.8);
    expect(deviation).toBeLessThan(1.2);
  });

  test('tells a lightly edited copy from another text', () => {
    const clear = edited.filter(({ original, copy }) => Math.abs(jaccard(original, copy) - 0.8) > 0.2);
    fc.assert(
      fc.property(fc.oneof(clear, fc.record({ original: words(), copy: words() })), ({ original, copy }) => {
        expect(isSameText(sketch(original), sketch(copy))).toBe(jaccard(original, copy) > 0.8);
      }),
      { numRuns: 1000 },
    );
  });

  test('shares a band with the sketch of every text that is nearly the same', () => {
    const values = fc.uint8Array({ minLength: 256, maxLength: 256 });
    const flips = fc.uniqueArray(fc.nat({ max: 127 }), { minLength: 20, maxLength: 32 });
    fc.assert(
      fc.property(values, flips, (bytes, changed) => {
        const one = Buffer.from(bytes);
        const other = Buffer.from(bytes);
        for (const at of changed) other[2 * at] = (other[2 * at] as number) ^ 1;
        const [a, b] = [one.toString('base64'), other.toString('base64')];
        expect(textSimilarity(a, b)).toBe(1 - changed.length / 128);
        const shared = sketchBands(a).filter((band) => sketchBands(b).includes(band));
        if (1 - changed.length / 128 >= SAME_TEXT_SIMILARITY) expect(shared.length).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });

  test('shares hardly any band with the sketch of another text', () => {
    fc.assert(
      fc.property(words(), words(), (one, other) => {
        const bands = new Set(sketchBands(sketch(one)));
        expect(bands.size).toBe(32);
        expect(sketchBands(sketch(other)).filter((band) => bands.has(band))).toEqual([]);
      }),
    );
  });
});
