import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Facet } from '#ascribe/domain/facets.js';
import { type AnnotatedArticle, type ClaimStatus, type Entity, statuses } from '#ascribe/domain/records.js';
import type { ClaimFilter, Reads, Store } from '#ascribe/store/store.js';
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

      it.each([
        ['corrected', [entity('march', 'ORGANIZATION'), entity('arland', 'ORGANIZATION')]],
        ['no longer named', [entity('vesk')]],
      ])('finds and counts claims by the kinds of the time, after entities are %s', async (_, later) => {
        const march = {
          entities: [entity('march', 'EVENT'), entity('arland', 'STATE')],
          says: [
            { subjectId: 'march', predicate: 'DATED', value: { type: 'DATE', edtf: '2031-04' } },
            { subjectId: 'march', predicate: 'OCCURRED_IN', objectId: 'arland' },
          ],
        } as const;
        const read = async (reads: Reads) => {
          const count = (filter: Partial<ClaimFilter>) => reads.count('claims', { statuses: ALL, ...filter });
          const facet = async (name: Facet) =>
            Object.fromEntries(
              (await reads.countBy(name, { statuses: ALL }, 10)).map(({ value, count: n }) => [value, n]),
            );
          const { items } = await reads.list('claims', { statuses: ALL, during: '2031-04' }, PAGE);
          const timeline = await reads.timeline({ statuses: ALL, entityIds: ['arland'] }, PAGE);
          return {
            inWindow: [items.length, await count({ during: '2031-04' })],
            ofKinds: [await count({ kinds: ['EVENT'] }), await count({ kinds: ['STATE'] })],
            facets: [await facet('KIND'), await facet('COUNTRY'), await facet('YEAR')],
            dates: timeline.items.map(({ date }) => date.date),
          };
        };
        await put(article('one', march));
        const before = await lastWriteAt();
        const then = await read(store);
        expect(then).toEqual({
          inWindow: [2, 2],
          ofKinds: [2, 1],
          facets: [{ EVENT: 2, STATE: 1 }, { arland: 1 }, { 2031: 2 }],
          dates: ['2031-04'],
        });
        await replace(article('one', { entities: later, says: [] }));
        expect(await read(store.asOf(before))).toEqual(then);
        expect(await read(store)).toMatchObject({ ofKinds: [0, 0], dates: [] });
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

    describe('keeps entities and sources only while something uses them', () => {
      const exists = async (id: string, reads: Reads = store) =>
        (await reads.get('entities', [id]))[0] !== null;
      const empty = (slug: string, more: ArticleSpec = {}) =>
        article(slug, { entities: [], says: [], ...more });
      const league = entity('dawn-league', 'ORGANIZATION', { name: 'Dawn League' });

      it('removes an entity with its last declaration, and keeps it in the past', async () => {
        await put(empty('one', { entities: [league] }));
        const before = await lastWriteAt();
        await put(empty('one'));
        const read = async (reads: Reads) => [
          await exists('dawn-league', reads),
          (await reads.list('entities', {}, PAGE)).items.length,
          await reads.count('entities', {}),
          (await reads.search('dawn', { statuses: ALL }, PAGE)).items.length,
        ];
        expect(await read(store)).toEqual([false, 0, 0, 0]);
        expect(await read(store.asOf(before))).toEqual([true, 1, 1, 1]);
        await put(empty('two', { entities: [{ ...league, kind: 'ARMED_GROUP' }] }));
        expect(await read(store)).toEqual([true, 1, 1, 1]);
        expect(await read(store.asOf(before))).toEqual([true, 1, 1, 1]);
      });

      it.each<[string, ArticleSpec]>([
        ['subject of a claim', { says: [{ subjectId: 'dawn-league' }] }],
        ['object of a claim', { says: [{ objectId: 'dawn-league' }] }],
        ['speaker', { says: [{ citations: [{ assertedBy: ['dawn-league'] }] }] }],
        ['earlier speaker', { says: [{ citations: [{ assertedBy: ['dawn-league', 'arland'] }] }] }],
        ['owner of a source', { source: { affiliation: 'dawn-league' } }],
        ['body of an organ', { entities: [entity('army', 'ORGANIZATION', { organOf: ['dawn-league'] })] }],
      ])('keeps a %s until it is not', async (_role, uses) => {
        const borrowed = [league, entity('arland'), entity('river-front', 'ARMED_GROUP')];
        const using = (more: ArticleSpec = {}) =>
          withUsedEntities(empty('two', { ...uses, borrowed, ...more }));
        await put(empty('one', { entities: [league] }), using());
        await put(empty('one'));
        expect(await exists('dawn-league')).toBe(true);
        await put(using({ article: { retractedAt: '2031-05-01T00:00:00Z' } }));
        expect(await exists('dawn-league')).toBe(true);
        await put(using());
        await put(empty('two'));
        expect(await store.count('entities', {})).toBe(0);
      });

      it('keeps what a retracted article declares, because it may be restored', async () => {
        await put(empty('one', { entities: [league] }), empty('two', { entities: [league] }));
        await retract('one');
        await put(empty('two'));
        expect(await exists('dawn-league')).toBe(true);
        await restore('one');
        expect((await store.get('entities', ['dawn-league']))[0]?.name).toBe('Dawn League');
      });

      it('keeps every owner that an article gives to a source, because it may become the only one', async () => {
        const owned = (slug: string, affiliation: string | null) =>
          empty(slug, {
            source: { id: 'source:post', affiliation },
            borrowed: [entity('arland'), entity('borland')],
          });
        await put(owned('one', 'arland'), owned('two', 'borland'), owned('three', 'borland'));
        await put(owned('three', 'arland'));
        await put(owned('one', null), owned('three', null));
        expect((await store.get('sources', ['source:post']))[0]?.affiliation).toBe('borland');
        expect(await exists('arland')).toBe(false);
      });

      it('removes a source with its last article, and keeps it in the past', async () => {
        const from = (id: string) =>
          empty('one', { source: { id, affiliation: 'arland' }, borrowed: [entity('arland')] });
        await put(from('source:post'));
        const before = await lastWriteAt();
        await replace(from('source:mail'));
        const sources = async (reads: Reads) =>
          (await reads.list('sources', {}, PAGE)).items.map(({ id }) => id);
        expect(await sources(store)).toEqual(['source:mail']);
        expect(await sources(store.asOf(before))).toEqual(['source:post']);
        expect(await exists('arland')).toBe(true);
      });

      it('lets one transaction remove an entity and use it again', async () => {
        await put(empty('one', { entities: [league] }));
        const before = await lastWriteAt();
        await store.write(async (writer) => {
          await writer.put([empty('one')]);
          await writer.put([
            empty('one', {
              entities: [entity('army', 'ORGANIZATION', { organOf: ['arland'] })],
              borrowed: [entity('arland')],
            }),
          ]);
          await writer.put([empty('one')]);
          await writer.put([empty('two', { entities: [league] })]);
        });
        expect((await store.list('entities', {}, PAGE)).items).toEqual([league]);
        expect(await exists('army', store.asOf(before))).toBe(false);
        expect((await store.asOf(before).get('entities', ['dawn-league']))[0]).toEqual(league);
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

const IDS = ['arland', 'borland', 'corland', 'dorland'];
const someId = fc.constantFrom(...IDS);
/** A version of an article that uses a few entities in each way. Its sources are its own. */
const randomVersion = fc
  .record({
    slug: fc.constantFrom('one', 'two', 'three'),
    source: fc.constantFrom('post', 'mail'),
    retracted: fc.constantFrom(false, false, true),
    declared: fc.subarray(IDS),
    owner: fc.option(someId),
    body: fc.option(someId),
    claims: fc.uniqueArray(fc.record({ subjectId: someId, speakers: fc.subarray(IDS, { maxLength: 2 }) }), {
      maxLength: 2,
      selector: ({ subjectId }) => subjectId,
    }),
  })
  .map(({ slug, source, retracted, declared, owner, body, claims }) =>
    article(slug, {
      article: { retractedAt: retracted ? '2031-05-01T00:00:00Z' : null },
      source: { id: `source:${slug}-${source}`, affiliation: owner },
      entities: [
        ...declared.map((id) => entity(id)),
        ...(body === null ? [] : [entity('army', 'ORGANIZATION', { organOf: [body] })]),
      ],
      borrowed: [entity('river-front', 'ARMED_GROUP'), ...IDS.map((id) => entity(id))],
      says: claims.map(({ subjectId, speakers }) => ({
        subjectId,
        citations: [{ assertedBy: speakers }],
      })),
    }),
  )
  .map(withUsedEntities);

/** Without the referenced entities that the article does not refer to. */
function withUsedEntities(annotated: AnnotatedArticle): AnnotatedArticle {
  const { source, entities, claims, referencedEntities } = annotated;
  const used = new Set([
    source.affiliation,
    ...entities.flatMap(({ organOf }) => organOf),
    ...claims.flatMap(({ subjectId, objectId, citations }) => [
      subjectId,
      objectId,
      ...citations.flatMap(({ assertedBy }) => assertedBy),
    ]),
  ]);
  return { ...annotated, referencedEntities: referencedEntities.filter(({ id }) => used.has(id)) };
}

/** Properties of replaced articles, for every store. `open` creates an empty store. */
export function identityProperties(name: string, open: () => Promise<Store>, numRuns: number): void {
  it(`${name} keeps the entities and sources that an import of the last version of each article creates`, async () => {
    const read = async (transactions: readonly (readonly AnnotatedArticle[])[]) => {
      const store = await open();
      try {
        for (const articles of transactions)
          await store.write((writer) => writer.put(articles, { replace: true }));
        const { items: entities } = await store.list('entities', {}, PAGE);
        return { entities, sources: (await store.list('sources', {}, PAGE)).items };
      } finally {
        await store.close();
      }
    };
    const randomTransaction = fc.uniqueArray(randomVersion, {
      minLength: 1,
      maxLength: 2,
      selector: ({ article }) => article.id,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(randomTransaction, { minLength: 2, maxLength: 6 }), async (transactions) => {
        const last = new Map(transactions.flat().map((one) => [one.article.id, one]));
        expect(await read(transactions)).toEqual(await read([[...last.values()]]));
      }),
      { numRuns, endOnFailure: true },
    );
  });
}
