import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '#ascribe/domain/derivation/policy.js';
import { claimId } from '#ascribe/domain/ids.js';
import { type AnnotatedArticle, type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import type { ChangeFilter, ClaimFilter, PageRequest, Store } from '#ascribe/store/store.js';
import { article, buildClaim, entity } from './article-builder.js';

const ALL = Object.keys(STATUSES) as ClaimStatus[];
const page = (first = 50, after: string | null = null): PageRequest => ({ first, after });

/** Tests of retraction, assessment, history and policies, for every store. `open` creates an empty store. */
export function evidenceContract(name: string, open: () => Promise<Store>): void {
  describe(`the evidence engine on ${name}`, () => {
    let store: Store;
    const put = (...articles: AnnotatedArticle[]) => store.write((writer) => writer.put(articles));
    const theClaim = buildClaim('any').id;
    const claim = async (id = theClaim, reads: Pick<Store, 'get'> = store) =>
      (await reads.get('claims', [id]))[0] ?? null;
    const status = async (id = theClaim) => (await claim(id))?.status;
    const retract = (slug: string, includeDerived = false) =>
      store.write((writer) =>
        writer.retract({ articleId: `article:${slug}`, reason: 'made up', analyst: 'ada', includeDerived }),
      );
    const restore = (slug: string) =>
      store.write((writer) => writer.restore({ articleId: `article:${slug}`, analyst: 'ada' }));
    const assess = (analyst: string, judged: ClaimStatus, confidence: number | null = null) =>
      store.write((writer) =>
        writer.assess({ claimId: theClaim, analyst, status: judged, confidence, rationale: 'I was there.' }),
      );
    const withdraw = (analyst: string) =>
      store.write((writer) => writer.withdrawAssessment({ claimId: theClaim, analyst }));
    const found = async (filter: Partial<ClaimFilter>) =>
      (await store.list('claims', { statuses: ALL, ...filter }, page())).items.map(({ id }) => id);
    /** The time of the last change. Reads as of this time return the current state. */
    const currentTime = async () => {
      const { items } = await store.list('changes', { statuses: ALL }, page(1000));
      return items.at(-1)?.at ?? '';
    };

    beforeEach(async () => {
      store = await open();
    });
    afterEach(async () => {
      await store.close();
    });

    describe('retraction', () => {
      it('retracts an article, reports each changed claim, and is undone by restoring', async () => {
        await put(article('one'), article('two', { says: [{}, { predicate: 'ARMS' }] }));
        const before = await store.list('claims', { statuses: ALL }, page());
        const { changes } = await retract('two');
        expect(changes.map(({ predicate, from, to, cause }) => [predicate, from, to, cause])).toEqual(
          [
            [theClaim, 'FUNDS', 'CONFIRMED', 'REPORTED', 65],
            [buildClaim('two', { predicate: 'ARMS' }).id, 'ARMS', 'REPORTED', 'RETRACTED', null],
          ]
            .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
            .map(([, predicate, from, to, confidence]) => [
              predicate,
              { status: from, confidence: from === 'CONFIRMED' ? 88 : 65 },
              { status: to, confidence },
              { kind: 'RETRACTION', articleIds: ['article:two'], analyst: 'ada', policyVersion: null },
            ]),
        );
        const [gone] = await store.get('articles', ['article:two']);
        expect(gone).toMatchObject({
          retractionReason: 'made up',
          retractedBy: 'ada',
          retractsDerived: false,
        });
        expect(gone?.retractedAt).toBe(changes[0]?.at);
        const back = await restore('two');
        expect(back.changes.map(({ from, to }) => ({ from: to, to: from }))).toEqual(
          changes.map(({ from, to }) => ({ from, to })),
        );
        expect(await store.list('claims', { statuses: ALL }, page())).toEqual(before);
        expect((await store.get('articles', ['article:two']))[0]).toMatchObject({
          retractedAt: null,
          retractedBy: null,
        });
      });

      it('includes derived articles only if requested, also later ones', async () => {
        const copy = (slug: string, from: string) =>
          article(slug, { article: { derivedFrom: `article:${from}` } });
        await put(article('one'), copy('two', 'one'), copy('three', 'two'));
        await retract('one');
        expect(await status()).toBe('REPORTED');
        await retract('one', true);
        expect(await status()).toBe('RETRACTED');
        expect((await store.get('articles', ['article:three']))[0]).toMatchObject({
          retractedAt: null,
          retractedWith: 'article:one',
        });
        await put(copy('four', 'three'));
        expect(await status()).toBe('RETRACTED');
        await expect(restore('three')).rejects.toMatchObject({
          code: 'NOT_RETRACTED',
          message: expect.stringContaining('article:one'),
        });
        await restore('one');
        expect(await status()).toBe('REPORTED');
        expect((await store.get('articles', ['article:four']))[0]?.retractedWith).toBeNull();
      });

      it('keeps a copy retracted that was retracted on its own', async () => {
        await put(article('one'), article('two', { article: { derivedFrom: 'article:one' } }));
        await retract('two');
        await retract('one', true);
        await restore('one');
        expect(await status()).toBe('REPORTED');
        expect((await store.get('articles', ['article:two']))[0]).toMatchObject({
          retractedBy: 'ada',
          retractedWith: null,
        });
      });

      it('persists through imports until restored', async () => {
        await put(article('one'));
        await retract('one');
        expect((await put(article('one')))[0]?.result).toBe('unchanged');
        const [outcome] = await put(article('one', { article: { title: 'Another title' } }));
        expect(outcome).toMatchObject({
          result: 'replaced',
          notes: [expect.stringContaining('the title was'), expect.stringContaining('stays retracted')],
        });
        expect(await status()).toBe('RETRACTED');
        await restore('one');
        expect(await status()).toBe('REPORTED');
        expect((await store.get('articles', ['article:one']))[0]?.title).toBe('Another title');
      });

      it('can be previewed', async () => {
        await put(article('one'));
        const before = await claim();
        const tried = await store.preview((writer) =>
          writer.retract({
            articleId: 'article:one',
            reason: 'made up',
            analyst: 'ada',
            includeDerived: false,
          }),
        );
        expect(await claim()).toEqual(before);
        expect(await store.historyOf([theClaim])).toEqual([[expect.objectContaining({ from: null })]]);
        const done = await retract('one');
        expect(tried.changes.map(({ from, to }) => [from, to])).toEqual(
          done.changes.map(({ from, to }) => [from, to]),
        );
      });

      it('rejects an unknown article, or one that is not retracted', async () => {
        await put(article('one'));
        await expect(retract('none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
        await expect(restore('none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
        await expect(restore('one')).rejects.toMatchObject({ code: 'NOT_RETRACTED' });
      });

      it('undoes an import, except its history', async () => {
        await put(article('one'));
        const before = [
          await store.list('claims', { statuses: ALL }, page()),
          await store.evidenceOf([theClaim]),
        ];
        await put(article('two', { says: [{}, { predicate: 'ARMS' }] }));
        await retract('two');
        const [kept] = (await store.evidenceOf([theClaim])).map((all) => all.filter(({ live }) => live));
        const statuses = ALL.filter((one) => one !== 'RETRACTED');
        expect([await store.list('claims', { statuses }, page()), [kept]]).toEqual(before);
      });
    });

    it('handles articles that derive from each other', async () => {
      await put(article('one', { article: { derivedFrom: 'article:two' } }));
      const [outcome] = await put(article('two', { article: { derivedFrom: 'article:one' } }));
      expect(outcome?.notes).toEqual([
        expect.stringContaining('article:two derives from article:one derives from article:two: a cycle'),
      ]);
      expect((await claim())?.status).toBe('REPORTED');
    });

    describe('assessment', () => {
      it('overrides the derived status until it is withdrawn', async () => {
        await put(article('one'));
        const derived = await claim();
        const { assessment, changes } = await assess('ada', 'CONFIRMED', 90);
        expect(assessment).toMatchObject({ analyst: 'ada', status: 'CONFIRMED', endedAt: null, end: null });
        expect(changes).toMatchObject([
          {
            from: { status: 'REPORTED' },
            to: { status: 'CONFIRMED', confidence: 90 },
            cause: { kind: 'ASSESSMENT', analyst: 'ada' },
          },
        ]);
        expect(await claim()).toEqual({
          ...derived,
          status: 'CONFIRMED',
          confidence: 90,
          assessmentId: assessment.id,
        });
        await put(article('two', { says: [{ citations: [{ stance: 'DENIES' }] }] }));
        expect(await claim()).toMatchObject({
          status: 'CONFIRMED',
          derivedStatus: 'DISPUTED',
          confidence: 90,
        });
        const ended = await withdraw('ada');
        expect(ended.assessment).toMatchObject({ id: assessment.id, end: 'WITHDRAWN' });
        expect(ended.changes).toMatchObject([{ to: { status: 'DISPUTED' }, cause: { kind: 'WITHDRAWAL' } }]);
      });

      it('applies the latest of several analysts and lists them all', async () => {
        await put(article('one'));
        await assess('ada', 'CONFIRMED');
        await assess('bo', 'DISPUTED');
        expect(await status()).toBe('DISPUTED');
        await assess('ada', 'DENIED', 5);
        expect(await claim()).toMatchObject({ status: 'DENIED', confidence: 5 });
        const listAssessments = async () =>
          (await store.assessmentsOf([theClaim]))[0]?.map((one) => [one.analyst, one.status, one.end]);
        expect(await listAssessments()).toEqual([
          ['ada', 'DENIED', null],
          ['bo', 'DISPUTED', null],
          ['ada', 'CONFIRMED', 'REPLACED'],
        ]);
        await withdraw('ada');
        expect(await claim()).toMatchObject({ status: 'DISPUTED', confidence: 65 });
        expect((await listAssessments())?.[0]).toEqual(['ada', 'DENIED', 'WITHDRAWN']);
        await expect(withdraw('ada')).rejects.toMatchObject({ code: 'NOT_FOUND' });
      });

      it('can be filtered by presence and disagreement, and outlives the claim', async () => {
        await put(article('one', { says: [{}, { predicate: 'ARMS' }] }));
        const other = buildClaim('one', { predicate: 'ARMS' }).id;
        await assess('ada', 'REPORTED');
        expect(await found({ assessed: true })).toEqual([theClaim]);
        expect(await found({ assessed: false })).toEqual([other]);
        expect(await found({ disagreesWithDerived: true })).toEqual([]);
        await assess('ada', 'CONFIRMED');
        expect(await found({ disagreesWithDerived: true })).toEqual([theClaim]);
        expect(await store.count('claims', { statuses: ['CONFIRMED'] })).toBe(1);
        await put(article('one', { says: [{ predicate: 'ARMS' }] }));
        expect(await claim()).toBeNull();
        await put(article('one'));
        expect(await claim()).toMatchObject({ status: 'CONFIRMED', derivedStatus: 'REPORTED' });
        await expect(
          store.write((writer) =>
            writer.assess({
              claimId: `claim:${'0'.repeat(32)}`,
              analyst: 'ada',
              status: 'DENIED',
              confidence: null,
              rationale: 'No.',
            }),
          ),
        ).rejects.toMatchObject({ code: 'NOT_FOUND' });
      });
    });

    describe('history', () => {
      it('lists changes as written, by status, time and entity, in pages', async () => {
        await put(article('one', { says: [{}, { predicate: 'ARMS' }] }));
        const begun = await currentTime();
        await put(article('two'));
        const confirmed = await currentTime();
        await retract('two');
        const all = await store.list('changes', { statuses: ALL }, page());
        expect(all.items.map(({ from, to }) => [from?.status, to?.status])).toEqual([
          [undefined, 'REPORTED'],
          [undefined, 'REPORTED'],
          ['REPORTED', 'CONFIRMED'],
          ['CONFIRMED', 'REPORTED'],
        ]);
        const feed = async (filter: Partial<ChangeFilter>) => {
          const changeFilter = { statuses: ALL, ...filter };
          const { items } = await store.list('changes', changeFilter, page());
          expect(await store.count('changes', changeFilter)).toBe(items.length);
          return items.map(({ to }) => to?.status);
        };
        expect(await feed({ statuses: ['CONFIRMED'] })).toEqual(['CONFIRMED']);
        expect(await feed({ from: ['CONFIRMED'] })).toEqual(['REPORTED']);
        expect(await feed({ since: begun, until: confirmed })).toEqual(['REPORTED', 'REPORTED']);
        expect(await feed({ since: confirmed })).toEqual(['CONFIRMED', 'REPORTED']);
        expect(await feed({ entityIds: ['river-front'] })).toHaveLength(4);
        expect(await feed({ entityIds: ['nobody'] })).toEqual([]);
        expect(await feed({ predicates: ['SPONSORS'], subjectIds: ['arland'] })).toHaveLength(4);
        expect(await feed({ predicates: ['OPPOSES'] })).toEqual([]);
        expect(await feed({ objectIds: ['arland'] })).toEqual([]);
        const first = await store.list('changes', { statuses: ALL }, page(3));
        expect(first.hasNext).toBe(true);
        const rest = await store.list('changes', { statuses: ALL }, page(3, first.cursors.at(-1) ?? null));
        expect([...first.items, ...rest.items]).toEqual(all.items);
        await expect(store.list('changes', { statuses: [] }, page())).rejects.toMatchObject({
          code: 'STATUSES_REQUIRED',
        });
      });

      it('counts a claim without citations as retracted and still knows its content', async () => {
        await put(article('one'));
        await put(article('one', { says: [{ predicate: 'ARMS' }] }));
        const { items } = await store.list('changes', { statuses: ['RETRACTED'] }, page());
        expect(items).toMatchObject([
          { claimId: theClaim, subjectId: 'arland', predicate: 'FUNDS', objectId: 'river-front', to: null },
        ]);
      });

      it('names the articles that changed a claim in the order of their ids', async () => {
        const both = (modality: 'REPORTED_AS_FACT' | 'ACCUSED') =>
          ['two', 'one'].map((slug) => article(slug, { says: [{ citations: [{ modality }] }] }));
        await store.write((writer) => writer.put(both('ACCUSED')));
        await store.write((writer) => writer.put(both('REPORTED_AS_FACT')));
        const [history] = await store.historyOf([theClaim]);
        const ids = ['article:one', 'article:two'];
        expect(history?.map(({ cause }) => cause.articleIds)).toEqual([ids, ids]);
      });

      it('records one change of a claim for each transaction, or none if nothing changed', async () => {
        await store.write(async (writer) => {
          await writer.put([article('one'), article('other', { says: [{ predicate: 'ARMS' }] })]);
          await writer.put([article('two')]);
        });
        const logged = await store.list('changes', { statuses: ALL }, page());
        expect(logged.items.map(({ predicate, from, to }) => [predicate, from, to?.status])).toEqual([
          ['ARMS', null, 'REPORTED'],
          ['FUNDS', null, 'CONFIRMED'],
        ]);
        const [history] = await store.historyOf([theClaim]);
        expect(history).toEqual([logged.items[1]]);
        expect([...(history?.[0]?.cause.articleIds ?? [])].sort()).toEqual(['article:one', 'article:two']);
        await store.write(async (writer) => {
          await writer.retract({
            articleId: 'article:two',
            reason: 'x',
            analyst: 'ada',
            includeDerived: false,
          });
          await writer.restore({ articleId: 'article:two', analyst: 'ada' });
        });
        expect(await store.list('changes', { statuses: ALL }, page())).toEqual(logged);
        await retract('two');
        const after = (await store.writePosition()).changeCursor;
        await put(article('three', { says: [{ predicate: 'TRAINS' }] }));
        const later = await store.list('changes', { statuses: ALL }, page(50, after));
        expect(later.items).toMatchObject([{ predicate: 'TRAINS', from: null, to: { status: 'REPORTED' } }]);
      });

      it('derives claims from all writes of a transaction, also one that goes and comes back in it', async () => {
        const dated = { says: [{ predicate: 'ARMS' as const, citations: [{ validFrom: '2030' }] }] };
        await store.write(async (writer) => {
          await writer.put([article('one')]);
          await writer.put([article('one', dated)]);
          await writer.put([article('two'), article('three', dated)]);
          await writer.put([article('three', { says: [{}, ...dated.says] })]);
        });
        const { items } = await store.list('claims', { statuses: ALL }, page());
        const evidence = await store.evidenceOf(items.map(({ id }) => id));
        const found = items.map(({ predicate, status, periods }, index) => [
          predicate,
          status,
          periods.length > 0,
          (evidence[index] ?? []).map(({ citation }) => citation.articleId).sort(),
        ]);
        expect(found.sort()).toEqual([
          ['ARMS', 'CONFIRMED', true, ['article:one', 'article:three']],
          ['FUNDS', 'CONFIRMED', false, ['article:three', 'article:two']],
        ]);
      });

      it('can exclude changes of confidence alone', async () => {
        const strong = article('one', { says: [{ citations: [{ credibility: 1 }] }] });
        await put(article('one'), article('other', { says: [{ predicate: 'ARMS' }] }));
        await put(strong);
        const changes = await store.list('changes', { statuses: ALL, entityIds: ['arland'] }, page());
        expect(changes.items).toHaveLength(3);
        const moved = await store.list('changes', { statuses: ALL, statusChanged: true }, page());
        expect(moved.items).toHaveLength(2);
      });
    });

    describe('as of a timestamp', () => {
      it('answers every read as recorded then', async () => {
        await put(
          article('one', {
            source: { reliability: 'C' },
            entities: [entity('arland', 'STATE', { name: 'Arland' }), entity('river-front', 'ARMED_GROUP')],
          }),
        );
        const earlier = await currentTime();
        const view = async (reads: Pick<Store, 'get'> & ReturnType<Store['asOf']>) => ({
          entities: await reads.list('entities', {}, page()),
          counted: [
            await reads.count('entities', {}),
            await reads.count('articles', {}),
            await reads.count('sources', {}),
            await reads.count('claims', { statuses: ALL }),
          ],
          articles: await reads.list('articles', {}, page()),
          sources: await reads.list('sources', {}, page()),
          claims: await reads.list('claims', { statuses: ALL }, page()),
          cited: await reads.list('claims', { statuses: ALL, articleIds: ['article:one'] }, page()),
          of: await reads.claimsOf(['arland', 'river-front'], 'BOTH', { statuses: ALL }, page()),
          counts: await reads.countClaimsOf(['arland'], 'OUT', { statuses: ALL }),
          citations: await reads.citationsOf([theClaim], page()),
          citationCounts: await reads.countCitationsOf([theClaim]),
          evidence: await reads.evidenceOf([theClaim]),
          history: await reads.historyOf([theClaim]),
          changes: await reads.list('changes', { statuses: ALL }, page()),
          assessments: await reads.assessmentsOf([theClaim]),
          policy: await reads.policy(),
          search: await reads.search('arland', { statuses: ALL }, page()),
          old: await reads.search('oldland', { statuses: ALL }, page()),
          byId: [
            await reads.get('entities', ['arland', 'oldland']),
            await reads.get('articles', ['article:one', 'article:two']),
            await reads.get('sources', ['source:one', 'source:two']),
            await reads.get('claims', [theClaim, buildClaim('two', { predicate: 'ARMS' }).id]),
          ],
        });
        const before = await view(store);
        expect(await view(store.asOf(earlier))).toEqual(before);
        const names = [entity('arland', 'STATE', { name: 'Oldland' }), entity('river-front', 'ARMED_GROUP')];
        await put(
          article('one', { source: { reliability: 'D' }, entities: names, says: [{ predicate: 'ARMS' }] }),
          article('two', { entities: names, says: [{}, { predicate: 'ARMS' }] }),
        );
        await retract('two');
        await assess('ada', 'DENIED');
        await store.write((writer) => writer.applyPolicy({ ...DEFAULT_POLICY, version: 3 }, 1000));
        expect(await view(store)).not.toEqual(before);
        expect(await view(store.asOf(earlier))).toEqual(before);
      });

      it('is empty before the first import and separates quick writes', async () => {
        const timestamps: string[] = [];
        for (const slug of ['one', 'two', 'three', 'four']) {
          await put(
            article(slug, {
              says: [{ predicate: 'ARMS', objectId: slug }],
              entities: [entity('arland'), entity(slug)],
            }),
          );
          timestamps.push(await currentTime());
        }
        expect(new Set(timestamps).size).toBe(4);
        const counts = timestamps.map((at) => store.asOf(at).count('articles', {}));
        expect(await Promise.all(counts)).toEqual([1, 2, 3, 4]);
        const early = store.asOf('2001-01-01T00:00:00.000Z');
        expect(await early.list('entities', {}, page())).toEqual({ items: [], cursors: [], hasNext: false });
        expect(await early.get('claims', [theClaim])).toEqual([null]);
        expect((await early.policy()).policy.version).toBe(2);
      });

      it('includes an assessment that was withdrawn later', async () => {
        await put(article('one'));
        await assess('ada', 'DENIED');
        const earlier = await currentTime();
        await withdraw('ada');
        expect((await store.asOf(earlier).assessmentsOf([theClaim]))[0]).toMatchObject([
          { endedAt: null, end: null },
        ]);
        expect(await claim(theClaim, store.asOf(earlier))).toMatchObject({ status: 'DENIED' });
        expect((await store.assessmentsOf([theClaim]))[0]).toMatchObject([{ end: 'WITHDRAWN' }]);
      });

      it('continues a page with its cursor', async () => {
        const objects = ['a', 'b', 'c', 'd', 'e'];
        const all = objects.map((objectId) => ({ objectId }));
        await put(article('one', { entities: ['arland', ...objects].map((id) => entity(id)), says: all }));
        const earlierReads = store.asOf(await currentTime());
        const first = await earlierReads.list('claims', { statuses: ALL }, page(2));
        await put(
          article('one', {
            entities: ['arland', ...objects].map((id) => entity(id)),
            says: [{ objectId: 'a' }],
          }),
        );
        const rest = await earlierReads.list(
          'claims',
          { statuses: ALL },
          page(9, first.cursors.at(-1) ?? null),
        );
        expect([...first.items, ...rest.items].map(({ objectId }) => objectId).sort()).toEqual(objects);
      });
    });

    describe('valid time', () => {
      const years: readonly (readonly [string, string | null, string | null])[] = [
        ['between', '2019', '2021'],
        ['from', '2019', null],
        ['to', null, '2021'],
        ['never', null, null],
        ['about', '2019~', '2021-06?'],
      ];
      const dated = years.map(([objectId, validFrom, validTo]) => ({
        objectId,
        citations: [{ validFrom, validTo }],
      }));
      beforeEach(async () => {
        await put(
          article('one', {
            entities: ['arland', ...years.map(([id]) => id)].map((id) => entity(id)),
            says: dated,
          }),
        );
      });
      const claimsDuring = async (during: string, includeUndated = false) =>
        (await store.list('claims', { statuses: ALL, during, includeUndated }, page())).items
          .map(({ objectId }) => objectId)
          .sort();

      it('finds claims known to have held; of an interval with one end, only that end is known', async () => {
        expect(await claimsDuring('2020')).toEqual(['about', 'between']);
        expect(await claimsDuring('2019-03/2019-04')).toEqual(['about', 'between', 'from']);
        expect(await claimsDuring('2021-12-31')).toEqual(['between', 'to']);
        expect(await claimsDuring('2018')).toEqual([]);
        expect(await claimsDuring('2022/2030')).toEqual([]);
        expect(await store.count('claims', { statuses: ALL, during: '2020' })).toBe(2);
      });

      it('finds claims that may have held only with includeUndated', async () => {
        expect(await claimsDuring('2020', true)).toEqual(['about', 'between', 'from', 'never', 'to']);
        expect(await claimsDuring('2018', true)).toEqual(['never', 'to']);
        expect(await claimsDuring('2022/2030', true)).toEqual(['from', 'never']);
      });

      it('uses live support and follows retractions', async () => {
        await put(
          article('two', {
            entities: [entity('arland'), entity('never')],
            says: [{ objectId: 'never', citations: [{ validFrom: '2020', validTo: '2020' }] }],
          }),
        );
        expect(await claimsDuring('2020')).toEqual(['about', 'between', 'never']);
        const id = buildClaim('two', { objectId: 'never' }).id;
        expect((await claim(id))?.validity).toEqual([{ from: '2020', to: '2020' }]);
        await retract('two');
        expect(await claimsDuring('2020')).toEqual(['about', 'between']);
        expect((await claim(id))?.validity).toEqual([]);
      });

      it('rejects an invalid date', async () => {
        await expect(claimsDuring('soon')).rejects.toMatchObject({ code: 'BAD_INPUT' });
      });
    });

    describe('the support of a claim', () => {
      it('finds the only article and source of a claim, and contested claims', async () => {
        await put(
          article('one', { says: [{}, { predicate: 'ARMS' }] }),
          article('two', { source: { id: 'source:one', name: 'Source of one' } }),
          article('three', { says: [{ predicate: 'ARMS', citations: [{ stance: 'DENIES' }] }] }),
        );
        const arms = buildClaim('one', { predicate: 'ARMS' }).id;
        expect(await found({ soleArticleId: 'article:one' })).toEqual([arms]);
        expect((await found({ soleSourceId: 'source:one' })).sort()).toEqual([arms, theClaim].sort());
        expect((await found({ minOrigins: 1 })).sort()).toEqual([arms, theClaim].sort());
        expect(await found({ minOrigins: 2 })).toEqual([]);
        expect(await found({ contested: true })).toEqual([arms]);
        expect(await found({ contested: false })).toEqual([theClaim]);
        await retract('two');
        expect((await found({ soleArticleId: 'article:one' })).sort()).toEqual([arms, theClaim].sort());
      });

      it('filters claims by live citations of sources', async () => {
        await put(
          article('one', { says: [{}, { predicate: 'ARMS' }] }),
          article('two', { says: [{}, { predicate: 'TRAINS' }] }),
        );
        const [arms, trains] = (['ARMS', 'TRAINS'] as const).map(
          (predicate) => buildClaim('x', { predicate }).id,
        );
        expect(await found({ citedBy: ['source:one', 'source:two'] })).toEqual([theClaim]);
        expect(await found({ citedBy: ['source:one'], notCitedBy: ['source:two'] })).toEqual([arms]);
        expect(await found({ citedBy: ['article:two'], notCitedBy: ['article:one'] })).toEqual([trains]);
        await retract('two');
        expect(await found({ citedBy: ['source:one', 'source:two'] })).toEqual([]);
        expect((await found({ citedBy: ['article:one'], notCitedBy: ['article:two'] })).sort()).toEqual(
          [arms, theClaim].sort(),
        );
      });

      it('finds subjects with several claims of one predicate', async () => {
        const killed = (subjectId: string, n: number) => ({
          subjectId,
          predicate: 'KILLED' as const,
          value: { type: 'COUNT' as const, min: n, max: n },
        });
        const attacks = ['a', 'b', 'c'].map((id) => entity(id, 'ATTACK'));
        await put(
          article('one', { entities: attacks, says: [killed('a', 7), killed('b', 1), killed('c', 2)] }),
          article('two', { entities: attacks, says: [killed('a', 145), killed('c', 3)] }),
        );
        const several = (first: number, after: string | null, statuses = ALL) =>
          store.subjectsWithMultipleClaims('KILLED', { statuses }, first, after);
        expect(await several(10, null)).toEqual(['a', 'c']);
        expect(await several(1, null)).toEqual(['a']);
        expect(await several(10, 'a')).toEqual(['c']);
        expect(await several(10, null, ['CONFIRMED'])).toEqual([]);
      });
    });

    describe('a policy', () => {
      const strict = {
        ...DEFAULT_POLICY,
        version: 3,
        confirm: { ...DEFAULT_POLICY.confirm, factOrigins: 3 },
      };
      const objects = ['a', 'b', 'c'];
      const all = {
        entities: ['arland', ...objects].map((id) => entity(id)),
        says: objects.map((objectId) => ({ objectId })),
      };
      const apply = (policy = strict, limit = 2) =>
        store.write((writer) => writer.applyPolicy(policy, limit));
      const standing = async () =>
        (await store.list('claims', { statuses: ALL }, page())).items.map((one) => one.status).sort();

      it('is applied in resumable batches and writes history', async () => {
        await put(article('one', all), article('two', all));
        expect(await standing()).toEqual(['CONFIRMED', 'CONFIRMED', 'CONFIRMED']);
        expect(await apply()).toMatchObject({ complete: false, derived: 2, changes: [{}, {}] });
        expect(await store.policy()).toMatchObject({ policy: strict, complete: false });
        expect(await standing()).toEqual(['CONFIRMED', 'REPORTED', 'REPORTED']);
        expect(await apply()).toMatchObject({ complete: true, derived: 1 });
        expect(await apply()).toEqual({ complete: true, derived: 0, changes: [] });
        expect(await standing()).toEqual(['REPORTED', 'REPORTED', 'REPORTED']);
        expect(await store.policy()).toMatchObject({ policy: strict, complete: true });
        const { items } = await store.list(
          'changes',
          { statuses: ['REPORTED'], from: ['CONFIRMED'] },
          page(),
        );
        expect(items.map(({ cause }) => [cause.kind, cause.policyVersion])).toEqual(
          Array(3).fill(['POLICY', 3]),
        );
      });

      it('applies to later imports', async () => {
        await apply();
        await put(article('one'), article('two'));
        expect(await status()).toBe('REPORTED');
        await put(article('three'));
        expect(await status()).toBe('CONFIRMED');
      });

      it('rejects a different policy of a used version, and accepts an earlier policy again', async () => {
        await put(article('one', all), article('two', all));
        await apply(strict, 10);
        await expect(apply({ ...strict, allegations: [] })).rejects.toMatchObject({
          code: 'POLICY_CONFLICT',
        });
        await expect(apply({ ...DEFAULT_POLICY, allegations: [] })).rejects.toMatchObject({
          code: 'POLICY_CONFLICT',
        });
        await apply(DEFAULT_POLICY, 10);
        expect(await standing()).toEqual(['CONFIRMED', 'CONFIRMED', 'CONFIRMED']);
        expect((await store.policy()).policy).toEqual(DEFAULT_POLICY);
      });
    });

    it('keeps unchanged records as recorded if an article is written again', async () => {
      const two = [{}, { predicate: 'ARMS' as const }];
      await put(article('one', { says: two }));
      const earlier = await currentTime();
      await put(article('one', { says: [...two, { predicate: 'TRAINS' }] }));
      const { items } = await store.list('changes', { statuses: ALL, since: earlier }, page());
      expect(items.map(({ predicate, from }) => [predicate, from === null]).sort()).toEqual([
        ['ARMS', true],
        ['FUNDS', true],
        ['TRAINS', true],
      ]);
      expect(await store.asOf(earlier).countCitationsOf([theClaim])).toEqual([1]);
      expect(claimId({ subjectId: 'arland', predicate: 'FUNDS', objectId: 'river-front', value: null })).toBe(
        theClaim,
      );
    });
  });
}
