import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { derive } from '#ascribe/domain/derivation/derive.js';
import { type AnnotatedArticle, type Claim, type Entity, statuses } from '#ascribe/domain/records.js';
import type { Reads, Store } from '#ascribe/store/store.js';
import { type ArticleSpec, article, buildClaim, entity } from './article-builder.js';

/** Tests of organs and their voices, for every store. `open` creates an empty store. */
export function voicesContract(name: string, open: () => Promise<Store>): void {
  describe(`voices on ${name}`, () => {
    let store: Store;
    const put = (...articles: AnnotatedArticle[]) => store.write((writer) => writer.put(articles));
    const act = { reason: 'made up', analyst: 'ada', includeDerived: false };
    const retract = (slug: string) =>
      store.write((writer) => writer.retract({ articleId: `article:${slug}`, ...act }));
    const restore = (slug: string) =>
      store.write((writer) => writer.restore({ articleId: `article:${slug}`, analyst: 'ada' }));
    const theClaim = buildClaim('any').id;
    const claim = async (reads: Reads = store): Promise<Claim | null> =>
      (await reads.get('claims', [theClaim]))[0] ?? null;
    const status = async (reads?: Reads) => (await claim(reads))?.status;
    const reasons = async (reads: Reads = store) => {
      const [evidence = []] = await reads.evidenceOf([theClaim]);
      return derive((await claim(reads)) as Claim, evidence).origins.map((origin) => origin.reasons);
    };
    const lastWriteAt = async () => (await store.writePosition()).lastWriteAt;

    beforeEach(async () => {
      store = await open();
    });
    afterEach(async () => {
      await store.close();
    });

    it('takes two ministries of one state, which is no party, for one voice', async () => {
      await put(saidBy('one', 'vostra-ministry'), saidBy('two', 'vostra-army'));
      expect(await status()).toBe('CONFIRMED');
      await put(declares('three', { 'vostra-ministry': 'vostra', 'vostra-army': 'vostra' }));
      expect(await status()).toBe('REPORTED');
      expect(await reasons()).toEqual([[{ kind: 'SAME_SPEAKER', id: 'vostra' }]]);
    });

    it('takes sources whose owners are organs of one body for one voice', async () => {
      const owned = (slug: string, affiliation: string) =>
        article(slug, { ...WORLD, source: { affiliation } });
      await put(owned('one', 'vostra-ministry'), owned('two', 'vostra'));
      expect(await status()).toBe('CONFIRMED');
      await put(declares('three', { 'vostra-ministry': 'vostra' }));
      expect(await status()).toBe('REPORTED');
      expect(await reasons()).toEqual([[{ kind: 'SAME_OWNER', id: 'vostra' }]]);
    });

    it('takes the owner of a source and the speaker in another for one voice, if they are organs of one body', async () => {
      await put(
        article('one', { ...WORLD, source: { affiliation: 'vostra-ministry' } }),
        saidBy('two', 'vostra-army'),
      );
      expect(await status()).toBe('CONFIRMED');
      await put(declares('three', { 'vostra-ministry': 'vostra', 'vostra-army': 'vostra' }));
      expect(await status()).toBe('REPORTED');
      expect(await reasons()).toEqual([[{ kind: 'SAME_VOICE', id: 'vostra' }]]);
      await retract('three');
      expect(await status()).toBe('CONFIRMED');
    });

    it('takes a claim that organs of its own subject and object make for told by parties', async () => {
      await put(saidBy('one', 'vostra-army'), saidBy('two', 'm-orne'));
      expect(await status()).toBe('CONFIRMED');
      await put(declares('three', { 'vostra-army': 'arland', 'm-orne': 'river-front' }));
      expect(await status()).toBe('REPORTED');
    });

    it('takes a denial by an organ of a party for a denial by the party', async () => {
      const denial = saidBy('two', 'vostra-ministry', { stance: 'DENIES' });
      await put(saidBy('one', 'm-orne'), denial);
      expect(await status()).toBe('DISPUTED');
      await put(declares('three', { 'vostra-ministry': 'arland' }));
      expect(await status()).toBe('REPORTED');
    });

    it('takes an admission by an organ of the subject for one by the subject', async () => {
      await put(saidBy('one', 'vostra-army', { modality: 'ADMITTED' }), saidBy('two', 'm-orne'));
      expect(await status()).toBe('REPORTED');
      await put(declares('three', { 'vostra-army': 'arland' }));
      expect(await status()).toBe('CONFIRMED');
    });

    it('derives claims again wherever a declaration is far above the speaker', async () => {
      await put(saidBy('one', 'm-orne'), saidBy('two', 'vostra-army'));
      await put(declares('three', { 'm-orne': 'vostra-ministry', 'vostra-army': 'vostra' }));
      expect(await status()).toBe('CONFIRMED');
      await put(declares('four', { 'vostra-ministry': 'vostra' }));
      expect(await status()).toBe('REPORTED');
    });

    it('counts a declaration while a live article makes it, and as of each time those of that time', async () => {
      await put(saidBy('one', 'vostra-ministry'), saidBy('two', 'vostra-army'));
      const times = [await lastWriteAt()];
      const both = { 'vostra-ministry': 'vostra', 'vostra-army': 'vostra' };
      for (const change of [
        () => put(declares('three', both)),
        () => retract('three'),
        () => restore('three'),
        () => put(declares('three', {})),
        () => put(declares('three', both)),
      ]) {
        await change();
        times.push(await lastWriteAt());
      }
      const told = ['CONFIRMED', 'REPORTED', 'CONFIRMED', 'REPORTED', 'CONFIRMED', 'REPORTED'];
      for (const [index, time] of times.entries()) {
        const then = store.asOf(time);
        expect([index, await status(then)]).toEqual([index, told[index]]);
        expect((await reasons(then)).length).toBe(told[index] === 'CONFIRMED' ? 2 : 1);
        const [organ] = await then.get('entities', ['vostra-army']);
        expect(organ?.organOf).toEqual(told[index] === 'CONFIRMED' ? [] : ['vostra']);
      }
      expect((await store.historyOf([theClaim]))[0]?.map(({ cause }) => cause.kind)).toEqual([
        'IMPORT',
        'IMPORT',
        'RETRACTION',
        'RESTORATION',
        'IMPORT',
        'IMPORT',
      ]);
    });

    it('is one voice with each body, if articles name different ones', async () => {
      await put(saidBy('one', 'vostra'), saidBy('two', 'm-orne'), saidBy('three', 'vostra-army'));
      await put(declares('four', { 'vostra-army': 'vostra' }), declares('five', { 'vostra-army': 'm-orne' }));
      expect((await store.get('entities', ['vostra-army']))[0]?.organOf).toEqual(['m-orne', 'vostra']);
      expect(await status()).toBe('REPORTED');
      await retract('three');
      expect(await status()).toBe('CONFIRMED');
    });

    it('refuses a circle of organs, names it, and writes nothing', async () => {
      await put(declares('one', { 'm-orne': 'vostra-ministry', 'vostra-ministry': 'vostra' }));
      const before = await store.list('articles', {}, { first: 10, after: null });
      await expect(put(declares('two', { vostra: 'm-orne' }))).rejects.toMatchObject({
        code: 'ORGAN_CIRCLE',
        message:
          'vostra is an organ of m-orne, m-orne of vostra-ministry, vostra-ministry of vostra; expected no circle of organs',
      });
      await expect(put(declares('two', { vostra: 'vostra' }))).rejects.toMatchObject({
        code: 'ORGAN_CIRCLE',
      });
      expect(await store.list('articles', {}, { first: 10, after: null })).toEqual(before);
      // The same article may turn its declaration around.
      await put(declares('one', { vostra: 'm-orne' }));
      expect((await store.get('entities', ['vostra']))[0]?.organOf).toEqual(['m-orne']);
    });

    it('refuses to restore an article that would close a circle', async () => {
      await put(declares('one', { 'm-orne': 'vostra' }));
      await retract('one');
      await put(declares('two', { vostra: 'm-orne' }));
      await expect(restore('one')).rejects.toMatchObject({ code: 'ORGAN_CIRCLE' });
      await retract('two');
      await restore('one');
      expect((await store.get('entities', ['m-orne']))[0]?.organOf).toEqual(['vostra']);
    });

    it('refuses a body that nobody declares', async () => {
      const unknown = {
        ...declares('one', {}),
        entities: [entity('m-orne', 'PERSON', { organOf: ['nobody'] })],
      };
      await expect(put(unknown)).rejects.toMatchObject({
        code: 'UNKNOWN_REFERENCE',
        message: expect.stringContaining('nobody'),
      });
    });

    it('keeps the declaration of each article', async () => {
      await put(declares('one', { 'm-orne': 'vostra' }), declares('two', {}));
      const annotations = await store.annotations(statuses, 10, null);
      const declared = annotations.map(({ entities }) => entities.find(({ id }) => id === 'm-orne')?.organOf);
      expect(declared).toEqual([['vostra'], []]);
    });
  });
}

const ENTITIES: readonly Entity[] = [
  entity('arland'),
  entity('river-front', 'ARMED_GROUP'),
  entity('vostra'),
  entity('vostra-ministry', 'ORGANIZATION'),
  entity('vostra-army', 'ORGANIZATION'),
  entity('m-orne', 'PERSON'),
];
const WORLD: ArticleSpec = { entities: ENTITIES };

/** Someone says that Arland funds the River Front. */
const saidBy = (slug: string, speaker: string, citation = {}): AnnotatedArticle =>
  article(slug, { ...WORLD, says: [{ citations: [{ assertedBy: [speaker], ...citation }] }] });

/** An article without claims, which says who speaks for whom. */
const declares = (slug: string, bodies: Readonly<Record<string, string>>): AnnotatedArticle =>
  article(slug, {
    entities: ENTITIES.map((one) => ({ ...one, organOf: [bodies[one.id] ?? []].flat() })),
    says: [],
  });
