import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatDiagnostic } from '#ascribe/documents/diagnostic.js';
import { importDocument } from '#ascribe/ingest/run/import-document.js';
import type { ImportOptions } from '#ascribe/ingest/run/import-options.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import type { Store } from '#ascribe/store/store.js';
import { exportToLines, importLines } from '../export/round-trip.js';
import { ALL_STATUSES, readStoreContents } from '../export/store-contents.js';
import { openEmptyStore } from '../sqlite/empty-store.js';
import {
  buildCitation,
  buildClaim,
  buildDocument,
  checkDocument,
  checkFiles,
  ENTITIES,
  writeTempFolder,
} from './document-builder.js';

const ORGANS = [
  { id: 'vesk', kind: 'STATE', name: 'Vesk' },
  { id: 'vesk-ministry', kind: 'ORGANIZATION', name: 'Vesk Ministry' },
  { id: 'm-orne', kind: 'PERSON', name: 'M. Orne' },
];
/** The world, with the bodies of some organs. */
const declaring = (bodies: Readonly<Record<string, string>>) =>
  [...ENTITIES, ...ORGANS].map((one) => ({ ...one, ...(bodies[one.id] && { organOf: bodies[one.id] }) }));
const documentOf = (id: string, bodies: Readonly<Record<string, string>>, article = {}) =>
  buildDocument({ article: { id, ...article }, entities: declaring(bodies) });

