import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnnotatedArticle, ClaimStatus } from '#ascribe/domain/records.js';
import { STATUSES } from '#ascribe/domain/records.js';
import type { PageRequest, Store } from '#ascribe/store/store.js';
import { article, buildClaim, entity } from './article-builder.js';

const ALL = Object.keys(STATUSES) as ClaimStatus[];
const page = (first = 50, after: string | null = null): PageRequest => ({ first, after });

/** Tests of writes, derived statuses, lists and pages, for every store. `open` creates an empty store. */
export function articlesAndListsContract(name: string, open: () => Promise<Store>): void {
  describe(`a store on ${name}`, () => {
    let store: Store;
    const put = (...articles: AnnotatedArticle[]) => store.write((writer) => writer.put(articles));
    const theClaim = buildClaim('any').id;
    const standing = async (id = theClaim) => {
      const [claim] = await store.get('claims', [id]);
      return claim == null ? null : { status: claim.status, confidence: claim.confidence };
    };

    beforeEach(async () => {
      store = await open();
    });
    afterEach(async () => {
      await store.close();
    });

    describe('writes articles', () => {
      it('stores everything an article says and returns it by id', async () => {
        const one = article('one', { source: { affiliation: 'arland' } });
        expect(await put(one)).toEqual([
          { articleId: 'article:one', result: 'created', claims: 1, citations: 1, notes: [] },
        ]);
        expect(await store.get('articles', ['article:one', 'article:none'])).toEqual([
          { ...one.article, retractedBy: null, retractsDerived: false, retractedWith: null },
          null,
        ]);
        expect(await store.get('sources', ['source:one'])).toEqual([one.source]);
        expect(await store.get('entities', ['river-front', 'none', 'arland'])).toEqual([
          one.entities[1],
          null,
          one.entities[0],
        ]);
        const [claim] = await store.get('claims', [theClaim]);
        expect(claim).toMatchObject({
          id: theClaim,
          subjectId: 'arland',
          predicate: 'FUNDS',
          objectId: 'river-front',
          value: null,
        });
        const {
          pages: [cited],
        } = await store.citationsOf([theClaim], page());
        expect(cited?.items).toEqual(one.claims[0]?.citations);
        expect(await store.get('citations', [one.claims[0]?.citations[0]?.id ?? ''])).toEqual(
          one.claims[0]?.citations,
        );
      });

      it('reads an empty store as of before its first write', async () => {
        const { lastWriteAt } = await store.writePosition();
        await put(article('one'));
        const empty = store.asOf(lastWriteAt);
        for (const list of [
          empty.list('entities', {}, page()),
          empty.list('claims', { statuses: ALL }, page()),
        ])
          expect((await list).items).toEqual([]);
        expect(await empty.get('articles', ['article:one'])).toEqual([null]);
        expect((await empty.citationsOf([theClaim], page())).pages[0]?.items ?? []).toEqual([]);
      });

      it('stores values of each type, texts in any script, and null grades', async () => {
        const values = article('values', {
          entities: [
            entity('blast', 'ATTACK', {
              name: 'Взрыв 爆炸 🌋',
              aliases: ['Ганджа', 'Gəncə'],
              identifiers: [{ scheme: 'wikidata', value: 'Q1 a' }],
            }),
          ],
          says: [
            { subjectId: 'blast', predicate: 'KILLED', value: { type: 'COUNT', min: 7, max: null } },
            {
              subjectId: 'blast',
              predicate: 'KILLED',
              value: { type: 'COUNT', min: 7, max: 12, best: 9, of: 'civilians' },
            },
            {
              subjectId: 'blast',
              predicate: 'KILLED',
              value: { type: 'COUNT', min: null, max: null, best: 9 },
            },
            ...([40.5, 'PROVINCE', null] as const).map((precision) => ({
              subjectId: 'blast',
              predicate: 'LOCATED_AT' as const,
              value: { type: 'COORDINATES' as const, latitude: -16.8700001, longitude: 180, precision },
            })),
            { subjectId: 'blast', predicate: 'WEAPON', value: { type: 'WEAPON', term: 'DRONE' } },
            { subjectId: 'blast', predicate: 'DATED', value: { type: 'DATE', edtf: '2031-04~' } },
            {
              subjectId: 'blast',
              predicate: 'OUTCOME',
              value: { type: 'OUTCOME', term: 'FOILED' },
              citations: [{ quote: 'ʻquote’ 🌋', credibility: 6 }],
            },
          ],
        });
        await put(values);
        const { items } = await store.list('claims', { statuses: ALL }, page());
        expect(items.map(({ value }) => value)).toEqual(
          expect.arrayContaining(values.claims.map(({ value }) => value)),
        );
        expect(items.find(({ predicate }) => predicate === 'OUTCOME')?.confidence).toBeNull();
        expect(await store.get('entities', ['blast'])).toEqual([
          { ...values.entities[0], aliases: ['Gəncə', 'Ганджа'] },
        ]);
      });

      it('changes nothing if the same article is written again', async () => {
        await put(article('one'));
        const before = [await store.get('claims', [theClaim]), await store.historyOf([theClaim])];
        expect(await put(article('one'))).toMatchObject([{ result: 'unchanged' }]);
        expect([await store.get('claims', [theClaim]), await store.historyOf([theClaim])]).toEqual(before);
      });

      it('replaces the citations of a changed article and no others', async () => {
        await put(article('one'), article('two'));
        const changed = article('one', {
          says: [{ citations: [{ quote: 'other words', modality: 'POSSIBLE' }] }],
        });
        expect(await put(changed)).toMatchObject([{ result: 'replaced' }]);
        const {
          pages: [cited],
        } = await store.citationsOf([theClaim], page());
        expect(cited?.items.map(({ articleId, quote }) => [articleId, quote])).toEqual([
          ['article:two', 'words 0'],
          ['article:one', 'other words'],
        ]);
        expect(await standing()).toMatchObject({ status: 'REPORTED' });
      });

      it('removes a claim with its last citation and keeps its history', async () => {
        await put(article('one'));
        await put(article('one', { says: [{ predicate: 'ARMS' }] }));
        expect(await standing()).toBeNull();
        const [history] = await store.historyOf([theClaim]);
        expect(history?.map(({ from, to }) => [from?.status, to?.status])).toEqual([
          [undefined, 'REPORTED'],
          ['REPORTED', undefined],
        ]);
      });

      it('writes all of a transaction or none of it', async () => {
        const failedWrite = store.write(async (writer) => {
          await writer.put([article('one')]);
          throw new Error('stopped halfway');
        });
        await expect(failedWrite).rejects.toThrow('stopped halfway');
        expect(await store.count('articles', {})).toBe(0);
        expect(await store.count('claims', { statuses: ALL })).toBe(0);
        await put(article('two'));
        expect(await store.count('articles', {})).toBe(1);
      });

      it('rejects an entity with a different kind, names the article, and writes nothing of it', async () => {
        await put(article('one'));
        const other = article('two', {
          entities: [entity('arland', 'PLACE'), entity('river-front', 'ARMED_GROUP')],
        });
        await expect(put(other)).rejects.toMatchObject({
          code: 'KIND_CONFLICT',
          message: expect.stringMatching(/article:two.*arland.*PLACE.*STATE/),
        });
        expect(await store.get('articles', ['article:two'])).toEqual([null]);
      });

      it('rejects a claim about an undeclared entity', async () => {
        await expect(put(article('one', { entities: [entity('arland')] }))).rejects.toMatchObject({
          code: 'UNKNOWN_REFERENCE',
        });
        expect(await store.count('claims', { statuses: ALL })).toBe(0);
      });

      it('rejects a claim without a citation', async () => {
        await expect(put(article('one', { says: [{ citations: [] }] }))).rejects.toMatchObject({
          code: 'BAD_INPUT',
        });
        expect(await store.get('articles', ['article:one'])).toEqual([null]);
      });

      it('creates a referenced entity until an article declares it', async () => {
        await put(
          article('one', {
            entities: [entity('arland')],
            borrowed: [entity('river-front', 'ARMED_GROUP', { name: 'RF' })],
          }),
        );
        await put(
          article('two', {
            entities: [entity('arland'), entity('river-front', 'ARMED_GROUP', { name: 'River Front' })],
          }),
        );
        expect((await store.get('entities', ['river-front']))[0]).toMatchObject({
          name: 'River Front',
          aliases: [],
        });
      });

      it('keeps a different name as an alias, notes it, and drops it with the article', async () => {
        await put(article('one'), article('two'));
        const named = (name: string) =>
          article('three', {
            entities: [entity('arland', 'STATE', { name }), entity('river-front', 'ARMED_GROUP')],
          });
        const [outcome] = await put(named('Republic of Arland'));
        expect(outcome?.notes).toEqual([
          'entity arland: "Republic of Arland" is kept as an alias of "arland"',
        ]);
        expect((await store.get('entities', ['arland']))[0]?.aliases).toEqual(['Republic of Arland']);
        await put(named('arland'));
        expect((await store.get('entities', ['arland']))[0]?.aliases).toEqual([]);
      });

      it('accepts two concurrent writers and loses nothing of either', async () => {
        await Promise.all(Array.from({ length: 12 }, (_, index) => put(article(`n${index}`))));
        expect(await store.countCitationsOf([theClaim])).toEqual([12]);
        expect(await standing()).toEqual({ status: 'CONFIRMED', confidence: 100 });
      });
    });

    describe('derives statuses', () => {
      it('confirms a claim of two independent sources, until one is retracted', async () => {
        await put(article('one'));
        expect(await standing()).toEqual({ status: 'REPORTED', confidence: 65 });
        await put(article('two'));
        expect(await standing()).toEqual({ status: 'CONFIRMED', confidence: 88 });
        await put(
          article('two', { article: { retractedAt: '2031-05-01T00:00:00Z', retractionReason: 'made up' } }),
        );
        expect(await standing()).toEqual({ status: 'REPORTED', confidence: 65 });
        const [history] = await store.historyOf([theClaim]);
        expect(history?.map(({ to, cause }) => [to?.status, to?.confidence, cause.articleIds])).toEqual([
          ['REPORTED', 65, ['article:one']],
          ['CONFIRMED', 88, ['article:two']],
          ['REPORTED', 65, ['article:two']],
        ]);
      });

      it('counts copies of one story once, even if the original is written last', async () => {
        const copy = (slug: string) => article(slug, { article: { derivedFrom: 'article:wire' } });
        await put(copy('one'), copy('two'));
        expect(await standing()).toEqual({ status: 'REPORTED', confidence: 65 });
        const [evidence] = await store.evidenceOf([theClaim]);
        expect(evidence?.map(({ lineage }) => lineage.at(-1))).toEqual(['article:wire', 'article:wire']);
        await put(article('wire'));
        expect(await standing()).toEqual({ status: 'REPORTED', confidence: 65 });
      });

      it("derives claims again if the root of an article's lineage changes", async () => {
        await put(
          article('one', { article: { derivedFrom: 'article:wire-1' } }),
          article('two', { article: { derivedFrom: 'article:wire-2' } }),
        );
        expect((await standing())?.status).toBe('CONFIRMED');
        await put(
          article('wire-1', { article: { derivedFrom: 'article:wire-2' }, says: [{ predicate: 'ARMS' }] }),
        );
        expect((await standing())?.status).toBe('REPORTED');
      });

      it('counts articles that derive from each other once', async () => {
        await put(
          article('one', { article: { derivedFrom: 'article:two' } }),
          article('two', { article: { derivedFrom: 'article:one' } }),
        );
        expect(await standing()).toEqual({ status: 'REPORTED', confidence: 65 });
      });

      it('derives all claims of a source again if its reliability changes', async () => {
        const graded = (slug: string, reliability: 'B' | 'D', predicate: 'FUNDS' | 'ARMS') =>
          article(slug, {
            source: { id: 'source:shared', name: 'Shared', reliability },
            says: [{ predicate }],
          });
        await put(graded('one', 'B', 'FUNDS'));
        const [outcome] = await put(article('else'), graded('two', 'D', 'ARMS')).then((outcomes) =>
          outcomes.slice(1),
        );
        expect(outcome?.notes).toEqual([]);
        const [source] = await store.get('sources', ['source:shared']);
        expect(source?.reliability).toBe('D');
        expect((await standing())?.status).toBe('REPORTED');
      });
    });

    describe('lists and pages', () => {
      const many = () =>
        article('many', {
          entities: [
            entity('arland'),
            ...Array.from({ length: 30 }, (_, index) =>
              entity(`group-${String(index).padStart(2, '0')}`, 'ARMED_GROUP'),
            ),
          ],
          says: Array.from({ length: 30 }, (_, index) => ({
            objectId: `group-${String(index).padStart(2, '0')}`,
            citations: [
              {
                modality: index % 3 === 0 ? 'POSSIBLE' : 'REPORTED_AS_FACT',
                credibility: index % 5 === 0 ? 6 : 2,
              } as const,
            ],
          })),
        });

      it('lists claims of the statuses by strength, then confidence (none last), then id', async () => {
        await put(many());
        const { items, hasNext } = await store.list('claims', { statuses: ['REPORTED', 'ALLEGED'] }, page());
        expect(hasNext).toBe(false);
        const keys = items.map(
          ({ status, confidence, id }) =>
            `${status === 'REPORTED' ? 0 : 1} ${String(confidence === null ? 101 : 100 - confidence).padStart(3, '0')} ${id}`,
        );
        expect(keys).toEqual(keys.toSorted());
        expect(items).toHaveLength(30);
        expect(await store.count('claims', { statuses: ['ALLEGED'] })).toBe(10);
        expect(await store.count('claims', { statuses: ['ALLEGED'], minConfidence: 1 })).toBe(8);
      });

      it('pages without gaps or duplicates, even if a write comes between two pages', async () => {
        await put(many());
        const allIds = (await store.list('claims', { statuses: ALL }, page())).items.map(({ id }) => id);
        const first = await store.list('claims', { statuses: ALL }, page(12));
        await put(
          article('later', { says: [{ predicate: 'ARMS', citations: [{ modality: 'ADJUDICATED' }] }] }),
        );
        const second = await store.list('claims', { statuses: ALL }, page(12, first.cursors.at(-1)));
        const third = await store.list('claims', { statuses: ALL }, page(12, second.cursors.at(-1)));
        expect([first.hasNext, second.hasNext, third.hasNext]).toEqual([true, true, false]);
        expect([...first.items, ...second.items, ...third.items].map(({ id }) => id)).toEqual(allIds);
      });

      it('returns one page of claims for each entity, at either end', async () => {
        await put(many());
        const {
          pages: [arland, group, none],
        } = await store.claimsOf(['arland', 'group-01', 'none'], 'BOTH', { statuses: ALL }, page(5));
        expect([arland?.items.length, arland?.hasNext]).toEqual([5, true]);
        expect(group?.items.map(({ objectId }) => objectId)).toEqual(['group-01']);
        expect(none?.items).toEqual([]);
        expect(await store.countClaimsOf(['arland', 'group-01'], 'OUT', { statuses: ALL })).toEqual([30, 0]);
        expect(await store.countClaimsOf(['arland', 'group-01'], 'IN', { statuses: ALL })).toEqual([0, 1]);
      });

      it('lists a symmetric claim once, at both ends', async () => {
        await put(
          article('one', {
            says: [{ subjectId: 'arland', predicate: 'ALLIED_WITH', objectId: 'river-front' }],
          }),
        );
        for (const direction of ['OUT', 'IN', 'BOTH'] as const) {
          const { pages } = await store.claimsOf(
            ['arland', 'river-front'],
            direction,
            { statuses: ALL },
            page(),
          );
          expect(pages.map(({ items }) => items.length)).toEqual([1, 1]);
          expect(await store.countClaimsOf(['arland', 'river-front'], direction, { statuses: ALL })).toEqual([
            1, 1,
          ]);
        }
      });

      it('filters by broader predicates, subject, object and article', async () => {
        await put(
          article('one', { says: [{ predicate: 'FUNDS' }, { predicate: 'OPPOSES' }] }),
          article('two', { says: [{ predicate: 'ARMS' }] }),
        );
        const found = async (filter: object) =>
          (await store.list('claims', { statuses: ALL, ...filter }, page())).items
            .map(({ predicate }) => predicate)
            .sort();
        expect(await found({ predicates: ['SPONSORS'] })).toEqual(['ARMS', 'FUNDS']);
        expect(await found({ articleIds: ['article:two'] })).toEqual(['ARMS']);
        expect(await found({ subjectIds: ['river-front'] })).toEqual([]);
        expect(await found({ objectIds: ['river-front'], predicates: ['OPPOSES'] })).toEqual(['OPPOSES']);
      });

      it('lists entities by id and kind, articles newest first (undated last), sources by id', async () => {
        await put(
          article('old', { article: { publishedAt: '1999' } }),
          article('new', { article: { publishedAt: '2031-04-12' } }),
          article('ancient', { article: { publishedAt: '-0044' } }),
          article('undated', { article: { publishedAt: null } }),
        );
        expect((await store.list('articles', {}, page())).items.map(({ id }) => id)).toEqual([
          'article:new',
          'article:old',
          'article:ancient',
          'article:undated',
        ]);
        expect((await store.list('articles', { sourceIds: ['source:old'] }, page())).items).toHaveLength(1);
        expect(
          (await store.list('entities', { kinds: ['STATE'] }, page())).items.map(({ id }) => id),
        ).toEqual(['arland']);
        const first = await store.list('sources', {}, page(3));
        expect(first.items.map(({ id }) => id)).toEqual(['source:ancient', 'source:new', 'source:old']);
        expect(
          (await store.list('sources', {}, page(3, first.cursors.at(-1)))).items.map(({ id }) => id),
        ).toEqual(['source:undated']);
        expect([
          await store.count('entities', { kinds: ['ARMED_GROUP'] }),
          await store.count('articles', {}),
          await store.count('sources', {}),
        ]).toEqual([1, 4, 4]);
      });

      it('orders citations by stance, then modality, then credibility', async () => {
        await put(
          article('one', {
            says: [
              {
                citations: [
                  { quote: 'a', stance: 'DENIES', modality: 'ADMITTED' },
                  { quote: 'b', modality: 'POSSIBLE' },
                  { quote: 'c', credibility: 6 },
                  { quote: 'd', credibility: 1 },
                ],
              },
            ],
          }),
        );
        const {
          pages: [first],
        } = await store.citationsOf([theClaim], page(3));
        expect(first?.items.map(({ quote }) => quote)).toEqual(['d', 'c', 'b']);
        const {
          pages: [rest],
        } = await store.citationsOf([theClaim], page(3, first?.cursors.at(-1)));
        expect(rest?.items.map(({ quote }) => quote)).toEqual(['a']);
        expect(await store.countCitationsOf([theClaim, 'claim:none'])).toEqual([4, 0]);
      });

      it('reads a claim with ten thousand citations', async () => {
        const citations = Array.from({ length: 10_000 }, (_, index) => ({ quote: `words ${index}` }));
        await put(article('big', { says: [{ citations }] }));
        expect(await store.countCitationsOf([theClaim])).toEqual([10_000]);
        expect(await standing()).toEqual({ status: 'REPORTED', confidence: 65 });
      });

      it('rejects a filter without statuses and a cursor of a different list', async () => {
        await put(article('one'));
        await expect(store.list('claims', { statuses: [] }, page())).rejects.toMatchObject({
          code: 'STATUSES_REQUIRED',
        });
        await expect(store.count('claims', { statuses: [] })).rejects.toMatchObject({
          code: 'STATUSES_REQUIRED',
        });
        await expect(store.claimsOf(['arland'], 'BOTH', { statuses: [] }, page())).rejects.toMatchObject({
          code: 'STATUSES_REQUIRED',
        });
        const { cursors } = await store.list('entities', {}, page(1));
        for (const cursor of [cursors[0] as string, 'nonsense', '', 'WzFd']) {
          await expect(store.list('claims', { statuses: ALL }, page(1, cursor))).rejects.toMatchObject({
            code: 'BAD_CURSOR',
          });
        }
      });
    });

    it('suggests the closest ids for a misspelled one', async () => {
      await put(article('one'));
      expect((await store.closestEntityIds('arlnad', 2))[0]).toBe('arland');
      expect(await store.closestEntityIds('zzzzzzzzzzzz', 2)).toEqual([]);
      expect((await store.closestArticleIds('article:oen', 2))[0]).toBe('article:one');
      expect(await store.closestArticleIds('article:zzzzzzzzzzzz', 2)).toEqual([]);
    });
  });
}
