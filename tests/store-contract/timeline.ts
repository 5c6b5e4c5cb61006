import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AnnotatedArticle, type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import type { Reads, Store, TimelineEntry, TimelineFilter } from '#ascribe/store/store.js';
import { type ArticleSpec, article, type ClaimSpec, entity } from './article-builder.js';

const ALL = Object.keys(STATUSES) as ClaimStatus[];

/** Tests of timelines, for every store. `open` creates an empty store. */
export function timelineContract(name: string, open: () => Promise<Store>): void {
  describe(`the timeline of ${name}`, () => {
    let store: Store;
    const put = (...articles: AnnotatedArticle[]) => store.write((writer) => writer.put(articles));
    const buildArticle = (slug: string, says: readonly ClaimSpec[], more: ArticleSpec['article'] = {}) =>
      article(slug, {
        entities: [
          entity('arland'),
          entity('borland'),
          entity('river-front', 'ARMED_GROUP'),
          entity('blast', 'ATTACK'),
          entity('raid', 'ATTACK'),
          entity('summit', 'EVENT'),
          entity('treaty', 'AGREEMENT'),
        ],
        says,
        article: more,
      });

    beforeEach(async () => {
      store = await open();
    });
    afterEach(async () => {
      await store.close();
    });

    it('orders dates by earliest time, then latest, open beginnings last', async () => {
      const dates = [
        '-0044-03-15',
        '2019',
        '2031-04~',
        '2031-04-02?',
        '2031-04-XX',
        '[2031-04-05..2031-04-09]',
        '2031-04-01/..',
        '../2018',
        '2031-03/2031-06',
      ];
      await put(
        buildArticle('one', [
          ...dates.map((edtf) => dated('treaty', edtf)),
          { citations: [validity('2031-04-03', null), { ...validity(null, '2020'), quote: 'until' }] },
        ]),
      );
      expect((await timeline(store)).map(formatDate)).toEqual([
        '-0044-03-15',
        '2019',
        '2031-03/2031-06',
        '2031-04-XX',
        '2031-04~',
        '2031-04-01/..',
        '2031-04-02?',
        '2031-04-03 to ?',
        '[2031-04-05..2031-04-09]',
        '../2018',
        '? to 2020',
      ]);
    });

    it('pages through equal dates, each once, also during writes', async () => {
      const many = Array.from({ length: 45 }, (_, n) => `e${n}`);
      const alike = article('one', {
        entities: many.map((id) => entity(id, 'EVENT')),
        says: many.map((id) => dated(id, '2031-04')),
      });
      await put(alike);
      const all = await timeline(store, {}, 100);
      expect(new Set(all.map(({ claim }) => claim.id)).size).toBe(45);
      for (const first of [1, 2, 44, 45]) expect(await timeline(store, {}, first)).toEqual(all);
      const { cursors } = await store.timeline({ statuses: ALL }, { first: 10, after: null });
      await put(buildArticle('two', [dated('blast', '2030'), dated('raid', '2032')]));
      const rest = await store.timeline({ statuses: ALL }, { first: 100, after: cursors[9] ?? null });
      expect(rest.items.map(({ claim }) => claim.subjectId)).toEqual([
        ...all.slice(10).map(({ claim }) => claim.subjectId),
        'raid',
      ]);
      await expect(store.timeline({ statuses: ALL }, { first: 1, after: 'no' })).rejects.toMatchObject({
        code: 'BAD_CURSOR',
      });
    });

    it('contains only dates of claims of the filter', async () => {
      await put(
        buildArticle('one', [
          dated('blast', '2031-01'),
          dated('raid', '2031-02', { modality: 'ACCUSED', credibility: 6 }),
          { predicate: 'ARMS', citations: [validity('2031-03', '2031-04')] },
        ]),
        buildArticle('gone', [dated('summit', '2031-05')], { retractedAt: '2031-05-01T00:00:00Z' }),
      );
      const datesFor = async (filter: Partial<TimelineFilter>) =>
        (await timeline(store, filter)).map(formatDate);
      expect(await datesFor({})).toEqual(['2031-01', '2031-02', '2031-03 to 2031-04', '2031-05']);
      expect(await datesFor({ statuses: ['ALLEGED'] })).toEqual(['2031-02']);
      expect(await datesFor({ statuses: ['RETRACTED'] })).toEqual(['2031-05']);
      expect(await datesFor({ predicates: ['DATED'] })).toEqual(['2031-01', '2031-02', '2031-05']);
      expect(await datesFor({ predicates: ['SPONSORS'] })).toEqual(['2031-03 to 2031-04']);
      expect(await datesFor({ minConfidence: 1 })).toEqual(['2031-01', '2031-03 to 2031-04']);
      for (const entityIds of [undefined, ['blast']])
        await expect(
          store.timeline({ statuses: [], ...(entityIds && { entityIds }) }, { first: 1, after: null }),
        ).rejects.toMatchObject({ code: 'STATUSES_REQUIRED' });
    });

    it('includes intervals with one known end only with includeUndated', async () => {
      await put(
        buildArticle('one', [
          dated('blast', '2031-04~'),
          dated('summit', '2031-04-11/2031-06'),
          { citations: [validity('2029', null)] },
          { predicate: 'ARMS', citations: [validity('2029', '2030')] },
        ]),
      );
      const datesFor = async (filter: Partial<TimelineFilter>) =>
        (await timeline(store, filter)).map(formatDate);
      expect(await datesFor({ during: '2031-04-10' })).toEqual(['2031-04~']);
      expect(await datesFor({ during: '2031-05/..' })).toEqual(['2031-04-11/2031-06']);
      expect(await datesFor({ during: '2029' })).toEqual(['2029 to 2030', '2029 to ?']);
      expect(await datesFor({ during: '2031-04-10', includeUndated: true })).toEqual([
        '2029 to ?',
        '2031-04~',
      ]);
      expect(await datesFor({ during: '2031-04-10', includeUndated: true, entityIds: ['blast'] })).toEqual([
        '2031-04~',
      ]);
    });

    describe('of entities', () => {
      const datesOf = async (entityIds: readonly string[], filter: Partial<TimelineFilter> = {}) =>
        (await timeline(store, { ...filter, entityIds }, 2)).map((entry) => [
          formatDate(entry),
          entry.via?.predicate ?? null,
        ]);
      const accused: ClaimSpec['citations'] = [{ modality: 'ACCUSED' }];

      beforeEach(async () => {
        await put(
          buildArticle('one', [
            dated('blast', '2031-02'),
            dated('raid', '2031-03'),
            dated('summit', '2031-04'),
            dated('treaty', '2031-05'),
            { subjectId: 'river-front', predicate: 'PERPETRATED', objectId: 'blast' },
            {
              subjectId: 'river-front',
              predicate: 'CLAIMED_RESPONSIBILITY_FOR',
              objectId: 'blast',
              citations: accused,
            },
            { subjectId: 'river-front', predicate: 'PERPETRATED', objectId: 'raid', citations: accused },
            { subjectId: 'summit', predicate: 'LOCATED_IN', objectId: 'arland' },
            { subjectId: 'arland', predicate: 'PARTY_TO', objectId: 'treaty' },
            { citations: [validity('2031-01', '2031-06')] },
          ]),
        );
      });

      it("has the entities' own dates, and dates of linked attacks and events with the strongest link", async () => {
        expect(await datesOf(['river-front'])).toEqual([
          ['2031-01 to 2031-06', null],
          ['2031-02', 'PERPETRATED'],
          ['2031-03', 'PERPETRATED'],
        ]);
        expect(await datesOf(['arland'])).toEqual([
          ['2031-01 to 2031-06', null],
          ['2031-04', 'LOCATED_IN'],
        ]);
        expect(await datesOf(['treaty'])).toEqual([['2031-05', null]]);
        expect(await datesOf(['borland', 'nobody'])).toEqual([]);
      });

      it('has each date once, without a link if the entity is requested itself', async () => {
        expect(await datesOf(['river-front', 'arland', 'blast'])).toEqual([
          ['2031-01 to 2031-06', null],
          ['2031-02', null],
          ['2031-03', 'PERPETRATED'],
          ['2031-04', 'LOCATED_IN'],
        ]);
      });

      it('links only by claims of the filter', async () => {
        const statuses = ALL.filter((status) => status !== 'ALLEGED');
        expect(await datesOf(['river-front'], { statuses })).toEqual([
          ['2031-01 to 2031-06', null],
          ['2031-02', 'PERPETRATED'],
        ]);
        expect(
          await datesOf(['river-front'], { predicates: ['DATED', 'CLAIMED_RESPONSIBILITY_FOR'] }),
        ).toEqual([['2031-02', 'CLAIMED_RESPONSIBILITY_FOR']]);
        expect(await datesOf(['river-front'], { predicates: ['DATED'] })).toEqual([]);
        expect(await datesOf(['raid'], { statuses: ['ALLEGED'] })).toEqual([]);
      });
    });

    it('has a time on the day that was said, whatever its offset', async () => {
      await put(buildArticle('one', [dated('blast', '2031-04-17T00:30+02:00'), dated('raid', '2031-04-16')]));
      expect((await timeline(store)).map(formatDate)).toEqual(['2031-04-16', '2031-04-17T00:30+02:00']);
      for (const [during, found] of [
        ['2031-04-17', ['blast']],
        ['2031-04-16', ['raid']],
      ] as const) {
        expect((await timeline(store, { during })).map(({ claim }) => claim.subjectId)).toEqual(found);
        const { items } = await store.list('claims', { statuses: ALL, during }, { first: 9, after: null });
        expect(items.map(({ subjectId }) => subjectId)).toEqual(found);
      }
    });

    it('knows of a date with an unknown end or an open choice only the date that is named', async () => {
      await put(
        buildArticle('one', [dated('blast', '2031/'), dated('raid', '2031/..'), dated('summit', '[2031..]')]),
      );
      const dates = async (during: string, includeUndated: boolean) => {
        const filter = { statuses: ALL, during, includeUndated };
        const { items } = await store.list('claims', filter, { first: 9, after: null });
        return items.map(({ subjectId }) => subjectId).sort();
      };
      expect(await dates('2031-05', false)).toEqual(['blast', 'raid', 'summit']);
      expect(await dates('2040', false)).toEqual(['raid']);
      expect(await dates('2040', true)).toEqual(['blast', 'raid', 'summit']);
      expect((await timeline(store, { during: '2040' })).length).toBe(1);
      expect((await timeline(store, { during: '2040', includeUndated: true })).length).toBe(3);
      expect(await store.countBy('YEAR', { statuses: ALL, predicates: ['DATED'] }, 9)).toEqual([
        { value: '2031', count: 3 },
      ]);
    });

    it('answers as of an earlier time, with the links at that time', async () => {
      const raided: ClaimSpec = { subjectId: 'river-front', predicate: 'PERPETRATED', objectId: 'blast' };
      await put(
        buildArticle('one', [dated('blast', '2031-02'), raided, { citations: [validity('2029', null)] }]),
      );
      const { lastWriteAt } = await store.writePosition();
      const filters = [{}, { entityIds: ['river-front'] }, { entityIds: ['blast'] }, { during: '2031' }];
      const answers = (reads: Reads) =>
        Promise.all(filters.map((filter) => timeline(reads, filter).then((all) => all.map(withVia))));
      const before = await answers(store);
      expect(before.map((all) => all.length)).toEqual([2, 2, 1, 1]);
      await put(buildArticle('one', [dated('blast', '2031-03'), { citations: [validity('2030', null)] }]));
      expect(await answers(store.asOf(lastWriteAt))).toEqual(before);
      expect((await timeline(store)).map(formatDate)).toEqual(['2030 to ?', '2031-03']);
      expect((await timeline(store, { entityIds: ['river-front'] })).map(formatDate)).toEqual(['2030 to ?']);
      expect(await timeline(store.asOf('2001-01-01T00:00:00.000Z'))).toEqual([]);
    });
  });
}

function dated(
  subjectId: string,
  edtf: string,
  more: NonNullable<ClaimSpec['citations']>[number] = {},
): ClaimSpec {
  return { subjectId, predicate: 'DATED', value: { type: 'DATE', edtf }, citations: [more] };
}

const validity = (validFrom: string | null, validTo: string | null) => ({ validFrom, validTo });

/** Reads the whole timeline, page by page. */
async function timeline(
  reads: Reads,
  filter: Partial<TimelineFilter> = {},
  first = 50,
): Promise<TimelineEntry[]> {
  const entries: TimelineEntry[] = [];
  for (let after: string | null = null; ; ) {
    const { items, cursors, hasNext } = await reads.timeline({ statuses: ALL, ...filter }, { first, after });
    entries.push(...items);
    if (!hasNext) return entries;
    after = cursors.at(-1) ?? null;
  }
}

const formatDate = ({ date: { date, from, to } }: TimelineEntry) => date ?? `${from ?? '?'} to ${to ?? '?'}`;
const withVia = (entry: TimelineEntry) => [formatDate(entry), entry.via?.id ?? null];
