import { describe, expect, it } from 'vitest';
import { formatDiagnostic } from '#ascribe/documents/diagnostic.js';
import { importDocument } from '#ascribe/ingest/run/import-document.js';
import type { ImportOptions } from '#ascribe/ingest/run/import-options.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import type { Store } from '#ascribe/store/store.js';
import { exportToLines, importLines } from '../export/round-trip.js';
import { ALL_STATUSES, readStoreContents } from '../export/store-contents.js';
import { openEmptyStore } from '../sqlite/empty-store.js';
import { buildCitation, buildClaim, buildDocument, writeTempFolder } from './document-builder.js';

const PAPER = { id: 'sele-post', name: 'Sele Post', reliability: 'B' };
const league = (kind: string) => ({ id: 'dawn-league', kind, name: 'Dawn League' });
/** An article without claims that declares the Dawn League. */
const declaring = (id: string, kind: string, article = {}) => ({
  ascribe: 1,
  article: { id, title: 'Money for the Front', genre: 'NEWS', source: PAPER, ...article },
  entities: [league(kind)],
});

async function withStore(work: (store: Store) => Promise<void>): Promise<void> {
  const store = await openEmptyStore();
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

/** Imports these documents, each as a file; returns the result, with problems as lines. */
async function importFiles(store: Store | null, documents: readonly unknown[], options: ImportOptions = {}) {
  const files = Object.fromEntries(
    documents.map((one, index) => [`${String(index).padStart(4, '0')}.json`, one]),
  );
  const folder = writeTempFolder(files);
  const { articles, problems, notes, lint, stopped } = await importPaths(store, [folder], options);
  if (stopped !== null) throw stopped;
  const lines = (list: typeof problems) =>
    list.map((one) => formatDiagnostic(one).replaceAll(`${folder}/`, ''));
  return { articles, notes, problems: lines(problems), warnings: lines((lint?.warnings ?? []) as never) };
}
const kindOf = async (store: Store) => (await store.get('entities', ['dawn-league']))[0]?.kind;

describe('the kind of an entity', () => {
  it('is corrected by the article that declared it, in a file and over the API', () =>
    withStore(async (store) => {
      await importFiles(store, [declaring('one', 'ORGANIZATION')]);
      const check = await importFiles(store, [declaring('one', 'ARMED_GROUP')], { checkOnly: true });
      expect(check.problems).toEqual([]);
      const { articles, problems } = await importFiles(store, [declaring('one', 'ARMED_GROUP')]);
      expect([articles.replaced, problems]).toEqual([1, []]);
      expect(await kindOf(store)).toBe('ARMED_GROUP');
      const again = await importDocument(store, JSON.stringify(declaring('one', 'ORGANIZATION')), 'JSON');
      expect(again.problems).toEqual([]);
      expect(await kindOf(store)).toBe('ORGANIZATION');
    }));

  it('is free once its only declaration went', () =>
    withStore(async (store) => {
      await importFiles(store, [declaring('one', 'ORGANIZATION')]);
      await importFiles(store, [{ ...declaring('one', 'ORGANIZATION'), entities: [] }]);
      expect((await importFiles(store, [declaring('two', 'ARMED_GROUP')])).problems).toEqual([]);
      expect(await kindOf(store)).toBe('ARMED_GROUP');
    }));

  it.each([false, true])(
    'is corrected by a run with all articles that declare it, over any number of batches (all or nothing: %s)',
    (allOrNothing) =>
      withStore(async (store) => {
        const corpus = (kind: string) =>
          Array.from({ length: 120 }, (_, index) => declaring(`n${index}`, kind));
        // A later document refers to the entity as what it becomes.
        const follower = buildDocument({
          article: { id: 'z-last' },
          claims: [buildClaim({ object: 'dawn-league' })],
        });
        await importFiles(store, corpus('PLACE'));
        const { articles, problems } = await importFiles(store, [...corpus('ARMED_GROUP'), follower], {
          allOrNothing,
        });
        expect([articles, problems]).toEqual([
          { created: 1, replaced: 120, unchanged: 0, checked: 0, failed: 0 },
          [],
        ]);
        expect(await kindOf(store)).toBe('ARMED_GROUP');
      }),
  );

  it('cannot be corrected while a live article of the store says otherwise; the message says what to do', () =>
    withStore(async (store) => {
      await importFiles(store, [declaring('one', 'ORGANIZATION'), declaring('two', 'ORGANIZATION')]);
      const message =
        /KIND_CONFLICT "dawn-league" is declared ARMED_GROUP here and ORGANIZATION in the store, by article:two; an entity has one kind\. Import all its articles/;
      for (const options of [{}, { checkOnly: true }, { allOrNothing: true }])
        expect((await importFiles(store, [declaring('one', 'ARMED_GROUP')], options)).problems).toEqual([
          expect.stringMatching(message),
        ]);
      const { problems } = await importDocument(
        store,
        JSON.stringify(declaring('one', 'ARMED_GROUP')),
        'JSON',
      );
      expect(problems.map((one) => formatDiagnostic(one))).toEqual([expect.stringMatching(message)]);
      expect(await kindOf(store)).toBe('ORGANIZATION');
    }));

  it('is not corrected by a retracted article, and an export of both imports again', () =>
    withStore(async (store) => {
      const retraction = { retractedAt: '2031-05-01T00:00:00Z', retractionReason: 'made up' };
      await importFiles(store, [declaring('b', 'ORGANIZATION'), declaring('a', 'ARMED_GROUP', retraction)]);
      expect(await kindOf(store)).toBe('ORGANIZATION');
      await withStore(async (copy) => {
        await importLines(copy, await exportToLines(store, ALL_STATUSES));
        expect(await readStoreContents(copy)).toEqual(await readStoreContents(store));
      });
    }));
});

describe('an article', () => {
  const first = buildDocument({ annotator: 'L. Tarn', article: { url: 'https://sele.example/1' } });
  const others: Readonly<Record<string, object>> = {
    source: buildDocument({ annotator: 'L. Tarn', article: { source: { ...PAPER, id: 'tolm-mail' } } }),
    url: buildDocument({ annotator: 'L. Tarn', article: { url: 'https://sele.example/2' } }),
    text: buildDocument({
      annotator: 'L. Tarn',
      article: { text: 'The ministry accused Arland of paying the River Front.' },
    }),
    annotator: buildDocument({ annotator: 'O. Brandt', article: { url: 'https://sele.example/1' } }),
  };

  it.each(Object.keys(others))('of a different %s does not replace it, unless that is meant', (part) =>
    withStore(async (store) => {
      await importFiles(store, [first]);
      const refused =
        /0000\.json:1:\d+: ARTICLE_CONFLICT the store has a different article .* \(article\.id\)$/;
      for (const options of [{}, { checkOnly: true }]) {
        const { articles, problems } = await importFiles(store, [others[part]], options);
        expect([articles.failed, problems]).toEqual([1, [expect.stringMatching(refused)]]);
        expect(problems[0]).toContain(part);
      }
      const { problems } = await importDocument(store, JSON.stringify(others[part]), 'JSON');
      expect(problems.map(({ code, path }) => [code, path])).toEqual([['ARTICLE_CONFLICT', 'article.id']]);
      for (const options of [{ checkOnly: true }, {}])
        expect((await importFiles(store, [others[part]], { ...options, replace: true })).problems).toEqual(
          [],
        );
      expect(
        (await importDocument(store, JSON.stringify(first), 'JSON', { replace: true })).outcome?.result,
      ).toBe('replaced');
    }),
  );

  it('is replaced by a correction, and left as it is by the same document', () =>
    withStore(async (store) => {
      await importFiles(store, [first]);
      expect((await importFiles(store, [first])).articles.unchanged).toBe(1);
      const citations = [buildCitation({ modality: 'POSSIBLE' })];
      const corrected = buildDocument({
        annotator: 'L. Tarn',
        article: { url: 'https://sele.example/1', title: 'Harbour blast' },
        claims: [buildClaim({ citations })],
      });
      const { articles, notes } = await importFiles(store, [corrected]);
      expect(articles.replaced).toBe(1);
      expect(notes).toEqual([
        'article:courier-1: the title was "Harbour blast in Port Sele", and is now "Harbour blast"',
      ]);
    }));
});

describe('entities that may be one', () => {
  const front = (id: string, more = {}) => ({ id, kind: 'ARMED_GROUP', name: 'Twin Front', ...more });
  const Q41 = { identifiers: { wikidata: 'Q41' } };
  const documentOf = (id: string, ...entities: object[]) => ({ ...declaring(id, 'PLACE'), entities });
  const pair = documentOf(
    'one',
    front('twin-front', Q41),
    front('front-of-twins', { name: 'Twin-Front!', identifiers: { wikidata: 'q41' } }),
  );
  const message =
    /"front-of-twins" and "twin-front" share the (identifier wikidata [Qq]41|name "Twin.Front!?" and the kind ARMED_GROUP)( and the (name|identifier) .*)?; if they are one entity, use one id/;

  it('are named by check --lint, once for each pair, with their place', async () => {
    const { problems, warnings } = await importFiles(null, [pair], { checkOnly: true, lint: true });
    expect(problems).toEqual([]);
    expect(warnings).toEqual([expect.stringMatching(message)]);
    expect(warnings[0]).toMatch(/^0000\.json:1:\d+: DUPLICATE_ENTITY .* \(entities\[1\]\)$/);
    expect(warnings[0]).toMatch(/identifier wikidata/);
    expect(warnings[0]).toMatch(/the name/);
  });

  it('are named across the documents of a run, also by an alias', async () => {
    const other = documentOf('two', front('front-of-twins', { name: 'TF', aliases: ['twin front'] }));
    const run = [documentOf('one', front('twin-front')), documentOf('zero', front('twin-front')), other];
    const { warnings } = await importFiles(null, run, { checkOnly: true, lint: true });
    expect(warnings).toEqual([expect.stringMatching(/^0002\.json:.*DUPLICATE_ENTITY .*name "twin front"/)]);
  });

  it('are named against the store, until the article that declared the other is replaced', () =>
    withStore(async (store) => {
      await importFiles(store, [documentOf('one', front('twin-front', Q41))]);
      const other = documentOf('two', front('front-of-twins', Q41));
      expect((await importFiles(store, [other], { checkOnly: true, lint: true })).warnings).toEqual([
        expect.stringMatching(message),
      ]);
      const renamed = documentOf('one', front('front-of-twins', Q41));
      expect((await importFiles(store, [renamed, other], { checkOnly: true, lint: true })).warnings).toEqual(
        [],
      );
      expect((await importFiles(store, [other])).notes).toEqual([expect.stringMatching(message)]);
      const { outcome } = await importDocument(store, JSON.stringify(pair), 'JSON');
      expect(outcome?.notes[0]).toMatch(message);
      expect(outcome?.notes[0]?.match(/the identifier/g)).toHaveLength(1);
    }));

  it('are not those of one name and two kinds, nor those that only retracted articles declare', async () => {
    const state = documentOf('two', { id: 'twin-state', kind: 'STATE', name: 'Twin Front' });
    const retraction = { retractedAt: '2031-05-01T00:00:00Z', retractionReason: 'made up' };
    const retracted = {
      ...declaring('three', 'PLACE', retraction),
      entities: [front('front-of-twins', Q41)],
    };
    const { problems, warnings } = await importFiles(
      null,
      [documentOf('one', front('twin-front', Q41)), state, retracted],
      { checkOnly: true, lint: true },
    );
    expect([problems, warnings]).toEqual([[], []]);
  });

  it('are an error if one identifier is of two kinds, in a document, a run and against the store', () =>
    withStore(async (store) => {
      const state = { id: 'twin-state', kind: 'STATE', name: 'Twin State', ...Q41 };
      const conflict =
        /IDENTIFIER_CONFLICT the identifier wikidata Q41 of "twin-state" \(STATE\) is also that of "twin-front" \(ARMED_GROUP\); .* \(entities\[\d\]\.identifiers\)$/;
      const one = documentOf('one', front('twin-front', Q41));
      for (const run of [
        [documentOf('one', front('twin-front', Q41), state)],
        [one, documentOf('two', state)],
      ])
        expect((await importFiles(null, run, { checkOnly: true })).problems).toEqual([
          expect.stringMatching(conflict),
        ]);
      await importFiles(store, [one]);
      for (const options of [{ checkOnly: true }, {}])
        expect((await importFiles(store, [documentOf('two', state)], options)).problems).toEqual([
          expect.stringMatching(conflict),
        ]);
      const { problems } = await importDocument(store, JSON.stringify(documentOf('two', state)), 'JSON');
      expect(problems.map((problem) => formatDiagnostic(problem))).toEqual([expect.stringMatching(conflict)]);
      // The article that declares both may be corrected.
      expect((await importFiles(store, [documentOf('one', state)])).problems).toEqual([]);
    }));
});
