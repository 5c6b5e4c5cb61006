import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnnotatedArticle } from '#ascribe/domain/records.js';
import { sketchText } from '#ascribe/domain/text-sketch.js';
import type { Reads, Store } from '#ascribe/store/store.js';
import { article, buildClaim } from './article-builder.js';

const WORDS = Array.from({ length: 120 }, (_, at) => `word${(at * at) % 97}x${at}`);
const SKETCH = sketchText(WORDS.join(' '));
/** Two words of it are replaced. */
const COPY_SKETCH = sketchText(WORDS.with(30, 'other').with(80, 'another').join(' '));
const OTHER_SKETCH = sketchText(WORDS.toReversed().join(' '));

/** Tests of articles with nearly the same text, for every store. `open` creates an empty store. */
export function copiesContract(name: string, open: () => Promise<Store>): void {
  describe(`articles with nearly the same text on ${name}`, () => {
    let store: Store;
    const put = async (...articles: AnnotatedArticle[]) =>
      (await store.write((writer) => writer.put(articles))).flatMap(({ notes }) => notes);
    const theClaim = buildClaim('any').id;
    const status = async (reads: Reads = store) => (await reads.get('claims', [theClaim]))[0]?.status;
    const withText = (slug: string, textSketch: string | null, derivedFrom: string | null = null) =>
      article(slug, { article: { textSketch, derivedFrom } });
    const withoutClaims = (slug: string, textSketch: string | null) => ({
      ...withText(slug, textSketch),
      claims: [],
    });

    beforeEach(async () => {
      store = await open();
    });
    afterEach(async () => {
      await store.close();
    });

    it('count as one origin from the arrival of the copy until it is replaced or retracted, and as of each time', async () => {
      const times: string[] = [];
      for (const change of [
        () => put(withText('one', SKETCH), withText('two', OTHER_SKETCH)),
        () => put(withText('two', COPY_SKETCH)),
        () => put(withText('two', null)),
        () => put(withText('two', SKETCH)),
        () => put(withText('one', OTHER_SKETCH)),
      ]) {
        await change();
        times.push((await store.writePosition()).lastWriteAt);
      }
      const told = ['CONFIRMED', 'REPORTED', 'CONFIRMED', 'REPORTED', 'CONFIRMED'];
      expect(await Promise.all(times.map((time) => status(store.asOf(time))))).toEqual(told);
      expect(await status()).toBe('CONFIRMED');
    });

    it('count as one origin in any order of import', async () => {
      await put(withText('two', COPY_SKETCH));
      await put(withText('one', SKETCH));
      expect(await status()).toBe('REPORTED');
      const [evidence = []] = await store.evidenceOf([theClaim]);
      expect(evidence.map(({ textSketch }) => textSketch).sort()).toEqual([SKETCH, COPY_SKETCH].sort());
    });

    it('are joined by a third article while that one is live', async () => {
      const shifted = (count: number) =>
        sketchText(WORDS.map((word, at) => (at < count ? `new${at}` : word)).join(' '));
      await put(withText('one', shifted(0)), withText('two', shifted(10)), withText('three', shifted(20)));
      expect(await status()).toBe('REPORTED');
      const retraction = { articleId: 'article:two', reason: 'no', analyst: 'ada', includeDerived: false };
      await store.write((writer) => writer.retract(retraction));
      expect(await status()).toBe('CONFIRMED');
      await store.write((writer) => writer.restore({ articleId: 'article:two', analyst: 'ada' }));
      expect(await status()).toBe('REPORTED');
    });

    it('are named in a note that asks for derivedFrom, even if only one of them has claims', async () => {
      expect(await put(withoutClaims('one', SKETCH))).toEqual([]);
      expect(await put(withText('two', COPY_SKETCH))).toEqual([
        expect.stringMatching(
          /^article:two has nearly the same text as article:one \(about \d\d %\), so they count as one/,
        ),
      ]);
      expect(await put(withText('three', OTHER_SKETCH))).toEqual([]);
      // Of several, the closest.
      expect(await put(withText('four', COPY_SKETCH))).toEqual([
        expect.stringContaining('as article:two (about 100 %)'),
      ]);
    });

    it('are not named again if they say that one derives from the other, or if the other is retracted or replaced', async () => {
      await put(withText('one', SKETCH));
      expect(await put(withText('two', SKETCH, 'article:one'))).toEqual([]);
      expect(await put(withText('three', SKETCH, 'article:one'))).toEqual([]);
      for (const slug of ['two', 'three']) await put(withText(slug, null));
      const retraction = { articleId: 'article:one', reason: 'no', analyst: 'ada', includeDerived: false };
      await store.write((writer) => writer.retract(retraction));
      expect(await put(withText('four', SKETCH))).toEqual([]);
      await put(withText('four', OTHER_SKETCH));
      expect(await put(withText('five', SKETCH))).toEqual([]);
    });

    it('are found among copies that one transaction imports', async () => {
      const notes = await put(...['one', 'two', 'three'].map((slug) => withText(slug, SKETCH)));
      expect(notes).toHaveLength(3);
    });
  });
}