describe('organOf', () => {
  it('names an actor of the document, of the run or of the store', async () => {
    expect(await checkDocument({ entities: declaring({ 'vesk-ministry': 'vesk' }) })).toEqual([]);
    const [, ministry] = ORGANS;
    const alone = [...ENTITIES, { ...ministry, organOf: 'vesk' }];
    expect(await checkDocument({ entities: alone })).toEqual([
      expect.stringMatching(
        /^a\.json:1:\d+: UNKNOWN_REFERENCE no entity "vesk" is declared .* \(entities\[3\]\.organOf\)$/,
      ),
    ]);
    const elsewhere = documentOf('courier-2', {});
    expect(await checkFiles({ 'a.json': buildDocument({ entities: alone }), 'b.json': elsewhere })).toEqual(
      [],
    );
  });

  it('is for actors only, at both ends', async () => {
    expect(await checkDocument({ entities: declaring({ blast: 'vesk', 'm-orne': 'blast' }) })).toEqual([
      expect.stringMatching(/OUTSIDE_DOMAIN only an actor can be an organ, and "blast" is ATTACK/),
      expect.stringMatching(/OUTSIDE_RANGE only an actor can have organs, and "blast" is ATTACK/),
    ]);
  });

  it('may not lead back to the entity, within a document', async () => {
    const circle = { vesk: 'm-orne', 'vesk-ministry': 'vesk', 'm-orne': 'vesk-ministry' };
    expect(await checkDocument({ entities: declaring(circle) })).toEqual(
      [
        [3, 'vesk is an organ of m-orne, m-orne of vesk-ministry, vesk-ministry of vesk'],
        [4, 'vesk-ministry is an organ of vesk, vesk of m-orne, m-orne of vesk-ministry'],
        [5, 'm-orne is an organ of vesk-ministry, vesk-ministry of vesk, vesk of m-orne'],
      ].map(([at, chain]) =>
        expect.stringMatching(
          new RegExp(
            `^a\\.json:1:\\d+: ORGAN_CIRCLE ${chain}; expected no circle of organs \\(entities\\[${at}\\]\\.organOf\\)$`,
          ),
        ),
      ),
    );
    expect(await checkDocument({ entities: declaring({ vesk: 'vesk' }) })).toEqual([
      expect.stringMatching(/ORGAN_CIRCLE vesk is an organ of vesk; expected no circle of organs/),
    ]);
  });

  it('may not lead back through another document of the run, unless that one is retracted', async () => {
    const one = documentOf('courier-1', { 'vesk-ministry': 'vesk' });
    const two = documentOf('courier-2', { vesk: 'vesk-ministry' });
    const problems = await checkFiles({ '1.json': one, '2.json': two });
    expect(problems).toEqual([
      expect.stringMatching(/^1\.json:1:\d+: ORGAN_CIRCLE vesk-ministry is an organ of vesk, vesk of /),
      expect.stringMatching(
        /^2\.json:1:\d+: ORGAN_CIRCLE vesk is an organ of vesk-ministry, vesk-ministry of /,
      ),
    ]);
    const retraction = { retractedAt: '2031-05-01T00:00:00Z', retractionReason: 'made up' };
    const retracted = documentOf('courier-2', { vesk: 'vesk-ministry' }, retraction);
    expect(await checkFiles({ '1.json': one, '2.json': retracted })).toEqual([]);
  });

  describe('with a store', () => {
    let store: Store;
    beforeEach(async () => {
      store = await openEmptyStore();
    });
    afterEach(async () => {
      await store.close();
    });
    const run = async (documents: Readonly<Record<string, unknown>>, options: ImportOptions = {}) => {
      const folder = writeTempFolder(documents);
      const { problems, articles, stopped } = await importPaths(store, [folder], options);
      if (stopped !== null) throw stopped;
      return {
        problems: problems.map((one) => formatDiagnostic(one).replaceAll(`${folder}/`, '')),
        articles,
      };
    };
    const bodiesOf = async (id: string) => (await store.get('entities', [id]))[0]?.organOf;

    it('may not lead back through the store, and nothing is imported then', async () => {
      await run({ '1.json': documentOf('courier-1', { 'vesk-ministry': 'vesk' }) });
      const two = documentOf('courier-2', { vesk: 'vesk-ministry' });
      const message =
        /ORGAN_CIRCLE vesk is an organ of vesk-ministry, vesk-ministry of vesk; expected no circle/;
      for (const options of [{}, { checkOnly: true }, { allOrNothing: true }])
        expect((await run({ '2.json': two }, options)).problems).toEqual([expect.stringMatching(message)]);
      const { outcome, problems } = await importDocument(store, JSON.stringify(two), 'JSON');
      expect(outcome).toBeNull();
      expect(problems.map((one) => formatDiagnostic(one))).toEqual([expect.stringMatching(message)]);
      expect(await store.count('articles', {})).toBe(1);
    });

    it('may be turned around by the article that declares it', async () => {
      await run({ '1.json': documentOf('courier-1', { 'vesk-ministry': 'vesk' }) });
      const turned = { '1.json': documentOf('courier-1', { vesk: 'vesk-ministry' }) };
      expect(await run(turned, { checkOnly: true })).toMatchObject({ problems: [] });
      expect(await run(turned)).toMatchObject({ problems: [], articles: { replaced: 1 } });
      expect([await bodiesOf('vesk'), await bodiesOf('vesk-ministry')]).toEqual([['vesk-ministry'], []]);
      // But not while another article declares it.
      await run({ '2.json': documentOf('courier-2', { vesk: 'vesk-ministry' }) });
      const { problems } = await run({ '1.json': documentOf('courier-1', { 'vesk-ministry': 'vesk' }) });
      expect(problems).toEqual([
        expect.stringMatching(/ORGAN_CIRCLE vesk-ministry is an organ of vesk, vesk of/),
      ]);
    });

    it('lets an organ admit what its body did, wherever it is declared', async () => {
      const admission = (id: string, bodies: Readonly<Record<string, string>>) =>
        buildDocument({
          article: { id },
          entities: declaring(bodies),
          claims: [
            buildClaim({ citations: [buildCitation({ modality: 'ADMITTED', assertedBy: ['m-orne'] })] }),
          ],
        });
      const refused = [expect.stringMatching(/expected "arland" or an organ of it, found "m-orne"/)];
      expect((await run({ '1.json': admission('courier-1', {}) })).problems).toEqual(refused);
      const twoSteps = { 'm-orne': 'vesk-ministry', 'vesk-ministry': 'arland' };
      expect(
        (await run({ '1.json': admission('courier-1', twoSteps) }, { checkOnly: true })).problems,
      ).toEqual([]);
      const declared = { '1.json': admission('courier-1', {}), '2.json': documentOf('courier-2', twoSteps) };
      expect((await run(declared)).problems).toEqual([]);
      expect((await run({ '3.json': admission('courier-3', {}) })).problems).toEqual([]);
    });

    it('is exported with the articles that declare it, and with no other record', async () => {
      await run({
        '1.json': documentOf('courier-1', { 'vesk-ministry': 'vesk', 'm-orne': 'vesk-ministry' }),
        '2.json': documentOf('courier-2', { 'vesk-ministry': 'arland' }),
        '3.json': documentOf('courier-3', { 'm-orne': 'river-front' }),
      });
      await store.write((writer) =>
        writer.retract({
          articleId: 'article:courier-3',
          reason: 'no',
          analyst: 'ada',
          includeDerived: false,
        }),
      );
      const lines = await exportToLines(store, ALL_STATUSES);
      expect(
        lines.filter((line) => line.includes('organOf')).map((line) => Object.keys(JSON.parse(line))),
      ).toEqual([1, 2, 3].map(() => expect.arrayContaining(['article'])));
      const copy = await openEmptyStore();
      await importLines(copy, lines);
      expect(await readStoreContents(copy)).toEqual(await readStoreContents(store));
      expect((await copy.get('entities', ['vesk-ministry', 'm-orne'])).map((one) => one?.organOf)).toEqual([
        ['arland', 'vesk'],
        ['vesk-ministry'],
      ]);
      await copy.close();
    });
  });
});
