import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Predicate } from '#ascribe/domain/ontology.js';
import { type Citation, type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import { readAllPages } from '#ascribe/store/read/read-all-pages.js';
import type { ClaimFilter, PageRequest, Reads, Store } from '#ascribe/store/store.js';
import { article, buildClaim, type ClaimSpec, entity } from './article-builder.js';

const ALL = Object.keys(STATUSES) as ClaimStatus[];
const PAGE = { first: 100, after: null };
const ENTITIES = [
  entity('arland'),
  entity('river-front', 'ARMED_GROUP'),
  entity('blast', 'ATTACK'),
  entity('summit', 'EVENT'),
  entity('treaty', 'AGREEMENT'),
];

/** What an article says of one claim, about one year. */
const about = (year: string | null, citation: Partial<Citation> = {}, claim: ClaimSpec = {}): ClaimSpec => ({
  ...claim,
  citations: [{ validFrom: year, validTo: year, ...citation }],
});
const dated = (subjectId: string, edtf: string, citation: Partial<Citation> = {}): ClaimSpec => ({
  subjectId,
  predicate: 'DATED',
  value: { type: 'DATE', edtf },
  citations: [citation],
});
const POSSIBLE = { modality: 'POSSIBLE' } as const;
const DENIES = { stance: 'DENIES' } as const;

/** Tests of the status of claims in time, for every store. `open` creates an empty store. */
export function timeContract(name: string, open: () => Promise<Store>): void {
  describe(`status in time, of a store on ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    /** Each article has a source of its own, of reliability B. */
    const put = (articles: Readonly<Record<string, readonly ClaimSpec[]>>) =>
      store.write((writer) =>
        writer.put(
          Object.entries(articles).map(([slug, says]) => article(slug, { entities: ENTITIES, says })),
        ),
      );
    const claims = async (filter: Partial<ClaimFilter>, reads: Reads = store) => {
      const { items } = await reads.list('claims', { statuses: ALL, ...filter }, PAGE);
      return items.map(({ predicate, status }) => `${predicate} ${status}`);
    };
    /** The status of the only claim in each of these windows; null if it is not in the answer. */
    const statusIn = async (...windows: string[]) =>
      Promise.all(
        windows.map(async (during) => {
          const { items } = await store.list('claims', { statuses: ALL, during }, PAGE);
          return items[0]?.status ?? null;
        }),
      );
    const courierAndWire = { courier: [about('2001')], wire: [about('2015')] };

    it('tells an alleged year as ALLEGED, whatever other years are', async () => {
      await put({ ...courierAndWire, gazette: [about('2009', POSSIBLE)] });
      expect(await statusIn('2001', '2009', '2015', '2020', '2001/2015')).toEqual([
        'REPORTED',
        'ALLEGED',
        'REPORTED',
        null,
        'REPORTED',
      ]);
      const strong: Partial<ClaimFilter> = { statuses: ['CONFIRMED', 'REPORTED'], during: '2009' };
      expect(await claims(strong)).toEqual([]);
      expect(await claims({ statuses: ['CONFIRMED'] })).toEqual([]);
    });

    it('confirms a year that two sources report, and not another', async () => {
      await put({ courier: [about('2001')], wire: [about('2001')], gazette: [about('2009', POSSIBLE)] });
      expect(await statusIn('2001', '2009', '2009/2015', '2001/2009')).toEqual([
        'CONFIRMED',
        'ALLEGED',
        'ALLEGED',
        'CONFIRMED',
      ]);
      expect(await claims({ statuses: ['CONFIRMED'] })).toEqual(['FUNDS CONFIRMED']);
    });

    it('disputes only the time of a denial', async () => {
      await put({ ...courierAndWire, gazette: [about('2009', POSSIBLE)], herald: [about('2009', DENIES)] });
      expect(await statusIn('2001', '2009', '2015')).toEqual(['REPORTED', 'DISPUTED', 'REPORTED']);
      expect(await claims({})).toEqual(['FUNDS REPORTED']);
      expect(await claims({ contested: true })).toEqual(['FUNDS REPORTED']);
    });

    it('does not call a claim contested whose support and denial are of different times', async () => {
      await put({ courier: [about('2001')], herald: [about('2009', DENIES)] });
      expect(await statusIn('2001', '2009')).toEqual(['REPORTED', 'DENIED']);
      expect(await claims({ contested: true })).toEqual([]);
      expect(await claims({ contested: false })).toEqual(['FUNDS REPORTED']);
    });

    describe('in a window', () => {
      beforeEach(() =>
        put({
          courier: [about('2001'), about('2009', {}, { predicate: 'ARMS' })],
          wire: [about('2001'), about('2009', POSSIBLE, { predicate: 'OPPOSES' })],
          gazette: [about('2009', POSSIBLE), about(null, {}, { predicate: 'TRAINS' })],
        }),
      );
      const during = '2009';
      const strong: ClaimFilter = { statuses: ['CONFIRMED', 'REPORTED'], during };
      const weak: ClaimFilter = { statuses: ['ALLEGED'], during };

      it('lists and pages claims in the order of their status there', async () => {
        expect(await claims({ during })).toEqual(expect.arrayContaining(['ARMS REPORTED', 'FUNDS ALLEGED']));
        const whole = await store.list('claims', { statuses: ALL, during }, PAGE);
        expect(whole.items.map(({ status }) => status)).toEqual(['REPORTED', 'ALLEGED', 'ALLEGED']);
        const read = (page: PageRequest) => store.list('claims', { statuses: ALL, during }, page);
        const paged: string[] = [];
        for await (const { items } of readAllPages(read, 1)) paged.push(...items.map(({ id }) => id));
        expect(paged).toEqual(whole.items.map(({ id }) => id));
      });

      it('gives each claim one status, so that counts add up', async () => {
        const counts = await Promise.all(
          ALL.map((status) => store.count('claims', { statuses: [status], during })),
        );
        expect(counts).toEqual([0, 1, 2, 0, 0, 0]);
        expect(await store.count('claims', { statuses: ALL, during })).toBe(3);
        expect(await store.countBy('STATUS', { statuses: ALL, during }, 10)).toEqual([
          { value: 'ALLEGED', count: 2 },
          { value: 'REPORTED', count: 1 },
        ]);
      });

      it('shows status, confidence and window in the claims, and filters by that confidence', async () => {
        const filter: ClaimFilter = { statuses: ALL, predicates: ['FUNDS'], during, includeUndated: false };
        const [claim] = (await store.list('claims', filter, PAGE)).items;
        const window = { during, includeUndated: false };
        expect(claim).toMatchObject({ status: 'ALLEGED', derivedStatus: 'ALLEGED', window });
        expect(await claims({ ...filter, minConfidence: claim?.confidence as number })).toHaveLength(1);
        expect(await claims({ ...filter, minConfidence: (claim?.confidence as number) + 1 })).toEqual([]);
        const [overall] = await store.get('claims', [buildClaim('any').id]);
        expect(overall).toMatchObject({ status: 'CONFIRMED' });
        expect(overall).not.toHaveProperty('window');
      });

      it('reads the claims of an entity by it', async () => {
        const found = async (filter: ClaimFilter) => {
          const { pages } = await store.claimsOf(['arland', 'river-front'], 'BOTH', filter, PAGE);
          return pages.map(({ items }) => items.map(({ predicate }) => predicate).sort());
        };
        expect(await found(strong)).toEqual([['ARMS'], ['ARMS']]);
        expect(await found(weak)).toEqual([
          ['FUNDS', 'OPPOSES'],
          ['FUNDS', 'OPPOSES'],
        ]);
        expect(await store.countClaimsOf(['arland', 'river-front'], 'OUT', weak)).toEqual([2, 0]);
      });

      it('follows only claims that have the status there', async () => {
        const path = async (filter: ClaimFilter, predicates: Predicate[]) => {
          const request = {
            fromId: 'arland',
            toId: 'river-front',
            maxLength: 1,
            limit: 10,
            avoid: [],
            through: [],
          };
          const { paths } = await store.paths(request, 'OUT', { ...filter, predicates });
          return paths.flatMap(({ claims }) => claims.map(({ status }) => status));
        };
        expect(await path(strong, ['FUNDS'])).toEqual([]);
        expect(await path(weak, ['FUNDS'])).toEqual(['ALLEGED']);
        expect(await path({ statuses: ALL, during }, ['FUNDS', 'ARMS'])).toEqual(['REPORTED', 'ALLEGED']);
        const around = { entityId: 'arland', depth: 1, maxEntities: 10, maxClaims: 10 };
        const neighborhood = await store.neighborhood(around, 'OUT', { ...strong, predicates: ['FUNDS'] });
        expect(neighborhood.entities).toHaveLength(1);
        const chains = await store.chainsFrom('arland', 2, 'OUT', weak);
        expect(chains.map(({ claims }) => claims.map(({ status }) => status))).toEqual([
          ['ALLEGED'],
          ['ALLEGED'],
        ]);
      });

      it('includes what may have held with includeUndated', async () => {
        expect((await claims({ during, includeUndated: true })).sort()).toEqual([
          'ARMS REPORTED',
          'FUNDS ALLEGED',
          'OPPOSES ALLEGED',
          'TRAINS REPORTED',
        ]);
      });

      it('is read as of an earlier time too', async () => {
        const then = (await store.writePosition()).lastWriteAt;
        await put({ herald: [about('2009')], courier: [about('2009')] });
        expect(await claims({ predicates: ['FUNDS'], during })).toEqual(['FUNDS CONFIRMED']);
        expect(await claims({ predicates: ['FUNDS'], during }, store.asOf(then))).toEqual(['FUNDS ALLEGED']);
        expect(await claims({ predicates: ['FUNDS'], during: '2001' }, store.asOf(then))).toEqual([
          'FUNDS CONFIRMED',
        ]);
      });

      it('counts a year by the status in that year', async () => {
        const years = async (filter: ClaimFilter) =>
          Object.fromEntries((await store.countBy('YEAR', filter, 10)).map((one) => [one.value, one.count]));
        expect(await years({ statuses: ALL })).toEqual({ 2001: 1, 2009: 3 });
        expect(await years({ statuses: ['CONFIRMED'] })).toEqual({ 2001: 1 });
        expect(await years({ statuses: ['ALLEGED'] })).toEqual({ 2009: 2 });
        expect(await years({ statuses: ALL, during: '2005/2010' })).toEqual({ 2009: 3 });
      });

      it('gives each date of a timeline the status of its own time', async () => {
        const timeline = async (statuses: ClaimStatus[]) => {
          const { items } = await store.timeline({ statuses, predicates: ['FUNDS'] }, PAGE);
          return items.map(({ date, claim }) => `${date.from} ${claim.status}`);
        };
        expect(await timeline(ALL)).toEqual(['2001 CONFIRMED', '2009 ALLEGED']);
        expect(await timeline(['CONFIRMED'])).toEqual(['2001 CONFIRMED']);
        expect(await timeline(['ALLEGED'])).toEqual(['2009 ALLEGED']);
      });

      it('finds subjects with several claims there', async () => {
        await put({ herald: [about('2009', {}, { objectId: 'blast' })] });
        const subjects = (filter: ClaimFilter) => store.subjectsWithMultipleClaims('FUNDS', filter, 10, null);
        expect(await subjects({ statuses: ALL, during })).toEqual(['arland']);
        expect(await subjects(strong)).toEqual([]);
        expect(await subjects({ statuses: ALL, during: '2001' })).toEqual([]);
      });
    });

    describe('of claims about attacks and events', () => {
      const perpetrated: ClaimSpec = {
        subjectId: 'river-front',
        predicate: 'PERPETRATED',
        objectId: 'blast',
      };
      const killed: ClaimSpec = {
        subjectId: 'blast',
        predicate: 'KILLED',
        value: { type: 'COUNT', min: 7, max: 7 },
      };

      it('finds them when it happened, as a claim with a requested status dates it', async () => {
        await put({ courier: [perpetrated, killed, dated('blast', '2021-04-12')] });
        expect((await claims({ during: '2021' })).sort()).toEqual([
          'DATED REPORTED',
          'KILLED REPORTED',
          'PERPETRATED REPORTED',
        ]);
        expect(await claims({ during: '2020' })).toEqual([]);
        expect(await claims({ during: '2021-04-12', predicates: ['PERPETRATED'] })).toEqual([
          'PERPETRATED REPORTED',
        ]);
        expect(await claims({ during: '2021-04-13' })).toEqual([]);
        expect(await store.count('claims', { statuses: ALL, during: '2021' })).toBe(3);
        expect(await store.countBy('YEAR', { statuses: ALL }, 10)).toEqual([{ value: '2021', count: 3 }]);
      });

      it('does not find them by a date whose status was not requested, or that is denied', async () => {
        await put({
          courier: [
            perpetrated,
            dated('blast', '2021', POSSIBLE),
            dated('blast', '2022'),
            dated('blast', '2023', DENIES),
          ],
        });
        const found = async (statuses: ClaimStatus[]) =>
          Promise.all(
            ['2021', '2022', '2023'].map(async (during) =>
              claims({ statuses, during, predicates: ['PERPETRATED'] }),
            ),
          );
        expect(await found(['REPORTED'])).toEqual([[], ['PERPETRATED REPORTED'], []]);
        expect(await found(['REPORTED', 'ALLEGED'])).toEqual([
          ['PERPETRATED REPORTED'],
          ['PERPETRATED REPORTED'],
          [],
        ]);
        expect(await found(ALL)).toEqual(await found(['REPORTED', 'ALLEGED']));
        const years = async (statuses: ClaimStatus[]) =>
          (await store.countBy('YEAR', { statuses, predicates: ['PERPETRATED'] }, 10)).map(
            ({ value }) => value,
          );
        expect(await years(['REPORTED'])).toEqual(['2022']);
        expect(await years(ALL)).toEqual(['2021', '2022']);
      });

      it('finds them by their own dates, if they have any', async () => {
        await put({ courier: [about('2019', {}, perpetrated), killed, dated('blast', '2021')] });
        expect(await claims({ during: '2021', predicates: ['PERPETRATED'] })).toEqual([]);
        expect(await claims({ during: '2019' })).toEqual(['PERPETRATED REPORTED']);
      });

      it('links an entity with a dated attack as is known at that date', async () => {
        await put({
          courier: [about('2019', {}, perpetrated), dated('blast', '2019'), dated('blast', '2021')],
          wire: [about('2021', POSSIBLE, perpetrated)],
        });
        const linked = async (statuses: ClaimStatus[]) => {
          const filter = {
            statuses,
            entityIds: ['river-front'],
            predicates: ['DATED', 'PERPETRATED'] as const,
          };
          const { items } = await store.timeline(filter, PAGE);
          return items
            .filter(({ via }) => via !== null)
            .map(({ date, claim, via }) => `${date.date} ${claim.status} ${via?.status}`);
        };
        expect(await linked(ALL)).toEqual(['2019 REPORTED REPORTED', '2021 REPORTED ALLEGED']);
        expect(await linked(['REPORTED'])).toEqual(['2019 REPORTED REPORTED']);
      });

      it('finds the date of anything, and nothing else about what is no attack or event', async () => {
        await put({
          courier: [
            dated('treaty', '2021'),
            { subjectId: 'arland', predicate: 'PARTY_TO', objectId: 'treaty' },
          ],
        });
        expect(await claims({ during: '2021' })).toEqual(['DATED REPORTED']);
      });

      it('follows them in traversals', async () => {
        await put({ courier: [perpetrated, dated('blast', '2021')] });
        const around = { entityId: 'river-front', depth: 1, maxEntities: 10, maxClaims: 10 };
        const reached = async (during: string, statuses = ALL) =>
          (await store.neighborhood(around, 'OUT', { statuses, during })).entities.length - 1;
        expect([await reached('2021'), await reached('2020'), await reached('2021', ['ALLEGED'])]).toEqual([
          1, 0, 0,
        ]);
        expect(
          await store.chainsFrom('river-front', 1, 'OUT', { statuses: ALL, during: '2021' }),
        ).toHaveLength(1);
      });
    });

    describe('of assessed claims', () => {
      const claimId = buildClaim('any').id;
      const assess = (year: string | null, status: ClaimStatus) =>
        store.write((writer) =>
          writer.assess({
            claimId,
            analyst: 'ada',
            status,
            confidence: null,
            rationale: 'Seen.',
            validFrom: year,
            validTo: year,
          }),
        );
      const withdraw = (year: string | null) =>
        store.write((writer) =>
          writer.withdrawAssessment({ claimId, analyst: 'ada', validFrom: year, validTo: year }),
        );
      const statusOf = async () => (await store.get('claims', [claimId]))[0]?.status;

      it('changes the assessed period only, and the status of all time by it', async () => {
        await put(courierAndWire);
        await assess('2001', 'CONFIRMED');
        expect(await statusIn('2001', '2009', '2015')).toEqual(['CONFIRMED', null, 'REPORTED']);
        expect(await statusOf()).toBe('CONFIRMED');
        await assess('2009', 'ALLEGED');
        expect(await statusIn('2001', '2009', '2015')).toEqual(['CONFIRMED', 'ALLEGED', 'REPORTED']);
        const { items } = await store.list('claims', { statuses: ALL, during: '2001' }, PAGE);
        expect(items[0]).toMatchObject({ status: 'CONFIRMED', derivedStatus: 'REPORTED' });
      });

      it('keeps one assessment of an analyst for each period', async () => {
        await put(courierAndWire);
        await assess('2001', 'DENIED');
        await assess('2001', 'CONFIRMED');
        await assess(null, 'DISPUTED');
        const [all = []] = await store.assessmentsOf([claimId]);
        expect(all.map(({ status, validFrom, end }) => [status, validFrom, end])).toEqual([
          ['DISPUTED', null, null],
          ['CONFIRMED', '2001', null],
          ['DENIED', '2001', 'REPLACED'],
        ]);
        // The latest decides.
        expect(await statusIn('2001', '2015')).toEqual(['DISPUTED', 'DISPUTED']);
        await withdraw(null);
        expect(await statusIn('2001', '2015')).toEqual(['CONFIRMED', 'REPORTED']);
        await withdraw('2001');
        expect(await statusIn('2001', '2015')).toEqual(['REPORTED', 'REPORTED']);
        expect(await statusOf()).toBe('REPORTED');
        await expect(withdraw('2001')).rejects.toMatchObject({ code: 'NOT_FOUND' });
      });

      it('gives a claim without dates a period', async () => {
        await put({ courier: [{}] });
        expect(await statusIn('2009')).toEqual([null]);
        await assess('2009', 'CONFIRMED');
        expect(await statusIn('2009', '2010')).toEqual(['CONFIRMED', null]);
        await withdraw('2009');
        expect(await statusIn('2009')).toEqual([null]);
      });
    });
  });
}
