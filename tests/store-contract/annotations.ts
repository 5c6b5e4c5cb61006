import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AnnotatedArticle, type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import type { Store } from '#ascribe/store/store.js';
import { article, buildClaim, entity } from './article-builder.js';

const ALL = Object.keys(STATUSES) as ClaimStatus[];
const page = { first: 50, after: null };

/** Tests of annotations, the write position and the import of exports, for every store. `open` creates an empty store. */
export function annotationsContract(name: string, open: () => Promise<Store>): void {
  describe(`annotations of a store on ${name}`, () => {
    let store: Store;
    const put = (...articles: AnnotatedArticle[]) => store.write((writer) => writer.put(articles));
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    it('lists articles by id in pages, each with its own declarations and citations', async () => {
      const one = article('one', { source: { id: 'source:s', name: 'The S', reliability: 'B' } });
      const two = article('two', {
        source: { id: 'source:s', name: 'S', reliability: 'D' },
        entities: [
          entity('arland', 'STATE', { name: 'Republic of Arland' }),
          entity('river-front', 'ARMED_GROUP'),
        ],
        says: [
          { predicate: 'ARMS' },
          {
            citations: [
              { quote: 'b', credibility: 3 },
              { quote: 'a', stance: 'DENIES' },
            ],
          },
        ],
      });
      await put(two, one);
      const [first] = await store.annotations(ALL, 1, null);
      expect(first).toMatchObject({ source: one.source, entities: one.entities, claims: one.claims });
      expect(first?.article.id).toBe('article:one');
      const [second] = await store.annotations(ALL, 1, 'article:one');
      expect(second).toMatchObject({ source: two.source, entities: two.entities });
      expect(second?.claims).toEqual(two.claims.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
      expect(await store.annotations(ALL, 1, 'article:two')).toEqual([]);
    });

    it('contains only claims of the requested statuses; rejects an empty list of statuses', async () => {
      await put(article('one', { says: [{}, { predicate: 'ARMS', citations: [{ modality: 'ACCUSED' }] }] }));
      const [annotated] = await store.annotations(['ALLEGED'], 10, null);
      expect(annotated?.claims.map(({ predicate }) => predicate)).toEqual(['ARMS']);
      expect((await store.annotations(['DENIED'], 10, null))[0]?.claims).toEqual([]);
      await expect(store.annotations([], 10, null)).rejects.toMatchObject({ code: 'STATUSES_REQUIRED' });
    });

    it('answers as of the last write after more was written', async () => {
      expect((await store.writePosition()).changeCursor).toBeNull();
      const one = article('one', { entities: [entity('arland'), entity('river-front', 'ARMED_GROUP')] });
      await put(one);
      const { lastWriteAt } = await store.writePosition();
      const before = await store.annotations(ALL, 10, null);
      await put(
        article('one', {
          entities: [entity('arland'), entity('hills', 'ARMED_GROUP')],
          says: [{ objectId: 'hills' }],
        }),
      );
      await put(article('two'));
      expect(await store.asOf(lastWriteAt).annotations(ALL, 10, null)).toEqual(before);
      expect(await store.annotations(ALL, 10, null)).toHaveLength(2);
    });

    it('reports a write position that moves with each change', async () => {
      await put(article('one'));
      const first = await store.writePosition();
      expect((await store.list('changes', { statuses: ALL }, page)).cursors.at(-1)).toBe(first.changeCursor);
      expect(
        await store.list('changes', { statuses: ALL }, { first: 1, after: first.changeCursor }),
      ).toMatchObject({
        items: [],
      });
      await put(article('two'));
      const second = await store.writePosition();
      expect(second.lastWriteAt > first.lastWriteAt).toBe(true);
      const { items, cursors } = await store.list(
        'changes',
        { statuses: ALL },
        { first: 9, after: first.changeCursor },
      );
      expect([items.length, cursors.at(-1)]).toEqual([1, second.changeCursor]);
    });

    it('restores records that no live article declares, and keeps those that one does', async () => {
      await put(
        article('one', { article: { retractedAt: '2031-05-01T00:00:00Z', retractionReason: 'wrong' } }),
      );
      await put(
        article('two', {
          entities: [entity('arland')],
          says: [{ predicate: 'KILLED', objectId: null, value: { type: 'COUNT', min: 1, max: 1 } }],
        }),
      );
      const known = [
        entity('river-front', 'ARMED_GROUP', { name: 'The Front', aliases: ['TF'] }),
        entity('hills', 'PLACE', { name: 'The Hills', description: 'High.' }),
      ];
      const source = { id: 'source:one', name: 'The One', reliability: 'C', affiliation: 'hills' } as const;
      await store.write((writer) =>
        writer.restoreDeclared({
          entities: [...known, entity('arland', 'STATE', { name: 'Elsewhere' })],
          sources: [source],
        }),
      );
      // Nobody declares the first two, so they are known by their ids alone.
      expect(await store.get('entities', ['river-front', 'hills', 'arland'])).toEqual([
        entity('river-front', 'ARMED_GROUP'),
        entity('hills', 'PLACE'),
        entity('arland'),
      ]);
      expect(await store.get('sources', ['source:one'])).toEqual([source]);
      await expect(
        store.write((writer) =>
          writer.restoreDeclared({ entities: [entity('arland', 'PLACE')], sources: [] }),
        ),
      ).rejects.toMatchObject({ code: 'KIND_CONFLICT' });
    });

    it('imports the assessments of an export; the latest of each analyst and period is in force', async () => {
      const judged = (at: string, status: ClaimStatus, year: string | null = null) => ({
        analyst: 'ada',
        status,
        confidence: null,
        rationale: 'seen',
        validFrom: year,
        validTo: year,
        at,
        endedAt: null,
        end: null,
      });
      const withAssessments = (slug: string, assessments: object[]) => {
        const one = article(slug);
        return { ...one, claims: one.claims.map((claim) => ({ ...claim, assessments })) } as AnnotatedArticle;
      };
      const early = judged('2031-01-01T00:00:00.000Z', 'DENIED');
      const ofYear = judged('2031-01-15T00:00:00.000Z', 'ALLEGED', '2030');
      const late = judged('2031-02-01T00:00:00.000Z', 'DISPUTED');
      await put(withAssessments('one', [late, ofYear]));
      await put(withAssessments('two', [early, late]));
      const [found] = await store.assessmentsOf([buildClaim('any').id]);
      expect(found).toMatchObject([late, ofYear, { ...early, endedAt: late.at, end: 'REPLACED' }]);
      expect(await store.get('claims', [buildClaim('any').id])).toMatchObject([
        { status: 'DISPUTED', derivedStatus: 'CONFIRMED' },
      ]);
    });
  });
}
