import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Facet } from '#ascribe/domain/facets.js';
import { type AnnotatedArticle, type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import { TIERS } from '#ascribe/domain/search/search.js';
import type { PageRequest, SearchFilter, Store } from '#ascribe/store/store.js';
import { type ArticleSpec, article, type ClaimSpec, entity } from './article-builder.js';

const ALL = Object.keys(STATUSES) as ClaimStatus[];
const page = (first = 50, after: string | null = null): PageRequest => ({ first, after });

/** Tests of searches and counts by facet, for every store. `open` creates an empty store. */
export function searchContract(name: string, open: () => Promise<Store>): void {
  describe(`search and facets of ${name}`, () => {
    let store: Store;
    const put = (...articles: AnnotatedArticle[]) => store.write((writer) => writer.put(articles));
    /** The time of the last change. Reads as of this time return the current state. */
    const now = async () =>
      (await store.list('changes', { statuses: ALL }, page(1000))).items.at(-1)?.at ?? '';

    beforeEach(async () => {
      store = await open();
    });
    afterEach(async () => {
      await store.close();
    });

    describe('searches', () => {
      beforeEach(async () => {
        await put(
          article('one', {
            article: { title: 'Trouble on the river' },
            entities: [
              entity('arland', 'STATE', { name: 'Arland', aliases: ['Republic of Ärland'] }),
              entity('river-front', 'ARMED_GROUP', {
                name: 'River Front',
                description: 'Fights for Arland’s east.',
              }),
              entity('front-river', 'PLACE', { name: 'Front River' }),
            ],
          }),
        );
      });
      const searchFor = async (text: string, filter: Partial<SearchFilter> = {}) =>
        (await store.search(text, { statuses: ALL, ...filter }, page())).items.map((hit) => [
          hit.type === 'entity'
            ? hit.entity.id
            : hit.type === 'article'
              ? hit.article.id
              : hit.citation.quote,
          hit.field,
        ]);

      it('finds names, aliases, titles and descriptions, best first', async () => {
        expect(await searchFor('river front')).toEqual([
          ['river-front', 'NAME'],
          ['front-river', 'NAME'],
        ]);
        expect(await searchFor('RIVER')).toEqual([
          ['river-front', 'NAME'],
          ['front-river', 'NAME'],
          ['article:one', 'TITLE'],
        ]);
        expect(await searchFor('republic arla')).toEqual([['arland', 'ALIAS']]);
        expect(await searchFor('arland')).toEqual([
          ['arland', 'NAME'],
          ['river-front', 'DESCRIPTION'],
        ]);
        expect(await searchFor('east')).toEqual([['river-front', 'DESCRIPTION']]);
      });

      it('ranks a whole name, a whole alias, a prefix of a name, then words of a name, alias, title, description', async () => {
        const named = (id: string, name: string, more = {}) => entity(id, 'PLACE', { name, ...more });
        await put(
          article('two', {
            article: { title: 'At Quay Eight' },
            entities: [
              entity('arland'),
              entity('river-front', 'ARMED_GROUP'),
              named('z-whole', 'Quay Eight'),
              named('y-alias', 'Y', { aliases: ['Quáy  eight'] }),
              named('x-begins', 'Quay Eighteen'),
              named('w-holds', 'The Eight of Quay Eightfold'),
              named('v-alias', 'V', { aliases: ['Old Quay Eight'] }),
              named('u-described', 'U', { description: 'Near Quay Eight.' }),
              named('a-sounding', 'Kuay Eight'),
              named('b-split', 'Quay', { aliases: ['Eight'] }),
            ],
            says: [{ citations: [{ quote: 'seen at quay eight' }, { quote: 'no kuay eigt' }] }],
          }),
        );
        expect(await searchFor('quay eight')).toEqual([
          ['z-whole', 'NAME'],
          ['y-alias', 'ALIAS'],
          ['x-begins', 'NAME'],
          ['w-holds', 'NAME'],
          ['v-alias', 'ALIAS'],
          ['article:two', 'TITLE'],
          ['u-described', 'DESCRIPTION'],
          ['a-sounding', 'NAME'],
          ['seen at quay eight', 'QUOTE'],
          ['no kuay eigt', 'QUOTE'],
        ]);
      });

      it('finds other spellings of a name after exact ones', async () => {
        const spellings = ['Huseyniyyun', 'Husseiniyyun', 'Hosseiniyoun'];
        const named = spellings.map((name) => entity(name.toLowerCase(), 'ARMED_GROUP', { name }));
        const others = [
          entity('kasim', 'PERSON', { name: 'Şerif Kasim' }),
          entity('hizballah', 'ORGANIZATION', { name: 'Hizballah' }),
        ];
        await put(
          article('two', {
            entities: [entity('arland'), entity('river-front', 'ARMED_GROUP'), ...named, ...others],
          }),
        );
        for (const name of spellings) {
          const all = (await searchFor(name)).map(([id]) => id);
          expect(all[0]).toBe(name.toLowerCase());
          expect([...all].sort()).toEqual(spellings.map((one) => one.toLowerCase()).sort());
        }
        expect(await searchFor('Sharif Qas')).toEqual([]);
        expect(await searchFor('Qasem Sharif')).toEqual([['kasim', 'NAME']]);
        expect(await searchFor('Хезболла')).toEqual([['hizballah', 'NAME']]);
        expect(await searchFor('hezb')).toEqual([['hizballah', 'NAME']]);
      });

      describe('in quotes', () => {
        const quoting = (
          slug: string,
          quote: string,
          more: Partial<ClaimSpec> = {},
          given: ArticleSpec = {},
        ) =>
          article(slug, {
            ...given,
            entities: [
              entity('arland'),
              entity('river-front', 'ARMED_GROUP'),
              entity('hill-guard', 'ARMED_GROUP'),
            ],
            says: [
              {
                citations: [{ quote, ...more.citations?.[0] }],
                ...(more.objectId && { objectId: more.objectId }),
              },
            ],
          });
        const quotes = async (text: string, statuses: readonly ClaimStatus[]) =>
          (await searchFor(text, { statuses, fields: ['QUOTE'] })).map(([quote]) => quote).sort();

        it('finds quotes of the requested claims in live articles, and with RETRACTED in all', async () => {
          await put(
            quoting('two', 'The grain came by rail'),
            quoting('three', 'grain again', { objectId: 'hill-guard', citations: [{ modality: 'ACCUSED' }] }),
            quoting('four', 'grain taken back', {}, { article: { retractedAt: '2031-05-01T00:00:00Z' } }),
          );
          expect(await quotes('grain', ['ALLEGED'])).toEqual(['grain again']);
          const [{ status } = { status: 'REPORTED' as ClaimStatus }] = (
            await store.list('claims', { statuses: ALL, objectIds: ['river-front'] }, page())
          ).items;
          expect(await quotes('grain', [status])).toEqual(['The grain came by rail']);
          expect(await quotes('grain', [status, 'RETRACTED'])).toEqual([
            'The grain came by rail',
            'grain taken back',
          ]);
          expect(await quotes('grain', ['RETRACTED'])).toEqual([]);
          expect(await quotes('grein', ['ALLEGED'])).toEqual(['grain again']);
          expect(await searchFor('grain', { statuses: ['ALLEGED'], kinds: ['STATE'] })).toEqual([]);
          await expect(searchFor('grain', { statuses: [] })).rejects.toMatchObject({
            code: 'STATUSES_REQUIRED',
          });
        });

        it('does not find retracted quotes, except as of earlier times and after restoring', async () => {
          const [first, second] = [quoting('two', 'grain by rail'), quoting('two', 'coal by rail')];
          await put(first);
          const timestamp = await now();
          await put(second);
          expect(await quotes('rail', ALL)).toEqual(['coal by rail']);
          const filter = { statuses: ALL, fields: ['QUOTE'] as const };
          const earlier = await store.asOf(timestamp).search('rail', filter, page());
          expect(earlier.items).toMatchObject([{ citation: { quote: 'grain by rail' } }]);
          await put(first);
          expect(await quotes('rail', ALL)).toEqual(['grain by rail']);
        });

        it('refuses a cursor whose id is not that of a citation', async () => {
          const cursorAt = (...key: readonly (number | string)[]) =>
            Buffer.from(JSON.stringify(['search', ...key])).toString('base64url');
          const tier = TIERS.indexOf('QUOTE');
          for (const id of ['citation:zz', 'citation:', 'zz', `citation:${'A'.repeat(32)}`])
            await expect(
              store.search('rail', { statuses: ALL, fields: ['QUOTE'] }, page(1, cursorAt(tier, id))),
            ).rejects.toMatchObject({ code: 'BAD_CURSOR' });
        });

        it('pages through many quotes by id, each once', async () => {
          const citations = Array.from({ length: 60 }, (_, index) => ({ quote: `grain number ${index}` }));
          await put(article('two', { says: [{ citations }] }));
          const ids: string[] = [];
          for (let after: string | undefined; ; ) {
            const { items, cursors, hasNext } = await store.search(
              'grain',
              { statuses: ALL },
              page(7, after),
            );
            for (const hit of items) if (hit.type === 'citation') ids.push(hit.citation.id);
            after = cursors.at(-1);
            if (!hasNext) break;
          }
          expect(ids).toHaveLength(60);
          expect(ids).toEqual([...new Set(ids)].sort());
        });
      });

      it('filters by kind, pages, and accepts any text', async () => {
        expect(await searchFor('river', { kinds: ['PLACE'] })).toEqual([['front-river', 'NAME']]);
        const first = await store.search('river', { statuses: ALL }, page(1));
        expect(first.hasNext).toBe(true);
        const second = await store.search('river', { statuses: ALL }, page(1, first.cursors[0]));
        expect(second.items[0]).toMatchObject({ entity: { id: 'front-river' } });
        for (const text of [
          '',
          '   ',
          '"',
          'a" OR "b',
          '*',
          'NEAR(',
          "'; DROP TABLE claim; --",
          '🌋',
          '\u0000',
        ]) {
          await expect(searchFor(text)).resolves.toBeInstanceOf(Array);
        }
      });
    });

    it('counts claims by each facet, now and as of an earlier time', async () => {
      const entities = [
        entity('arland'),
        entity('borland'),
        entity('river-front', 'ARMED_GROUP'),
        entity('blast', 'ATTACK'),
      ];
      await put(
        article('one', {
          entities,
          says: [
            {
              citations: [
                { validFrom: '2019', validTo: '2021' },
                { quote: 'again', validFrom: '2021' },
              ],
            },
            { predicate: 'ALLIED_WITH', objectId: 'borland' },
            { subjectId: 'blast', predicate: 'DATED', value: { type: 'DATE', edtf: '2031-04~' } },
          ],
        }),
        article('two', { entities, says: [{ citations: [{ modality: 'ACCUSED' }] }] }),
        article('gone', {
          entities,
          article: { retractedAt: '2031-05-01T00:00:00Z' },
          says: [{ predicate: 'ARMS' }],
        }),
      );
      const live: ClaimStatus[] = ALL.filter((status) => status !== 'RETRACTED');
      const counted = async (reads: Pick<Store, 'countBy'> = store) => {
        const by = async (facet: Facet) =>
          (await reads.countBy(facet, { statuses: live }, 9)).map(({ value, count }) => [value, count]);
        return {
          predicates: await by('PREDICATE'),
          kinds: await by('KIND'),
          years: await by('YEAR'),
          sources: await by('SOURCE'),
          countries: await by('COUNTRY'),
        };
      };
      const expected = {
        predicates: [
          ['ALLIED_WITH', 1],
          ['DATED', 1],
          ['FUNDS', 1],
        ],
        kinds: [
          ['STATE', 2],
          ['ARMED_GROUP', 1],
          ['ATTACK', 1],
        ],
        years: [
          ['2019', 1],
          ['2020', 1],
          ['2021', 1],
          ['2031', 1],
        ],
        sources: [
          ['source:one', 3],
          ['source:two', 1],
        ],
        countries: [
          ['arland', 2],
          ['borland', 1],
        ],
      };
      expect(await counted()).toEqual(expected);
      expect(await store.countBy('SOURCE', { statuses: live }, 1)).toEqual([
        { value: 'source:one', count: 3 },
      ]);
      expect(await store.countBy('PREDICATE', { statuses: ['RETRACTED'] }, 9)).toEqual([
        { value: 'ARMS', count: 1 },
      ]);
      const statuses = await store.countBy('STATUS', { statuses: ALL }, 9);
      expect(statuses.reduce((sum, { count }) => sum + count, 0)).toBe(4);
      await expect(store.countBy('STATUS', { statuses: [] }, 9)).rejects.toMatchObject({
        code: 'STATUSES_REQUIRED',
      });
      const timestamp = await now();
      await put(article('one', { entities, says: [{ predicate: 'TRAINS' }] }));
      expect(await counted(store.asOf(timestamp))).toEqual(expected);
      expect((await counted()).years).toEqual([]);
    });
  });
}
