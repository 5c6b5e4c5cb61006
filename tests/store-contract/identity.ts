import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AnnotatedArticle, type ClaimStatus, type Entity, statuses } from '#ascribe/domain/records.js';
import type { Reads, Store } from '#ascribe/store/store.js';
import { type ArticleSpec, article, buildClaim, entity } from './article-builder.js';

const ALL = [...statuses] as ClaimStatus[];
const PAGE = { first: 50, after: null };

/** Tests of which records are the same, for every store. `open` creates an empty store. */
export function identityContract(name: string, open: () => Promise<Store>): void {
  describe(`identity on ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());
    const put = (...articles: AnnotatedArticle[]) => store.write((writer) => writer.put(articles));
    const replace = (...articles: AnnotatedArticle[]) =>
      store.write((writer) => writer.put(articles, { replace: true }));
    const retract = (slug: string) =>
      store.write((writer) =>
        writer.retract({
          articleId: `article:${slug}`,
          reason: 'wrong',
          analyst: 'ada',
          includeDerived: false,
        }),
      );
    const restore = (slug: string) =>
      store.write((writer) => writer.restore({ articleId: `article:${slug}`, analyst: 'ada' }));
    const lastWriteAt = async () => (await store.writePosition()).lastWriteAt;

    describe('corrects kinds', () => {
      const kindOf = async (id = 'dawn-league', reads: Reads = store) =>
        (await reads.get('entities', [id]))[0]?.kind;
      const listed = async (reads: Reads = store) => {
        const kinds = await Promise.all(
          (['ORGANIZATION', 'ARMED_GROUP'] as const).map(async (kind) => {
            const { items } = await reads.list('entities', { kinds: [kind] }, PAGE);
            const hits = await reads.search('dawn', { statuses: ALL, kinds: [kind] }, PAGE);
            return [
              items.map(({ id }) => id),
              hits.items.length,
              await reads.count('entities', { kinds: [kind] }),
            ];
          }),
        );
        return { ORGANIZATION: kinds[0], ARMED_GROUP: kinds[1] };
      };
      const league = (kind: Entity['kind']) => entity('dawn-league', kind, { name: 'Dawn League' });
      const declares = (slug: string, kind: Entity['kind'], more: ArticleSpec = {}) =>
        article(slug, { says: [], ...more, entities: [league(kind), ...(more.entities ?? [])] });

      it('with the only article that declares the entity, for lists, search and each time', async () => {
        await put(declares('one', 'ORGANIZATION'));
        const before = await lastWriteAt();
        expect(await listed()).toEqual({ ORGANIZATION: [['dawn-league'], 1, 1], ARMED_GROUP: [[], 0, 0] });
        await put(declares('one', 'ARMED_GROUP'));
        expect(await kindOf()).toBe('ARMED_GROUP');
        expect(await listed()).toEqual({ ORGANIZATION: [[], 0, 0], ARMED_GROUP: [['dawn-league'], 1, 1] });
        expect(await kindOf('dawn-league', store.asOf(before))).toBe('ORGANIZATION');
        expect(await listed(store.asOf(before))).toEqual({
          ORGANIZATION: [['dawn-league'], 1, 1],
          ARMED_GROUP: [[], 0, 0],
        });
      });

      it('once no live article declares the entity', async () => {
        await put(declares('one', 'ORGANIZATION'));
        await put(article('one', { entities: [], says: [] }));
        await put(declares('two', 'ARMED_GROUP'));
        expect(await kindOf()).toBe('ARMED_GROUP');
        await retract('two');
        await put(declares('three', 'ORGANIZATION'));
        expect(await kindOf()).toBe('ORGANIZATION');
        await expect(restore('two')).rejects.toMatchObject({ code: 'KIND_CONFLICT' });
        await retract('three');
        await restore('two');
        expect(await kindOf()).toBe('ARMED_GROUP');
      });

      it('if all articles that declare the entity are written together', async () => {
        await put(declares('one', 'ORGANIZATION'), declares('two', 'ORGANIZATION'));
        await expect(put(declares('one', 'ARMED_GROUP'))).rejects.toMatchObject({
          code: 'KIND_CONFLICT',
          message: expect.stringMatching(
            /article:one declares entity dawn-league as ARMED_GROUP, but 1 other article .* ORGANIZATION.*Import all of them/,
          ),
        });
        expect(await kindOf()).toBe('ORGANIZATION');
        await put(declares('one', 'ARMED_GROUP'), declares('two', 'ARMED_GROUP'));
        expect(await kindOf()).toBe('ARMED_GROUP');
      });

      it('ignores the kind that a retracted article declares', async () => {
        await put(declares('one', 'ORGANIZATION'));
        const retraction = { retractedAt: '2031-05-01T00:00:00Z', retractionReason: 'made up' };
        await put(declares('two', 'ARMED_GROUP', { article: retraction }));
        expect(await kindOf()).toBe('ORGANIZATION');
      });

      it('with the claims of the article, and keeps them in reads from both ends', async () => {
        const funds = (kind: Entity['kind']) =>
          declares('one', kind, {
            entities: [entity('river-front', 'ARMED_GROUP')],
            says: [{ subjectId: 'dawn-league', predicate: 'FUNDS', objectId: 'river-front' }],
          });
        await put(funds('ORGANIZATION'));
        await put(funds('ARMED_GROUP'));
        const { pages } = await store.claimsOf(['river-front'], 'IN', { statuses: ALL }, PAGE);
        expect(pages[0]?.items.map(({ subjectId }) => subjectId)).toEqual(['dawn-league']);
        const { entities } = await store.neighborhood(
          { entityId: 'river-front', depth: 1, maxEntities: 10, maxClaims: 10 },
          'BOTH',
          { statuses: ALL },
        );
        expect(entities.map(({ entity: { id, kind } }) => [id, kind])).toEqual([
          ['river-front', 'ARMED_GROUP'],
          ['dawn-league', 'ARMED_GROUP'],
        ]);
      });

      it('refuses a kind that a live claim of another article does not allow', async () => {
        const member = article('two', {
          entities: [entity('m-orne', 'PERSON')],
          borrowed: [league('ORGANIZATION')],
          says: [{ subjectId: 'm-orne', predicate: 'LEADS', objectId: 'dawn-league' }],
        });
        await put(declares('one', 'ORGANIZATION'), member);
        await expect(put(declares('one', 'ATTACK'))).rejects.toMatchObject({
          code: 'KIND_CONFLICT',
          message: expect.stringMatching(
            /dawn-league cannot become ATTACK: .*m-orne LEADS dawn-league.*object must be/,
          ),
        });
        expect(await kindOf()).toBe('ORGANIZATION');
        await retract('two');
        await put(declares('one', 'ATTACK'));
        expect(await kindOf()).toBe('ATTACK');
        await retract('one');
        expect(await kindOf()).toBe('ATTACK');
      });
    });

    describe('replaces articles', () => {
      const SAME = { url: 'https://sele.example/1', textSha256: 'a'.repeat(64) };
      const by = (annotator: string | null, quote = 'words') => ({
        says: [{ citations: [{ annotator, quote }] }],
      });
      const first = (more: ArticleSpec = {}) => article('one', { article: SAME, ...by('L. Tarn'), ...more });

      it.each<[string, ArticleSpec, RegExp]>([
        [
          'of another source',
          { source: { id: 'source:tolm-mail' } },
          /its source is source:one, not source:tolm-mail/,
        ],
        [
          'of another url',
          { article: { ...SAME, url: 'https://sele.example/2' } },
          /its url is .*\/1, not .*\/2/,
        ],
        ['of another text', { article: { ...SAME, textSha256: 'b'.repeat(64) } }, /its text is different/],
        ['of another annotator', by('O. Brandt'), /its annotator is L\. Tarn, not O\. Brandt/],
        ['of an annotator who is not named', by(null), /its annotator is L\. Tarn, not unnamed/],
      ])('only on request if the new one is %s', async (_, change, message) => {
        await put(first());
        const before = await store.annotations(ALL, 10, null);
        await expect(put(first(change))).rejects.toMatchObject({ code: 'ARTICLE_CONFLICT', message });
        await expect(put(first(change))).rejects.toMatchObject({ message: /another id.*--replace/ });
        expect(await store.annotations(ALL, 10, null)).toEqual(before);
        expect(await replace(first(change))).toMatchObject([{ result: 'replaced' }]);
        const [after] = await store.annotations(ALL, 10, null);
        expect(after?.article.sourceId).toBe(first(change).source.id);
      });

      it.each<[string, ArticleSpec]>([
        ['corrected by its annotator', by('L. Tarn', 'other words')],
        ['without claims', { says: [] }],
        [
          'of a second annotator besides the first',
          { says: [{ citations: [{ annotator: 'L. Tarn' }, { annotator: 'O. Brandt', quote: 'b' }] }] },
        ],
        ['without the url and the text', { article: {} }],
        ['with another title, which is noted', { article: { ...SAME, title: 'Money' } }],
      ])('without a request if it is %s', async (_, change) => {
        await put(first());
        const [outcome] = await put(first(change));
        expect(outcome?.result).toBe('replaced');
        if (change.article?.title !== undefined)
          expect(outcome?.notes).toEqual(['article:one: the title was "Title of one", and is now "Money"']);
      });

      it('without a request if the first had no name, url or text', async () => {
        await put(article('one'));
        expect(await put(first())).toMatchObject([{ result: 'replaced' }]);
        expect(await store.annotatorsOf(['article:one', 'article:none'])).toEqual([['L. Tarn'], []]);
      });

      it('and leaves nothing of the replaced one', async () => {
        await put(first());
        await replace(first({ source: { id: 'source:tolm-mail' }, says: [] }));
        expect(await store.get('claims', [buildClaim('one').id])).toEqual([null]);
        expect((await store.list('articles', { sourceIds: ['source:one'] }, PAGE)).items).toEqual([]);
      });
    });

    describe('compares names and identifiers', () => {
      const Q41 = { identifiers: [{ scheme: 'wikidata', value: 'Q41' }] };
      const front = (id: string, kind: Entity['kind'], more: Partial<Entity> = {}) =>
        article(id, { says: [], entities: [entity(id, kind, { name: 'Twin Front', ...more })] });
      const found = async (role: 'NAME' | 'IDENTIFIER', text: string, reads: Reads = store) => {
        const [entities = []] = await reads.entitiesDeclaredAs([{ role, text }]);
        return entities.map(({ id, kind }) => `${id} ${kind}`);
      };

      it('of live articles, without case, accents and punctuation', async () => {
        await put(
          front('b', 'ARMED_GROUP', Q41),
          front('a', 'ARMED_GROUP', { name: 'TF', aliases: ['Twin-Frónt'] }),
        );
        await put(
          front('c', 'STATE'),
          article('d', { says: [], entities: [entity('c', 'STATE', { name: 'twin front' })] }),
        );
        const before = await lastWriteAt();
        expect(await found('NAME', 'TWIN FRONT')).toEqual(['a ARMED_GROUP', 'b ARMED_GROUP', 'c STATE']);
        expect(await found('IDENTIFIER', 'wikidata q41')).toEqual(['b ARMED_GROUP']);
        expect(await found('NAME', 'wikidata q41')).toEqual([]);
        await retract('b');
        await retract('c');
        expect(await found('NAME', 'Twin Front')).toEqual(['a ARMED_GROUP', 'c STATE']);
        expect(await found('IDENTIFIER', 'wikidata Q41')).toEqual([]);
        expect(await found('IDENTIFIER', 'wikidata Q41', store.asOf(before))).toEqual(['b ARMED_GROUP']);
      });

      it('refuses one identifier of two kinds, on a write, a correction and a restoration', async () => {
        await put(front('a', 'ARMED_GROUP', Q41), front('b', 'ARMED_GROUP', Q41));
        const conflict = {
          code: 'IDENTIFIER_CONFLICT',
          message: expect.stringMatching(
            /the identifier wikidata Q41 of "(a|c)" \((STATE|ARMED_GROUP)\) is also that of/,
          ),
        };
        await expect(put(front('c', 'STATE', Q41))).rejects.toMatchObject(conflict);
        await expect(put(front('a', 'STATE', Q41))).rejects.toMatchObject(conflict);
        expect(await store.get('articles', ['article:c'])).toEqual([null]);
        await put(front('a', 'STATE', Q41), front('b', 'STATE', Q41), front('c', 'STATE', Q41));
        expect(await found('IDENTIFIER', 'wikidata Q41')).toEqual(['a STATE', 'b STATE', 'c STATE']);
        for (const slug of ['a', 'b', 'c']) await retract(slug);
        await put(front('e', 'PLACE', Q41));
        await expect(restore('a')).rejects.toMatchObject({ code: 'IDENTIFIER_CONFLICT' });
        // The same article may move an identifier from one entity to another.
        await put(article('e', { says: [], entities: [entity('f', 'STATE', Q41)] }));
        await restore('a');
        expect(await found('IDENTIFIER', 'wikidata Q41')).toEqual(['a STATE', 'f STATE']);
      });
    });
  });
}
